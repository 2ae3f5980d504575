"""A line whose role is known -> its pieces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from reporter.readers.bullets import scan_heading, scan_sentence
from reporter.readers.lines import CITATION, META_MARGIN, Line
from reporter.readers.links import has_link, take_all, take_markdown
from reporter.readers.meta import match_meta
from reporter.readers.pages import Role
from reporter.readers.pieces import Piece, PieceKind, link_pieces
from reporter.readers.references import scan_entry

_ATX = re.compile(r"\s*#{1,6}\s+")
# A sentence with the citations and the full stop after it. A full stop between figures,
# or after a short form, ends none.
_SENTENCES = re.compile(
    r".+?(?:[。！？]+[”」』\"]?|[!?]+(?=\s|$)"
    r"|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bInc)(?<!\bCo)(?<!\bNo)(?<!\bvs)"
    r"\.(?=\s+[A-Z“\"\[]|\s*$))"
    rf"(?:\s*{CITATION.pattern})*|.+",
    re.DOTALL,
)
_BOLD = re.compile(r"(\*\*|__)")
_GROUPS = {
    "outlet": PieceKind.OUTLET,
    "day": PieceKind.DAY,
    "clock": PieceKind.CLOCK,
}
Scan = Callable[[Line], Iterable[Piece]]


def _title(line: Line) -> Iterator[Piece]:
    words = line.text
    if mark := _ATX.match(words):
        yield Piece(PieceKind.MARK, line.number, mark[0])
        words = words[mark.end() :]
    if has_link(words):
        words, links = take_all(words)
        yield from link_pieces(links, line.number)
    for part in _BOLD.split(words):
        if part.strip():
            kind = PieceKind.MARK if _BOLD.fullmatch(part) else PieceKind.TITLE
            yield Piece(kind, line.number, part)


def _meta(line: Line) -> Iterator[Piece]:
    text = line.text
    if has_link(text):
        text, links = take_all(text)
        yield from link_pieces(links, line.number)
    inner = text.strip(META_MARGIN if has_link(line.text) else None)
    match = match_meta(inner)
    if match is None:
        raise AssertionError(f"not a source line: {text!r}")
    spans = sorted((match.span(group), kind) for group, kind in _kinds(match))
    margin = text.replace(inner, "", 1)
    at = 0
    for (start, end), kind in spans:
        margin += inner[at:start]
        yield Piece(kind, line.number, inner[start:end])
        at = end
    if margin := (margin + inner[at:]).strip():
        yield Piece(PieceKind.MARK, line.number, margin)


def _kinds(match: re.Match[str]) -> Iterator[tuple[str, PieceKind]]:
    found = match.groupdict()
    return ((group, kind) for group, kind in _GROUPS.items() if found.get(group))


def _link(line: Line) -> Iterator[Piece]:
    label, links = take_all(line.text)
    if label.strip():
        yield Piece(PieceKind.MARK, line.number, label)
    yield from link_pieces(links, line.number)


def _heading(line: Line) -> Iterator[Piece]:
    words = line.text
    if mark := _ATX.match(words):
        yield Piece(PieceKind.MARK, line.number, mark[0])
        words = words[mark.end() :]
    if has_link(words):
        words, links = take_markdown(words)
        yield from scan_heading(words, line.number)
        yield from link_pieces(links, line.number)
    else:
        yield from scan_heading(words, line.number)


def _prose(line: Line) -> Iterator[Piece]:
    text, links = take_markdown(line.text) if has_link(line.text) else (line.text, [])
    for sentence in _SENTENCES.finditer(text.strip()):
        yield Piece(PieceKind.SENTENCE, line.number)
        yield from scan_sentence(sentence[0], line.number)
    yield from link_pieces(links, line.number)


def _furniture(line: Line) -> Iterator[Piece]:
    yield Piece(PieceKind.FURNITURE, line.number, line.text)


def _references(line: Line) -> Iterator[Piece]:
    yield Piece(PieceKind.MARK, line.number, line.text)


HEAD_SCANS: dict[Role, Scan] = {
    Role.TITLE: _title,
    Role.META: _meta,
    Role.LINK: _link,
}
BODY_SCANS: dict[Role, Scan] = {
    Role.FURNITURE: _furniture,
    Role.HEADING: _heading,
    Role.PROSE: _prose,
    Role.REFERENCES: _references,
    Role.ENTRY: scan_entry,
}
