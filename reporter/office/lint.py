"""What stands in the way of filling a workbook safely, found before it is filled."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from lxml import etree

from reporter.office.book import Book, TablePlace, tag
from reporter.office.package import Package, parse
from reporter.office.refs import Area
from reporter.office.repeat import placeholder_sheet
from reporter.office.repeatable import repeat_faults
from reporter.office.risks import Finding


def broken_names(book: Book) -> Iterator[Finding]:
    """Names whose cells are gone."""
    for element in book.defined_names():
        if "#REF!" in (element.text or ""):
            yield Finding(
                f"the name {element.get('name')}",
                "refers to cells that were deleted",
                "point it at a cell, or delete it (Formulas > Name Manager)",
            )


def missing_lists(book: Book) -> Iterator[Finding]:
    """Drop-downs that offer the cells of a name that does not exist."""
    known = {(e.get("name") or "").casefold() for e in book.defined_names()}
    for sheet in book.sheets:
        root = parse(book.package.read(sheet.part))
        for rule in root.iter(tag("dataValidation")):
            name = (rule.findtext(tag("formula1")) or "").strip()
            is_name = rule.get("type") == "list" and name.isidentifier()
            if is_name and name.casefold() not in known:
                yield Finding(
                    f"{sheet.name}!{rule.get('sqref')}",
                    f"its drop-down offers {name}, a name that does not exist",
                    "define it, or choose another list",
                )


def in_the_way_of_tables(book: Book, filled: Collection[str]) -> Iterator[Finding]:
    """Cells and tables below those that will grow, in their columns.

    `filled` are the names of those tables, in lower case.
    """
    tables = book.tables()
    for table in tables:
        if table.name.casefold() in filled:
            yield from _tables_below(table, tables)
            others = [t.area for t in tables if t.sheet == table.sheet]
            yield from _cells_below(book, table, others)


def _tables_below(
    table: TablePlace, tables: Collection[TablePlace]
) -> Iterator[Finding]:
    for other in tables:
        if other.sheet == table.sheet and _is_below(other.area, table.area):
            yield Finding(
                f"{other.sheet.name}!{other.area}",
                f"the table {other.name} stands below the table {table.name}",
                "put it beside it or on another sheet",
            )


def _cells_below(
    book: Book, table: TablePlace, others: Collection[Area]
) -> Iterator[Finding]:
    root = parse(book.package.read(table.sheet.part))
    for cell in root.iterfind(f"{tag('sheetData')}/{tag('row')}/{tag('c')}"):
        place = Area.parse(cell.get("r", "A1"))
        in_table = any(area.holds(place.left, place.top) for area in others)
        if len(cell) and not in_table and _is_below(place, table.area):
            yield Finding(
                f"{table.sheet.name}!{place}",
                f"stands below the table {table.name}, which grows",
                "move it beside the table or to another sheet",
            )


def _is_below(area: Area, other: Area) -> bool:
    widened = replace(area, top=other.bottom, bottom=other.bottom)
    overlaps = widened.left <= other.right and other.left <= widened.right
    return area.top > other.bottom and overlaps


def unrepeatable(book: Book) -> Iterator[Finding]:
    """Why the sheet for platforms could not be repeated."""
    original = placeholder_sheet(book)
    for fault in repeat_faults(book, original) if original else ():
        place, _, what = fault.partition(": ")
        reason, _, mend = what.partition("; ")
        yield Finding(place, reason, mend or "mend it")


def broken_parts(package: Package) -> Iterator[Finding]:
    """Parts that are no XML."""
    for part in package.names():
        if part.endswith((".xml", ".rels")):
            try:
                parse(package.read(part))
            except etree.XMLSyntaxError as error:
                yield Finding(part, f"is broken ({error.msg})", "save it anew in Excel")
