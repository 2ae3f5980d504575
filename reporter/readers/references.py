"""The numbered list of references that some clippings end in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from reporter.readers.lines import CITATION, Line, LineKind
from reporter.readers.links import has_link, take_all
from reporter.readers.pieces import Piece, PieceKind, link_pieces

_HEADING = re.compile(
    r"[#*\s【\[]*(?:参考(?:资料|文献|来源|链接)?|參考(?:資料|文獻|來源|連結)?|引用(?:来源|文献)?"
    r"|引文|资料来源|資料來源|信息来源|来源|來源|注释|註釋|尾注|脚注"
    r"|(?i:references?|sources?|citations?|foot-?notes?|end-?notes?|notes?|bibliography"
    r"|works\s+cited))(?:列表|清单)?[】\]*\s]*[:：]?[*\s]*"
)
_BRACKETED = r"[\[［]\s*\^?(\d{1,3})\s*[\]］][:：.]?|【(\d{1,3})】"
_ENTRY = re.compile(
    rf"\s*(?:[-*•]\s+)?(?:{_BRACKETED}|(\d{{1,3}})(?:[.)．]\s|[)、）．])|[(（](\d{{1,3}})[)）])\s*(?=\S)"
)
_BRACKETED_ENTRY = re.compile(rf"\s*(?:{_BRACKETED})\s*(?=\S)")


class ReferenceRole(Enum):
    """What a line is to a list of references."""

    HEADING = auto()
    ENTRY = auto()


def role_of_reference(
    line: Line, after: Sequence[Line], *, is_within: bool
) -> ReferenceRole | None:
    """Whether a line below a body heads a list of references or is in one."""
    following = after[0] if after else None
    if _HEADING.fullmatch(line.text) and following is not None and _begins(following):
        return ReferenceRole.HEADING
    if is_within:
        return ReferenceRole.ENTRY if _goes_on(line, following) else None
    if not _BRACKETED_ENTRY.match(line.text) or not _is_entry(line):
        return None
    is_list = has_link(line.text) or following is None or _is_entry(following)
    return ReferenceRole.ENTRY if is_list else None


def _begins(line: Line) -> bool:
    return line.kind is LineKind.LINK or _is_entry(line)


def _is_entry(line: Line) -> bool:
    entry = _ENTRY.match(line.text)
    if entry is None:
        return False
    rest = line.text[entry.end() :]
    return CITATION.search(take_all(rest)[0] if has_link(rest) else rest) is None


def _goes_on(line: Line, following: Line | None) -> bool:
    if line.kind in (LineKind.META, LineKind.TITLE, LineKind.HEADING):
        return False
    if following is not None and following.kind is LineKind.META:
        return False
    if _is_entry(line) or line.kind is LineKind.LINK:
        return True
    return not line.after_gap and CITATION.search(line.text) is None


def scan_entry(line: Line) -> Iterator[Piece]:
    """The number, the words and the addresses of an entry, or of a rest of one."""
    text, number = line.text, line.number
    entry = _ENTRY.match(text)
    if entry is not None:
        yield Piece(PieceKind.ENTRY, number, entry[0])
        text = text[entry.end() :]
    elif line.kind is LineKind.BULLETS:
        yield Piece(PieceKind.ENTRY, number)
    words, links = take_all(text)
    if words.strip():
        yield Piece(PieceKind.ENTRY_TEXT, number, words)
    yield from link_pieces(links, number)
