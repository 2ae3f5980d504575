"""Tables -> the grey line above each, which also says when there is nothing."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.domain.values import Stage
from reporter.report.matters import quiet_platforms
from reporter.report.model import Report
from reporter.report.sheets.content import Named, Table
from reporter.report.sheets.phrases import Phrases

_NOTED = {
    "Changes", "Review", "Swot", "Matrix", "Initiatives", "Metrics", "Conflicts",
    "Evidence", "Sources", "Problems",
}  # fmt: skip


def notes(report: Report, tables: Iterable[Table]) -> tuple[Named, ...]:
    """One line for each table that has a sheet of its own, named `note_<table>`."""
    phrases = Phrases(report)
    compared = report.edition.background.compared_with
    legend = " ".join(phrases.mark(stage) for stage in Stage)
    return tuple(
        Named(
            f"note_{table.name.lower()}",
            report.words(
                _key(table, report), n=len(table.rows), legend=legend, week=compared
            ),
        )
        for table in tables
        if table.name in _NOTED
    )


def title(report: Report) -> tuple[Named, ...]:
    """Title, week, period and coverage of the report."""
    words, week = report.words, report.edition.week
    shown = words("week.shown", year=week.year, number=week.number, iso=week)
    period = words("period.none")
    if report.period:
        first, last = (day.isoformat() for day in report.period)
        period = words("period.shown", first=first, last=last)
    return (
        Named("report_title", report.title),
        Named("report_week", shown),
        Named("report_period", period),
        Named("report_quiet", _quiet(report)),
    )


def _quiet(report: Report) -> str:
    """Which watched platforms have no news; nothing when none are watched."""
    if not report.edition.settings.platforms:
        return ""
    silent = [view.label for view in quiet_platforms(report)]
    if not silent:
        return report.words("quiet.none")
    return report.words("quiet.some", names=Phrases(report).listed(silent))


def _key(table: Table, report: Report) -> str:
    key = f"note.{table.name.lower()}"
    if table.rows:
        return key
    is_same = table.name == "Changes" and report.edition.background.compared_with
    return f"{key}.same" if is_same else f"{key}.none"
