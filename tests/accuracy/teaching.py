"""Labelled English bullets -> an encoder that judges them -> the network that ships."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from reporter.analysis.cues import CUE_LISTS
from reporter.analysis.network import english_words
from reporter.analysis.wording import plain, without_names
from reporter.domain.taxonomy import INDUSTRY
from reporter.packs import load_packs
from tests.accuracy import network
from tests.accuracy.encoder import Encoder
from tests.accuracy.fit import labelled, target
from tests.accuracy.fragments import fragments
from tests.accuracy.sets import LabelledSet
from tests.accuracy.vectors import Vectors, with_lists

_PACK, _SEEDS = "retail-en", (1, 2)
# Of the bullets themselves the labels say this much, the encoders the rest.
_SHARE_OF_LABELS = 0.3


def teach(sets: Iterable[LabelledSet], encoder: Path, vectors: Vectors) -> None:
    """Fit encoders to the sets, let them judge fragments, train and ship a network."""
    cues = load_packs([_PACK]).cues
    statements, targets = [], []
    for _, reading, label in labelled(sets):
        told = reading.statement
        text = without_names(told.text, told.platforms, told.subject)
        if english_words(plain(text, (), "")):
            statements.append((text, told.subject == INDUSTRY))
            targets.append(target(label))
    pieces = fragments(statements, vectors)
    shares = np.array(targets)
    own, of_pieces = np.zeros(shares.shape), np.zeros((len(pieces), shares.shape[1]))
    for seed in _SEEDS:
        judge = Encoder(encoder, seed)
        judge.fit([_marked(*one) for one in statements], shares)
        own += judge.likelihoods([_marked(*one) for one in statements]) / len(_SEEDS)
        of_pieces += judge.likelihoods([_marked(*p) for p in pieces]) / len(_SEEDS)
    likely = np.concatenate((_normal(own), _normal(of_pieces)))
    likely[: len(shares)] *= 1 - _SHARE_OF_LABELS
    likely[: len(shares)] += shares * _SHARE_OF_LABELS
    told = [english_words(plain(text, (), "")) for text, _ in (*statements, *pieces)]
    kept = [at for at, words in enumerate(told) if words]
    lesson = network.Lesson([told[at] for at in kept], likely[kept])
    known = with_lists(vectors, {name: cues[name] for name in CUE_LISTS})
    words = network.vocabulary(lesson, known)
    network.ship(network.train(lesson, words, known), words)


def _marked(text: str, is_market: bool) -> str:
    """What an encoder reads: whether it is about the market is told to it."""
    return f"industry: {text}" if is_market else text


def _normal(likelihoods: np.ndarray) -> np.ndarray:
    powers = np.exp(likelihoods)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
