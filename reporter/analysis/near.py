"""Sentences of other weeks that say the same in nearly the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from reporter.analysis.copies import normal
from reporter.analysis.sketches import MAX_PER_RUN, sketches

T = TypeVar("T")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_SAME_SENTENCE = 88


class NearTexts(Generic[T]):
    """Things by their sentence; of equally near ones the first given is found.

    Only sentences with the same figures are compared, and of those without any only
    such as share a rare run of characters: so the cost grows with the number of
    sentences and not with its square.
    """

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._texts: list[str] = []
        self._things: list[T] = []
        self._same: dict[str, int] = {}
        self._by_key: dict[object, list[int]] = {}
        for text, thing in things:
            self._add(normal(text), thing)

    def _add(self, text: str, thing: T) -> None:
        number = len(self._texts)
        self._texts.append(text)
        self._things.append(thing)
        self._same.setdefault(text, number)
        for key in _keys(text):
            self._by_key.setdefault(key, []).append(number)

    def find(self, text: str) -> T | None:
        """The thing whose sentence says the same as `text`, or None."""
        wanted = normal(text)
        if wanted in self._same:
            return self._things[self._same[wanted]]
        for number in self._candidates(wanted):
            if _is_near(wanted, self._texts[number]):
                return self._things[number]
        return None

    def _candidates(self, text: str) -> Sequence[int]:
        found = (self._by_key.get(key, ())[:MAX_PER_RUN] for key in _keys(text))
        return sorted({number for numbers in found for number in numbers})


def _keys(text: str) -> Sequence[object]:
    """What a near sentence shares with this one: all figures, or a run if none."""
    figures = _FIGURES.findall(text)
    return [tuple(figures)] if figures else next(sketches([text]))


def _is_near(text: str, other: str) -> bool:
    return bool(fuzz.ratio(text, other, score_cutoff=_SAME_SENTENCE))
