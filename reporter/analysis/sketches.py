"""Texts -> the few runs of characters by which near texts find each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from reporter.analysis.numbers import Integers, each_once

# Four characters tell a Chinese text, four letters are a part of many English words.
_GRAM, _LATIN_GRAM, _KEPT = 4, 10, 8
_LAST_LATIN = 0x024F
_TEXTS_AT_ONCE = 2_000
# What more texts than these share tells nothing.
MAX_PER_RUN = 40
# Of two articles that say the same, each third sentence shares a run at the least.
_LEAST_SHARED, _SENTENCES_A_RUN = 2, 3
# A copy is found by what it shares with the first of those that have a run.
_FIRST_OWNERS = 8
_GAP = "\n" * _LATIN_GRAM
# An odd factor far from a power of two spreads the hashes; any will do.
_FACTOR = np.uint32(0x9E3779B1)
_SHIFT, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


def sketches(texts: Sequence[str]) -> Iterator[list[int]]:
    """The runs of each text that hash lowest, as 32-bit numbers.

    Two texts share one of them the more likely, the more runs they share.
    """
    for some in _chunks(texts):
        found = _numbered(some)
        ends = np.searchsorted(found >> _SHIFT, np.arange(1, len(some) + 1))
        runs = (found & _LOW).tolist()
        begin = 0
        for end in ends.tolist():
            yield runs[begin:end]
            begin = end


def owners_sharing_runs(
    texts_by_owner: Sequence[Sequence[str]],
) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) of owners whose texts share some runs that few have."""
    counts = np.fromiter(map(len, texts_by_owner), np.int64, len(texts_by_owner))
    owner = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
    texts = [text for own in texts_by_owner for text in own]
    keys = [np.empty(0, np.uint64)]
    for at, some in enumerate(_chunks(texts)):
        found = _numbered(some)
        place = (found >> _SHIFT).astype(np.int64) + at * _TEXTS_AT_ONCE
        keys.append((found & _LOW) << _SHIFT | owner[place])
    pairs, shared = _pairs(each_once(np.concatenate(keys)))
    later, earlier = (pairs >> _SHIFT).astype(np.int64), (pairs & _LOW).astype(np.int64)
    least = np.minimum(counts[later], counts[earlier]) // _SENTENCES_A_RUN
    is_near = shared >= np.maximum(least, _LEAST_SHARED)
    yield from zip(later[is_near].tolist(), earlier[is_near].tolist(), strict=True)


def _pairs(keys: Integers) -> tuple[Integers, np.ndarray]:
    """Pairs later << 32 | earlier and how many runs they share.

    `keys` are run << 32 | owner, in rising order.
    """
    runs, owners = keys >> _SHIFT, keys & _LOW
    _, firsts, sizes = np.unique(runs, return_index=True, return_counts=True)
    first, size = np.repeat(firsts, sizes), np.repeat(sizes, sizes)
    rank = np.where(size <= MAX_PER_RUN, np.arange(len(keys)) - first, 0)
    pairs = [np.empty(0, np.uint64)]
    for at in range(_FIRST_OWNERS):
        is_later = rank > at
        earlier = owners[first[is_later] + at]
        pairs.append(owners[is_later] << _SHIFT | earlier)
    return np.unique(np.concatenate(pairs), return_counts=True)


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _TEXTS_AT_ONCE):
        yield texts[start : start + _TEXTS_AT_ONCE]


def _numbered(texts: Sequence[str]) -> Integers:
    """The sketches of some texts: each text's place << 32 | run, in rising order."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + len(_GAP)
    starts = np.cumsum(lengths) - lengths
    place = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    joined = _GAP.join([*texts, ""]).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(joined, "<u4").astype(np.uint32)
    is_latin = codes <= _LAST_LATIN
    runs = _hashed(codes, is_latin)
    # A run stays within its text; a text shorter than a run has one all the same.
    ends = np.repeat(starts + lengths, lengths) - len(_GAP)
    inside = np.arange(len(runs)) + np.where(is_latin, _LATIN_GRAM, _GRAM) <= ends
    inside[starts] = True
    keys = each_once((place << _SHIFT | runs)[inside])
    firsts = np.searchsorted(keys, np.arange(len(texts), dtype=np.uint64) << _SHIFT)
    rank = np.arange(len(keys)) - firsts[(keys >> _SHIFT).astype(np.int64)]
    return keys[rank < _KEPT]


def _hashed(codes: np.ndarray, is_latin: np.ndarray) -> np.ndarray:
    """A hash of each run of characters, in the order in which they begin."""
    padded = np.concatenate((codes, np.zeros(_LATIN_GRAM - 1, np.uint32)))
    hashes, short = np.zeros(len(codes), np.uint32), np.zeros(0, np.uint32)
    for at in range(_LATIN_GRAM):
        hashes = (hashes ^ padded[at : at + len(codes)]) * _FACTOR
        hashes ^= hashes >> np.uint32(15)
        if at + 1 == _GRAM:
            short = hashes
    return np.where(is_latin, hashes, short)
