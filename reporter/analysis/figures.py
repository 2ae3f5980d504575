"""The forms of figures and periods in Chinese and English text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

SCALE = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "十亿": 1e9, "亿": 1e8, "千万": 1e7,
    "百万": 1e6, "万": 1e4, "千": 1e3, "trillion": 1e12, "billion": 1e9, "bn": 1e9,
    "million": 1e6, "mn": 1e6, "thousand": 1e3,
}  # fmt: skip
CURRENCY = {
    "元": "CNY", "人民币": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR",
    "英镑": "GBP", "日元": "JPY", "yuan": "CNY", "dollars": "USD", "euros": "EUR",
    "pounds": "GBP", "RMB": "CNY", "CNY": "CNY", "$": "USD", "US$": "USD", "€": "EUR",
    "£": "GBP", "¥": "CNY", "HK$": "HKD",
}  # fmt: skip
UNITS = {
    "人次": "people", "人": "people", "名": "people", "家": "places", "座": "places",
    "个": "items", "件": "items", "单": "orders", "笔": "orders", "票": "orders",
    "条": "items", "台": "items", "辆": "items", "瓶": "items", "款": "items",
    "天": "days", "days": "days", "倍": "times", "times": "times",
}  # fmt: skip
SHARES = frozenset({"%", "％", "percent", "per cent", "个百分点", "percentage points"})
TENTHS = {char: n for n, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_RANGE = r"\s?[-~–—－至到]\s?"
# A number, or tenths in words (七成); not the 2 of Q2, of 3.0版 or of 2024年.
# It is tried only where it can begin: at a word before it, a sign or a digit.
FIGURE = re.compile(
    r"(?=[\d\s$€£¥UHCR一二三四五六七八九两超逾突高多接将近约大不oamnlur])"
    r"(?P<before>超过|超|逾|突破|高达|多达|接近|将近|近|约为|大约|约|不足|不到"
    r"|over|more than|above|nearly|almost|less than|under|about|around|roughly)?\s?"
    r"(?P<sign>US\$|HK\$|\$|€|£|¥|CNY\s?|RMB\s?)?"
    r"(?<![A-Za-z\d.])"
    rf"(?:(?P<low>{_NUMBER})"
    rf"(?:(?P<percent>[%％])(?:{_RANGE}(?P<to_percent>{_NUMBER})[%％])?"
    rf"|(?:{_RANGE}(?P<high>{_NUMBER}))?\s?"
    r"(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|万|千(?!克|米|瓦|川)"
    r"|trillion\b|billion\b|bn\b|million\b|mn\b|thousand\b)?\s?"
    r"(?P<more>多(?!多)|余)?\s?"
    r"(?P<unit>%|％|个百分点|美元|港元|欧元|英镑|日元|人民币|元(?!老|素|旦|宇)|人次|人(?!民|均|工|力|气)"
    r"|名(?!单|列)|家(?!居|电|庭|用|长|清)|个(?!月|季|人)|件(?!套)"
    r"|单(?!季|日|月|价|店|品|次|一|个|件|车|票|笔|独|周)|笔(?!记|试)|票(?!房)"
    r"|条(?!件|款)|台(?!湾|风|阶|州)|辆|座|瓶|款|倍|天(?!然|猫|气|津)"
    r"|成(?!立|为|本|交|功|果|员|长|都|熟|效)"
    r"|yuan\b|dollars\b|euros\b|pounds\b|percent\b|per cent\b|percentage points\b"
    r"|days\b|times\b)?)"
    r"|(?P<tenths>[一二两三四五六七八九])成(?!立|为|本|交|功|果|员|长|都|熟|效))"
)  # fmt: skip
UP = frozenset(
    {"超过", "超", "逾", "突破", "高达", "多达", "over", "more than", "above"}
)
UNDER = frozenset(
    {"近", "接近", "将近", "不足", "不到", "nearly", "almost", "less than", "under"}
)
ABOUT = frozenset({"约", "大约", "约为", "about", "around", "roughly"})
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_HALVES = {"上": "H1", "下": "H2"}
_PERIOD = re.compile(
    r"(?=[2ioFsdt上下第一二三四1-4f日每单apf五国中端春双6年暑黑BPS])(?:"
    r"(?P<year>20\d\d)(?:(?P<fiscal>财年)|年(?:的)?(?:第?(?P<zq>[一二三四1-4])季度|Q(?P<yq>[1-4])"
    r"|(?P<month>1[0-2]|[1-9])月|(?P<half>[上下])半年|初|底|全年)?|\s?Q(?P<q>[1-4]))"
    r"|(?:in|of|for|FY|since|during)\s?(?P<plain>20\d\d)\b"
    r"|(?P<bare_half>[上下])半年|第?(?P<bare_q>[一二三四])季度"
    r"|(?P<ordinal>first|second|third|fourth)[- ]quarter"
    r"|(?P<daily>日均|每日|每天|单日|daily\b|a day\b|per day\b)"
    r"|(?P<event>五一|国庆|中秋|端午|春节|双11|双十一|双12|618|年货节|暑期|黑五"
    r"|Black Friday|Prime Day|Singles.? Day))"
)  # fmt: skip


def periods(text: str) -> list[re.Match[str]]:
    """All periods that a text names, in order."""
    return list(_PERIOD.finditer(text))


def period(found: Sequence[re.Match[str]], text: str, at: int) -> str:
    """The last of the periods before a place in a text, or the first behind it."""
    if not found:
        return ""
    before = [match for match in found if match.start() < at]
    chosen = before[-1] if before else found[0]
    if len(before) > 1 and re.fullmatch(
        r"\s?[-~–—至到]\s?", text[before[-2].end() : chosen.start()]
    ):
        return f"{_name(before[-2])}/{_name(chosen)}"
    return _name(chosen)


def is_event(name: str) -> bool:
    """Whether a period is a named event rather than a stretch of the calendar."""
    return bool(name) and not name[0].isdigit() and name[0] not in "HQFd"


def _name(match: re.Match[str]) -> str:
    return "".join(_parts(match))


def _parts(match: re.Match[str]) -> Iterator[str]:
    if match["daily"]:
        yield "day"
    elif match["event"]:
        yield match["event"]
    elif match["bare_half"]:
        yield _HALVES[match["bare_half"]]
    elif match["bare_q"] or match["ordinal"]:
        yield f"Q{_QUARTERS.get(match['bare_q'] or '') or _ORDINALS[match['ordinal']]}"
    else:
        yield from _of_year(match)


def _of_year(match: re.Match[str]) -> Iterator[str]:
    yield "FY" if match["fiscal"] else ""
    yield match["year"] or match["plain"]
    quarter = match["yq"] or match["q"] or match["zq"]
    if quarter:
        yield f"-Q{_QUARTERS.get(quarter, quarter)}"
    elif match["month"]:
        yield f"-{int(match['month']):02d}"
    elif match["half"]:
        yield f"-{_HALVES[match['half']]}"
