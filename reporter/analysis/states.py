"""What a week adds up to -> what the next week is compared with."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.domain.changes import Dispute, Judged, Standing, Stated, WeekState
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Analysis, Initiative
from reporter.domain.values import Week


def state_of(analysis: Analysis, week: Week) -> WeekState:
    """The state of a week whose evidence has its `first_seen`.

    Figures and initiatives of evidence that an earlier week held are not the week's.
    """
    new_ids = frozenset(e.evidence_id for e in analysis.evidence if _is_new(e, week))
    return WeekState(
        week=week,
        judged=tuple(_judged(analysis.evidence, week)),
        standings=tuple(
            standing_of(row, week)
            for row in analysis.initiatives
            if any(item.evidence_id in new_ids for item in row.evidence)
        ),
        stated=tuple(
            _stated(metric, item, week)
            for item in analysis.evidence
            if item.evidence_id in new_ids
            for metric in item.metrics
        ),
        disputes=tuple(
            Dispute(_stated(*c.first, week), _stated(*c.second, week))
            for c in analysis.conflicts
        ),
        new_ids=new_ids,
    )


def standing_of(row: Initiative, week: Week) -> Standing:
    """How an initiative stands; the newest evidence of its stage is named first."""
    staged = [e for e in row.evidence if e.stage and e.stage is row.stage]
    newest_first = sorted(staged, key=lambda item: item.article.day, reverse=True)
    seen = [item.first_seen for item in row.evidence if item.first_seen]
    return Standing(
        name=row.name,
        platform=row.platform,
        theme=row.theme,
        aliases=row.aliases,
        partners=row.partners,
        stage=row.stage,
        since=row.since,
        stage_ids=tuple(item.evidence_id for item in newest_first),
        evidence_ids=tuple(item.evidence_id for item in row.evidence),
        week=week,
        since_week=min(seen, default=week),
    )


def age_in_weeks(item: Evidence, first_seen: Week, week: Week) -> int:
    """How many weeks lie between the publication of evidence and a week.

    Where its article has no date, since the week that first held it.
    """
    published = item.article.published_at
    origin = published.week if published else first_seen
    return (week.monday - origin.monday).days // 7


def _is_new(item: Evidence, week: Week) -> bool:
    return item.first_seen is None or item.first_seen == week


def _judged(evidence: Iterable[Evidence], week: Week) -> Iterable[Judged]:
    for item in evidence:
        if item.quadrant.is_counted and not item.is_repeat and not item.needs_review:
            yield Judged(
                item.evidence_id, item.platform, item.quadrant, item.text, week
            )


def _stated(metric: Metric, item: Evidence, week: Week) -> Stated:
    return Stated(metric, item.evidence_id, item.text, week, item.article.day)
