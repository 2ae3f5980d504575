"""A sentence -> its figures, dates and directions, the same in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SCALES = {
    "万亿": 1e12, "亿": 1e8, "億": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "萬": 1e4,
    "千": 1e3, "trillion": 1e12, "tn": 1e12, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "million": 1e6, "mn": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3,
}  # fmt: skip
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "兩": 2,
}
_TENS = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "萬": 10_000,
    "亿": 10**8,
    "億": 10**8,
}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen"
)
_ENGLISH = {word: value for value, word in enumerate(_SMALL.split())} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_MONTHS = (
    "january february march april may june july august september october november"
    " december"
)
_MONTH_OF = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"(?P<iso>20\d\d-\d\d?-\d\d?)"
    r"|(?P<zh>(?:20\d\d\s?年)?\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?|20\d\d\s?年)"
    rf"|\b(?P<en>(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)(?:,?\s20\d\d\b)?"
    rf"|\d{{1,2}}\s(?:{_MONTH})\b(?:,?\s20\d\d\b)?|(?:in|since|by|until|from)\s(?:{_MONTH})\b"
    rf"(?:\s20\d\d\b)?|(?:january|february|april|june|july|august|september|october|november"
    r"|december)\b(?:\s20\d\d\b)?)"
    r"|(?P<quarter>\bq[1-4]\b|(?:first|second|third|fourth)[\s-]quarter|第?[一二三四1-4]季度)"
    r"|\b(?P<year>20\d\d)\b(?!\s?[%％万亿元])",
    re.IGNORECASE,
)
_QUARTER_OF = {
    "1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4,
    "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_FIGURE_ZH = (
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s?"
    r"(?P<scale>万亿|千万|百万|[万萬亿億千]|trillion|billion|million|thousand|(?:bn|tn|mn|[mbk])\b)?"
    r"\s?(?P<share>%|％|成|per\s?cent\b)?"
    r"|(?P<zh>[零一二三四五六七八九两兩十百千万萬亿億]+)(?P<tenths>成半?)?"
)
_FIGURE_EN = (
    rf"|\b(?=[zotfsenh])(?P<en>(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})"
    rf"(?:[\s-](?:{'|'.join(_ENGLISH)}))?)\b(?:\s(?P<en_scale>thousand|million|billion))?"
    r"(?:\s(?P<en_share>per\s?cent)\b)?"
)
# Most Chinese sentences hold no Latin words: theirs are not looked for then.
_HAS_WORDS = re.compile(r"[A-Za-z]{3}")
_MAY_DATE = re.compile(
    r"(?=[月年季2jfmasondq])(?:[月年季]|20\d\d|q[1-4]|quarter"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_FIRST_OF_FIGURE = r"(?=[\d零一二三四五六七八九两兩十百千万萬亿億])"
_FIGURES_IN_CHINESE = re.compile(f"{_FIRST_OF_FIGURE}(?:{_FIGURE_ZH})", re.IGNORECASE)
_FIGURES = re.compile(
    f"(?=[\\d零一二三四五六七八九两兩十百千万萬亿億zotfsenh])(?:{_FIGURE_ZH}{_FIGURE_EN})",
    re.IGNORECASE,
)
_UP = re.compile(
    r"增|升|涨|漲|提高|扩|擴|回暖|突破|\b(?:rise|rose|risen|rising|grew|grow\w*|up|gain\w*|increas\w*"
    r"|jump\w*|climb\w*|rais\w*|expand\w*|doubl\w*|lift\w*|add(?:s|ed)?)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"降|跌|减|減|下滑|收缩|收縮|缩|萎|关停|關停|\b(?:fall|fell|fallen|drop\w*|declin\w*|down|cut\w*"
    r"|decreas\w*|shr[iau]nk\w*|slump\w*|los[est]\w*|clos\w*|lower\w*|slid\w*)\b",
    re.IGNORECASE,
)
_TELLING = 10
# In base units, shares from 0 to 1; sorted, each once.
Figures = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What two reports of one fact agree on, whatever their language.

    `figures` are in base units, shares from 0 to 1, sorted and each once; `dates` hold
    `y2025`, `m7`, `d28`, `q1`; `direction` says whether it goes up, and whether down.
    """

    figures: Figures
    dates: frozenset[str]
    direction: tuple[bool, bool]

    @property
    def are_telling(self) -> bool:
        """Whether few facts share such figures: not only `two` or `three`."""
        large = [kind == "share" or value >= _TELLING for kind, value in self.figures]
        return any(large) or len(large) > 1

    def agree(self, other: Facts) -> bool:
        """Whether figures and dates are the same, and not one goes up, one down."""
        return (
            self.figures == other.figures
            and self.dates == other.dates
            and {self.direction, other.direction} != {(True, False), (False, True)}
        )


def read_facts(text: str) -> Facts:
    """The facts of a sentence; a `1` alone tells nothing and is left out."""
    dates: set[str] = set()
    for match in _DATE.finditer(text):
        dates.update(_date(match))
    rest = _without_dates(text)
    return Facts(
        _figures(rest),
        frozenset(dates),
        (bool(_UP.search(rest)), bool(_DOWN.search(rest))),
    )


def read_figures(text: str) -> Figures:
    """The figures alone, as `read_facts` gives them."""
    return _figures(_without_dates(text))


def _without_dates(text: str) -> str:
    return _DATE.sub(" ", text) if _MAY_DATE.search(text) else text


def _figures(text: str) -> Figures:
    pattern = _FIGURES if _HAS_WORDS.search(text) else _FIGURES_IN_CHINESE
    told = [_figure(match) for match in pattern.finditer(text)]
    found = {figure for figure in told if figure is not None}
    return tuple(sorted(found)) if len(found) > 1 else tuple(found)


def _date(match: re.Match[str]) -> Iterator[str]:
    if match["quarter"]:
        found = re.search(r"[1-4一二三四]|first|second|third|fourth", match[0].lower())
        yield f"q{_QUARTER_OF[found[0]]}" if found else "q"
        return
    numbers = re.findall(r"\d+", match[0])
    for number in (n for n in numbers if len(n) == 4):
        yield f"y{number}"
    small = [int(n) for n in numbers if len(n) < 4]
    if match["en"]:
        name = re.search(_MONTH, match[0], re.IGNORECASE)
        yield f"m{_MONTH_OF[name[0][:3].lower()]}" if name else "m"
    elif small:
        yield f"m{small.pop(0)}"
    if small:
        yield f"d{small[0]}"


def _figure(match: re.Match[str]) -> tuple[str, float] | None:
    """A share or a number above 1; a smaller one tells nothing."""
    if match["number"]:
        number, scale, share = match.group("number", "scale", "share")
        value = float(number.replace(",", ""))
        value *= _SCALES.get(scale.lower(), 1) if scale else 1
        if share:
            return _share(value * (0.1 if share == "成" else 0.01))
        return _number(value)
    if match["zh"]:
        return _in_chinese(match["zh"], match["tenths"])
    value = _english(match["en"].lower())
    value *= _SCALES.get((match["en_scale"] or "").lower(), 1)
    return _share(value / 100) if match["en_share"] else _number(value)


def _in_chinese(numeral: str, tenths: str | None) -> tuple[str, float] | None:
    if tenths:
        half = 0.05 if tenths.endswith("半") else 0
        return _share(_chinese(numeral) / 10 + half)
    is_scale_alone = numeral in ("万", "亿", "千", "百", "萬", "億")
    return None if is_scale_alone else _number(_chinese(numeral))


def _share(value: float) -> tuple[str, float]:
    return "share", round(value, 6)


def _number(value: float) -> tuple[str, float] | None:
    return ("number", round(value, 6)) if value > 1 else None


def _chinese(numeral: str) -> float:
    """三十五万 is 350,000; digits in a row, as in 二零二五, are read one by one."""
    if all(char in _DIGITS for char in numeral):
        return float("".join(str(_DIGITS[char]) for char in numeral))
    total = part = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif _TENS[char] < _TENS["万"]:
            part += (digit or 1) * _TENS[char]
            digit = 0
        else:
            total = (total + part + digit or 1) * _TENS[char]
            part = digit = 0
    return float(total + part + digit)


def _english(words: str) -> float:
    first, *rest = re.split(r"[\s-]", words)
    value = _ENGLISH[first]
    for word in rest:
        value = value * 100 if word == "hundred" else value + _ENGLISH[word]
    return float(value)
