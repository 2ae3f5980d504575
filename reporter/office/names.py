"""Values for defined names and blocks -> single cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reporter.office.cells import CellValue
from reporter.office.grid import Place
from reporter.office.plan import BlockFill, NameFill
from reporter.office.refs import Area


def cells_of_names(
    fills: Iterable[NameFill], places: Mapping[str, Area]
) -> dict[Place, CellValue]:
    """The first cell of each name that the template has."""
    return {
        (area.top, area.left): fill.value
        for fill in fills
        if (area := places.get(fill.name.casefold()))
    }


def cells_of_blocks(
    fills: Iterable[BlockFill], places: Mapping[str, Area]
) -> tuple[dict[Place, CellValue], tuple[Area, ...]]:
    """All cells of the blocks that the template has, those without a value too."""
    cells: dict[Place, CellValue] = {}
    areas: list[Area] = []
    for fill in fills:
        area = places.get(fill.name.casefold())
        if area is not None:
            areas.append(area)
            cells.update(_cells(fill, area))
    return cells, tuple(areas)


def _cells(fill: BlockFill, area: Area) -> dict[Place, CellValue]:
    """Row by row; where rows have no room, the last line says how many."""
    width = area.right - area.left + 1
    has_room = len(fill.rows) <= area.rows
    shown = fill.rows if has_room else fill.rows[: area.rows - 1]
    cells: dict[Place, CellValue] = {
        (row, column): None
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    for down, values in enumerate(shown):
        for over, value in enumerate(values[:width]):
            cells[area.top + down, area.left + over] = value
    if not has_room and fill.more:
        # A first column beside others is a narrow one for numbers.
        column = area.left + (1 if width > 1 else 0)
        cells[area.bottom, column] = fill.more.format(n=len(fill.rows) - len(shown))
    return cells
