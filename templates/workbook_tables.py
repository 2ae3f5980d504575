"""Sheets of the workbook template that hold one table each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reporter.domain.values import Quadrant
from reporter.report.charts import quadrant_label
from reporter.report.sheets.catalogue import CATALOGUE
from reporter.report.sheets.content import Column, Kind
from reporter.report.wording import Words
from templates.workbook_look import (
    ACCENT,
    MATRIX_TINTS,
    QUADRANT_COLOURS,
    Look,
    width_of,
)

EVIDENCE_BAND_PT = 112
HEADER_ROW = 3  # counted from 0: title, note and the way back stand above
# Corrections and the list that each chooses from.
CHOICES = {
    "new_platform": "platform_list",
    "new_quadrant": "quadrant_list",
    "new_initiatives": "initiative_list",
    "new_stage": "stage_list",
    "dismiss": "dismiss_list",
}


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with one table: how many columns stay in sight, how many are printed."""

    key: str
    table: str
    tab: str
    frozen: int = 0
    printed: int = 0
    zoom: int = 90


SHEETS = (
    TableSheet("changes", "Changes", "#B26A00", frozen=2),
    TableSheet("review", "Review", "#B26A00", frozen=1, printed=8),
    TableSheet("swot", "Swot", "#1565C0", frozen=2),
    TableSheet("matrix", "Matrix", "#1565C0", frozen=1),
    TableSheet("initiatives", "Initiatives", "#1565C0", frozen=1, printed=15),
    TableSheet("metrics", "Metrics", "#1565C0", frozen=2, printed=11),
    TableSheet("conflicts", "Conflicts", "#1565C0", frozen=2),
    TableSheet("evidence", "Evidence", "#607D8B", frozen=3, printed=12),
    TableSheet("sources", "Sources", "#607D8B", frozen=2),
)


def add_table_sheet(book: Workbook, spec: TableSheet, look: Look) -> None:
    """Add the sheet with title, note, way back, and the table with a sample row."""
    sheet = open_sheet(book, spec.key, look, tab=spec.tab)
    columns = columns_of(spec.table, look.words)
    note = look.words(f"note.{spec.table.lower()}.none")
    sheet.write(1, 0, note, look.note())
    name_cell(book, f"note_{spec.table.lower()}", sheet, (1, 0))
    add_table(sheet, spec.table, columns, (HEADER_ROW, 0), look)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, width_of(spec.table, column.field))
    sheet.set_row(HEADER_ROW, 32)
    if spec.table == "Evidence":
        # Room for the slicers below the way back.
        home = f"internal:'{look.words('sheet.overview')}'!A1"
        sheet.set_row(2, EVIDENCE_BAND_PT)
        sheet.write_url(2, 0, home, look.link(valign="top"), look.words("back"))
    sheet.freeze_panes(HEADER_ROW + 1, spec.frozen)
    sheet.set_zoom(spec.zoom)
    sheet.repeat_rows(HEADER_ROW)
    if spec.printed:
        sheet.print_area(0, 0, HEADER_ROW + 1, spec.printed - 1)
    add_rules(sheet, columns, look)
    if spec.table == "Matrix":
        _tint_matrix(sheet, look)


def open_sheet(book: Workbook, key: str, look: Look, *, tab: str) -> Worksheet:
    """Add a sheet with its name as title, a way back, and its print set-up."""
    name = look.words(f"sheet.{key}")
    sheet = book.add_worksheet(name)
    sheet.set_tab_color(tab)
    sheet.hide_gridlines(2)
    set_up_print(sheet)
    sheet.set_row(0, 27)
    sheet.write(0, 0, name, look.title())
    home = f"internal:'{look.words('sheet.overview')}'!A1"
    sheet.write_url(2, 0, home, look.link(), look.words("back"))
    sheet.set_row(2, 20)
    # Years and numbers of citations are text on purpose.
    sheet.ignore_errors({"number_stored_as_text": "A1:AZ1048576"})
    return sheet


def set_up_print(sheet: Worksheet) -> None:
    """Landscape A4, one page wide, the sheet's name and page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer('&L&"-,Regular"&8&A&R&8&P / &N')


def columns_of(table: str, words: Words) -> tuple[Column, ...]:
    """The columns of a table; the matrix shows a sample theme, a build makes others."""
    if table == "Matrix":
        theme = words("sample.theme")
        return CATALOGUE["Swot"][0], Column("theme", theme, theme, Kind.COUNT)
    return CATALOGUE[table]


def add_table(
    sheet: Worksheet,
    name: str,
    columns: tuple[Column, ...],
    corner: tuple[int, int],
    look: Look,
) -> None:
    """Add a table of one sample row, its header cell at `corner` (row, column)."""
    row, left = corner
    cells = [sample_of(column, look.words) for column in columns]
    formats = [
        {
            "header": header_of(column, look.words),
            "header_format": look.header(column),
            "format": look.cell(name, column),
        }
        for column in columns
    ]
    sheet.add_table(
        row, left, row + 1, left + len(columns) - 1,
        {
            "name": name, "columns": formats, "data": [cells],
            "style": "Table Style Light 1", "banded_rows": False,
            "autofilter": len(columns) > 1,
        },
    )  # fmt: skip


def header_of(column: Column, words: Words) -> str:
    """The header of a column in the language of the template."""
    return column.zh if words.is_chinese else column.en


def name_cell(
    book: Workbook, name: str, sheet: Worksheet, place: tuple[int, int]
) -> None:
    """Give a cell (row and column from 0) a name."""
    row, column = place
    letter = chr(ord("A") + column)
    book.define_name(name, f"='{sheet.get_name()}'!${letter}${row + 1}")


def add_rules(sheet: Worksheet, columns: tuple[Column, ...], look: Look) -> None:
    """Colour quadrants, mark doubts, and offer lists where people correct."""
    row = HEADER_ROW + 1
    for at, column in enumerate(columns):
        if column.field in ("quadrant", "runner_up", "new_quadrant"):
            _colour_quadrants(sheet, (row, at), look)
        if column.field == "conflict":
            _mark(sheet, (row, at), look)
        if column.field == "value":
            unit = chr(ord("A") + [c.field for c in columns].index("unit"))
            _show_shares(sheet, (row, at), unit, look)
        if column.field in CHOICES:
            _offer(sheet, (row, at), CHOICES[column.field], look.words)


def _colour_quadrants(sheet: Worksheet, place: tuple[int, int], look: Look) -> None:
    for quadrant, (dark, light) in QUADRANT_COLOURS.items():
        rule = {
            "type": "text",
            "criteria": "begins with",
            "value": quadrant_label(quadrant, look.words)[:2],
            "format": look.book.add_format({"font_color": dark, "bg_color": light}),
        }
        sheet.conditional_format(*place, *place, rule)


def _mark(sheet: Worksheet, place: tuple[int, int], look: Look) -> None:
    """Redden what two sources disagree on."""
    dark, light = QUADRANT_COLOURS[Quadrant.THREAT]
    reddened = look.book.add_format({"font_color": dark, "bg_color": light})
    rule = {"type": "no_blanks", "format": reddened}
    sheet.conditional_format(*place, *place, rule)


def _show_shares(
    sheet: Worksheet, place: tuple[int, int], unit: str, look: Look
) -> None:
    """Show 0.2 as 20.0% where the unit, in column `unit`, is a share."""
    rule = {
        "type": "formula",
        "criteria": f'=${unit}{place[0] + 1}="{look.words("unit.share")}"',
        "format": look.book.add_format({"num_format": "0.0%"}),
    }
    sheet.conditional_format(*place, *place, rule)


def _offer(sheet: Worksheet, place: tuple[int, int], name: str, words: Words) -> None:
    """A drop-down; several initiatives may be typed, so that list only suggests."""
    strict = name != "initiative_list"
    sheet.data_validation(
        *place, *place,
        {
            "validate": "list", "source": f"={name}", "show_error": strict,
            "error_title": words("validation.title"),
            "error_message": words("validation.text"),
        },
    )  # fmt: skip


def _tint_matrix(sheet: Worksheet, look: Look) -> None:
    """Tint a cell by the number that its text begins with; totals stay plain.

    The rules span the whole table, so that they grow with it in both directions; a
    platform's name begins with no number.
    """
    row = HEADER_ROW + 1
    place = (row, 0, row, 1)
    cell, total = f"A{row + 1}", look.words("matrix.total")
    plain = {"bold": True, "bg_color": "#F2F2F2", "font_color": ACCENT}
    rule = {
        "type": "formula",
        "stop_if_true": True,
        "criteria": f'=OR($A{row + 1}="{total}",A${row}="{total}")',
        "format": look.book.add_format(plain),
    }
    sheet.conditional_format(*place, rule)
    number = f"IFERROR(VALUE(LEFT({cell},FIND(CHAR(10),{cell}&CHAR(10))-1)),0)"
    for least, tint in MATRIX_TINTS:
        rule = {
            "type": "formula",
            "stop_if_true": True,
            "criteria": f"={number}>={least}",
            "format": look.book.add_format({"bg_color": tint}),
        }
        sheet.conditional_format(*place, rule)
    sheet.set_column(1, 51, width_of("Matrix", "theme"))


def sample_of(column: Column, words: Words) -> str | int | float | date | None:
    """What the template shows in a column before anything is built."""
    if column.is_input:
        return None
    by_kind: dict[Kind, str | float | date] = {
        Kind.COUNT: 1,
        Kind.FIGURE: 3000,
        Kind.SHARE: 0.8,
        Kind.DATE: date(2025, 1, 6),
        Kind.PROSE: words("sample.text"),
    }
    by_field = {
        "quadrant": quadrant_label(Quadrant.STRENGTH, words),
        "runner_up": quadrant_label(Quadrant.NEUTRAL, words),
        "platform": words("sample.platform"),
        "theme": words("sample.theme"),
        "initiative": words("sample.initiative"),
        "source": words("sample.source"),
        "sources": words("sample.source"),
        "stage": words("stage.pilot"),
    }
    return by_kind.get(column.kind, by_field.get(column.field))
