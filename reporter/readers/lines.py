"""A line of a clipping -> what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

_BREAK = re.compile(r"\r\n|\n|\r")
SEARCH_BOX = frozenset({"搜索文档", "搜索文檔", "搜尋文檔", "search documents"})
_FURNITURE = SEARCH_BOX | {"workflow", "icon"}
_DATE = r"\d{4}\s?[-－/.年]\s?\d{1,2}\s?[-－/.月]\s?\d{1,2}日?"
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
# A ticker glued before the outlet: `09988.HK`, `(600787.SH)`, `$PDD `, or capitals that
# run into the name, but for outlets that are written so themselves.
_TICKER = (
    r"(?:\(?(?:[A-Z]+:\s?)?[0-9A-Z]{1,6}\.[A-Z]{1,2}\)?\s?|\([A-Z]+:\s?[0-9A-Z]+\)\s?"
    r"|\$[A-Z]{1,5}\s"
    r"|(?!IT|TMT|CBN|BT|DT|AI|CEO|BBC|CNBC|CNN|SCMP|ZOL)[A-Z]{2,5}"
    r"(?=[A-Z][a-z]|\d*[\u4e00-\u9fff]))"
)
META = re.compile(
    rf"(?:{_TICKER}?(?P<outlet>[^·•・|｜\[\]]{{1,60}}?)\s*[·•・|｜]\s*)?"
    rf"(?P<day>{_DATE})(?:[\sT]+(?P<clock>{_CLOCK}))?\s*"
)
MARK = re.compile(r"[-－*•‣●▪–—]\s+|\d{1,2}(?:[.)、．]\s+|[、．])")
# The mark comes first in the pattern: a search then skips to the next of them.
INNER_MARK = re.compile(r"[-－•*](?<=[\s\]］].)\s+")
# `[7]`; other portals also write `[1,2]` and `[3-5]`.
CITATION = re.compile(r"[\[［]\s*\d{1,3}(?:\s*[,，、–—－~-]\s*\d{1,3})*\s*[\]］]")
_ATX = re.compile(r"(#{1,6})\s+")
_SETEXT_OR_RULE = re.compile(r"[-=*_]{3,}")


class LineKind(Enum):
    """What a line of a clipping is, seen alone."""

    BLANK = auto()
    FURNITURE = auto()
    META = auto()
    TITLE = auto()
    HEADING = auto()
    BULLETS = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a clipping; `number` counts from 1, as an editor does."""

    number: int
    text: str
    kind: LineKind


def split_lines(text: str) -> list[str]:
    """Split where an editor does: at LF, CR LF and CR alone (not at U+2028)."""
    return _BREAK.split(text)


def read_lines(texts: Sequence[str]) -> Iterator[Line]:
    """Tell the kind of each line."""
    for number, text in enumerate(texts, start=1):
        yield Line(number, text, _kind(text))


def _kind(text: str) -> LineKind:
    stripped = text.strip()
    if not stripped:
        return LineKind.BLANK
    if stripped.lower() in _FURNITURE or _SETEXT_OR_RULE.fullmatch(stripped):
        return LineKind.FURNITURE
    if META.fullmatch(stripped):
        return LineKind.META
    if atx := _ATX.match(stripped):
        return LineKind.TITLE if len(atx[1]) == 1 else LineKind.HEADING
    if _holds_bullets(stripped):
        return LineKind.BULLETS
    return LineKind.WORDS


def _holds_bullets(stripped: str) -> bool:
    if MARK.match(stripped):
        return True
    return bool(INNER_MARK.search(stripped) and CITATION.search(stripped))
