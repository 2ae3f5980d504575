"""English statements -> many more of their kind, for an encoder to judge.

What a small network learns of a large one depends on how much it hears it judge. So
statements are cut between clauses, clauses of two are joined, and words give way to
others that stand near them in a space of word vectors. Much of it is nonsense; that
does no harm, since nobody but the encoder says what it means.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import numpy as np

from tests.accuracy.vectors import Vectors

_JOINTS = re.compile(
    r"(,\s+(?:and|but|while|although|though|which|so|yet|because)?\s*|;\s+|:\s+"
    r"|\s+(?:and|but|while|although|though|because|after|since|as|with|when|if|unless"
    r"|despite|instead of|rather than|so that|which)\s+)"
)
_WORD = re.compile("[A-Za-z]{4,}")
_WORDS_OR_NAMES = re.compile("[A-Za-z]+|[\ue000\ue001]")
_LEAST_WORDS, _MOST_CLAUSES = 3, 2
_SPLICES, _REWORDED = 35_000, 60_000
# Of a fragment's words, and of those of a whole statement, so many give way.
_SHARE, _SHARES = 0.35, (0.2, 0.4)
_NEAREST, _LEAST_LIKENESS = 8, 0.55
_AT_ONCE = 500
# (text with stand-ins for names, whether it is about the market)
Fragment = tuple[str, bool]


def fragments(statements: Sequence[Fragment], vectors: Vectors) -> list[Fragment]:
    """Fragments of statements, each once, in an order of chance that never changes."""
    chance = random.Random(5)
    found = dict.fromkeys(_spans(statements))
    found |= dict.fromkeys(_splices(statements, chance))
    rewording = _Rewording(statements, vectors, chance)
    some = chance.sample(list(found), min(_REWORDED, len(found)))
    reworded = [(rewording.of(text, _SHARE), market) for text, market in some]
    for text, market in statements:
        reworded += [
            (rewording.of(text, chance.choice(_SHARES)), market) for _ in range(2)
        ]
    found |= dict.fromkeys(reworded)
    kept = [(t, m) for t, m in found if len(_WORDS_OR_NAMES.findall(t)) >= _LEAST_WORDS]
    chance.shuffle(kept)
    return kept


def _spans(statements: Sequence[Fragment]) -> Iterator[Fragment]:
    """Whole statements, and one or two clauses of each."""
    for text, market in statements:
        clauses, joints = _parted(text)
        for first in range(len(clauses)):
            for last in range(first + 1, len(clauses) + 1):
                if last - first <= _MOST_CLAUSES or last - first == len(clauses):
                    yield _joined(clauses[first:last], joints[first:]), market


def _splices(
    statements: Sequence[Fragment], chance: random.Random
) -> Iterator[Fragment]:
    """The beginning of one statement with the end of another."""
    parted = [(*_parted(text), market) for text, market in statements]
    parted = [one for one in parted if len(one[0]) > 1]
    for _ in range(_SPLICES if len(parted) > 1 else 0):
        (clauses, joints, market), (others, other_joints, _) = chance.sample(parted, 2)
        cut, begin = (
            chance.randrange(len(joints)),
            chance.randrange(len(others) - 1) + 1,
        )
        head = _joined(clauses[: cut + 1], joints) + joints[cut]
        yield head + _joined(others[begin:], other_joints[begin:]), market


def _parted(text: str) -> tuple[list[str], list[str]]:
    """The clauses of a text, and what joins each to the next."""
    parts = _JOINTS.split(text)
    return parts[::2], parts[1::2]


def _joined(clauses: Sequence[str], joints: Sequence[str]) -> str:
    joined = clauses[0]
    for joint, clause in zip(joints, clauses[1:], strict=False):
        joined += joint + clause
    return joined.strip(" ,;:")


class _Rewording:
    """Puts in the place of words others that are near them."""

    def __init__(
        self, statements: Sequence[Fragment], vectors: Vectors, chance: random.Random
    ) -> None:
        told = {word.lower() for text, _ in statements for word in _WORD.findall(text)}
        line = {word: at for at, word in enumerate(vectors.words)}
        words = sorted(told & line.keys())
        self._chance = chance
        self._near: dict[str, list[str]] = {}
        for start in range(0, len(words), _AT_ONCE):
            some = words[start : start + _AT_ONCE]
            likeness = vectors.matrix[[line[word] for word in some]] @ vectors.matrix.T
            nearest = np.argsort(-likeness, axis=1)[:, 1 : _NEAREST + 1]
            for word, places, likely in zip(some, nearest, likeness, strict=True):
                near = [vectors.words[p] for p in places if likely[p] > _LEAST_LIKENESS]
                if near:
                    self._near[word] = near

    def of(self, text: str, share: float) -> str:
        """A text of which about a share of the words has changed."""

        def other(match: re.Match[str]) -> str:
            word = match[0]
            near = self._near.get(word.lower())
            if not near or self._chance.random() >= share:
                return word
            found = self._chance.choice(near)
            return found.capitalize() if word[0].isupper() else found

        return _WORD.sub(other, text)
