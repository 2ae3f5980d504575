"""Texts -> the words that are significantly more frequent in some than in others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

LEAST_ROWS = 3
_SHORTEST, _LONGEST = 2, 8
_MOST_WORDS = 3
_CHANCE = Fraction(1, 100)
# A word that stands in so many more of the others tells nothing.
_COMMON = 20
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'&-]*(?: [A-Za-z][A-Za-z0-9'&-]*)*")
# Particles of Chinese: at the edge of a run they belong to the words around it.
_PARTICLES = frozenset(
    "的了着过在和与及或也都又再还就把被让给由对向从到等有是为以于之其这那个们"
)
Rows = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word, in how many of the texts it stands, and in how many of the others."""

    word: str
    inside: int
    outside: int


def shared_words(texts: Sequence[str], others: Sequence[str]) -> tuple[SharedWord, ...]:
    """Words of at least three `texts` that are rarer in `others`, the surest first.

    Chinese has no blanks between words: of runs of characters that stand in the same
    texts the longest is taken. Rarer means that so many would share the word by chance
    once in a hundred times at most (hypergeometric distribution).
    """
    rows = dict(_whole(_rows_by_run(texts)))
    elsewhere: Counter[str] = Counter()
    for text in others:
        elsewhere.update(rows.keys() & set(_runs(text)))
    found = []
    for word, inside in rows.items():
        outside = elsewhere[word]
        if outside > inside * _COMMON:
            continue
        chance = _chance(inside, outside, len(texts), len(others))
        if chance <= _CHANCE:
            found.append((chance, -len(word), word, outside))
    return tuple(
        SharedWord(word, rows[word], outside) for _, _, word, outside in sorted(found)
    )


def _rows_by_run(texts: Sequence[str]) -> Rows:
    """Runs that stand in enough of the texts, and in which."""
    rows: dict[str, set[int]] = {}
    for number, text in enumerate(texts):
        for run in _runs(text):
            rows.setdefault(run, set()).add(number)
    return {
        run: frozenset(found)
        for run, found in rows.items()
        if len(found) >= LEAST_ROWS and _PARTICLES.isdisjoint((run[0], run[-1]))
    }


def _runs(text: str) -> Iterator[str]:
    """One longer than is asked for too, to tell what is part of something longer."""
    for chinese in _CHINESE.findall(text):
        for size in range(_SHORTEST, _LONGEST + 2):
            for at in range(len(chinese) - size + 1):
                yield chinese[at : at + size]
    for latin in _LATIN.findall(text):
        words = latin.split(" ")
        for size in range(1, _MOST_WORDS + 2):
            for at in range(len(words) - size + 1):
                yield " ".join(words[at : at + size])


def _whole(rows: Rows) -> Iterator[tuple[str, int]]:
    """Runs that are not part of a longer one in all of their texts."""
    parts = {
        part
        for run, found in rows.items()
        for part in _parts(run)
        if rows.get(part) == found
    }
    for run, found in rows.items():
        is_too_long = _size(run) > (_MOST_WORDS if run.isascii() else _LONGEST)
        if run not in parts and not is_too_long and len(run) >= _SHORTEST:
            yield run, len(found)


def _parts(run: str) -> tuple[str, str]:
    """A run without its last and without its first character or word."""
    if run.isascii():
        words = run.split(" ")
        return " ".join(words[:-1]), " ".join(words[1:])
    return run[:-1], run[1:]


def _size(run: str) -> int:
    return run.count(" ") + 1 if run.isascii() else len(run)


def _chance(inside: int, outside: int, texts: int, others: int) -> Fraction:
    """How likely that many of a word's texts are among `texts` by chance alone."""
    with_word = inside + outside
    ways = sum(
        comb(texts, k) * comb(others, with_word - k)
        for k in range(inside, min(with_word, texts) + 1)
    )
    return Fraction(ways, comb(texts + others, with_word))
