"""The cells of a worksheet that are not data of a table, by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reporter.office.book import MAIN, tag
from reporter.office.cells import CellValue, shown_text, write_cell
from reporter.office.plan import TablePlan
from reporter.office.refs import Area, column_letters

Place = tuple[int, int]
_NAMESPACE = f' xmlns="{MAIN}"'
_REF = re.compile(r'(?<= r=")[A-Z]+\d+(?=")')


@dataclass(slots=True)
class Overlay:
    """Cells that are laid over those of the template, by row and column.

    `cleared` are taken away first, `moved` (old place to new one) with all they hold;
    `like` names the template's cell whose style each of `cells` takes.
    """

    cleared: set[Place] = field(default_factory=set)
    moved: dict[Place, Place] = field(default_factory=dict)
    cells: dict[Place, CellValue] = field(default_factory=dict)
    like: dict[Place, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Grid:
    """What stands outside of the tables' data.

    `cells` holds XML by row and column; `rows` the attributes of template rows;
    `texts` what was newly written, for the heights; `samples` the first data row of
    each table by its name.
    """

    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    texts: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    samples: dict[str, dict[int, etree._Element]] = field(default_factory=dict)
    styles: dict[Place, str] = field(default_factory=dict)

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Write one cell in the style that the template gives it."""
        style = self.styles.get((row, column), "")
        ref = f"{column_letters(column)}{row}"
        self.cells.setdefault(row, {})[column] = write_cell(ref, style, value)
        self.texts.setdefault(row, []).append((column, shown_text(value)))

    def lay(self, overlay: Overlay) -> None:
        """Take away, move and write the cells of an overlay."""
        styles = dict(self.styles)
        taken = {
            (row, column): self.cells.get(row, {}).pop(column, None)
            for row, column in overlay.cleared
        }
        for place in overlay.cleared:
            self.styles.pop(place, None)
        for old, (row, column) in overlay.moved.items():
            xml = taken.get(old)
            if xml is not None:
                ref = f"{column_letters(column)}{row}"
                moved = _REF.sub(ref, xml, count=1)
                self.cells.setdefault(row, {})[column] = moved
                self.styles[row, column] = styles.get(old, "")
        for (row, column), value in overlay.cells.items():
            like = overlay.like.get((row, column), (row, column))
            self.styles[row, column] = styles.get(like, "")
            self.put(row, column, value)


def read_grid(root: etree._Element, plans: Sequence[TablePlan]) -> Grid:
    """Take over the template's cells; those of totals rows move with their table."""
    grid = Grid(samples={plan.place.name: {} for plan in plans})
    for row in root.iterfind(f"{tag('sheetData')}/{tag('row')}"):
        number = int(row.get("r", "0"))
        attributes = {str(key): str(value) for key, value in row.attrib.items()}
        grid.rows[number] = attributes
        for cell in row.iterfind(tag("c")):
            column = Area.parse(cell.get("r", "A1")).left
            grid.styles[number, column] = cell.get("s", "")
            _take(grid, cell, (number, column), plans)
    for plan in plans:
        _write_headers(grid, plan)
    return grid


def _take(
    grid: Grid, cell: etree._Element, place: Place, plans: Sequence[TablePlan]
) -> None:
    """Keep a cell, move it with a totals row, or take it as a table's sample."""
    row, column = place
    plan = next((p for p in plans if p.place.area.holds(column, row)), None)
    if plan is None:
        # An empty cell where a table grows is covered; a filled one is refused.
        if not any(plan.area.holds(column, row) for plan in plans):
            _keep(grid, cell, column, row)
    elif row < plan.place.cells.top:
        _keep(grid, cell, column, row)
    elif row > plan.place.cells.bottom:
        down = plan.area.bottom - plan.place.area.bottom
        _keep(grid, cell, column, row, down)
    elif row == plan.place.cells.top:
        grid.samples[plan.place.name][column] = cell


def content_below(root: etree._Element, plans: Sequence[TablePlan]) -> Iterator[str]:
    """Cells that a table of another length would run into or leave behind."""
    changed = [plan for plan in plans if plan.cells != plan.place.cells]
    for cell in root.iterfind(f"{tag('sheetData')}/{tag('row')}/{tag('c')}"):
        area = Area.parse(cell.get("r", "A1"))
        for plan in changed:
            is_below = area.top > plan.place.area.bottom
            if (
                is_below
                and plan.area.left <= area.left <= plan.area.right
                and len(cell)
            ):
                yield (
                    f"{plan.place.sheet.name}!{area}: stands below the table"
                    f" {plan.place.name}, whose length changes; move it beside the"
                    " table or to another sheet"
                )


def _keep(
    grid: Grid, cell: etree._Element, column: int, row: int, down: int = 0
) -> None:
    if down:
        cell.set("r", f"{column_letters(column)}{row + down}")
    xml = etree.tostring(cell, encoding="unicode", with_tail=False)
    grid.cells.setdefault(row + down, {})[column] = xml.replace(_NAMESPACE, "")


def _write_headers(grid: Grid, plan: TablePlan) -> None:
    """The headers of a table whose columns are not the template's."""
    if plan.headers == plan.place.headers:
        return
    row, place = plan.place.area.top, plan.place.area
    for column in range(place.left, place.right + 1):
        grid.cells.get(row, {}).pop(column, None)
    for at, header in enumerate(plan.headers):
        column = place.left + at
        like = min(column, place.right)
        grid.styles[row, column] = grid.styles.get((row, like), "")
        grid.put(row, column, header)


def merged(root: etree._Element) -> Mapping[Place, Area]:
    """Each cell of a merged range, by row and column, with the range."""
    found: dict[Place, Area] = {}
    for element in root.iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}"):
        area = Area.parse(element.get("ref", "A1"))
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                found[row, column] = area
    return found
