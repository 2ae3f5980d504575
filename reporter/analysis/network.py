"""English statements -> what a small network reads in them, many at once.

A convolution over words (after Kim 2014, Convolutional Neural Networks for Sentence
Classification): each filter looks at a few words in a row, counts by the place where it
is loudest, and adds to the same five sums that weights add to. So words count by what
stands beside them: `closed` shops and a `closed` deal. It was taught by a sentence
encoder that is too large to ship (docs/accuracy.md). All its numbers are whole, and
small enough to be added without rounding: its sums are the same on any machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from reporter.analysis.numbers import Integers
from reporter.analysis.weights import Floats
from reporter.analysis.wording import LATIN
from reporter.domain.taxonomy import Network

_WORD = re.compile(f"{LATIN.pattern}|[,;:]")
_NOT_ENGLISH = re.compile("[\u3040-\u9fff]")
_LEAST_WORDS = 3
# The first vectors are of no word at all, and of any that is not known.
NOTHING, UNKNOWN, FIRST = range(3)
# By so many bits what a filter hears of one word is cut (and rounded), to fit in 16.
CUT, HALF = 8, 128


class Phrase(NamedTuple):
    """Words in a row that filters heard, and what these add to each of the sums."""

    words: str
    adds: tuple[float, ...]


class _Filters(NamedTuple):
    """Filters of one width: what each hears of a word at each of its places.

    `heard` has the shape (width, words, filters) and is filled as words occur.
    """

    vectors: np.ndarray
    bias: Integers
    heard: np.ndarray


class NetworkReader:
    """Reads statements, each given by its `english_words`."""

    def __init__(self, network: Network) -> None:
        size = len(network.words) + FIRST
        lines = {word: line for line, word in enumerate(network.words, start=FIRST)}
        self._line = lines
        self._words = ("", "?", *network.words)
        self._vectors = _bytes(network.vectors).reshape(size, -1)
        self._filters = []
        bias = iter(np.split(np.array(network.bias, np.int16), len(network.filters)))
        for width, values in network.filters.items():
            vectors = _bytes(values).reshape(width, self._vectors.shape[1], -1)
            heard = np.zeros((width, size, vectors.shape[2]), np.int16)
            self._filters.append(_Filters(vectors, next(bias), heard))
        self._is_heard = np.zeros(size, bool)
        self._gap = max(network.filters) // 2
        self._outputs = np.array(network.outputs, float)
        self._start = np.array(network.start, float)
        self._scale = network.scale

    def sums(self, told: Sequence[Sequence[str]]) -> Floats:
        """The five sums of each statement, given by its words."""
        if not told:
            return np.zeros((0, len(self._start)))
        lines, starts = self._lines(told)
        loudest = [
            np.maximum.reduceat(heard, starts - self._gap)
            for heard in self._heard(lines)
        ]
        return self._added(np.concatenate(loudest, axis=1))

    def phrases(self, words: Sequence[str]) -> tuple[Phrase, ...]:
        """What adds to the sums of one statement, in the order of its words."""
        lines, _ = self._lines([words])
        found: dict[tuple[int, int], np.ndarray] = {}
        first = 0
        for filters, heard in zip(self._filters, self._heard(lines), strict=True):
            place, loudest = heard.argmax(axis=0), heard.max(axis=0)
            parts = loudest[:, None] * self._outputs[first : first + len(loudest)]
            first += len(loudest)
            for at in np.unique(place[loudest > 0]).tolist():
                found[at, len(filters.heard)] = parts[place == at].sum(axis=0)
        return tuple(
            Phrase(self._told(lines, at, width), tuple((adds * self._scale).tolist()))
            for (at, width), adds in sorted(found.items())
        )

    def _lines(self, told: Sequence[Sequence[str]]) -> tuple[Integers, Integers]:
        """The lines of all words, gaps around each statement; where these start."""
        line = self._line
        gap = [NOTHING] * self._gap
        lines, starts = [*gap], []
        for words in told:
            starts.append(len(lines))
            lines += [line.get(word, UNKNOWN) for word in words]
            lines += gap
        return np.array(lines, np.int32), np.array(starts, np.int64)

    def _heard(self, lines: Integers) -> Iterator[Integers]:
        """What filters of each width hear, at each place but the first gap; never < 0.

        In a gap nothing is heard.
        """
        self._learn(np.unique(lines))
        places = np.arange(self._gap, len(lines))
        is_gap = lines[places] == NOTHING
        behind = np.append(lines, [NOTHING] * self._gap)
        for filters in self._filters:
            first = places - len(filters.heard) // 2
            heard = filters.heard[0][behind[first]] + filters.bias
            for offset in range(1, len(filters.heard)):
                heard += filters.heard[offset][behind[first + offset]]
            heard[is_gap] = 0
            yield heard

    def _learn(self, lines: Integers) -> None:
        """What filters hear of words that occur for the first time."""
        lines = lines[~self._is_heard[lines]]
        # Products of bytes, a hundred added: floats of 32 bits hold them all exactly.
        vectors = self._vectors[lines].astype(np.float32)
        for filters in self._filters:
            for at, values in enumerate(filters.vectors):
                products = (vectors @ values.astype(np.float32)).astype(np.int32)
                filters.heard[at][lines] = (products + HALF) >> CUT
        self._is_heard[lines] = True

    def _added(self, loudest: Integers) -> Floats:
        added: Floats = (loudest @ self._outputs + self._start) * self._scale
        return added

    def _told(self, lines: Integers, at: int, width: int) -> str:
        """The words that a filter of a width heard at a place behind the first gap."""
        first = at + self._gap - width // 2
        known = lines[max(first, 0) : first + width].tolist()
        return " ".join(self._words[line] for line in known if line != NOTHING)


def english_words(text: str) -> list[str]:
    """The words of a plain text (`wording.plain`); none if it is not English."""
    if _NOT_ENGLISH.search(text):
        return []
    words = _WORD.findall(text)
    return words if len(words) >= _LEAST_WORDS else []


@lru_cache(maxsize=2)  # packs that grow word by word share their network
def network_reader(network: Network) -> NetworkReader:
    """What reads by a taxonomy's network."""
    return NetworkReader(network)


def _bytes(values: bytes) -> Integers:
    return np.frombuffer(values, np.int8)
