"""Sheets of the workbook template that explain and serve: about, fields, lists."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from reporter.report.sheets.catalogue import CATALOGUE, meaning_of
from reporter.report.sheets.content import Column, Kind
from reporter.report.wording import LANGUAGES
from templates.workbook_charts import (
    CHART_DATA_ROW,
    STAGES_LEFT,
    TIMELINE_LEFT,
    WEEKS_LEFT,
)
from templates.workbook_look import Look, width_of
from templates.workbook_tables import (
    CHOICES,
    HEADER_ROW,
    add_table,
    columns_of,
    header_of,
    name_cell,
    open_sheet,
)

_TAB = "#BFBFBF"
_METHOD_LINES, _FACTS = 4, 8
_LISTS = (
    "PlatformList", "QuadrantList", "InitiativeList", "StageList", "DismissList",
)  # fmt: skip


def add_about(book: Workbook, look: Look) -> None:
    """Add method, facts of the edition, and the problems of the input."""
    sheet = open_sheet(book, "about", look, tab=_TAB)
    words = look.words
    sheet.write(1, 0, words("about.fields"), look.note())
    row = 4
    sheet.write(row, 0, words("about.method"), look.heading())
    for line in range(1, _METHOD_LINES + 1):
        sheet.write(row + line, 0, words(f"about.method.{line}"), look.format())
    row += _METHOD_LINES + 2
    sheet.write(row, 0, words("about.facts"), look.heading())
    area = f"$A${row + 2}:$B${row + 1 + _FACTS}"
    book.define_name("about_facts", f"='{words('sheet.about')}'!{area}")
    for line in range(row + 1, row + 1 + _FACTS):
        sheet.write_blank(line, 0, None, look.note())
        sheet.write_blank(line, 1, None, look.format(align="left"))
    row += _FACTS + 2
    sheet.write(row, 0, words("about.problems"), look.heading())
    sheet.write(row + 1, 0, words("note.problems.none"), look.note())
    name_cell(book, "note_problems", sheet, (row + 1, 0))
    add_table(sheet, "Problems", CATALOGUE["Problems"], (row + 2, 0), look)
    for at, column in enumerate(CATALOGUE["Problems"]):
        sheet.set_column(at, at, width_of("Problems", column.field))


def add_fields(book: Workbook, look: Look) -> None:
    """Add the data dictionary: every field of every table, with its meaning."""
    sheet = open_sheet(book, "fields", look, tab=_TAB)
    heads = [
        look.words(f"fields.{key}") for key in ("table", "field", "label", "meaning")
    ]
    for at, (head, width) in enumerate(zip(heads, (16, 22, 24, 84), strict=True)):
        sheet.set_column(at, at, width)
        sheet.write(HEADER_ROW, at, head, look.header(Column("", "", "")))
    text = look.cell("", Column("", "", "", Kind.PROSE))
    row, language = HEADER_ROW, LANGUAGES.index(look.words.language)
    for table, columns in CATALOGUE.items():
        for column in columns:
            row += 1
            label = header_of(column, look.words)
            meaning = meaning_of(table, column.field, language)
            for at, value in enumerate((table, column.field, label, meaning)):
                sheet.write_string(row, at, value, text)
    sheet.autofilter(HEADER_ROW, 0, row, len(heads) - 1)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.repeat_rows(HEADER_ROW)


def add_chart_data(book: Workbook, look: Look) -> None:
    """Add the figures behind the charts."""
    sheet = open_sheet(book, "chart_data", look, tab=_TAB)
    for name, left in (
        ("Weeks", WEEKS_LEFT), ("Stages", STAGES_LEFT), ("Timeline", TIMELINE_LEFT),
    ):  # fmt: skip
        columns = columns_of(name, look.words)
        add_table(sheet, name, columns, (CHART_DATA_ROW, left), look)
        for at, column in enumerate(columns, start=left):
            sheet.set_column(at, at, width_of(name, column.field))
        sheet.set_column(left + len(columns), left + len(columns), 3)
    sheet.freeze_panes(CHART_DATA_ROW + 1, 0)
    sheet.repeat_rows(CHART_DATA_ROW)


def add_lists(book: Workbook, look: Look) -> None:
    """Add what the drop-downs offer, each list with a name of its own."""
    sheet = open_sheet(book, "lists", look, tab=_TAB)
    named = dict(zip(_LISTS, _list_names(), strict=True))
    for at, (table, name) in enumerate(named.items()):
        column = at * 2
        add_table(sheet, table, CATALOGUE[table], (HEADER_ROW, column), look)
        sheet.set_column(column, column, 24)
        sheet.set_column(column + 1, column + 1, 3)
        name_cell(book, name, sheet, (HEADER_ROW + 1, column))
    sheet.freeze_panes(HEADER_ROW + 1, 0)


def _list_names() -> tuple[str, ...]:
    """The names that the validations use, in the order of the lists."""
    return tuple(CHOICES.values())
