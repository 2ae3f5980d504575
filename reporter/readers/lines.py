"""A line of a clipping -> what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from reporter.readers.links import LINK_LINE, has_link, take_all
from reporter.readers.meta import match_meta

SEARCH_BOX = ("搜索文档", "搜索文檔", "搜尋文檔", "search documents")
_FURNITURE = re.compile(
    rf"(?:(?:{'|'.join(SEARCH_BOX)}|workflow|icon)\s*)+", re.IGNORECASE
)
_FURNITURE_CHARS = 60
_FIRST_OF_FURNITURE = frozenset("搜SsWwIi-=*_—─")
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
_ICONS = ("icon", "Workflow")
# What may be left around a source line once a link is taken out of it.
META_MARGIN = " \t\u3000·•|｜-–—()（）"
_ATX = re.compile(r"(#{1,6})\s+")
_RULE = re.compile(r"[-=*_—─]{3,}|(?:[-*_] ){2,}[-*_]")


class LineKind(Enum):
    """What a line of a clipping is, seen alone."""

    # That of Enum is Python code, and members are looked up for every line.
    __hash__ = object.__hash__

    BLANK = auto()
    FURNITURE = auto()
    META = auto()
    LINK = auto()
    TITLE = auto()
    HEADING = auto()
    BULLETS = auto()
    WORDS = auto()


class Line(NamedTuple):
    """A line of a clipping; `number` counts from 1, as an editor does.

    `after_gap` is whether a blank line stands before it, `junk` page furniture that
    was glued to it, `meta` what a source line without a link tells.
    """

    number: int
    text: str
    kind: LineKind
    after_gap: bool = False
    junk: str = ""
    meta: re.Match[str] | None = None


def split_lines(text: str) -> list[str]:
    """Split where an editor does: at LF, CR LF and CR alone (not at U+2028)."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def read_lines(texts: Sequence[str], numbers: Sequence[int] = ()) -> Iterator[Line]:
    """Tell the kind of each line; without `numbers` they count from 1."""
    after_gap = True
    for number, text in zip(numbers or range(1, len(texts) + 1), texts, strict=True):
        stripped = text.strip()
        meta = None if has_link(stripped) else match_meta(stripped)
        kind = LineKind.META if meta else _kind(stripped)
        if (
            _may_hold_junk(text)
            and _JUNK.search(text)
            and kind is not LineKind.FURNITURE
        ):
            yield _without_junk(number, text, after_gap)
        else:
            yield Line(number, text, kind, after_gap, "", meta)
        after_gap = kind is LineKind.BLANK


def _may_hold_junk(text: str) -> bool:
    return text.lstrip().startswith(_ICONS) or text.rstrip().endswith(_ICONS)


def _without_junk(number: int, text: str, after_gap: bool) -> Line:
    junk = "".join(found[0] for found in _JUNK.finditer(text))
    (line,) = read_lines([_JUNK.sub("", text)], [number])
    return line._replace(after_gap=after_gap, junk=junk)


def _kind(stripped: str) -> LineKind:
    if not stripped:
        return LineKind.BLANK
    if stripped[0] in _FIRST_OF_FURNITURE and _is_furniture(stripped):
        return LineKind.FURNITURE
    if has_link(stripped):
        if LINK_LINE.fullmatch(stripped):
            return LineKind.LINK
        if _is_linked_meta(stripped):
            return LineKind.META
    if stripped[0] == "#" and (atx := _ATX.match(stripped)):
        return LineKind.TITLE if len(atx[1]) == 1 else LineKind.HEADING
    if _holds_bullets(stripped):
        return LineKind.BULLETS
    return LineKind.WORDS


def is_meta(stripped: str) -> bool:
    """Whether a line tells outlet and day, with a link in it or without."""
    return match_meta(stripped) is not None or _is_linked_meta(stripped)


def _is_linked_meta(stripped: str) -> bool:
    if not has_link(stripped):
        return False
    words = take_all(stripped)[0].strip(META_MARGIN)
    return match_meta(words) is not None


def _is_furniture(stripped: str) -> bool:
    if len(stripped) > _FURNITURE_CHARS:
        return False
    return bool(_FURNITURE.fullmatch(stripped) or _RULE.fullmatch(stripped))


def _holds_bullets(stripped: str) -> bool:
    if MARK.match(stripped):
        return True
    return bool(INNER_MARK.search(stripped) and CITATION.search(stripped))
