"""Small workbooks for tests of the engine, and what stands in one."""

import zipfile

import xlsxwriter
from openpyxl import load_workbook

from reporter.office.book import Book
from reporter.office.fill import TableFill, WorkbookFill, fill_workbook
from reporter.office.package import Package
from reporter.office.pivots.make import add_pivots

HEADERS = ("platform", "quadrant", "id", "value")
ROWS = [
    ("微信", "S 优势", "e1", 3),
    ("微信", "W 劣势", "e2", 4),
    ("京东", "S 优势", "e3", 5),
    ("京东", "s 优势", "e4", 6.5),
    (None, "T 威胁", "e5", None),
    ("=1+1", "O 机会", "e6", -1),
]


def a_template(path, draw=None, sheet="Data", name="Evidence", headers=HEADERS):
    """A workbook with one table of one row, A4 down; `draw(book, sheet)` adds more."""
    book = xlsxwriter.Workbook(str(path))
    data = book.add_worksheet(sheet)
    columns = [{"header": header} for header in headers]
    row = ["a", "b", "c", 1, *[0] * (len(headers) - 4)][: len(headers)]
    data.add_table(
        3, 0, 4, len(headers) - 1, {"name": name, "columns": columns, "data": [row]}
    )
    if draw:
        draw(book, data)
    book.close()
    return path


def a_fill(rows=ROWS, headers=HEADERS, table="Evidence", **more):
    """The rows for that table."""
    fields = tuple((header,) for header in headers)
    return WorkbookFill(tables=(TableFill(table, fields, rows),), **more)


def with_pivots(path, *specs):
    """The template with pivots put in."""
    package = Package.open(path)
    add_pivots(Book(package), specs)
    package.save(path)
    return path


def filled(template, fill=None, name="filled.xlsx"):
    """Fill a template beside itself; gives the path and the report."""
    target = template.parent / name
    return target, fill_workbook(template, target, fill or a_fill())


def parts(path):
    """The parts of a package; zlib, and so the file, may differ between machines."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(path, sheet, ref):
    """The values of a range, row by row."""
    area = load_workbook(path, data_only=True)[sheet][ref]
    return [tuple(cell.value for cell in row) for row in area]
