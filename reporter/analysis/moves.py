"""Figures of this week against those of recent weeks -> the metrics that moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby

from rapidfuzz import fuzz

from reporter.analysis.copies import normal
from reporter.domain.changes import Stated
from reporter.domain.evidence import Metric
from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.domain.values import Exactness

# Measures that say what kind of number it is but not of what: the words around it must.
_VAGUE = frozenset({"amount", "growth"})
_LIKE, _ALIKE = 60, 84
# Two figures differ when their values are further apart than they are exact.
_EXACT, _ROUND = 0.005, 0.03
_BORDER = re.compile(r"[。；;！？!?、：:（）()]|(?<!\d)[，,]|[，,](?!\d)|\.\s")
_PASSING = re.compile(
    r"\d[\d,.]*|[一二三四]季度|[上下]半年|第[一二三四五]周|[年月日周单]|今|去|本|上|同期"
    r"|约|超过|超|逾|接近|近|突破|高达|达到|已达|已|目前|为|较|亿|千|万|百|%|％"
    r"|\b(?:about|over|nearly|around|more than|million|billion|in|the|of|a|was|were|is"
    r"|first|week|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)  # fmt: skip
_SHARP_PERIOD = re.compile(r"\d{4}(?:-(?P<part>Q|H|\d))?")


class _Subject:
    """A figure and, when it is asked for, what the words around it say it counts."""

    def __init__(self, stated: Stated) -> None:
        self.stated = stated

    @cached_property
    def stem(self) -> str:
        """The clause in which the figure stands, without what passes."""
        clause = _clause(self.stated.text, self.stated.metric.text)
        return normal(_PASSING.sub("", clause))


def find_moves(
    now: Sequence[Stated], recent: Sequence[Stated]
) -> Iterator[tuple[Stated, Stated]]:
    """Pairs of an earlier and a present statement of a metric that differ in value.

    A figure is held against the last week that stated the same; where one of that
    week's figures agrees, nothing moved. Each earlier figure moves once.
    """
    earlier: dict[tuple[str, ...], list[_Subject]] = {}
    for stated in sorted(recent, key=lambda s: s.week, reverse=True):
        if stated.metric.platform not in (INDUSTRY, OTHER):
            earlier.setdefault(_key(stated.metric), []).append(_Subject(stated))
    moved: set[tuple[object, ...]] = set()
    for stated in now:
        before = _moved_from(_Subject(stated), earlier.get(_key(stated.metric), ()))
        if before is None:
            continue
        movement = *_key(stated.metric), before.metric.value, stated.metric.value
        if movement not in moved:
            moved.add(movement)
            yield before, stated


def do_agree(a: Metric, b: Metric) -> bool:
    """Whether two figures are one, as exactly as they are stated."""
    is_exact = {a.exactness, b.exactness} == {Exactness.EXACT}
    tolerance = _EXACT if is_exact else _ROUND
    low, high = sorted((a, b), key=lambda metric: metric.value)
    top = max(low.value, low.upper if low.upper is not None else low.value)
    return high.value - top <= tolerance * max(abs(high.value), abs(top))


def could_be_one(a: str, b: str) -> bool:
    """Whether two periods may be the same: equal, or one of them not sharp."""
    is_sharp = bool(_SHARP_PERIOD.match(a) and _SHARP_PERIOD.match(b))
    return a == b or not is_sharp


def _key(metric: Metric) -> tuple[str, ...]:
    return metric.platform, metric.unit, metric.currency


def _moved_from(now: _Subject, newest_first: Iterable[_Subject]) -> Stated | None:
    """The statement of the last week that spoke of it, if none of then agrees."""
    for _, subjects in groupby(newest_first, key=lambda subject: subject.stated.week):
        then = [
            (score, subject.stated)
            for subject in subjects
            if _may_follow(subject.stated.metric, now.stated.metric)
            and (score := _likeness(subject, now))
        ]
        if any(do_agree(stated.metric, now.stated.metric) for _, stated in then):
            return None
        if then:
            return max(then, key=lambda pair: (pair[0], pair[1].day))[1]
    return None


def _likeness(a: _Subject, b: _Subject) -> float:
    """How alike two clauses are, 0 to 100, or 0 if they speak of different things."""
    one, other = a.stated.metric, b.stated.metric
    measures = {_measure(one), _measure(other)}
    is_named = len(measures) == 1 and not measures & _VAGUE
    if len(measures - _VAGUE) > 1 or (one.of and other.of and one.of != other.of):
        return 0.0
    if not (a.stem and b.stem):
        return 0.0
    least = _LIKE if is_named else _ALIKE
    return fuzz.ratio(a.stem, b.stem, score_cutoff=least)


def _measure(metric: Metric) -> str:
    """What is measured; a unit such as orders says it more surely than words near."""
    return metric.unit if metric.unit == "orders" else metric.measure


def _may_follow(before: Metric, after: Metric) -> bool:
    """Whether a period can come after another: of the same length, and not earlier."""
    old, new = (_SHARP_PERIOD.match(m.period) for m in (before, after))
    if old is None or new is None:
        return True
    parts = [match["part"] or "" for match in (old, new)]
    kinds = {part if part in "QH" else "month" for part in parts}
    return len(kinds) == 1 and after.period >= before.period


def _clause(text: str, figure: str) -> str:
    """The clause of a sentence that holds a figure."""
    at = max(text.find(figure), 0)
    begin = max((m.end() for m in _BORDER.finditer(text, 0, at)), default=0)
    end = _BORDER.search(text, at + len(figure))
    return text[begin : end.start() if end else len(text)]
