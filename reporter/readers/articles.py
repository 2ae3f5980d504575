"""Lines of a clipping -> articles, with a problem for all that is not understood.

`scan` cuts the lines into pieces so that each non-blank character is in exactly one;
`read_articles` makes articles of the pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reporter.domain.clippings import Article, Problem
from reporter.readers.assemble import assemble
from reporter.readers.bullets import scan_bullets, scan_heading, scan_sentence
from reporter.readers.lines import CITATION, META, Line, LineKind, read_lines
from reporter.readers.pages import Draft, Role, gather_drafts
from reporter.readers.pieces import Piece, PieceKind

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


def read_articles(
    texts: Sequence[str], *, file: str
) -> tuple[list[Article], list[Problem]]:
    """Read the lines of one clipping; articles are numbered from 1."""
    return assemble(scan(texts), file=file)


def scan(texts: Sequence[str]) -> Iterator[tuple[int, list[Piece]]]:
    """Cut the lines into pieces: first line and pieces, article by article."""
    for draft in gather_drafts(list(read_lines(texts))):
        yield draft.lines[0][0].number, _draft(draft)


def _draft(draft: Draft) -> list[Piece]:
    pieces: list[Piece] = []
    for line, role in draft.lines:
        if role is Role.TITLE:
            pieces.extend(_marked(line, PieceKind.TITLE))
        elif role is Role.META:
            pieces.extend(_meta(line))
    body = [pair for pair in draft.lines if pair[1] not in (Role.TITLE, Role.META)]
    for index, (line, role) in enumerate(body):
        following = body[index + 1][0] if index + 1 < len(body) else None
        pieces.extend(_body_line(line, role, following))
    return pieces


def _body_line(line: Line, role: Role, following: Line | None) -> Iterator[Piece]:
    if role is Role.FURNITURE:
        yield Piece(PieceKind.FURNITURE, line.number, line.text)
    elif role is Role.HEADING:
        yield from _marked(line, PieceKind.HEADING)
    elif role is Role.PROSE:
        for sentence in _SENTENCES.finditer(line.text.strip()):
            yield Piece(PieceKind.SENTENCE, line.number)
            yield from scan_sentence(sentence[0], line.number)
    else:
        follows = following is not None and following.kind is LineKind.BULLETS
        yield from scan_bullets(line.text, line.number, heading_follows=follows)


def _marked(line: Line, kind: PieceKind) -> Iterator[Piece]:
    """Words with a Markdown mark before them."""
    mark = _ATX.match(line.text)
    if mark:
        yield Piece(PieceKind.MARK, line.number, mark[0])
    words = line.text[mark.end() :] if mark else line.text
    if kind is PieceKind.HEADING:
        yield from scan_heading(words, line.number)
    else:
        yield Piece(kind, line.number, words)


def _meta(line: Line) -> Iterator[Piece]:
    text = line.text.strip()
    match = META.fullmatch(text)
    if match is None:
        raise AssertionError(f"not a source line: {text!r}")
    kinds = {
        "outlet": PieceKind.OUTLET,
        "day": PieceKind.DAY,
        "clock": PieceKind.CLOCK,
    }
    at = 0
    for group, kind in kinds.items():
        start, end = match.span(group)
        if start < 0:
            continue
        if text[at:start].strip():
            yield Piece(PieceKind.MARK, line.number, text[at:start])
        yield Piece(kind, line.number, text[start:end])
        at = end
