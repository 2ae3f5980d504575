"""Measures of text, and words that look alike."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_FIRST_WIDE = 0x2E80
_SHORTEST_SLIP, _LETTERS_A_SLIP = 3, 5


def columns(text: str) -> int:
    """Width in Latin characters; a CJK character is about two wide."""
    return sum(2 if ord(char) >= _FIRST_WIDE else 1 for char in text)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`; did you mean X?` for the nearest known word, or nothing."""
    near = nearest(word, known)
    return f"; did you mean {near}?" if near else ""


def slip_of(word: str, known: Collection[str]) -> str:
    """The known word that a slip of the hand may have turned into this one, or nothing.

    One wrong letter in five, or a neighbour swapped; of short words none.
    """
    size = len(word.strip())
    if size < _SHORTEST_SLIP:
        return ""
    wrong = max(1, size // _LETTERS_A_SLIP)
    return nearest(word, known, (size - wrong) / size)


def nearest(word: str, known: Collection[str], likeness: float = 0.6) -> str:
    """The known word most like this one in any case, or nothing.

    `likeness` is the least share (0 to 1) of characters that both have in one order.
    """
    spelt = {name.casefold(): name for name in sorted(known)}
    wanted = word.strip().casefold()
    near = get_close_matches(wanted, sorted(spelt), n=1, cutoff=likeness)
    return spelt[near[0]] if near else ""
