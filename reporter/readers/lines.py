"""A line of a clipping -> what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from reporter.readers.links import LINK_LINE, has_link, take_all
from reporter.readers.meta import match_meta

_BREAK = re.compile(r"\r\n|\n|\r")
SEARCH_BOX = frozenset({"搜索文档", "搜索文檔", "搜尋文檔", "search documents"})
_FURNITURE = re.compile(
    rf"(?:(?:{'|'.join(SEARCH_BOX)}|workflow|icon)\s*)+", re.IGNORECASE
)
_FURNITURE_CHARS = 60
MARK = re.compile(
    r"[-－*+–—]\s+|[•‣●▪◆■◦○▸➢✓]\s*|\d{1,2}(?:[.)、．]\s+|[、．])|[（(]\d{1,2}[)）]\s*|[①-⑳]\s*"
)
# The mark comes first in the pattern: a search then skips to the next of them.
INNER_MARK = re.compile(r"[-－•*](?<=[\s\]］】；;。].)\s+")
# `[7]`; other portals also write `[1,2]` and `[3-5]`.
CITATION = re.compile(
    r"(?:[\[［]\s*\^?\d{1,3}(?:\s*[,，、–—－~-]\s*\d{1,3})*\s*[\]］]|【\d{1,3}】)"
)
# Names of icons that a copied page leaves glued to its words.
_JUNK = re.compile(
    r"^\s*(?:icon|Workflow)(?=[\u4e00-\u9fff])|(?<=\S)\s+(?:icon|Workflow)\s*$"
)
_MAY_HOLD_JUNK = re.compile(r"^\s*(?:icon|Workflow)|(?:icon|Workflow)\s*$")
# What may be left around a source line once a link is taken out of it.
META_MARGIN = " \t\u3000·•|｜-–—()（）"
_ATX = re.compile(r"(#{1,6})\s+")
_RULE = re.compile(r"[-=*_—─]{3,}|(?:[-*_] ){2,}[-*_]")


class LineKind(Enum):
    """What a line of a clipping is, seen alone."""

    BLANK = auto()
    FURNITURE = auto()
    META = auto()
    LINK = auto()
    TITLE = auto()
    HEADING = auto()
    BULLETS = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a clipping; `number` counts from 1, as an editor does.

    `after_gap` is whether a blank line stands before it, `junk` page furniture that
    was glued to it.
    """

    number: int
    text: str
    kind: LineKind
    after_gap: bool = False
    junk: str = ""


def split_lines(text: str) -> list[str]:
    """Split where an editor does: at LF, CR LF and CR alone (not at U+2028)."""
    return _BREAK.split(text)


def read_lines(texts: Sequence[str], numbers: Sequence[int] = ()) -> Iterator[Line]:
    """Tell the kind of each line; without `numbers` they count from 1."""
    after_gap = True
    for number, text in zip(numbers or range(1, len(texts) + 1), texts, strict=True):
        kind = _kind(text.strip())
        if _MAY_HOLD_JUNK.search(text) and kind is not LineKind.FURNITURE:
            yield _without_junk(number, text, after_gap)
        else:
            yield Line(number, text, kind, after_gap)
        after_gap = kind is LineKind.BLANK


def _without_junk(number: int, text: str, after_gap: bool) -> Line:
    junk = "".join(found[0] for found in _JUNK.finditer(text))
    rest = _JUNK.sub("", text)
    return Line(number, rest, _kind(rest.strip()), after_gap, junk)


def _kind(stripped: str) -> LineKind:
    if not stripped:
        return LineKind.BLANK
    if _is_furniture(stripped):
        return LineKind.FURNITURE
    if has_link(stripped) and LINK_LINE.fullmatch(stripped):
        return LineKind.LINK
    if is_meta(stripped):
        return LineKind.META
    if atx := _ATX.match(stripped):
        return LineKind.TITLE if len(atx[1]) == 1 else LineKind.HEADING
    if _holds_bullets(stripped):
        return LineKind.BULLETS
    return LineKind.WORDS


def is_meta(stripped: str) -> bool:
    """Whether a line tells outlet and day, with a link in it or without."""
    if has_link(stripped):
        stripped = take_all(stripped)[0].strip(META_MARGIN)
    return match_meta(stripped) is not None


def _is_furniture(stripped: str) -> bool:
    if len(stripped) > _FURNITURE_CHARS:
        return False
    return bool(_FURNITURE.fullmatch(stripped) or _RULE.fullmatch(stripped))


def _holds_bullets(stripped: str) -> bool:
    if MARK.match(stripped):
        return True
    return bool(INNER_MARK.search(stripped) and CITATION.search(stripped))
