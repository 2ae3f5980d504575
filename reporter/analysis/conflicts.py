"""Metrics -> conflicts: two statements that give different values of one metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from reporter.analysis.figures import is_event
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Conflict
from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.domain.values import Exactness

# Measures of which a platform has one value at a time; a price may be of anything.
_SINGLE_VALUED = frozenset(
    {"gmv", "mau", "dau", "users", "buyers", "merchants", "stores", "revenue", "profit"}
)
# One thing by two names: whoever is active on a shop's platform buys there.
_SAME = {"users": "buyers"}
# The same number called by both names is a contradiction too.
_RIVALS = frozenset({frozenset({"mau", "dau"})})
_ROUNDING = 0.06
# Another order of magnitude is another thing, or a part of it.
_COMPARABLE = 5.0
Stated = tuple[Metric, Evidence]


def find_conflicts(evidence: Iterable[Evidence]) -> tuple[Conflict, ...]:
    """Pairs of figures, each with its evidence, that cannot both be right."""
    stated: dict[tuple[str, ...], list[Stated]] = {}
    for item in evidence:
        if item.is_repeat or item.platform in (INDUSTRY, OTHER):
            continue
        for metric in item.metrics:
            key = _key(metric)
            if key:
                stated.setdefault(key, []).append((metric, item))
    return tuple(c for pairs in stated.values() for c in _conflicts(pairs))


def _key(metric: Metric) -> tuple[str, ...]:
    """What is comparable has the same key; nothing where no value is single."""
    if metric.measure in _SINGLE_VALUED and metric.unit != "share":
        return metric.platform, metric.unit, metric.currency
    if metric.measure == "growth" and metric.of:
        return metric.platform, "growth", metric.of
    return ()


def _conflicts(stated: Sequence[Stated]) -> Iterator[Conflict]:
    seen: set[tuple[str, ...]] = set()
    for first, second in combinations(stated, 2):
        (a, a_evidence), (b, b_evidence) = first, second
        if a_evidence.evidence_id == b_evidence.evidence_id or not _is_once(a, b):
            continue
        key = (a.measure, b.measure, *sorted((a.text, b.text)))
        if _contradict(a, b) and key not in seen:
            seen.add(key)
            yield Conflict(a.platform, a.measure, a.period or b.period, first, second)


def _is_once(a: Metric, b: Metric) -> bool:
    """Whether both are of the same time; growth is comparable of one event alone."""
    if a.measure != "growth":
        return a.period == b.period
    named = {a.period, b.period} - {""}
    return len(named) == 1 and all(is_event(period) for period in named)


def _contradict(a: Metric, b: Metric) -> bool:
    if frozenset({a.measure, b.measure}) in _RIVALS:
        return a.value == b.value
    if _SAME.get(a.measure, a.measure) != _SAME.get(b.measure, b.measure):
        return False
    low, high = sorted((a.value, b.value))
    is_one_thing = a.measure == "growth" or high <= low * _COMPARABLE
    return is_one_thing and not _agree(a, b)


def _agree(a: Metric, b: Metric) -> bool:
    """Whether both may be right: ranges meet, or the difference is of rounding."""
    low, high = sorted((a, b), key=lambda metric: metric.value)
    top = low.upper if low.upper is not None else low.value
    if low.exactness is Exactness.OVER or high.exactness is Exactness.UNDER:
        top *= 1 + _ROUNDING
    return high.value <= top * (1 + _ROUNDING)
