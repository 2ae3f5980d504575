"""Figures of a chart -> the small workbook that Word opens on "edit data"."""

from __future__ import annotations

from reporter.office.cells import write_cell
from reporter.office.charts import ChartData
from reporter.office.package import CONTENT_TYPES, Package
from reporter.office.refs import column_letters

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    CONTENT_TYPES: f'<Types xmlns="{_PKG}/content-types"><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml"'
    f' ContentType="{_SHEETML}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PKG}/relationships"><Relationship'
    f' Id="rId1" Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PKG}/relationships">'
    f'<Relationship Id="rId1" Type="{_DOC}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def chart_workbook(data: ChartData) -> bytes:
    """A workbook with names in row 1 and categories in column A, as charts refer to it.

    The same figures give the same bytes.
    """
    rows: list[list[str | float | None]] = [[None, *(name for name, _ in data.series)]]
    for at, category in enumerate(data.categories):
        rows.append([category, *(values[at] for _, values in data.series)])
    sheet = "".join(_row(number, row) for number, row in enumerate(rows, start=1))
    parts = dict(_PARTS)
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>'
    )
    encoded = {name: (_HEAD + xml).encode("utf-8") for name, xml in parts.items()}
    return Package("chart.xlsx", encoded).as_bytes()


def _row(number: int, values: list[str | float | None]) -> str:
    cells = "".join(
        write_cell(f"{column_letters(at)}{number}", "", value)
        for at, value in enumerate(values, start=1)
        if value is not None
    )
    return f'<row r="{number}">{cells}</row>'
