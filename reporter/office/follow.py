"""What refers to a table's data follows it: rules, names, charts, sparklines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from lxml import etree

from reporter.office.book import Book, Sheet, tag
from reporter.office.charts import Values, move_references, refresh_caches
from reporter.office.package import Package, parse, serialise
from reporter.office.plan import TablePlan
from reporter.office.refs import (
    AREA,
    Area,
    Growth,
    follow_all,
    follow_each,
    unquote_sheet,
)

_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"


def follow_in_sheet(
    root: etree._Element, sheet: str, growths: tuple[Growth, ...]
) -> bool:
    """Ranges of rules, validations, sparklines and formulas; tells if any moved."""
    return _follow_rules(root, sheet, growths) | _follow_formulas(root, sheet, growths)


def follow_elsewhere(
    package: Package, sheets: Iterable[Sheet], growths: tuple[Growth, ...]
) -> None:
    """What sheets that are not filled themselves say of the tables."""
    for sheet in sheets:
        root = parse(package.read(sheet.part))
        if growths and follow_in_sheet(root, sheet.name, growths):
            package.replace(sheet.part, serialise(root))


def _follow_rules(
    root: etree._Element, sheet: str, growths: tuple[Growth, ...]
) -> bool:
    is_changed = False
    for name in ("conditionalFormatting", "dataValidation", "ignoredError"):
        for element in root.iter(tag(name)):
            moved = _follow_list(element.get("sqref", ""), sheet, growths)
            is_changed |= moved != element.get("sqref", "")
            element.set("sqref", moved)
    for element in root.iter(f"{{{_XM}}}sqref"):
        moved = _follow_list(element.text or "", sheet, growths)
        is_changed |= moved != (element.text or "")
        element.text = moved
    return is_changed


def formulas_of(root: etree._Element) -> list[etree._Element]:
    """The elements of a sheet that hold a formula or a reference."""
    found = [*root.iter(f"{{{_XM}}}f")]
    for name in ("formula", "formula1", "formula2"):
        found.extend(root.iter(tag(name)))
    found.extend(root.iterfind(f"{tag('sheetData')}//{tag('f')}"))
    return found


def _follow_formulas(
    root: etree._Element, sheet: str, growths: tuple[Growth, ...]
) -> bool:
    is_changed = False
    for formula in formulas_of(root):
        if formula.text:
            moved = follow_all(formula.text, growths, sheet, is_single_followed=False)
            if moved != formula.text:
                formula.text = moved
                is_changed = True
    return is_changed


def follow_in_names(book: Book, growths: tuple[Growth, ...]) -> None:
    """Defined names, print areas among them, that end with a table's data."""
    for element in book.defined_names():
        moved = follow_all(element.text or "", growths, "", is_single_followed=True)
        if moved != element.text:
            element.text = moved


def follow_in_charts(package: Package, plans: Sequence[TablePlan]) -> None:
    """References of all charts to tables' columns, and what they show."""
    growths = tuple(plan.growth for plan in plans)
    for part in package.names():
        if part.startswith("xl/charts/chart") and part.endswith(".xml"):
            xml = package.read(part)
            moved = move_references(
                xml, lambda text: follow_all(text, growths, "", is_single_followed=True)
            )
            filled = refresh_caches(moved, lambda text: values_at(text, plans))
            if _canonical(filled) != _canonical(xml):
                package.replace(part, filled)


def values_at(reference: str, plans: Iterable[TablePlan]) -> Values | None:
    """The values of a reference to (part of) one column of a table's data."""
    match = AREA.fullmatch(reference.strip())
    if match is None or not match["sheet"]:
        return None
    last = f":{match['last']}" if match["last"] else ""
    area = Area.parse(match["first"] + last)
    sheet = unquote_sheet(match["sheet"])
    for plan in plans:
        is_there = plan.cells.holds(area.left, area.top) and area.left == area.right
        if plan.place.sheet.name == sheet and is_there:
            return _column_values(plan, area)
    return None


def _column_values(plan: TablePlan, area: Area) -> Values | None:
    source = plan.columns[area.left - plan.cells.left]
    if source is None:
        return None
    first = area.top - plan.cells.top
    rows = islice(plan.rows, first, first + area.rows)
    return [_plain(row[source]) for row in rows]


def _plain(value: object) -> str | float | None:
    """What a chart shows of a cell."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    text = getattr(value, "text", value)
    return str(text)


def _follow_list(sqref: str, sheet: str, growths: Iterable[Growth]) -> str:
    """A list of ranges without sheet names, as rules have them."""
    here = [growth for growth in growths if growth.sheet == sheet]
    areas = (
        follow_each(Area.parse(part), here, is_single_followed=True)
        for part in sqref.split()
    )
    return " ".join(str(area) for area in areas)


def resize_table(package: Package, plan: TablePlan) -> None:
    """The table part: its range, its filter, and its columns where they are new."""
    root = parse(package.read(plan.place.part))
    root.set("ref", plan.area.both_corners)
    auto_filter = root.find(tag("autoFilter"))
    if auto_filter is not None:
        area = plan.area
        bottom = plan.cells.bottom
        filtered = Area(area.left, area.top, area.right, bottom)
        auto_filter.set("ref", filtered.both_corners)
    if plan.headers != plan.place.headers:
        _rewrite_columns(root, plan.headers)
    data = serialise(root)
    if _canonical(data) != _canonical(package.read(plan.place.part)):
        package.replace(plan.place.part, data)


def _rewrite_columns(root: etree._Element, headers: Sequence[str]) -> None:
    columns = root.find(tag("tableColumns"))
    if columns is None:
        return
    style = columns[-1].get("dataDxfId", "") if len(columns) else ""
    for child in list(columns):
        columns.remove(child)
    columns.set("count", str(len(headers)))
    for number, header in enumerate(headers, start=1):
        column = etree.SubElement(columns, tag("tableColumn"), id=str(number))
        column.set("name", header)
        if style:
            column.set("dataDxfId", style)


def extend_columns(root: etree._Element, plan: TablePlan) -> None:
    """Give added columns the width of the table's last."""
    place, cells = plan.place.cells, plan.cells
    cols = root.find(tag("cols"))
    if cols is None or cells.right <= place.right:
        return
    for col in cols:
        if int(col.get("min", "0")) <= place.right <= int(col.get("max", "0")):
            following = [c for c in cols if int(c.get("min", "0")) > place.right]
            col.set("max", str(max(cells.right, int(col.get("max", "0")))))
            for other in following:
                if int(other.get("max", "0")) <= cells.right:
                    cols.remove(other)
                elif int(other.get("min", "0")) <= cells.right:
                    other.set("min", str(cells.right + 1))


def _canonical(xml: bytes) -> bytes:
    return etree.tostring(parse(xml), method="c14n")
