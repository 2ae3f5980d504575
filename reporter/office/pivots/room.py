"""Where the pivots of a sheet stand once they have grown: beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from reporter.office.book import tag
from reporter.office.pivots.drawing import Drawing
from reporter.office.pivots.table import Pivot
from reporter.office.refs import Area

_GAP = 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A pivot as it will stand: `area` without its filters, `whole` with them."""

    pivot: Pivot
    drawing: Drawing
    area: Area

    @property
    def whole(self) -> Area:
        """Its cells with those of its filters above."""
        above = self.pivot.area.top - self.pivot.whole_area.top
        return replace(self.area, top=self.area.top - above)


def place_pivots(drawn: Sequence[tuple[Pivot, Drawing]]) -> list[Placed]:
    """Keep each pivot of a sheet where it is, or move it out of the way of another.

    One that stood beside a pivot that grew moves to the right, one below it down.
    """
    placed: list[Placed] = []
    order = sorted(drawn, key=lambda pair: (pair[0].area.left, pair[0].area.top))
    for pivot, drawing in order:
        old = pivot.area
        area = _sized(old.left, old.top, drawing)
        here = Placed(pivot, drawing, area)
        for other in placed:
            if _overlap(_with_gap(other.whole), here.whole):
                here = replace(here, area=_beside(here, other))
        placed.append(here)
    return placed


def in_the_way(root: etree._Element, placed: Sequence[Placed]) -> Iterator[str]:
    """Cells of the template that a pivot would run into, each with its mend."""
    old = [p.pivot.whole_area for p in placed]
    for cell in root.iterfind(f"{tag('sheetData')}/{tag('row')}/{tag('c')}"):
        if not len(cell):
            continue
        place = Area.parse(cell.get("r", "A1"))
        if any(area.holds(place.left, place.top) for area in old):
            continue
        for each in placed:
            if each.area.holds(place.left, place.top):
                pivot = each.pivot
                yield (
                    f"{pivot.sheet.name}!{place}: the pivot {pivot.name} needs this"
                    " cell; move what stands there, or the pivot, to another place"
                )


def _sized(left: int, top: int, drawing: Drawing) -> Area:
    return Area(left, top, left + drawing.columns - 1, top + drawing.rows - 1)


def _beside(here: Placed, other: Placed) -> Area:
    """The place for a pivot right of another, or below it if it stood there."""
    old, area = here.pivot.area, here.area
    if old.left > other.pivot.area.right:
        return _sized(other.area.right + 1 + _GAP, area.top, here.drawing)
    above = area.top - here.whole.top
    return _sized(area.left, other.area.bottom + 1 + _GAP + above, here.drawing)


def _with_gap(area: Area) -> Area:
    return replace(area, right=area.right + 1, bottom=area.bottom + 1)


def _overlap(one: Area, other: Area) -> bool:
    return (
        one.left <= other.right
        and other.left <= one.right
        and one.top <= other.bottom
        and other.top <= one.bottom
    )
