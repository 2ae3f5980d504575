"""A sentence -> the figures in it, with what they measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reporter.analysis import figures
from reporter.analysis.lexicon import Lexicon, Match
from reporter.analysis.patterns import any_of
from reporter.domain.evidence import Metric
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Direction, Exactness

_PREFIX, _NO_MEASURE = "measure_", "none"
# What a figure of each kind may measure; what is in no set may be of any kind.
_OF_SHARE = frozenset({"share", "growth", "margin", "roi", "conversion", "retention"})
_OF_MONEY = frozenset(
    {"gmv", "revenue", "profit", "cost", "investment", "sales", "market_size", "price",
     "cash"}
)  # fmt: skip
_OF_COUNT = frozenset(
    {"mau", "dau", "users", "buyers", "orders", "merchants", "stores", "sales",
     "complaints", "investment"}
)  # fmt: skip
_OF_NOTHING_ELSE = _OF_MONEY - _OF_COUNT
_OF_TIMES = frozenset({"growth", "roi"})
_OF_ITEMS = _OF_COUNT | {"gmv"}
_PEOPLE = frozenset({"mau", "dau", "users", "buyers"})
_REACH, _REACH_BEHIND = 24, 6
_NEXT_CLAUSE = re.compile(r"[,，;；。]")
_MAY_COUNT = re.compile(r"[\d成]")
_LEAST_MONEY_WITHOUT_UNIT = 1e8
_FALLING = re.compile(
    any_of(
        "下降|下滑|减少|下跌|回落|降低|降至|跌至|减至|缩减|锐减|骤降|跌|降|减|缩水|收窄"
        "|fell|falls|down|dropped|declined|decreased|slid|slipped|shrank|cut|lower"
    )
    + r"[^,，。;；]{0,6}$",
    re.I,
)
_RISING = re.compile(
    any_of(
        "增长|上升|提升|增加|上涨|攀升|增至|升至|涨至|扩大|激增|大增|翻|涨|升|增"
        "|rose|grew|up|climbed|jumped|increased|surged|gained|higher|doubled"
    )
    + r"[^,，。;；]{0,6}$",
    re.I,
)
_YEARLY = re.compile(
    any_of("同比|按年|year[- ](?:on|over)[- ]year|from a year|a year earlier"), re.I
)
_QUARTERLY = re.compile(
    any_of("环比|按季|按月|quarter[- ](?:on|over)[- ]quarter|sequential"), re.I
)
_AGAINST = re.compile(
    r"[较比]([^,，。;；较比]{1,10}?)(?:增|上|提|下|减|降|跌|缩|高|低|多|少|翻|扩)"
)
_CONTEXT_CHARS = 18


# ０．４５ is 0.45.
_HALF_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0E: 0x2E}
_FULL_WIDTH = re.compile("[０-９．]")


class _Figure(NamedTuple):
    """A number as written, and what its form says of it."""

    match: re.Match[str]
    start: int
    end: int
    low: float
    high: float | None
    unit: str
    currency: str


class _Around(NamedTuple):
    """The text that figures stand in, with its words for measures and its periods."""

    text: str
    words: Sequence[Match]
    periods: Sequence[re.Match[str]]


class MetricReader:
    """Reads figures by the measure words of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        lists = {
            key.removeprefix(_PREFIX): words
            for key, words in taxonomy.cues.items()
            if key.startswith(_PREFIX)
        }
        self._lexicon = Lexicon(lists, ignores_case=True)

    def read(self, text: str, platform: str) -> tuple[Metric, ...]:
        """All figures of a sentence that have a unit, in order."""
        if _FULL_WIDTH.search(text):
            text = text.translate(_HALF_WIDTH)
        if not _MAY_COUNT.search(text):
            return ()
        told = (_figure(match) for match in figures.FIGURE.finditer(text))
        found = [figure for figure in told if figure is not None]
        if not found:
            return ()
        words = [m for m in self._lexicon.find(text) if m.lists[0] != _NO_MEASURE]
        around = _Around(text, words, figures.periods(text))
        return tuple(_metric(figure, platform, around) for figure in found)


def _figure(match: re.Match[str]) -> _Figure | None:
    """A bare number is none: it may be a year, a rank, a part of a name."""
    start, end = match.span()
    share = _share(match)
    if share is not None:
        return _Figure(match, start, end, *share, "share", "")
    if match["unit"] == "成":
        return None
    sign = (match["sign"] or "").strip()
    unit, scale = match["unit"] or "", match["scale"] or ""
    if not (sign or scale or unit):
        return None
    factor = figures.SCALE.get(scale, 1.0)
    top = _number(match["high"]) * factor if match["high"] else None
    currency = figures.CURRENCY.get(sign or unit, "")
    kind = "money" if currency else figures.UNITS.get(unit, "")
    return _Figure(
        match, start, end, _number(match["low"]) * factor, top, kind, currency
    )


def _share(match: re.Match[str]) -> tuple[float, float | None] | None:
    """A share from 0 to 1 and its upper end, where a figure is one."""
    if match["tenths"]:
        return figures.TENTHS[match["tenths"]] / 10, None
    low = _number(match["low"])
    if match["percent"] or match["unit"] in figures.SHARES:
        high = match["to_percent"] or match["high"]
        return low / 100, _number(high) / 100 if high else None
    return (low / 10, None) if match["unit"] == "成" and low < 10 else None


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _metric(figure: _Figure, platform: str, around: _Around) -> Metric:
    text, words, periods = around
    measure, unit, currency = _measured(figure, text, words)
    before = text[max(figure.start - _CONTEXT_CHARS, 0) : figure.start]
    return Metric(
        platform=platform,
        measure=measure,
        value=round(figure.low, 6),
        unit=unit,
        currency=currency,
        period=figures.period(periods, text, figure.start),
        exactness=_exactness(figure),
        text=figure.match[0].strip(),
        upper=round(figure.high, 6) if figure.high is not None else None,
        of=_grown(figure, words) if measure == "growth" else "",
        direction=_direction(before),
        compared_with=_comparison(before, text[figure.end : figure.end + _REACH]),
    )


def _measured(
    figure: _Figure, text: str, words: Sequence[Match]
) -> tuple[str, str, str]:
    """What a figure measures, with its unit and currency made plain by that."""
    fitting = [m for m in words if m.lists[0] in _allowed(figure)]
    measure = _nearest(figure, fitting, text)
    if figure.unit == "share":
        return measure or "growth", "share", ""
    if figure.unit == "" and measure in _OF_NOTHING_ELSE:
        is_large = figure.low >= _LEAST_MONEY_WITHOUT_UNIT
        return measure, "money" if is_large else "items", "CNY" if is_large else ""
    unit = "people" if measure in _PEOPLE else (figure.unit or "items")
    return measure or ("growth" if unit == "times" else "amount"), unit, figure.currency


def _allowed(figure: _Figure) -> frozenset[str]:
    if figure.unit == "share":
        return _OF_SHARE
    if figure.unit == "times":
        return _OF_TIMES
    if figure.unit == "money":
        return _OF_MONEY
    return _OF_ITEMS


def _nearest(figure: _Figure, words: Sequence[Match], text: str) -> str:
    """The measure word before a figure within reach, else the one right behind.

    What stands behind in the next clause measures something else.
    """
    before = [m for m in words if 0 <= figure.start - m.end <= _REACH]
    behind = [
        m
        for m in words
        if 0 <= m.start - figure.end <= _REACH_BEHIND
        and not _NEXT_CLAUSE.search(text, figure.end, m.start)
    ]
    touching = [m for m in behind if not text[figure.end : m.start].strip()]
    if touching:
        return touching[0].lists[0]
    if before:
        return before[-1].lists[0]
    return behind[0].lists[0] if behind else ""


def _grown(figure: _Figure, words: Sequence[Match]) -> str:
    """What a growth is of: the nearest measure before it."""
    things = [
        m.lists[0]
        for m in words
        if m.end <= figure.start and m.lists[0] not in ("growth", "share")
    ]
    return things[-1] if things else ""


def _exactness(figure: _Figure) -> Exactness:
    before = figure.match["before"] or ""
    if figure.high is not None:
        return Exactness.RANGE
    if before in figures.UP or figure.match["more"]:
        return Exactness.OVER
    if before in figures.UNDER:
        return Exactness.UNDER
    return Exactness.ABOUT if before in figures.ABOUT else Exactness.EXACT


def _direction(before: str) -> Direction | None:
    falling, rising = _FALLING.search(before), _RISING.search(before)
    if falling and (not rising or falling.start() > rising.start()):
        return Direction.DOWN
    return Direction.UP if rising else None


def _comparison(before: str, behind: str) -> str:
    """`yoy`, `qoq`, or what the text compares with; empty where it does not say."""
    if _YEARLY.search(before) or _YEARLY.search(behind[:20]):
        return "yoy"
    if _QUARTERLY.search(before):
        return "qoq"
    against = _AGAINST.search(before)
    return against[1] if against else ""
