"""A new worksheet in a workbook, behind another one."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from reporter.office.book import MAIN, RELS, Book, Sheet, tag
from reporter.office.cells import write_cell
from reporter.office.grid import Place
from reporter.office.package import Package, parse, serialise
from reporter.office.refs import column_letters
from reporter.office.repeat import sheet_titles

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def add_sheet(
    book: Book,
    title: str,
    behind: Sheet,
    cells: Mapping[Place, tuple[str | None, str]],
) -> Sheet:
    """Add a sheet with some texts and styles by (row, column), behind another one.

    The sheet may get another name where Excel takes none like `title`.
    """
    (name,) = sheet_titles([title], [sheet.name for sheet in book.sheets])
    package = book.package
    part = package.free_name("xl/worksheets/sheet1.xml")
    package.add(part, _xml(cells), _TYPE)
    sheets = book.root.find(tag("sheets"))
    assert sheets is not None
    number = max(int(e.get("sheetId", "0")) for e in sheets) + 1
    entry = etree.Element(tag("sheet"), name=name, sheetId=str(number))
    relation = package.relate(book.part, f"{RELS}/worksheet", part)
    entry.set(f"{{{RELS}}}id", relation)
    sheets.insert(behind.index + 1, entry)
    _move_scopes(book, behind.index)
    package.replace(book.part, serialise(book.root))
    return next(sheet for sheet in book.sheets if sheet.part == part)


def _move_scopes(book: Book, index: int) -> None:
    """Names and views of sheets behind the new one: all are one further on."""
    for element in book.defined_names():
        scope = element.get("localSheetId")
        if scope is not None and int(scope) > index:
            element.set("localSheetId", str(int(scope) + 1))
    for view in book.root.iterfind(f"{tag('bookViews')}/{tag('workbookView')}"):
        for key in ("activeTab", "firstSheet"):
            if int(view.get(key, "0")) > index:
                view.set(key, str(int(view.get(key, "0")) + 1))


def _xml(cells: Mapping[Place, tuple[str | None, str]]) -> bytes:
    rows: dict[int, list[str]] = {}
    for (row, column), (text, style) in sorted(cells.items()):
        cell = write_cell(f"{column_letters(column)}{row}", style, text)
        rows.setdefault(row, []).append(cell)
    data = "".join(f'<row r="{n}">{"".join(found)}</row>' for n, found in rows.items())
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELS}"><sheetFormatPr'
        ' defaultRowHeight="15"/><cols><col min="1" max="1" width="24"'
        ' customWidth="1"/><col min="2" max="200" width="13" customWidth="1"/></cols>'
        f"<sheetData>{data}</sheetData></worksheet>"
    ).encode()


def number_style(package: Package, book_part: str, code: int) -> str:
    """The style of ordinary cells with a built-in number format (18.8.30), as an index.

    It is added where the workbook has none of the kind.
    """
    part = package.target(book_part, "styles")
    root = parse(package.read(part)) if part else None
    formats = root.find(tag("cellXfs")) if root is not None else None
    if root is None or formats is None or not len(formats):
        return ""
    added = deepcopy(formats[0])
    added.set("numFmtId", str(code))
    added.set("applyNumberFormat", "1")
    for at, existing in enumerate(formats):
        if existing.items() == added.items() and not len(existing):
            return str(at)
    formats.append(added)
    formats.set("count", str(len(formats)))
    package.replace(part, serialise(root))
    return str(len(formats) - 1)
