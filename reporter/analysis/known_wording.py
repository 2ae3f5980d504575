"""Plain texts -> those runs of their wording that are known, many texts at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from reporter.analysis.numbers import Integers, each_once
from reporter.analysis.wording import RANGES, RUN_CHARACTERS, SIZES, word_runs
from reporter.domain.taxonomy import Wording

_IS_RUN = re.compile(f"[{RUN_CHARACTERS}]{{1,{max(SIZES)}}}")
# All characters of runs have 16 bits: four of them are one number of 64.
_CHARACTERS, _BITS = 0x10000, np.uint64(16)
_TABLE_BITS = 20
# An odd factor far from a power of two spreads the hashes; any will do.
_FACTOR, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - _TABLE_BITS)
_OWNER_BITS, _LOW_BITS = 32, 0xFFFFFFFF
_MAY_BE_IN_RUN = np.zeros(_CHARACTERS, bool)
for _first, _last in RANGES:
    _MAY_BE_IN_RUN[ord(_first) : ord(_last) + 1] = True


class Runs(NamedTuple):
    """Known runs of wording: of which text each is, and which of the known it is.

    In the order of the texts; of one text each once, in the order of the known.
    """

    owners: Integers
    numbers: Integers


class KnownWording:
    """Finds those runs of wordings that are known."""

    def __init__(self, known: Sequence[str]) -> None:
        self._number = {run: number for number, run in enumerate(known)}
        runs = [
            run
            for run in known
            if not "a" <= run[0] <= "z" and _IS_RUN.fullmatch(run)  # most are English
        ]
        keys = np.array([_key(run) for run in runs], np.uint64)
        order = np.argsort(keys)
        self._keys = keys[order]
        self._numbers = np.array([self._number[run] for run in runs], np.int64)[order]
        self._may_be_known = np.zeros(1 << _TABLE_BITS, bool)
        self._may_be_known[_hashed(keys)] = True

    def find(self, texts: Sequence[str]) -> Runs:
        """The known ones of all that `wording` gives for each text."""
        number = self._number
        of_words = [
            owner << _OWNER_BITS | number[run]
            for owner, text in enumerate(texts)
            for run in word_runs(text)
            if run in number
        ]
        found = each_once(
            np.concatenate([self._of_characters(texts), np.array(of_words, np.int64)])
        )
        return Runs(found >> _OWNER_BITS, found & _LOW_BITS)

    def _of_characters(self, texts: Sequence[str]) -> Integers:
        """The known runs of characters, each as owner << 32 | number."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
        owners = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
        joined = "\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass")
        codes = np.minimum(np.frombuffer(joined, "<u4"), _CHARACTERS - 1)
        codes = np.where(_MAY_BE_IN_RUN[codes], codes, 0).astype(np.uint64)
        keys, is_inside = np.zeros(len(codes) + 1, np.uint64), np.ones(len(codes), bool)
        found = [np.empty(0, np.int64)]
        for size in SIZES:
            part = codes[size - 1 :]
            keys = keys[:-1] << _BITS | part
            owners, is_inside = owners[: len(part)], is_inside[: len(part)] & (part > 0)
            found.append(self._known_of(keys[is_inside], owners[is_inside]))
        return np.concatenate(found)

    def _known_of(self, keys: Integers, owners: Integers) -> Integers:
        is_likely = self._may_be_known[_hashed(keys)]
        keys, owners = keys[is_likely], owners[is_likely]
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        is_known = self._keys[place] == keys
        found: Integers = (
            owners[is_known] << _OWNER_BITS | self._numbers[place[is_known]]
        )
        return found


@lru_cache(maxsize=2)  # packs that grow word by word share their wording
def known_wording(wording: Wording) -> KnownWording:
    """What finds the runs of a taxonomy's wording."""
    return KnownWording(wording.runs)


def _hashed(keys: Integers) -> Integers:
    hashes: Integers = (keys * _FACTOR) >> _SHIFT
    return hashes


def _key(run: str) -> int:
    key = 0
    for char in run:
        key = key << int(_BITS) | ord(char)
    return key
