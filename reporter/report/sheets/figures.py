"""Report -> the tables of metrics and of conflicts between sources."""

from __future__ import annotations

from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Conflict
from reporter.report.model import Report
from reporter.report.sheets.catalogue import table
from reporter.report.sheets.content import Row, Table, ToEvidence
from reporter.report.sheets.phrases import Phrases


def metrics_in_order(
    report: Report, platform: str | None = None
) -> list[tuple[Metric, Evidence]]:
    """Figures of one platform or all: disputed ones first, then in printing order."""
    disputes = disputed_by(report)
    order = {view.platform: at for at, view in enumerate(report.platforms)}
    found = [
        (metric, item)
        for item in report.analysis.evidence
        if not item.is_repeat
        for metric in item.metrics
        if platform in (None, metric.platform)
    ]
    return sorted(
        found,
        key=lambda pair: (
            (pair[1].evidence_id, pair[0].text) not in disputes,
            order.get(pair[0].platform, len(order)),
        ),
    )


def metrics(report: Report) -> Table:
    """One row per figure."""
    phrases, disputes = Phrases(report), disputed_by(report)
    rows = tuple(
        _metric(metric, item, disputes.get((item.evidence_id, metric.text)), phrases)
        for metric, item in metrics_in_order(report)
    )
    return table("Metrics", rows)


def _metric(
    metric: Metric, item: Evidence, dispute: str | None, phrases: Phrases
) -> Row:
    return (
        phrases.label(metric.platform),
        phrases.term("measure", metric.measure),
        metric.value,
        phrases.term("unit", metric.unit),
        metric.currency,
        phrases.term("period", metric.period),
        phrases.words(f"exactness.{metric.exactness.value}"),
        metric.text,
        dispute,
        phrases.source_of(item),
        item.text,
        ToEvidence(item.evidence_id, item.evidence_id),
    )


def conflicts(report: Report) -> Table:
    """One row per pair of figures that cannot both be right."""
    phrases = Phrases(report)
    rows = tuple(
        (
            phrases.label(conflict.platform),
            phrases.term("measure", conflict.measure),
            phrases.term("period", conflict.period),
            *_side(*conflict.first, phrases),
            *_side(*conflict.second, phrases),
        )
        for conflict in report.analysis.conflicts
    )
    return table("Conflicts", rows)


def _side(metric: Metric, item: Evidence, phrases: Phrases) -> Row:
    return _value(metric, phrases), phrases.source_of(item), item.text


def disputed_by(report: Report) -> dict[tuple[str, str], str]:
    """For (evidence id, figure as written): who says otherwise, and what."""
    phrases = Phrases(report)
    found: dict[tuple[str, str], list[str]] = {}
    for conflict in report.analysis.conflicts:
        for mine, other in _both_ways(conflict):
            key = mine[1].evidence_id, mine[0].text
            found.setdefault(key, []).append(_says(*other, phrases))
    return {key: phrases.listed(texts) for key, texts in found.items()}


_Stated = tuple[Metric, Evidence]


def _both_ways(conflict: Conflict) -> tuple[tuple[_Stated, _Stated], ...]:
    first, second = conflict.first, conflict.second
    return (first, second), (second, first)


def _says(metric: Metric, item: Evidence, phrases: Phrases) -> str:
    return phrases.words(
        "conflict.with",
        source=phrases.source_of(item).text,
        value=_value(metric, phrases),
    )


def _value(metric: Metric, phrases: Phrases) -> str:
    measure = phrases.term("measure", metric.measure)
    return phrases.words("conflict.value", text=metric.text, measure=measure)
