"""How much features and wording speak for an effect, and for a cause outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# How the names of runs of wording are told from those of features.
WORDING = "~"
WORDING_SCALE, _HUNDREDTH = 0.5, 0.01
_MAX_RUNS_IN_REASON = 2
# A reason is given by words, not by endings and particles.
_LEAST_CHINESE, _LEAST_LATIN, _LEAST_TELLING = 2, 5, 15
_NO_WEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0)
Sums = list[float]


class Weights:
    """How much each feature, and each run of wording, speaks for what.

    `wording` is in hundredths, and each run in a text counts half.
    """

    def __init__(
        self,
        rows: Mapping[str, tuple[float, ...]],
        wording: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self._rows = rows
        self.wording = wording or {}

    def row(self, feature: str, value: float) -> tuple[float, ...]:
        """What a feature adds to each of the five sums."""
        row = self._rows.get(feature)
        if row is None:
            run = self.wording.get(feature.removeprefix(WORDING))
            if run is None or not feature.startswith(WORDING):
                return _NO_WEIGHTS
            row = _scaled(run, _HUNDREDTH)
        return row if value == 1.0 else _scaled(row, value)

    def sums(self, features: Mapping[str, float], runs: Sequence[str] = ()) -> Sums:
        """Help, hurt, neither; a cause outside if it helps, and if it hurts."""
        rows = [self.row(name, value) for name, value in features.items()]
        if runs:
            told = zip(*[self.wording[run] for run in runs], strict=True)
            rows.append(_scaled([sum(c) for c in told], WORDING_SCALE * _HUNDREDTH))
        return [sum(column) for column in zip(*rows, strict=True)] or [*_NO_WEIGHTS]

    def loudest(self, runs: Iterable[str], column: int) -> tuple[str, ...]:
        """The runs of wording that add most to a sum, those that say anything."""
        rows = self.wording
        telling = [
            run
            for run in runs
            if len(run) >= (_LEAST_LATIN if run.isascii() else _LEAST_CHINESE)
            and run.isprintable()  # no stand-in of a name
            and rows[run][column] >= _LEAST_TELLING
        ]
        telling.sort(key=lambda run: (-rows[run][column], run))
        return tuple(telling[:_MAX_RUNS_IN_REASON])


def _scaled(row: Sequence[float], value: float) -> tuple[float, ...]:
    return tuple([weight * value for weight in row])
