"""Pivot charts: charts that draw what a pivot shows (21.2.2.144)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from reporter.office.charts import (
    C,
    ChartData,
    SeriesPlace,
    c,
    refill_series,
)
from reporter.office.package import Package, parse, serialise
from reporter.office.pivots.cross import Scalar
from reporter.office.pivots.formats import format_series
from reporter.office.pivots.lines import Line, LineKind
from reporter.office.pivots.room import Placed
from reporter.office.refs import Area, quote_sheet

_BEFORE_SOURCE = ("date1904", "lang", "roundedCorners", "style", "clrMapOvr")


def make_pivot_chart(xml: bytes, sheet: str, pivot: str) -> bytes:
    """An ordinary chart -> the chart of a pivot; filling the pivot draws its series."""
    root = parse(xml)
    source = etree.Element(c("pivotSource"))
    etree.SubElement(source, c("name")).text = f"[workbook.xlsx]{sheet}!{pivot}"
    etree.SubElement(source, c("fmtId"), val="0")
    before = [e for e in root if etree.QName(e).localname in _BEFORE_SOURCE]
    root.insert(root.index(before[-1]) + 1 if before else 0, source)
    return serialise(root)


def follow_in_pivot_charts(package: Package, placed: Sequence[Placed]) -> Iterator[str]:
    """Draw what each pivot shows in its charts; gives notes of what had to give."""
    by_name = {(p.pivot.sheet.name, p.pivot.name): p for p in placed}
    for part in package.names():
        if not part.startswith("xl/charts/chart"):
            continue
        each = by_name.get(_source(parse(package.read(part))))
        if each is None:
            continue
        if len(each.pivot.rows) != 1:
            yield (
                f"{each.pivot.sheet.name}!{each.area}: the chart of the pivot"
                f" {each.pivot.name} shows the template's figures until Excel opens it"
            )
            continue
        data, places = _series(each)
        if data.series:
            root = parse(refill_series(package.read(part), data, places))
            format_series(root, each)
            package.replace(part, serialise(root))
            package.replace(each.pivot.part, serialise(each.pivot.root))


def _source(root: etree._Element) -> tuple[str, str]:
    """The sheet and the name of the pivot that a chart draws."""
    text = root.findtext(f"{{{C}}}pivotSource/{{{C}}}name") or ""
    sheet, _, name = text.partition("]")[2].rpartition("!")
    return sheet.strip("'"), name


def _series(each: Placed) -> tuple[ChartData, list[SeriesPlace]]:
    """A series for each column of the pivot but totals, a point for each such row."""
    drawing, area = each.drawing, each.area
    top, left = each.pivot.heads
    rows = [n for n, line in enumerate(drawing.row_lines) if _is_item(line, 1)]
    depth = len(each.pivot.columns)
    columns = [n for n, e in enumerate(drawing.column_lines) if _is_item(e, depth)]
    cells, sheet = drawing.cells, quote_sheet(each.pivot.sheet.name)

    def place(first: tuple[int, int], last: tuple[int, int]) -> str:
        cut = replace(
            area, top=area.top + first[0], left=area.left + first[1],
            bottom=area.top + last[0], right=area.left + last[1],
        )  # fmt: skip
        return f"{sheet}!{_absolute(cut)}"

    end = top + max(len(rows), 1) - 1
    names = place((top, 0), (end, 0))
    series, places = [], []
    for number in columns:
        over = left + number
        values = tuple(_number(cells.get((top + row, over))) for row in rows)
        head = _head(each, number)
        series.append((head, values))
        places.append(
            SeriesPlace(
                place((top - 1, over), (top - 1, over)),
                names,
                place((top, over), (end, over)),
            )
        )
    categories = tuple(str(cells.get((top + row, 0)) or "") for row in rows)
    return ChartData(categories, tuple(series)), places


def _head(each: Placed, number: int) -> str:
    top, left = each.pivot.heads
    value = each.drawing.cells.get((top - 1, left + number))
    if value is not None:
        return str(value)
    values = each.pivot.values
    return values[0].caption if values else ""


def _is_item(line: Line, depth: int) -> bool:
    return line.kind is LineKind.ITEM and len(line.path) == depth


def _number(value: Scalar) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _absolute(area: Area) -> str:
    if area.rows == 1 and area.left == area.right:
        return area.absolute.split(":")[0]
    return area.absolute
