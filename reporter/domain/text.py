"""Measures of text, and words that look alike."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

_FIRST_WIDE = 0x2E80


def columns(text: str) -> int:
    """Width in Latin characters; a CJK character is about two wide."""
    return sum(2 if ord(char) >= _FIRST_WIDE else 1 for char in text)


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`; did you mean X?` for the nearest known word, or nothing."""
    near = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
