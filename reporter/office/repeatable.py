"""Why the sheet that stands for one platform could not be repeated."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reporter.office.book import Book, Sheet, tag
from reporter.office.follow import formulas_of
from reporter.office.package import parse
from reporter.office.repeat import PLACEHOLDER


def repeat_faults(book: Book, original: Sheet) -> Iterator[str]:
    """What hangs on the sheet or on its name and would be lost, each with its place."""
    yield from _second_sheets(book, original)
    yield from _not_repeated(book, original)
    for element in book.defined_names():
        is_global = element.get("localSheetId") is None
        if is_global and PLACEHOLDER in (element.text or ""):
            yield (
                f"the name {element.get('name')}: refers to the sheet {original.name};"
                " make that sheet its scope"
            )
    for sheet in book.sheets:
        if sheet != original:
            yield from _references(book, sheet, original)


def _second_sheets(book: Book, original: Sheet) -> Iterator[str]:
    for sheet in book.sheets:
        if sheet != original and PLACEHOLDER in sheet.name:
            yield (
                f"{sheet.name}: is a second sheet for platforms, of which only one is"
                " repeated; rename it"
            )


def _not_repeated(book: Book, original: Sheet) -> Iterator[str]:
    package = book.package
    for relation in package.relationships(original.part):
        if relation.kind == "pivotTable":
            location = parse(package.read(relation.target)).find(tag("location"))
            area = location.get("ref") if location is not None else ""
            yield (
                f"{original.name}!{area}: a pivot cannot be repeated with the sheet;"
                " put it on another one"
            )
        if relation.kind == "slicer":
            yield (
                f"{original.name}: a slicer cannot be repeated with the sheet;"
                " put it on another one"
            )


def _references(book: Book, sheet: Sheet, original: Sheet) -> Iterator[str]:
    data = book.package.read(sheet.part)
    if PLACEHOLDER.encode() not in data:
        return
    for formula in formulas_of(parse(data)):
        if PLACEHOLDER in (formula.text or ""):
            yield (
                f"{sheet.name}!{_cell(formula)}: refers to the sheet {original.name},"
                " of which there will be several or none; take the reference out"
            )


def _cell(formula: etree._Element) -> str:
    holder = formula.getparent()
    return holder.get("r", "") if holder is not None else ""
