"""Statements that a teacher has judged -> the network that reporter ships.

The network is trained with floats; then vectors and filters are rounded to bytes, each
dimension and each filter by a scale of its own, which the outputs take up again.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from reporter.analysis.network import CUT, FIRST, NOTHING, UNKNOWN
from reporter.packs.learned import NETWORK, SHIPPED
from tests.accuracy.vectors import Vectors

WIDTHS, FILTERS = (1, 3, 5), 64
_EPOCHS, _AT_ONCE, _RATE, _DROPOUT, _WARM = 12, 128, 2e-3, 0.3, 500
# Words that stand in so many statements are known; without a vector, in many more.
# Such a share of words is forgotten, that none is relied on alone.
_FORGOTTEN = 0.2
_MOST_WORDS, _LEAST_TOLD, _LEAST_WITHOUT_VECTOR = 12_000, 3, 20
_BYTE, _OUTPUT, _WORD = 127, 30_000, 32_767
# What lies farther out, in standard deviations of a dimension, is cut.
_FARTHEST = 5.0


@dataclass(frozen=True)
class Lesson:
    """Statements by their words, with how likely S, W, O, T and N are of each."""

    told: Sequence[Sequence[str]]
    likelihoods: np.ndarray


class Convolution(torch.nn.Module):
    """The network with floats."""

    def __init__(self, words: Sequence[str], vectors: Vectors) -> None:
        super().__init__()
        line = {word: at for at, word in enumerate(vectors.words)}
        size = vectors.matrix.shape[1]
        start = torch.randn(len(words) + FIRST, size) * 0.1
        start[NOTHING] = 0
        for at, word in enumerate(words, start=FIRST):
            if word in line:
                start[at] = torch.tensor(vectors.matrix[line[word]])
        self.vectors = torch.nn.Embedding.from_pretrained(
            start, freeze=False, padding_idx=NOTHING
        )
        self.filters = torch.nn.ModuleList(
            torch.nn.Conv1d(size, FILTERS, width, padding=width // 2)
            for width in WIDTHS
        )
        self.dropout = torch.nn.Dropout(_DROPOUT)
        self.output = torch.nn.Linear(FILTERS * len(WIDTHS), 5)

    def forward(self, lines: torch.Tensor) -> torch.Tensor:
        is_gap = (lines == NOTHING)[:, None, :]
        vectors = self.vectors(lines).transpose(1, 2)
        loudest = [
            torch.relu(one(vectors)).masked_fill(is_gap, 0).amax(dim=2)
            for one in self.filters
        ]
        return self.output(self.dropout(torch.cat(loudest, dim=1)))


def vocabulary(lesson: Lesson, vectors: Vectors) -> tuple[str, ...]:
    """The words that the network will know, the most frequent first."""
    counts = Counter(word for words in lesson.told for word in words)
    known = frozenset(vectors.words)
    return tuple(
        word
        for word, count in counts.most_common(_MOST_WORDS)
        if count >= (_LEAST_TOLD if word in known else _LEAST_WITHOUT_VECTOR)
    )


def train(lesson: Lesson, words: Sequence[str], vectors: Vectors) -> Convolution:
    """A network that judges statements about as the teacher did."""
    torch.manual_seed(1)
    chance = np.random.default_rng(1)
    network = Convolution(words, vectors)
    line = {word: at for at, word in enumerate(words, start=FIRST)}
    lines = [[line.get(word, UNKNOWN) for word in told] for told in lesson.told]
    lengths = np.array([len(one) for one in lines])
    wanted = torch.tensor(lesson.likelihoods, dtype=torch.float32)
    steps = _EPOCHS * -(-len(lines) // _AT_ONCE)
    optimizer = torch.optim.AdamW(
        [
            {"params": network.vectors.parameters(), "lr": _RATE / 2},
            {"params": network.filters.parameters(), "lr": _RATE},
            {"params": network.output.parameters(), "lr": _RATE},
        ],
        weight_decay=1e-5,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / _WARM) * (1 - step / steps)
    )
    for _ in range(_EPOCHS):
        order = np.argsort(lengths + chance.normal(0, 4, len(lines)))
        starts = np.arange(0, len(order), _AT_ONCE)
        chance.shuffle(starts)
        for start in starts:
            some = order[start : start + _AT_ONCE]
            likely = _quadrants(network(_forgetful([lines[i] for i in some])))
            loss = -(wanted[some] * likely).sum(dim=1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def ship(network: Convolution, words: Sequence[str]) -> None:
    """Round a network to whole numbers and write it where reporter reads it."""
    vectors = network.vectors.weight.detach().numpy().astype(float)
    farthest = np.minimum(np.abs(vectors).max(axis=0), _FARTHEST * vectors.std(axis=0))
    per_dimension = farthest / _BYTE
    rounded = np.clip(np.round(vectors / per_dimension), -_BYTE, _BYTE)
    filters, bias, units = {}, [], []
    for width, one in zip(WIDTHS, network.filters, strict=True):
        values = one.weight.detach().numpy().astype(float)  # (filters, size, width)
        values = values.transpose(2, 1, 0) * per_dimension[:, None]
        per_filter = np.abs(values).max(axis=(0, 1)) / _BYTE
        whole = np.round(values / per_filter)
        unit = per_filter * 2**CUT
        own = np.round(one.bias.detach().numpy() / unit)
        _check_range(rounded, whole, own)
        filters[str(width)] = _text(whole)
        bias += own.astype(int).tolist()
        units += unit.tolist()
    outputs = network.output.weight.detach().numpy().astype(float).T
    outputs *= np.array(units)[:, None]
    scale = float(np.abs(outputs).max() / _OUTPUT)
    start = network.output.bias.detach().numpy() / scale
    table = {
        "scale": scale,
        "start": np.round(start).astype(int).tolist(),
        "bias": bias,
        "outputs": np.round(outputs / scale).astype(int).tolist(),
        "words": list(words),
        "filters": filters,
        "vectors": _text(rounded),
    }
    body = ",\n".join(f'"{name}": {json.dumps(v)}' for name, v in table.items())
    (SHIPPED / NETWORK).write_text(f"{{{body}}}\n", encoding="utf-8")


def _quadrants(sums: torch.Tensor) -> torch.Tensor:
    """Logarithms of how likely S, W, O, T and N are by the five sums."""
    effect = torch.log_softmax(sums[:, :3], dim=1)
    outside = torch.nn.functional.logsigmoid(sums[:, 3:])
    inside = torch.nn.functional.logsigmoid(-sums[:, 3:])
    return torch.cat(
        [effect[:, :2] + inside, effect[:, :2] + outside, effect[:, 2:]], dim=1
    )


def _forgetful(lines: Sequence[Sequence[int]]) -> torch.Tensor:
    padded = _padded(lines)
    is_forgotten = (torch.rand(padded.shape) < _FORGOTTEN) & (padded != NOTHING)
    return torch.where(is_forgotten, UNKNOWN, padded)


def _padded(lines: Sequence[Sequence[int]]) -> torch.Tensor:
    padded = np.full((len(lines), max(map(len, lines))), NOTHING)
    for at, one in enumerate(lines):
        padded[at, : len(one)] = one
    return torch.tensor(padded)


def _check_range(vectors: np.ndarray, filters: np.ndarray, bias: np.ndarray) -> None:
    """What a filter may hear of its words together fits in 16 bits."""
    heard = np.round(vectors @ filters / 2**CUT)  # (width, words, filters)
    most = np.abs(heard).max(axis=1).sum(axis=0) + np.abs(bias)
    assert most.max() <= _WORD, most.max()


def _text(values: np.ndarray) -> str:
    return b64encode(values.astype(np.int8).tobytes()).decode("ascii")
