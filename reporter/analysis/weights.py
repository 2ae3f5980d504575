"""How much features and wording speak for an effect, and for a cause outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from reporter.analysis.known_wording import Runs
from reporter.domain.taxonomy import Wording

# How the names of runs of wording, and of phrases of the network, are told from those
# of features.
WORDING, PHRASE = "~", "≈"
# What stands among the weights, but makes likelihoods true.
CONFIDENCE = "confidence"
WORDING_SCALE, _HUNDREDTH = 0.8, 0.01
_MAX_RUNS_IN_REASON = 2
# A reason is given by words, not by endings and particles.
_LEAST_CHINESE, _LEAST_LATIN, _LEAST_TELLING = 2, 5, 15
_NO_WEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0)
Floats = np.ndarray[tuple[int, int], np.dtype[np.float64]]


class Weights:
    """How much each feature, and each run of wording, speaks for what.

    The five columns: help, hurt, neither; a cause outside if it helps, if it hurts.
    """

    def __init__(
        self, rows: Mapping[str, tuple[float, ...]], wording: Wording | None = None
    ) -> None:
        self._rows = {n: row for n, row in rows.items() if n != CONFIDENCE}
        self._wording = wording or Wording()
        # The first line is that of a feature without weights.
        self._of_features = _matrix([_NO_WEIGHTS, *self._rows.values()])
        self._line = {name: line for line, name in enumerate(self._rows, start=1)}
        columns = np.array(self._wording.columns, float)
        self._of_runs = _matrix(np.ascontiguousarray(columns.T))

    def row(self, feature: str, value: float) -> tuple[float, ...]:
        """What a feature, or a run named as one, adds to each of the five sums."""
        row: Sequence[float] = self._rows.get(feature, ())
        if not row and feature.startswith(WORDING):
            row = self._wording.row(feature.removeprefix(WORDING))
            value *= _HUNDREDTH
        return tuple([weight * value for weight in row or _NO_WEIGHTS])

    def sums(
        self, features: Sequence[Mapping[str, float]], runs: Runs | None = None
    ) -> Floats:
        """What the features and the runs of each statement add up to."""
        count = len(features)
        lines = [self._line.get(name, 0) for found in features for name in found]
        values = [value for found in features for value in found.values()]
        owners = np.repeat(np.arange(count), [len(found) for found in features])
        rows = (
            self._of_features[np.array(lines, int)] * np.array(values, float)[:, None]
        )
        sums = _summed(owners, rows, count)
        if runs is not None:
            told = _summed(runs.owners, self._of_runs[runs.numbers], count)
            sums += told * (WORDING_SCALE * _HUNDREDTH)
        return sums

    def loudest(self, runs: Runs, columns: Sequence[int]) -> list[list[str]]:
        """The runs that add most to one sum of each statement, those that tell much.

        `columns` says which sum.
        """
        loudness = self._of_runs[runs.numbers, np.array(columns)[runs.owners]]
        is_told = loudness >= _LEAST_TELLING
        owners, numbers = runs.owners[is_told], runs.numbers[is_told]
        order = np.lexsort((numbers, -loudness[is_told], owners))
        found: list[list[str]] = [[] for _ in columns]
        for owner, number in zip(
            owners[order].tolist(), numbers[order].tolist(), strict=True
        ):
            run = self._wording.runs[number]
            if len(found[owner]) < _MAX_RUNS_IN_REASON and _is_word(run):
                found[owner].append(run)
        return found


def _matrix(rows: Sequence[Sequence[float]] | np.ndarray) -> Floats:
    return np.array(rows, float).reshape(-1, len(_NO_WEIGHTS))


def _summed(owners: np.ndarray, rows: Floats, count: int) -> Floats:
    """The sums of the rows of each owner, from 0 to `count`."""
    columns = [np.bincount(owners, column, count) for column in rows.T]
    return np.column_stack(columns).astype(float)  # of no rows they are integers


def _is_word(run: str) -> bool:
    """Whether a reason may show a run: no ending, no particle, no stand-in."""
    least = _LEAST_LATIN if run.isascii() else _LEAST_CHINESE
    return len(run) >= least and run.isprintable()
