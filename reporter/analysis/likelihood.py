"""Sums of weights -> how likely each quadrant is, and which one is decided on.

Two questions are kept apart: does a statement help, hurt or do neither, and is the
cause outside? Statements are judged many at a time, one a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np

from reporter.analysis.weights import Floats
from reporter.domain.values import Quadrant

# Chosen on the held out sets (docs/accuracy.md).
_UNDECIDED, _LEAST_NEUTRAL = 0.3, 0.1
# The order of likelihoods in a row.
QUADRANTS = (
    Quadrant.NEUTRAL, Quadrant.OPPORTUNITY, Quadrant.STRENGTH, Quadrant.THREAT,
    Quadrant.WEAKNESS,
)  # fmt: skip
_NEUTRAL = 0


class Effect(Enum):
    """What a statement does to the one it is about; the value is its column."""

    HELPS = 0
    HURTS = 1
    NEITHER = 2


class Side(NamedTuple):
    """An effect with its quadrants, by where the cause is.

    `column` is that of the weights for a cause outside.
    """

    effect: Effect
    column: int
    inside: Quadrant
    outside: Quadrant


GOOD = Side(Effect.HELPS, 3, Quadrant.STRENGTH, Quadrant.OPPORTUNITY)
BAD = Side(Effect.HURTS, 4, Quadrant.WEAKNESS, Quadrant.THREAT)
NEITHER = Side(Effect.NEITHER, 0, Quadrant.NEUTRAL, Quadrant.NEUTRAL)
SIDE_OF = {
    quadrant: side
    for side in (GOOD, BAD, NEITHER)
    for quadrant in (side.inside, side.outside)
}


class Decided(NamedTuple):
    """The quadrant of one statement, the next likely one, and how likely each is."""

    quadrant: Quadrant
    runner_up: Quadrant
    likelihood: float
    margin: float


def decide(sums: Floats, is_market: Sequence[bool]) -> list[Decided]:
    """The quadrants by the five sums of each statement; a market has no inside."""
    likely = _likelihoods(sums, np.array(is_market, bool))
    chosen = _chosen(likely)
    ranked = np.argsort(-likely, axis=1, kind="stable")
    row = np.arange(len(likely))
    next_best = np.where(ranked[:, 0] == chosen, ranked[:, 1], ranked[:, 0])
    return [
        Decided(QUADRANTS[first], QUADRANTS[second], share, share - other)
        for first, second, share, other in zip(
            chosen.tolist(),
            next_best.tolist(),
            likely[row, chosen].tolist(),
            likely[row, next_best].tolist(),
            strict=True,
        )
    ]


def calibrated(
    likelihoods: Sequence[float], calibration: tuple[float, ...]
) -> list[float]:
    """Likelihoods made true by a shift and a slope of their log odds (Platt)."""
    shift, slope = calibration
    bounded = np.clip(np.array(likelihoods, float), 1e-6, 1 - 1e-6)
    odds = shift + slope * np.log(bounded / (1 - bounded))
    return [round(share, 2) for share in (1 / (1 + np.exp(-odds))).tolist()]


def _likelihoods(sums: Floats, is_market: np.ndarray) -> Floats:
    """One row a statement, in the order of `QUADRANTS`."""
    powers = np.exp(sums[:, :3] - sums[:, :3].max(axis=1, keepdims=True))
    helps, hurts, neither = (powers / powers.sum(axis=1, keepdims=True)).T
    with np.errstate(over="ignore"):  # what is as far from outside is 0
        outside = 1 / (1 + np.exp(-sums[:, 3:]))
    outside[is_market] = 1.0
    out_if_helps, out_if_hurts = outside.T
    return np.column_stack(
        (
            neither,
            helps * out_if_helps,
            helps * (1 - out_if_helps),
            hurts * out_if_hurts,
            hurts * (1 - out_if_hurts),
        )
    )


def _chosen(likely: Floats) -> np.ndarray:
    """The likeliest, or neutral where good and bad are about as likely.

    A sign that is wrong is what a reader does not forgive; such a row is unsure, too.
    """
    helps, hurts = likely[:, 1] + likely[:, 2], likely[:, 3] + likely[:, 4]
    is_open = np.minimum(helps, hurts) > _UNDECIDED
    is_open &= likely[:, _NEUTRAL] > _LEAST_NEUTRAL
    return np.where(is_open, _NEUTRAL, likely.argmax(axis=1))
