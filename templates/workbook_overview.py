"""The overview of the workbook template: tiles, what matters, charts, the index."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reporter.report.sheets.catalogue import CATALOGUE
from templates.workbook_charts import add_charts
from templates.workbook_look import ACCENT, GREY, LINE, Look, width_of
from templates.workbook_tables import add_table, name_cell, set_up_print

TILES = (
    ("articles", "independent_sources", "evidence", "platforms", "initiatives"),
    ("claims", "changes", "review", "conflicts", "problems"),
)
_LEADS_TO = {  # sheet that a tile's label leads to
    "articles": "sources", "independent_sources": "sources", "claims": "swot",
    "evidence": "evidence", "platforms": "overview", "initiatives": "initiatives",
    "changes": "changes", "review": "review", "conflicts": "conflicts",
    "problems": "about",
}  # fmt: skip
TILE_ROWS = (4, 7)  # of the figures, counted from 0; the label stands below each
TILE_COLUMNS = ((0, 0), (1, 2), (3, 4), (5, 6), (7, 8))
MATTERS_ROW, MATTERS = 11, 5
MATTERS_COLUMNS = (0, 9)
WEEKS_ROW, WEEKS_ROWS = 17, 8
INDEX_ROW = WEEKS_ROW + WEEKS_ROWS + 2


@dataclass(frozen=True, slots=True)
class Overview:
    """The sheet of the overview while it is being made."""

    book: Workbook
    sheet: Worksheet
    look: Look


def add_overview(book: Workbook, look: Look) -> None:
    """Add the sheet that people open first; it prints on one landscape page."""
    sheet = book.add_worksheet(look.words("sheet.overview"))
    overview = Overview(book, sheet, look)
    sheet.set_tab_color(ACCENT)
    sheet.hide_gridlines(2)
    set_up_print(sheet)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_zoom(85)
    _title(overview)
    _tiles(overview)
    _matters(overview)
    _index(overview)
    sheet.ignore_errors({"number_stored_as_text": "A1:AZ1048576"})


def fill_charts(book: Workbook, look: Look) -> None:
    """Draw the charts, once the sheets that hold their figures are there."""
    add_charts(book, look, index_row=INDEX_ROW, weeks_row=WEEKS_ROW)


def _title(overview: Overview) -> None:
    book, sheet, look = overview.book, overview.sheet, overview.look
    big = look.format(font_size=20, bold=True, font_color=ACCENT)
    sheet.set_row(0, 33)
    sheet.write(0, 0, look.words("report.title"), big)
    sheet.write(1, 0, "2025-W01", look.format(font_size=12, bold=True))
    sheet.write(1, 4, "2025-01-01 – 2025-01-05", look.format(font_size=12))
    sheet.write_blank(2, 0, None, look.note())
    rule = look.format(bottom=2, bottom_color=ACCENT, font_color=GREY)
    for column in range(12):
        sheet.write_blank(2, column, None, rule)
    for name, place in (
        ("report_title", (0, 0)),
        ("report_week", (1, 0)),
        ("report_period", (1, 4)),
        ("report_quiet", (2, 0)),
    ):
        name_cell(book, name, sheet, place)
    sheet.set_row(2, 20)
    sheet.set_row(3, 8)


def _tiles(overview: Overview) -> None:
    book, sheet, look = overview.book, overview.sheet, overview.look
    figure = look.format(
        font_size=20, bold=True, font_color=ACCENT, align="center",
        bg_color="#F3F6FA", num_format="#,##0",
    )  # fmt: skip
    label = look.format(font_color=GREY, align="center", bg_color="#F3F6FA")
    for row, keys in zip(TILE_ROWS, TILES, strict=True):
        sheet.set_row(row, 31)
        sheet.set_row(row + 1, 18)
        sheet.set_row(row + 2, 8)
        for (first, last), key in zip(TILE_COLUMNS, keys, strict=True):
            text = look.words(f"tile.{key}")
            _across(sheet, (row, first, last), 0, figure)
            _across(sheet, (row + 1, first, last), text, label)
            goal = f"internal:'{look.words(f'sheet.{_LEADS_TO[key]}')}'!A1"
            sheet.write_url(row + 1, first, goal, label, text)
            name_cell(book, f"count_{key}", sheet, (row, first))
            if key == "independent_sources":
                name_cell(book, "count_sources", sheet, (row, first))


def _across(
    sheet: Worksheet, place: tuple[int, int, int], value: str | int, style: object
) -> None:
    """Write over one cell or several merged ones: row, first and last column."""
    row, first, last = place
    if first == last:
        sheet.write(row, first, value, style)
    else:
        sheet.merge_range(row, first, row, last, value, style)


def _matters(overview: Overview) -> None:
    book, sheet, look = overview.book, overview.sheet, overview.look
    first, last = MATTERS_COLUMNS
    sheet.set_row(MATTERS_ROW - 1, 22)
    sheet.write(MATTERS_ROW - 1, first, look.words("matters.title"), look.heading())
    line = look.format(
        text_wrap=True, bottom=1, bottom_color=LINE, font_color=ACCENT, indent=0
    )
    for row in range(MATTERS_ROW, MATTERS_ROW + MATTERS):
        sheet.set_row(row, 34)
        sheet.merge_range(row, first, row, last, "", line)
    sheet.write(MATTERS_ROW, first, look.words("sample.text"), line)
    name = look.words("sheet.overview")
    area = f"$A${MATTERS_ROW + 1}:$A${MATTERS_ROW + MATTERS}"
    book.define_name("matters", f"='{name}'!{area}")
    sheet.set_row(MATTERS_ROW + MATTERS, 8)


def _index(overview: Overview) -> None:
    sheet, look = overview.sheet, overview.look
    sheet.set_row(INDEX_ROW - 1, 22)
    sheet.write(INDEX_ROW - 1, 0, look.words("index.title"), look.heading())
    columns = CATALOGUE["Platforms"]
    add_table(sheet, "Platforms", columns, (INDEX_ROW, 0), look)
    sheet.set_row(INDEX_ROW, 32)
    # Platforms without news stand back.
    claims = chr(ord("A") + [column.field for column in columns].index("claims"))
    quiet = {
        "type": "formula",
        "criteria": f"=${claims}{INDEX_ROW + 2}=0",
        "format": look.book.add_format({"font_color": "#9E9E9E"}),
    }
    row = INDEX_ROW + 1
    sheet.conditional_format(row, 0, row, len(columns) - 1, quiet)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, width_of("Platforms", column.field))
