"""Report -> what stands in the workbook."""

from __future__ import annotations

from reporter.report.model import Report
from reporter.report.sheets.changes import changes
from reporter.report.sheets.content import Table, WorkbookContent
from reporter.report.sheets.evidence import evidence, review
from reporter.report.sheets.figures import conflicts, metrics
from reporter.report.sheets.initiatives import matrix, register
from reporter.report.sheets.notes import notes, title
from reporter.report.sheets.overview import (
    matters_block,
    platforms,
    stages,
    tiles,
    timeline,
    weeks,
)
from reporter.report.sheets.pivots import pivots
from reporter.report.sheets.sources import facts, lists, orders, problems, sources
from reporter.report.sheets.swot import platform_sheets, swot

_TABLES = (
    platforms, changes, review, swot, matrix, register, metrics, conflicts, evidence,
    sources, problems, timeline, weeks, stages,
)  # fmt: skip


def workbook_content(report: Report) -> WorkbookContent:
    """All tables, named values, blocks and platform sheets of one week."""
    tables: tuple[Table, ...] = (*(make(report) for make in _TABLES), *lists(report))
    return WorkbookContent(
        tables=tables,
        names=(*title(report), *tiles(report), *notes(report, tables)),
        blocks=(matters_block(report), facts(report)),
        sheets=platform_sheets(report),
        orders=orders(report),
        pivots=pivots(report),
        more_rows=report.words("more.rows"),
    )


__all__ = ["WorkbookContent", "workbook_content"]
