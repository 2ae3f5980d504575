"""Words -> where they stand in a text, by one automaton whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import ahocorasick
import opencc


def _simpler_characters() -> dict[int, str]:
    """Traditional to simplified, character by character, so that places stay."""
    first, last = _CJK
    chars = "\n".join(chr(code) for code in range(first, last))
    pairs = zip(chars.split(), opencc.OpenCC("t2s").convert(chars).split(), strict=True)
    return {ord(old): new for old, new in pairs if old != new}


_CJK = 0x4E00, 0xA000
_SIMPLIFIED = _simpler_characters()


@lru_cache(maxsize=64)  # several lexicons look at one text, one after the other
def simplified(text: str) -> str:
    """A text in simplified characters, each in its place."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)


class Match(NamedTuple):
    """A word of a lexicon in a text; `end` is the place behind it."""

    start: int
    end: int
    word: str
    lists: tuple[str, ...]


class Lexicon:
    """Lists of words, found all at once: the leftmost, and of those the longest.

    Latin words count only as whole words; with `ignores_case` in any case. A text in
    traditional characters is read as if it were in simplified ones.
    """

    def __init__(
        self, lists: Mapping[str, Iterable[str]], *, ignores_case: bool = False
    ) -> None:
        self._ignores_case = ignores_case
        by_word: dict[str, list[str]] = {}
        for name, words in lists.items():
            for word in words:
                key = simplified(word.lower() if ignores_case else word)
                by_word.setdefault(key, []).append(name)
        self._automaton = ahocorasick.Automaton()
        for word, names in by_word.items():
            self._automaton.add_word(word, (word, tuple(dict.fromkeys(names))))
        self._is_empty = not by_word
        if by_word:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Match]:
        """All matches, from left to right, none inside another."""
        if self._is_empty:
            return []
        plain = simplified(text)
        lowered = plain.lower() if self._ignores_case else plain
        if len(lowered) != len(text):
            lowered = plain
        found: list[Match] = []
        for last, (word, names) in self._automaton.iter_long(lowered):
            start, end = last - len(word) + 1, last + 1
            if _is_whole(lowered, start, end):
                found.append(Match(start, end, word, names))
        return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a match is no part of a longer Latin word or number."""
    if _is_latin(text[start]) and start and _is_latin(text[start - 1]):
        return False
    return not (_is_latin(text[end - 1]) and end < len(text) and _is_latin(text[end]))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
