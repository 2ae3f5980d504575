"""Lines of a clipping -> articles, with a problem for all that is not understood.

`scan` cuts the lines into pieces so that each non-blank character is in exactly one;
`read_articles` makes articles of the pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reporter.domain.clippings import Article, Problem
from reporter.domain.collection import no_collection
from reporter.readers.assemble import Assembly, assemble
from reporter.readers.bullets import scan_bullets
from reporter.readers.formats.opening import Document
from reporter.readers.lines import Line, LineKind, read_lines
from reporter.readers.pages import Draft, Role, gather_drafts
from reporter.readers.pieces import Piece, PieceKind
from reporter.readers.plain import plain_article
from reporter.readers.rejoin import rejoin_bullets
from reporter.readers.scans import BODY_SCANS, HEAD_SCANS


def read_articles(
    texts: Sequence[str], *, file: str, numbers: Sequence[int] = ()
) -> tuple[list[Article], list[Problem]]:
    """Read the lines of one clipping; articles are numbered from 1.

    Without `numbers` the lines count from 1.
    """
    assembly = Assembly(file)
    with no_collection():
        for draft in _drafts(texts, numbers):
            article = plain_article(draft, file, assembly.next_ordinal)
            if article is None:
                assembly.add_pieces(draft.lines[0][0].number, _draft(draft))
            else:
                assembly.add(article)
    return assembly.finished()


def read_document(document: Document) -> tuple[list[Article], list[Problem]]:
    """Read a file of any format."""
    if document.scanned is not None:
        return assemble(document.scanned, file=document.name)
    return read_articles(document.lines, file=document.name, numbers=document.numbers)


def scan(
    texts: Sequence[str], numbers: Sequence[int] = ()
) -> Iterator[tuple[int, list[Piece]]]:
    """Cut the lines into pieces: first line and pieces, article by article."""
    for draft in _drafts(texts, numbers):
        yield draft.lines[0][0].number, _draft(draft)


def _drafts(texts: Sequence[str], numbers: Sequence[int]) -> Iterator[Draft]:
    return gather_drafts(list(rejoin_bullets(read_lines(texts, numbers))))


def _draft(draft: Draft) -> list[Piece]:
    pieces: list[Piece] = []
    for line, role in draft.lines:
        if line.junk:
            pieces.append(Piece(PieceKind.FURNITURE, line.number, line.junk))
        if role in HEAD_SCANS:
            pieces.extend(HEAD_SCANS[role](line))
    body = [pair for pair in draft.lines if pair[1] not in HEAD_SCANS]
    for index, (line, role) in enumerate(body):
        following = body[index + 1][0] if index + 1 < len(body) else None
        pieces.extend(_body_line(line, role, following))
    return pieces


def _body_line(line: Line, role: Role, following: Line | None) -> Iterable[Piece]:
    if role in BODY_SCANS:
        return BODY_SCANS[role](line)
    follows = following is not None and following.kind is LineKind.BULLETS
    return scan_bullets(line.text, line.number, heading_follows=follows)
