"""A statement -> its quadrant, by two questions that are kept apart.

Does it help or hurt whom it is about, or neither? And is the cause inside or outside?
Each feature speaks for or against by its weights, which are data, fitted to labelled
bullets and cross-validated (docs/accuracy.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporter.analysis.cues import Cue
from reporter.analysis.features import FeatureReader, Statement
from reporter.analysis.known_wording import known_wording
from reporter.analysis.likelihood import SIDE_OF, Decided, calibrated, decide
from reporter.analysis.network import english_words, network_reader
from reporter.analysis.reasons import is_hedged, is_told, reason
from reporter.analysis.weights import (
    CONFIDENCE,
    PHRASE,
    WORDING,
    WORDING_SCALE,
    Floats,
    Weights,
)
from reporter.analysis.wording import plain
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Quadrant

# How much the network says of English statements; the weights say the rest.
_SHARE = 0.5


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
        self._network = network_reader(taxonomy.network) if taxonomy.network else None
        self._calibration = taxonomy.weights.get(CONFIDENCE, (0.0, 1.0))

    def judge(self, statement: Statement) -> Verdict:
        """The quadrant of a statement, and why."""
        return self.judge_all((statement,))[0]

    def judge_all(self, statements: Sequence[Statement]) -> list[Verdict]:
        """The quadrants of statements; many at once are quicker."""
        read = [self._features.read(statement) for statement in statements]
        texts = [_plain(statement) for statement in statements]
        runs = self._wording.find(texts)
        sums = self._weights.sums([features for features, _ in read], runs)
        self._hear(texts, sums)
        decided = decide(sums, [one.subject == INDUSTRY for one in statements])
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
        numbers = self._wording.find((_plain(statement),)).numbers.tolist()
        runs = {WORDING + self._known_runs[n]: WORDING_SCALE for n in numbers}
        return features | runs, cues

    def contributions(self, statement: Statement) -> tuple[Contribution, ...]:
        """What each feature and phrase adds, the weightiest first."""
        column = SIDE_OF[self.judge(statement).quadrant].column
        features, _ = self.read(statement)
        rows = [(name, self._weights.row(name, v)) for name, v in features.items()]
        words = english_words(_plain(statement))
        if self._network and words:
            rows = [(name, _scaled(row, 1 - _SHARE)) for name, row in rows]
            for phrase in self._network.phrases(words):
                rows.append((PHRASE + phrase.words, _scaled(phrase.adds, _SHARE)))
        found = [
            Contribution(name, row[0], row[1], row[2], row[column] if column else 0.0)
            for name, row in rows
        ]
        return tuple(sorted(found, key=lambda c: (-_weight_of(c), c.feature)))

    def _hear(self, texts: Sequence[str], sums: Floats) -> None:
        """Add to the sums of English texts what the network says of them."""
        if self._network is None:
            return
        words = [english_words(text) for text in texts]
        english = [number for number, told in enumerate(words) if told]
        heard = self._network.sums([words[number] for number in english])
        sums[english] = sums[english] * (1 - _SHARE) + heard * _SHARE

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


def _plain(statement: Statement) -> str:
    return plain(statement.text, statement.platforms, statement.subject)


def _scaled(row: Sequence[float], share: float) -> tuple[float, ...]:
    return tuple(value * share for value in row)


def _weight_of(contribution: Contribution) -> float:
    c = contribution
    return max(abs(c.helps), abs(c.hurts), abs(c.neither), abs(c.outside))
