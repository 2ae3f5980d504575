"""Metrics -> conflicts: two sources that state different values of one metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Conflict
from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.domain.values import Exactness

# Measures of which a platform has one value at a time; a growth rate or a price may
# be of anything, and two of them are no contradiction.
_SINGLE_VALUED = frozenset(
    {"gmv", "mau", "dau", "users", "buyers", "merchants", "stores", "revenue", "profit"}
)
# The same number called by both names is a contradiction too.
_RIVALS = frozenset({frozenset({"mau", "dau"})})
_ROUNDING = 0.06


def find_conflicts(evidence: Iterable[Evidence]) -> tuple[Conflict, ...]:
    """Pairs of different outlets' figures that cannot both be right."""
    stated: dict[tuple[str, str], list[tuple[Metric, Evidence]]] = {}
    for item in evidence:
        if item.is_repeat or item.platform in (INDUSTRY, OTHER):
            continue
        for metric in item.metrics:
            if metric.measure in _SINGLE_VALUED:
                key = metric.platform, metric.unit + metric.currency
                stated.setdefault(key, []).append((metric, item))
    return tuple(c for pairs in stated.values() for c in _conflicts(pairs))


def _conflicts(stated: Sequence[tuple[Metric, Evidence]]) -> Iterator[Conflict]:
    seen: set[tuple[str, ...]] = set()
    for first, second in combinations(stated, 2):
        (a, a_evidence), (b, b_evidence) = first, second
        if a_evidence.article == b_evidence.article or a.period != b.period:
            continue
        key = (a.measure, *sorted((a.text, b.text)))
        if _contradict(a, b) and key not in seen:
            seen.add(key)
            yield Conflict(a.platform, a.measure, a.period, first, second)


def _contradict(a: Metric, b: Metric) -> bool:
    if frozenset({a.measure, b.measure}) in _RIVALS:
        return a.value == b.value
    return a.measure == b.measure and not _agree(a, b)


def _agree(a: Metric, b: Metric) -> bool:
    """Whether both may be right: ranges meet, or the difference is of rounding."""
    low, high = sorted((a, b), key=lambda metric: metric.value)
    top = low.upper if low.upper is not None else low.value
    if low.exactness is Exactness.OVER or high.exactness is Exactness.UNDER:
        top *= 1 + _ROUNDING
    return high.value <= top * (1 + _ROUNDING)
