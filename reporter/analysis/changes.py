"""This week against the weeks before -> what changed, matched by meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reporter.analysis.copies import normal
from reporter.analysis.moves import could_be_one, do_agree, find_moves
from reporter.analysis.near import NearTexts
from reporter.domain.changes import (
    Change,
    ChangeKind,
    Dispute,
    Judged,
    Past,
    Side,
    Standing,
    Stated,
    WeekState,
)
from reporter.domain.values import Week


def find_changes(now: WeekState, past: Past) -> tuple[Change, ...]:
    """All changes, in order of their kinds, then as the week reports them."""
    found = [
        *_initiatives(now, past),
        *_metrics(now, past),
        *_conflicts(now, past),
        *_quadrants(now, past),
    ]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _initiatives(now: WeekState, past: Past) -> Iterator[Change]:
    known = {name: s for s in past.standings for name in _names(s)}
    present: set[str] = set()
    for standing in now.standings:
        before = next((known[n] for n in _names(standing) if n in known), None)
        present.update(_names(standing), _names(before) if before else ())
        if before is None:
            if _is_firm(standing):
                yield _initiative(ChangeKind.INITIATIVE_NEW, None, standing)
            continue
        if before.week != past.week and _is_firm(before):
            yield _initiative(ChangeKind.INITIATIVE_BACK, before, standing)
        if _has_moved(before, standing, now.new_ids):
            yield _initiative(ChangeKind.STAGE, before, standing)
    for standing in past.standings:
        is_absent = standing.week == past.week and not present & set(_names(standing))
        if is_absent and _is_firm(standing):
            yield _initiative(ChangeKind.INITIATIVE_QUIET, standing, None)


def _names(standing: Standing) -> list[str]:
    """The name and, if it is another, each alias, as they are compared."""
    return [normal(name) for name in (standing.name, *standing.aliases)]


def _is_firm(standing: Standing) -> bool:
    """Whether its coming or going is news: more than one mention in passing."""
    return standing.stage is not None or len(standing.evidence_ids) > 1


def _has_moved(before: Standing, now: Standing, new_ids: frozenset[str]) -> bool:
    """Whether the stage is another one by evidence that was not there before."""
    are_known = before.stage is not None and now.stage is not None
    return are_known and before.stage != now.stage and bool({*now.stage_ids} & new_ids)


def _initiative(
    kind: ChangeKind, before: Standing | None, after: Standing | None
) -> Change:
    named = after or before
    assert named is not None  # a change has a side
    return Change(kind, named.platform, named.name, _side(before), _side(after))


def _side(standing: Standing | None) -> Side | None:
    if standing is None:
        return None
    ids = dict.fromkeys((*standing.stage_ids, *standing.evidence_ids))
    return Side(standing.week, tuple(ids), stage=standing.stage)


def _metrics(now: WeekState, past: Past) -> Iterator[Change]:
    for before, after in find_moves(now.stated, past.stated):
        metric = after.metric
        measure = metric.unit if metric.unit == "orders" else metric.measure
        yield Change(
            ChangeKind.METRIC,
            metric.platform,
            measure,
            _figure(before),
            _figure(after),
        )


def _figure(stated: Stated) -> Side:
    return Side(stated.week, (stated.evidence_id,), metrics=(stated.metric,))


def _conflicts(now: WeekState, past: Past) -> Iterator[Change]:
    open_now = [dispute for dispute in past.disputes if not _was_settled(dispute, past)]
    before = {_topic(dispute) for dispute in past.disputes}
    present = {_topic(dispute) for dispute in now.disputes}
    for dispute in now.disputes:
        if _topic(dispute) not in before:
            metric = dispute.metric
            side = _disputed(dispute, now.week)
            yield Change(
                ChangeKind.CONFLICT_NEW, metric.platform, metric.measure, None, side
            )
    for dispute in _newest_by_topic(open_now):
        ruling = _ruling(dispute, now.stated)
        if _topic(dispute) not in present and ruling:
            metric = dispute.metric
            yield Change(
                ChangeKind.CONFLICT_SETTLED,
                metric.platform,
                metric.measure,
                _disputed(dispute, dispute.first.week),
                _figure(ruling),
            )


def _newest_by_topic(disputes: Iterable[Dispute]) -> Iterable[Dispute]:
    return {_topic(dispute): dispute for dispute in disputes}.values()


def _topic(dispute: Dispute) -> tuple[str, ...]:
    metric = dispute.metric
    measures = sorted({metric.measure, dispute.second.metric.measure})
    return metric.platform, metric.unit, metric.currency, *measures


def _disputed(dispute: Dispute, week: Week) -> Side:
    return Side(
        week,
        (dispute.first.evidence_id, dispute.second.evidence_id),
        metrics=(dispute.first.metric, dispute.second.metric),
    )


def _was_settled(dispute: Dispute, past: Past) -> bool:
    """Whether a later week stated the figure without disputing it."""
    topic, week = _topic(dispute), dispute.first.week
    disputed = {d.first.week for d in past.disputes if _topic(d) == topic}
    later = [s for s in past.stated if s.week > week and s.week not in disputed]
    return _ruling(dispute, later) is not None


def _ruling(dispute: Dispute, stated: Iterable[Stated]) -> Stated | None:
    """The statement that bears one of the two figures out."""
    sides = (dispute.first.metric, dispute.second.metric)
    for candidate in stated:
        metric = candidate.metric
        for side in sides:
            is_same = (metric.platform, metric.measure, metric.unit) == (
                side.platform,
                side.measure,
                side.unit,
            )
            is_meant = is_same and could_be_one(metric.period, side.period)
            if is_meant and do_agree(metric, side):
                return candidate
    return None


def _quadrants(now: WeekState, past: Past) -> Iterator[Change]:
    by_id = {judged.evidence_id: judged for judged in past.judged}
    by_platform: dict[str, list[Judged]] = {}
    for judged in past.judged:
        by_platform.setdefault(judged.platform, []).append(judged)
    near = {
        platform: NearTexts((judged.text, judged) for judged in found)
        for platform, found in by_platform.items()
    }
    for judged in now.judged:
        before = by_id.get(judged.evidence_id)
        if before is None and judged.platform in near:
            before = near[judged.platform].find(judged.text)
        if before and before.quadrant is not judged.quadrant:
            yield Change(
                ChangeKind.QUADRANT,
                judged.platform,
                judged.text,
                Side(before.week, (before.evidence_id,), quadrant=before.quadrant),
                Side(now.week, (judged.evidence_id,), quadrant=judged.quadrant),
            )
