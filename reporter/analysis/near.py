"""Sentences of other weeks that say the same in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from reporter.analysis.copies import MAX_PER_KEY, normal, sketch

T = TypeVar("T")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_SAME_SENTENCE = 88


class NearTexts(Generic[T]):
    """Things by their sentence; of equally near ones the first given is found.

    Only sentences that share a rare run of characters are compared, so that the cost
    grows with the number of sentences and not with its square.
    """

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._texts: list[str] = []
        self._things: list[T] = []
        self._same: dict[str, int] = {}
        self._by_gram: dict[str, list[int]] = {}
        for text, thing in things:
            self._add(normal(text), thing)

    def _add(self, text: str, thing: T) -> None:
        number = len(self._texts)
        self._texts.append(text)
        self._things.append(thing)
        self._same.setdefault(text, number)
        for gram in _keys(text):
            self._by_gram.setdefault(gram, []).append(number)

    def find(self, text: str) -> T | None:
        """The thing whose sentence says the same as `text`, or None."""
        wanted = normal(text)
        if wanted in self._same:
            return self._things[self._same[wanted]]
        for number in self._candidates(wanted):
            if _says_the_same(wanted, self._texts[number]):
                return self._things[number]
        return None

    def _candidates(self, text: str) -> Sequence[int]:
        grams = sorted(_keys(text))
        return sorted(
            {n for gram in grams for n in self._by_gram.get(gram, ())[:MAX_PER_KEY]}
        )


def _keys(text: str) -> set[str]:
    """Runs of a sentence, and its longer figures: what a near one shares."""
    figures = {f"figure {n}" for n in _FIGURES.findall(text) if len(n) > 1}
    return sketch(text) | figures


def _says_the_same(text: str, earlier: str) -> bool:
    """Whether two sentences say the same; other figures make another statement."""
    if fuzz.ratio(text, earlier, score_cutoff=_SAME_SENTENCE) < _SAME_SENTENCE:
        return False
    return _FIGURES.findall(text) == _FIGURES.findall(earlier)
