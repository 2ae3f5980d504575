"""A sentence -> the figures in it, with what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.analysis.lexicon import Lexicon
from reporter.domain.evidence import Metric
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Exactness

_SCALE = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "十亿": 1e9, "亿": 1e8, "千万": 1e7,
    "百万": 1e6, "万": 1e4, "千": 1e3, "trillion": 1e12, "billion": 1e9, "bn": 1e9,
    "million": 1e6, "mn": 1e6, "thousand": 1e3,
}  # fmt: skip
_CURRENCY = {
    "元": "CNY", "人民币": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR",
    "yuan": "CNY", "dollars": "USD", "euros": "EUR", "RMB": "CNY", "CNY": "CNY",
    "$": "USD", "US$": "USD", "€": "EUR", "¥": "CNY",
}  # fmt: skip
_UNITS = {
    "人次": "people", "人": "people", "名": "people", "家": "places", "个": "items",
    "件": "items", "单": "orders", "笔": "orders", "条": "items", "台": "items",
    "瓶": "items", "天": "days", "倍": "times",
}  # fmt: skip
_PERIOD = re.compile(
    r"(?P<year>20\d\d)年?(?:的)?\s?(?:Q(?P<q>[1-4])|第?(?P<zq>[一二三四1-4])季度"
    r"|(?P<month>1[0-2]|[1-9])月|(?P<half>上半年|下半年))?"
    r"|(?P<dayly>日均|每日|每天|daily|a day|per day)"
    r"|(?P<name>五一|国庆|双11|618|暑期|春节)"
)  # fmt: skip
_FIGURE = re.compile(
    r"(?P<before>超过|超|逾|突破|高达|近|接近|将近|约|大约|左右|约为"
    r"|over|more than|nearly|almost|about|around)?\s?"
    r"(?P<sign>US\$|\$|€|¥|CNY\s?|RMB\s?)?"
    r"(?P<low>\d+(?:,\d{3})*(?:\.\d+)?)(?P<percent1>%|％)?"
    r"(?:\s?[-~–—－至到]\s?(?P<high>\d+(?:\.\d+)?))?\s?"
    r"(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|万|千"
    r"|trillion|billion|bn|million|mn|thousand)?\s?"
    r"(?P<more>多|余)?\s?"
    r"(?P<unit>%|％|个百分点|美元|港元|欧元|人民币|元|人次|人|名|家|个|件|单|笔|条|台"
    r"|瓶|倍|成|yuan|dollars|euros|percent|per cent)?"
)  # fmt: skip
_UP, _DOWN = {"超过", "超", "逾", "突破", "高达", "over", "more than"}, {
    "近", "接近", "将近", "nearly", "almost",
}  # fmt: skip
_ABOUT = {"约", "大约", "左右", "约为", "about", "around"}
_REACH = 16
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HALVES = {"上半年": "H1", "下半年": "H2"}


class MetricReader:
    """Reads figures by the measure words of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        lists = {
            key.removeprefix("measure_"): words
            for key, words in taxonomy.cues.items()
            if key.startswith("measure_")
        }
        self._lexicon = Lexicon(lists, ignores_case=True)

    def read(self, text: str, platform: str) -> tuple[Metric, ...]:
        """All figures of a sentence that have a unit, in order."""
        words = self._lexicon.find(text)
        metrics = []
        for figure in _FIGURE.finditer(text):
            if not _is_figure(figure):
                continue
            unit, currency = _unit(figure)
            near = _nearest(figure, [(m.start, m.end, m.lists[0]) for m in words])
            metrics.append(_metric(figure, text, (platform, near, unit, currency)))
        return tuple(metrics)


def _is_figure(figure: re.Match[str]) -> bool:
    """A bare number is none: it may be a year, a rank, a part of a name."""
    return any(figure[name] for name in ("scale", "unit", "percent1", "sign"))


def _unit(figure: re.Match[str]) -> tuple[str, str]:
    unit = figure["percent1"] or figure["unit"] or ""
    if unit in ("%", "％", "percent", "per cent", "成", "个百分点"):
        return "share", ""
    sign = (figure["sign"] or "").strip()
    if sign or unit in _CURRENCY:
        return "money", _CURRENCY[sign or unit]
    return _UNITS.get(unit, "items"), ""


def _metric(
    figure: re.Match[str], text: str, about: tuple[str, str, str, str]
) -> Metric:
    platform, measure, unit, currency = about
    factor = _SCALE.get(figure["scale"] or "", 1.0)
    if unit == "share":
        factor = 0.1 if figure["unit"] == "成" else 0.01
    low = float(figure["low"].replace(",", "")) * factor
    high = float(figure["high"]) * factor if figure["high"] else None
    return Metric(
        platform=platform,
        measure=measure or ("growth" if unit == "share" else "amount"),
        value=round(low, 6),
        unit=unit,
        currency=currency,
        period=_period(text, figure.start()),
        exactness=_exactness(figure, high),
        text=figure[0].strip(),
        upper=round(high, 6) if high is not None else None,
    )


def _exactness(figure: re.Match[str], high: float | None) -> Exactness:
    before = figure["before"] or ""
    if high is not None:
        return Exactness.RANGE
    if before in _UP or figure["more"]:
        return Exactness.OVER
    if before in _DOWN:
        return Exactness.UNDER
    return Exactness.ABOUT if before in _ABOUT else Exactness.EXACT


def _nearest(figure: re.Match[str], words: list[tuple[int, int, str]]) -> str:
    """The measure word before a figure within reach, else the one right behind."""
    before = [w for w in words if 0 <= figure.start() - w[1] <= _REACH]
    behind = [w for w in words if 0 <= w[0] - figure.end() <= _REACH // 2]
    if behind and (not before or behind[0][0] - figure.end() <= 1):
        return behind[0][2]
    return before[-1][2] if before else ""


def _period(text: str, at: int) -> str:
    """The last period named before a figure, or the first behind it."""
    found = list(_PERIOD.finditer(text))
    before = [match for match in found if match.start() < at]
    chosen = before[-1] if before else (found[0] if found else None)
    return "".join(_period_parts(chosen)) if chosen else ""


def _period_parts(match: re.Match[str]) -> Iterator[str]:
    if match["dayly"]:
        yield "day"
    elif match["name"]:
        yield match["name"]
    else:
        yield match["year"]
        quarter = match["q"] or _QUARTERS.get(match["zq"] or "", match["zq"])
        if quarter:
            yield f"-Q{quarter}"
        elif match["month"]:
            yield f"-{int(match['month']):02d}"
        elif match["half"]:
            yield f"-{_HALVES[match['half']]}"
