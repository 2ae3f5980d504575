"""A statement -> its quadrant, by two questions that are kept apart.

Does it help or hurt whom it is about, or neither? And is the cause inside or outside?
Each feature speaks for or against by its weights, which are data, fitted to labelled
bullets and cross-validated (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporter.analysis.cues import Cue
from reporter.analysis.features import FeatureReader, Statement
from reporter.analysis.known_wording import Runs, known_wording
from reporter.analysis.likelihood import SIDE_OF, Decided, calibrated, decide
from reporter.analysis.reasons import is_hedged, is_told, reason
from reporter.analysis.weights import CONFIDENCE, WORDING, WORDING_SCALE, Weights
from reporter.analysis.wording import plain
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Quadrant


@dataclass(frozen=True, slots=True)
class Verdict:
    """A quadrant, how sure it is (0 to 1), the next likely one, and the reasons.

    `margin` is by how much likelier it is than the next, before calibration.
    """

    quadrant: Quadrant
    runner_up: Quadrant
    margin: float
    confidence: float
    reason: str
    is_hedged: bool


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to help, hurt, neither, and to a cause outside."""

    feature: str
    helps: float
    hurts: float
    neither: float
    outside: float


class QuadrantJudge:
    """Judges statements by the cues and weights of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._features = FeatureReader(taxonomy)
        self._weights = Weights(taxonomy.weights, taxonomy.wording)
        self._known_runs = taxonomy.wording.runs
        self._wording = known_wording(taxonomy.wording)
        self._calibration = taxonomy.weights.get(CONFIDENCE, (0.0, 1.0))

    def judge(self, statement: Statement) -> Verdict:
        """The quadrant of a statement, and why."""
        return self.judge_all((statement,))[0]

    def judge_all(self, statements: Sequence[Statement]) -> list[Verdict]:
        """The quadrants of statements; many at once are quicker."""
        read = [self._features.read(statement) for statement in statements]
        runs = self._runs(statements)
        decided = self._decide(statements, [features for features, _ in read], runs)
        sure = calibrated([one.likelihood for one in decided], self._calibration)
        effects = [SIDE_OF[one.quadrant].effect.value for one in decided]
        loudest = self._weights.loudest(runs, effects)
        return [
            self._verdict(*one)
            for one in zip(
                statements, decided, sure, [c for _, c in read], loudest, strict=True
            )
        ]

    def read(self, statement: Statement) -> tuple[dict[str, float], tuple[Cue, ...]]:
        """What the verdict rests on, wording among it, and the cues."""
        features, cues = self._features.read(statement)
        numbers = self._runs((statement,)).numbers.tolist()
        runs = {WORDING + self._known_runs[n]: WORDING_SCALE for n in numbers}
        return features | runs, cues

    def contributions(self, statement: Statement) -> tuple[Contribution, ...]:
        """What each feature adds, the weightiest first."""
        features, _ = self.read(statement)
        (decided,) = self._decide((statement,), (features,), None)
        column = SIDE_OF[decided.quadrant].column
        found = []
        for name, value in features.items():
            row = self._weights.row(name, value)
            outside = row[column] if column else 0.0
            found.append(Contribution(name, row[0], row[1], row[2], outside))
        return tuple(sorted(found, key=lambda c: (-_weight_of(c), c.feature)))

    def _runs(self, statements: Sequence[Statement]) -> Runs:
        return self._wording.find(
            [plain(one.text, one.platforms, one.subject) for one in statements]
        )

    def _decide(
        self,
        statements: Sequence[Statement],
        features: Sequence[Mapping[str, float]],
        runs: Runs | None,
    ) -> list[Decided]:
        sums = self._weights.sums(features, runs)
        return decide(sums, [one.subject == INDUSTRY for one in statements])

    def _verdict(
        self,
        statement: Statement,
        decided: Decided,
        confidence: float,
        cues: Sequence[Cue],
        loudest: Sequence[str],
    ) -> Verdict:
        wording = () if is_told(cues, decided.quadrant) else loudest
        heading = self._features.heading_classes(statement.heading)
        return Verdict(
            decided.quadrant,
            decided.runner_up,
            decided.margin,
            confidence,
            reason(decided.quadrant, cues, heading, wording),
            is_hedged(cues),
        )


def _weight_of(contribution: Contribution) -> float:
    c = contribution
    return max(abs(c.helps), abs(c.hurts), abs(c.neither), abs(c.outside))
