"""A statement -> its wording: short runs of characters and words, names left out.

What no list of cues holds may still be told by its wording; how much each run counts
is fitted to labelled bullets (docs/accuracy.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, Implementation

from reporter.analysis.lexicon import Match, simplified

# Stand-ins for the names of the platform that is spoken of and of all others.
_SELF, _OTHER = "\ue000", "\ue001"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LATIN = re.compile(r"[a-z][a-z'’-]*|[%$\ue000\ue0010]")
_CHINESE = re.compile(r"[\u3400-\u9fff\ue000\ue0010%]+")
_LATIN_RUN = re.compile(r"[a-z'’\-%$\ue000\ue0010 ]{2,}")
_HAS_LATIN = re.compile("[a-z]")
_SIZES = (1, 2, 3, 4)


def shown(run: str) -> str:
    """A run as a person reads it."""
    return run.replace(_SELF, "[own name]").replace(_OTHER, "[other name]")


def wording(text: str, names: Sequence[Match], subject: str) -> frozenset[str]:
    """All runs of one to four characters, and of one and two Latin words."""
    plain = _plain(text, names, subject)
    return frozenset((*_of_characters(plain), *_of_words(plain)))


class KnownWording:
    """Finds those runs of a wording that are known, by one automaton."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._runs = sorted(run for run in self._known if _CHINESE.fullmatch(run))
        self._automaton = AhoCorasick(
            self._runs, implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str, names: Sequence[Match], subject: str) -> tuple[str, ...]:
        """The known ones of all that `wording` gives, each once, in a fixed order."""
        plain, runs = _plain(text, names, subject), self._runs
        found = self._automaton.find_matches_as_indexes(plain, overlapping=True)
        here = [runs[number] for number, _, _ in found]
        if _HAS_LATIN.search(plain):
            here += [run for run in _of_words(plain) if run in self._known]
        return tuple(dict.fromkeys(here))


def _plain(text: str, names: Sequence[Match], subject: str) -> str:
    """Text in small simplified characters, names and numbers by their stand-ins."""
    return _NUMBER.sub("0", simplified(_without_names(text, names, subject))).lower()


def _without_names(text: str, names: Sequence[Match], subject: str) -> str:
    if not names:
        return text
    parts, at = [], 0
    for match in names:
        parts.append(text[at : match.start])
        parts.append(_SELF if match.lists[0] == subject else _OTHER)
        at = match.end
    parts.append(text[at:])
    return "".join(parts)


def _of_characters(plain: str) -> Iterator[str]:
    for run in _CHINESE.findall(plain):
        for size in _SIZES:
            for at in range(len(run) - size + 1):
                yield run[at : at + size]


def _of_words(plain: str) -> Iterator[str]:
    for run in _LATIN_RUN.findall(plain):
        words = _LATIN.findall(run)
        if not any(word[0].isalpha() and word.isascii() for word in words):
            continue
        yield from words
        yield from (f"{a} {b}" for a, b in pairwise(words))
