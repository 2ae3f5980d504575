"""The sheet of the workbook template that is repeated for each platform."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reporter.domain.values import Quadrant
from reporter.report.charts import quadrant_label
from templates.workbook_look import ACCENT, GREY, LINK, QUADRANT_COLOURS, Look
from templates.workbook_tables import set_up_print

NAME = "{platform}"
CLAIMS, DETAILS = 8, 10  # rows of a quadrant, rows of initiatives and of figures
_LEFT, _RIGHT = 0, 4
_TOP = 3
_MIDDLE = _TOP + CLAIMS + 2
_BOTTOM = _MIDDLE + CLAIMS + 2
_QUARTERS = (
    (Quadrant.STRENGTH, "strengths", _TOP, _LEFT),
    (Quadrant.WEAKNESS, "weaknesses", _TOP, _RIGHT),
    (Quadrant.OPPORTUNITY, "opportunities", _MIDDLE, _LEFT),
    (Quadrant.THREAT, "threats", _MIDDLE, _RIGHT),
)


def add_platform_sheet(book: Workbook, look: Look) -> None:
    """Add the 2×2 with room below it for initiatives and figures."""
    sheet = book.add_worksheet(NAME)
    sheet.set_tab_color("#5B7DB1")
    sheet.hide_gridlines(2)
    set_up_print(sheet)
    sheet.set_zoom(90)
    sheet.set_row(0, 30)
    for column, width in enumerate((5, 62, 22, 2, 5, 62, 22)):
        sheet.set_column(column, column, width)
    sheet.write(
        0,
        0,
        look.words("sample.platform"),
        look.format(font_size=18, bold=True, font_color=ACCENT),
    )
    sheet.write(1, 0, look.words("sample.text"), look.note())
    _name(book, "platform_title", (0, 0, 0, 0))
    _name(book, "platform_summary", (1, 0, 1, 0))
    home = f"internal:'{look.words('sheet.overview')}'!A1"
    sheet.write_url(2, 0, home, look.link(), look.words("back"))
    sheet.set_row(2, 20)
    for quadrant, name, row, column in _QUARTERS:
        dark, light = QUADRANT_COLOURS[quadrant]
        head = quadrant_label(quadrant, look.words)
        _head(sheet, (row, column), head, dark, look)
        _body(sheet, (row + 1, column, CLAIMS), (dark, light), look)
        _name(book, name, (row + 1, column, row + CLAIMS, column + 2))
    for name, key, column in (
        ("platform_initiatives", "platform.initiatives", _LEFT),
        ("platform_metrics", "platform.metrics", _RIGHT),
    ):
        _head(sheet, (_BOTTOM, column), look.words(key), ACCENT, look)
        _body(sheet, (_BOTTOM + 1, column, DETAILS), (GREY, "#FFFFFF"), look)
        _name(book, name, (_BOTTOM + 1, column, _BOTTOM + DETAILS, column + 2))


def _name(book: Workbook, name: str, area: tuple[int, int, int, int]) -> None:
    """Name an area of this sheet alone: rows and columns from 0, both ends in it."""
    top, left, bottom, right = area
    cells = f"${chr(65 + left)}${top + 1}"
    if (top, left) != (bottom, right):
        cells += f":${chr(65 + right)}${bottom + 1}"
    book.define_name(f"'{NAME}'!{name}", f"='{NAME}'!{cells}")


def _head(
    sheet: Worksheet, place: tuple[int, int], text: str, fill: str, look: Look
) -> None:
    row, column = place
    style = look.format(font_size=12, bold=True, font_color="#FFFFFF", bg_color=fill)
    sheet.set_row(row, 22)
    sheet.write(row, column, text, style)
    for further in (1, 2):
        sheet.write_blank(row, column + further, None, style)


def _body(
    sheet: Worksheet,
    place: tuple[int, int, int],
    colours: tuple[str, str],
    look: Look,
) -> None:
    """Rows of number, text and source: first row, first column, how many."""
    top, left, count = place
    dark, light = colours
    shared = {
        "valign": "top",
        "text_wrap": True,
        "bg_color": light,
    }
    styles = (
        look.format(**shared, bold=True, font_color=dark, align="center"),
        look.format(**shared),
        look.format(**shared, font_color=LINK, underline=1, font_size=9),
    )
    for row in range(top, top + count):
        for further, style in enumerate(styles):
            sheet.write_blank(row, left + further, None, style)
