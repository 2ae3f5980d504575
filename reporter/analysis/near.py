"""Sentences of other weeks that say the same in nearly the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from reporter.analysis.duplicates import (
    MAX_PER_GRAM,
    normal,
    rare_grams,
    says_the_same,
)

T = TypeVar("T")


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
        for gram in rare_grams(text):
            self._by_gram.setdefault(gram, []).append(number)

    def find(self, text: str) -> T | None:
        """The thing whose sentence says the same as `text`, or None."""
        wanted = normal(text)
        if wanted in self._same:
            return self._things[self._same[wanted]]
        for number in self._candidates(wanted):
            if says_the_same(wanted, self._texts[number]):
                return self._things[number]
        return None

    def _candidates(self, text: str) -> Sequence[int]:
        grams = sorted(rare_grams(text))
        return sorted(
            {n for gram in grams for n in self._by_gram.get(gram, ())[:MAX_PER_GRAM]}
        )
