"""Make the shipped workbook templates: `python templates/make_workbook.py`.

Writes `templates/<language>/workbook.xlsx` beside this script. The templates are then
files that people edit; the program only fills them.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # so that the script runs from any folder

from reporter.report.wording import LANGUAGES, Words  # noqa: E402
from templates.workbook_about import (  # noqa: E402
    add_about,
    add_chart_data,
    add_fields,
    add_lists,
)
from templates.workbook_look import BODY_PT, FONTS, Look  # noqa: E402
from templates.workbook_overview import add_overview, fill_charts  # noqa: E402
from templates.workbook_pivots import add_pivot_sheet, finish_pivots  # noqa: E402
from templates.workbook_platform import add_platform_sheet  # noqa: E402
from templates.workbook_tables import SHEETS, add_table_sheet  # noqa: E402


def make_workbook(language: str, target: Path) -> None:
    """Write the template of one language."""
    target.parent.mkdir(parents=True, exist_ok=True)
    font = {"font_name": FONTS[language], "font_size": BODY_PT}
    book = xlsxwriter.Workbook(str(target), {"default_format_properties": font})
    look = Look(book, Words(language))
    # A fixed day, so that the same script makes the same file.
    book.set_properties(
        {
            "title": look.words("report.title"),
            "created": datetime(2025, 1, 1, tzinfo=UTC),
        }
    )
    add_overview(book, look)
    for spec in SHEETS:
        if spec.key == "sources":
            add_pivot_sheet(book, look)
        add_table_sheet(book, spec, look)
    add_about(book, look)
    add_platform_sheet(book, look)
    add_fields(book, look)
    add_chart_data(book, look)
    add_lists(book, look)
    fill_charts(book, look)
    book.close()
    finish_pivots(target, look.words)


if __name__ == "__main__":
    for each in LANGUAGES:
        make_workbook(each, HERE / each / "workbook.xlsx")
