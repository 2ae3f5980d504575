"""A workbook as a person sees and changes it."""

import warnings

from openpyxl import load_workbook


class Sheet:
    """A sheet of a workbook by its headers, as a person sees it."""

    def __init__(self, book, title, header):
        self.sheet = book[title]
        self.top = next(
            row[0].row
            for row in self.sheet.iter_rows()
            if any(c.value == header for c in row)
        )
        self.columns = {c.value: c.column for c in self.sheet[self.top] if c.value}

    def rows(self):
        return range(self.top + 1, self.sheet.max_row + 1)

    def shown(self, row, header):
        value = self.sheet.cell(row, self.columns[header]).value
        if isinstance(value, str) and value.startswith("=HYPERLINK"):
            return value.rsplit('"', 2)[1]
        return value

    def row_of(self, header, value):
        return next(row for row in self.rows() if self.shown(row, header) == value)

    def type(self, row, header, value):
        cell = self.sheet.cell(row, self.columns[header])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        return f"{self.sheet.title}!{cell.coordinate}"


def edit_workbook(path, change, by="李娜", target=None):
    """Open a workbook, change it and save it as somebody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path)
    change(book)
    book.properties.lastModifiedBy = by
    book.save(target or path)
