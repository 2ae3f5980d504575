"""Report -> the table of changes against the weeks before."""

from __future__ import annotations

from reporter.report.changes import ChangeLine, change_lines
from reporter.report.model import Report
from reporter.report.sheets.catalogue import table
from reporter.report.sheets.content import Row, Table, ToEvidence, Value


def changes(report: Report) -> Table:
    """One row per change; its evidence leads to the piece of this week."""
    present = {item.evidence_id for item in report.analysis.evidence}
    rows = tuple(_row(line, present) for line in change_lines(report))
    return table("Changes", rows)


def _row(line: ChangeLine, present: set[str]) -> Row:
    ids = "|".join(line.evidence_ids)
    now = [identity for identity in line.evidence_ids if identity in present]
    link: Value = ToEvidence(ids, now[-1]) if now else ids
    return line.kind, line.platform, line.what, line.before, line.after, link
