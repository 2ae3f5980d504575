"""Words -> the date since when an initiative runs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.domain.values import Moment

_DAY = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?"
    r"|(?P<only>20\d\d)年"
)
_BEGIN = re.compile(
    r"上线|推出|启动|发起|始于|成立|发布|宣布|颁布|开放|开通|launch|introduc|start|began"
)
# Further than this a date belongs to another clause.
_REACH_CHARS = 12


def starting_date(text: str, names: Sequence[str], published_at: Moment | None) -> str:
    """When an initiative began, as far as a clause about it says so.

    Gives `2024-05-28`, `2024-05` or `2024`; a month without a year is the last one
    before the article was published. Empty where the text gives no date beside a
    word of beginning, or does not name the initiative.
    """
    if not any(name in text for name in names):
        return ""
    for found in _DAY.finditer(text):
        after = text[found.end() : found.end() + _REACH_CHARS]
        if _BEGIN.search(after):
            return _iso(found, published_at)
    return ""


def _iso(found: re.Match[str], published_at: Moment | None) -> str:
    if found["only"]:
        return found["only"]
    month = int(found["month"])
    if found["year"]:
        year = int(found["year"])
    elif published_at is None:
        return ""
    else:
        year = published_at.day.year - (month > published_at.day.month)
    iso = f"{year}-{month:02d}"
    return f"{iso}-{int(found['day']):02d}" if found["day"] else iso
