"""A source line of a clipping: outlet, day and time, in the forms that people paste."""

from __future__ import annotations

import re
from datetime import date, time

_BLANK = r"[ \t\u3000]"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"\d{4}\s?[-－/.年]\s?\d{1,2}\s?[-－/.月]\s?\d{1,2}日?"
    rf"|(?i:{_MONTH}{_BLANK}\d{{1,2}}(?:st|nd|rd|th)?,?{_BLANK}\d{{4}})"
    rf"|(?i:\d{{1,2}}(?:st|nd|rd|th)?{_BLANK}{_MONTH},?{_BLANK}\d{{4}})"
)
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_ZONE = r"(?:\.\d+)?\s?(?:Z|UTC|GMT)?(?:[+-]\d{2}:?\d{2})?"
# A ticker glued before the outlet: `09988.HK`, `(600787.SH)`, `$PDD `, or capitals that
# run into the name, but for outlets that are written so themselves.
_TICKER = (
    r"(?:[(（]?(?:[A-Z]+:\s?)?[0-9A-Z]{1,6}\.[A-Z]{1,2}[)）]?\s?"
    r"|[(（][A-Z]+[:：]\s?[0-9A-Z]+[)）]\s?"
    r"|\$[A-Z]{1,5}\$?\s"
    r"|(?!IT|TMT|CBN|BT|DT|AI|CEO|BBC|CNBC|CNN|SCMP|ZOL)[A-Z]{2,5}"
    r"(?=[A-Z][a-z]|\d*[\u4e00-\u9fff]))"
)
_OUTLET = r"[^·•・‧|｜\[\]。！？；]"
_FROM = r"(?:来源|來源|文章来源|媒体|出处|出處|(?i:source|via|from))\s*[:：]\s*"
_ON = (
    r"(?:(?:发布|發布|发表|發表|更新)?(?:时间|時間|日期|于|於)\s*[:：]?\s*"
    r"|(?i:published(?:\s+on|\s+at)?|posted(?:\s+on)?|date)\s*[:：]?\s*)"
)
_DOT = r"[·•・‧|｜]"
# Day and time first, or one of the weaker separators: only beside a clock.
_META = (
    rf"(?:(?:{_FROM})?{_TICKER}?(?P<outlet>{_OUTLET}{{1,60}}?)\s*{_DOT}\s*)?(?:{_ON})?"
    rf"(?P<day>{_DATE})(?:[\sT]+(?P<clock>{_CLOCK}){_ZONE})?\s*",
    rf"(?:{_FROM}){_TICKER}?(?P<outlet>{_OUTLET}{{1,60}}?)\s*[,，/ \t\u3000]\s*"
    rf"(?:{_ON})?"
    rf"(?P<day>{_DATE})(?:[\sT]+(?P<clock>{_CLOCK}){_ZONE})?\s*",
    rf"{_TICKER}?(?P<outlet>{_OUTLET}{{1,30}}?)(?:\s*[,，/—–]\s*|\s-\s|\s)\s*(?:{_ON})?"
    rf"(?P<day>{_DATE})[\sT]+(?P<clock>{_CLOCK}){_ZONE}\s*",
    rf"(?:{_ON})?(?P<day>{_DATE})(?:[\sT]+(?P<clock>{_CLOCK}){_ZONE})?"
    rf"\s*(?:{_DOT}\s*(?:{_FROM})?|\s{_FROM}){_TICKER}?(?P<outlet>{_OUTLET}{{1,30}}?)\s*",
    # A day without a year: no date can be made of it, but it is a source line.
    rf"{_TICKER}?(?P<outlet>{_OUTLET}{{1,60}}?)\s*{_DOT}\s*"
    rf"(?P<day>\d{{1,2}}[-/月]\d{{1,2}}日?)\s+(?P<clock>{_CLOCK}){_ZONE}\s*",
)
_METAS = tuple(re.compile(pattern) for pattern in _META)
_MONTHS = ("jan feb mar apr may jun jul aug sep oct nov dec").split()  # noqa: SIM905
_MONTH_NAME = re.compile("|".join(_MONTHS), re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
_PARTS_OF_DAY = 3
_META_CHARS = 160
_FIGURES = re.compile(r"\d[^\d]{1,3}\d")


def match_meta(text: str) -> re.Match[str] | None:
    """Groups `outlet`, `day` and `clock`, where there are; None for other lines."""
    if len(text) > _META_CHARS or not _FIGURES.search(text):
        return None
    return next((m for meta in _METAS if (m := meta.fullmatch(text))), None)


def day_of(text: str) -> date:
    """The day that a source line names; raises ValueError if there is none such."""
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    if (name := _MONTH_NAME.search(text)) is not None:
        month = _MONTHS.index(name[0][:3].lower()) + 1
        year, day = max(numbers), min(numbers)
        return date(year, month, day)
    if len(numbers) != _PARTS_OF_DAY:
        raise ValueError("it has no year")
    return date(*numbers)


def clock_of(text: str) -> time:
    """The time of day that a source line names; raises ValueError if there is none."""
    hour, minute = (int(number) for number in _NUMBERS.findall(text)[:2])
    half = text.lower().replace(".", "").strip()[-2:]
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute)
