"""Numbers and days by the custom of the report's language: 3亿, 300 million."""

from __future__ import annotations

from datetime import date
from functools import cache

from reporter.domain.evidence import Metric
from reporter.domain.values import Exactness, Week
from reporter.report.wording import Words

_ZH_SCALES = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_EN_SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_ZH_MONEY = {"CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def amount(metric: Metric, words: Words) -> str:
    """A figure with its unit: `超3亿`, `2000万元`, `+`-less shares such as `109%`."""
    text = _plain(metric.value, metric, words)
    if metric.upper is not None:
        text = f"{text}–{_plain(metric.upper, metric, words)}"
    exactness = words(f"exactness.{metric.exactness.value}")
    if metric.exactness is Exactness.RANGE or not exactness:
        return text
    return f"{exactness}{text}" if words.is_chinese else f"{exactness} {text}"


def _plain(value: float, metric: Metric, words: Words) -> str:
    if metric.unit == "share":
        return f"{_short(value * 100, 1)}%"
    number = scaled(value, words)
    if metric.currency:
        if words.is_chinese:
            return number + _ZH_MONEY.get(metric.currency, metric.currency)
        return f"{metric.currency} {number}"
    unit = words(f"unit.{metric.unit}") if metric.unit not in ("", "items") else ""
    if not unit:
        return number
    return f"{number}{unit}" if words.is_chinese else f"{number} {unit}"


def scaled(value: float, words: Words) -> str:
    """A number in the units that the language counts by."""
    scales = _ZH_SCALES if words.is_chinese else _EN_SCALES
    scale, name = next((s for s in scales if abs(value) >= s[0]), (1.0, ""))
    text = _short(value / scale) + name
    return text.replace(",", "") if words.is_chinese else text


def _short(value: float, at_most: int = 2) -> str:
    """No more decimals than `at_most`, fewer for large numbers: 1.05, 13.9, 426.

    Below one there are two in any case, where one would say nothing.
    """
    size = abs(value)
    digits = 2 if size < 1 else at_most if size < 10 else 1 if size < 1_000 else 0
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date, words: Words) -> str:
    """A day in running text: `5月11日`, `11 May`."""
    if words.is_chinese:
        return f"{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]}"


@cache
def long_day(value: date, words: Words) -> str:
    """A day with its year: `2025-05-11`, `11 May 2025`."""
    return words("day.long", day=value, number=value.day, name=_MONTHS[value.month - 1])


def week(value: Week, words: Words) -> str:
    """A week in words: `2025年第28周`, `Week 28, 2025`."""
    return words("brief.week", year=value.year, number=value.number)
