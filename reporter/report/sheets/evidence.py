"""Report -> the tidy table of evidence, and what waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from reporter.domain.evidence import Evidence
from reporter.domain.values import Moment
from reporter.report.model import Report
from reporter.report.sheets.catalogue import table
from reporter.report.sheets.content import Row, Table, ToSource
from reporter.report.sheets.phrases import Phrases

_DECIDED: Row = (None,) * 4  # new_platform, new_quadrant, new_initiatives, new_stage


def evidence(report: Report) -> Table:
    """One row per piece of evidence, in reading order."""
    phrases = Phrases(report)
    rows = tuple(_evidence(item, phrases) for item in report.analysis.evidence)
    return table("Evidence", rows)


def _evidence(item: Evidence, phrases: Phrases) -> Row:
    article, published = item.article, item.article.published_at
    return (
        phrases.label(item.platform),
        phrases.quadrant(item.quadrant),
        item.text,
        _outlet(item, phrases),
        when(published),
        phrases.label(item.theme),
        phrases.listed(item.initiatives),
        phrases.stage(item.stage) if item.stage else "",
        phrases.flags(item.flags),
        item.confidence,
        item.why,
        item.independent_sources,
        phrases.labels(item.mentions),
        item.heading,
        article.title,
        "|".join(str(number) for number in item.bullet.citations),
        item.corrected,
        str(published.week) if published else "",
        str(phrases.report.edition.week),
        str(item.first_seen or ""),
        item.url,
        item.bullet.source.file,
        item.bullet.source.line,
        article.ordinal,
        item.bullet.ordinal,
        item.duplicate_of,
        phrases.words(f"repeat.{item.repeat.value}") if item.repeat else "",
        " | ".join(str(r) for r in article.references_of(item.bullet)),
        item.evidence_id,
        *_corrections(item, phrases),
    )


def _outlet(item: Evidence, phrases: Phrases) -> ToSource | None:
    """The outlet alone, so that rows can be filtered and pivoted by it."""
    source = phrases.report.source_of(item.article)
    outlet = source.article.outlet
    return ToSource(outlet, source.source_id, source.article.url) if outlet else None


def _corrections(item: Evidence, phrases: Phrases) -> Row:
    """The cells to fill in; what is decided already shows in the columns themselves."""
    dismissed = phrases.words("dismiss.yes") if item.is_dismissed else None
    note = phrases.report.edition.remarks.notes.get(item.evidence_id)
    return *_DECIDED, dismissed, note


def review(report: Report) -> Table:
    """What a person should look at, the least sure first."""
    phrases = Phrases(report)
    waiting: Sequence[Evidence] = sorted(
        (item for item in report.analysis.evidence if item.needs_review),
        key=lambda item: item.confidence,
    )
    return table("Review", tuple(_waiting(item, phrases) for item in waiting))


def _waiting(item: Evidence, phrases: Phrases) -> Row:
    return (
        item.text,
        phrases.label(item.platform),
        phrases.quadrant(item.quadrant),
        item.confidence,
        item.why,
        phrases.quadrant(item.runner_up),
        item.heading,
        phrases.source_of(item),
        *_corrections(item, phrases),
        phrases.ids([item]),
    )


def when(moment: Moment | None) -> date | datetime | None:
    """A moment as a date, with its time where it has one."""
    if moment is None or moment.clock is None:
        return moment.day if moment else None
    return datetime.combine(moment.day, moment.clock)
