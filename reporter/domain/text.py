"""Measures of text."""

from __future__ import annotations

_FIRST_WIDE = 0x2E80


def columns(text: str) -> int:
    """Width in Latin characters; a CJK character is about two wide."""
    return sum(2 if ord(char) >= _FIRST_WIDE else 1 for char in text)
