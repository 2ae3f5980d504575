"""Words -> where they stand in a text, by one automaton whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from string import ascii_letters, digits
from typing import NamedTuple

import opencc
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


def _simpler_characters() -> dict[int, str]:
    """Traditional to simplified, character by character, so that places stay."""
    first, last = _CJK
    chars = "\n".join(chr(code) for code in range(first, last))
    pairs = zip(chars.split(), opencc.OpenCC("t2s").convert(chars).split(), strict=True)
    return {ord(old): new for old, new in pairs if old != new}


_CJK = 0x4E00, 0xA000
_SIMPLIFIED = _simpler_characters()
_LATIN = frozenset(ascii_letters + digits)
_BETWEEN = "\n"
# Several lexicons look at the same texts, one after the other.
_TEXTS_AT_HAND = 4096
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLIFIED))}]")


@lru_cache(_TEXTS_AT_HAND)
def simplified(text: str) -> str:
    """A text in simplified characters, each in its place."""
    is_traditional = not text.isascii() and _TRADITIONAL.search(text)
    return text.translate(_SIMPLIFIED) if is_traditional else text


def folded(text: str) -> str:
    """A text as it is compared where the case does not matter."""
    return simplified(text).lower()


@lru_cache(_TEXTS_AT_HAND)
def _small(text: str) -> str:
    """A text in simplified characters and small letters, each in its place."""
    plain, lowered = simplified(text), folded(text)
    # The same object where nothing changes: it is made ready for search once.
    return lowered if lowered != plain and len(lowered) == len(plain) else plain


class Match(NamedTuple):
    """A word of a lexicon in a text; `end` is the place behind it."""

    start: int
    end: int
    word: str
    lists: tuple[str, ...]


class Lexicon:
    """Lists of words, found all at once: the leftmost, and of those the longest.

    Latin words count only as whole words; with `ignores_case` in any case. A text in
    traditional characters is read as if it were in simplified ones. `entries` are the
    words, each with the names of its lists.
    """

    def __init__(
        self, lists: Mapping[str, Iterable[str]], *, ignores_case: bool = False
    ) -> None:
        self._plain = _small if ignores_case else simplified
        names_of: dict[str, list[str]] = {}
        for name, words in lists.items():
            # Once for all of them is much quicker than once for each.
            text = _BETWEEN.join(words)
            plain = folded(text) if ignores_case else simplified(text)
            for word in plain.split(_BETWEEN) if text else ():
                names_of.setdefault(word, []).append(name)
        self.entries = [
            (word, tuple(dict.fromkeys(names))) for word, names in names_of.items()
        ]
        self._may_be_part = [_has_latin_end(word) for word in names_of]
        self._automaton = AhoCorasick(
            list(names_of),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def find(self, text: str) -> list[Match]:
        """All matches, from left to right, none inside another."""
        entries = self.entries
        return [
            Match(start, end, *entries[number])
            for number, start, end in self.spans(text)
        ]

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """The matches, each as the number of its entry, its start and its end."""
        plain, may_be_part = self._plain(text), self._may_be_part
        return [
            span
            for span in self._automaton.find_matches_as_indexes(plain)
            if not may_be_part[span[0]] or _is_whole(plain, span[1], span[2])
        ]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a match is no part of a longer Latin word or number."""
    if start and text[start] in _LATIN and text[start - 1] in _LATIN:
        return False
    return not (end < len(text) and text[end - 1] in _LATIN and text[end] in _LATIN)


def _has_latin_end(word: str) -> bool:
    """Whether a word might be a part of a longer one."""
    return word[0] in _LATIN or word[-1] in _LATIN
