"""The pieces that a clipping falls into: every non-blank character is in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from reporter.readers.links import Link


class PieceKind(Enum):
    """What a piece is to the reader.

    PLAIN is a whole bullet, as most are: a mark before its text, citations after it.
    BULLET and SENTENCE begin any other, and hold no characters; a SENTENCE is a bullet
    cut from plain prose. LINK is an address, CITED_LINK one behind a citation. ENTRY
    begins an entry of a list of references and holds its number. MARK is a bullet mark,
    a bold mark or the full stop after a citation; LABEL is a bullet that only names the
    bullets nested below it; FURNITURE belongs to the page, not the article.
    """

    TITLE = auto()
    OUTLET = auto()
    DAY = auto()
    CLOCK = auto()
    HEADING = auto()
    PLAIN = auto()
    BULLET = auto()
    SENTENCE = auto()
    TEXT = auto()
    CITATION = auto()
    MARK = auto()
    LABEL = auto()
    LINK = auto()
    CITED_LINK = auto()
    ENTRY = auto()
    ENTRY_TEXT = auto()
    FURNITURE = auto()


class Piece(NamedTuple):
    """`text` as it stands in the input, on `line` (from 1).

    `before` and `after` are what stands around the text of a PLAIN bullet, `number` is
    that of the citation that a CITED_LINK hangs on.
    """

    kind: PieceKind
    line: int
    text: str = ""
    before: str = ""
    after: str = ""
    number: int = 0


def link_pieces(links: Iterable[Link], line: int) -> Iterator[Piece]:
    """The addresses, and the marks around them; the number it hangs on, if any."""
    for link in links:
        if link.marks.strip():
            yield Piece(PieceKind.MARK, line, link.marks)
        kind = PieceKind.CITED_LINK if link.number else PieceKind.LINK
        yield Piece(kind, line, link.url, number=link.number)
