"""The pieces that a clipping falls into: every non-blank character is in one."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class PieceKind(Enum):
    """What a piece is to the reader.

    PLAIN is a whole bullet, as most are: a mark before its text, citations after it.
    BULLET and SENTENCE begin any other, and hold no characters; a SENTENCE is a bullet
    cut from plain prose. MARK is a bullet mark, a bold mark or the full stop after a
    citation; LABEL is a bullet that only names the bullets nested below it; FURNITURE
    belongs to the page, not the article.
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
    FURNITURE = auto()


class Piece(NamedTuple):
    """`text` as it stands in the input, on `line` (from 1).

    `before` and `after` are what stands around the text of a PLAIN bullet.
    """

    kind: PieceKind
    line: int
    text: str = ""
    before: str = ""
    after: str = ""
