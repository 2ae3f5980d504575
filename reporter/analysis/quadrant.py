"""A statement -> its quadrant, by two questions that are kept apart.

Does it help or hurt whom it is about, or neither? And is the cause inside or outside?
Each feature speaks for or against by its weights, which are data, fitted to labelled
bullets and cross-validated (docs/accuracy.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import NamedTuple

from reporter.analysis.cues import Cue
from reporter.analysis.features import HEADING_CLASSES, FeatureReader, Statement
from reporter.analysis.weights import WORDING, WORDING_SCALE, Weights
from reporter.analysis.wording import KnownWording
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Quadrant

_MAX_WORDS_IN_REASON = 4
# Chosen on the held out sets (docs/accuracy.md).
_UNDECIDED, _LEAST_NEUTRAL = 0.3, 0.1


class Effect(Enum):
    """What a statement does to the one it is about; the value is its column."""

    HELPS = 0
    HURTS = 1
    NEITHER = 2


class _Side(NamedTuple):
    """An effect with its quadrants, by where the cause is, and its weights' column."""

    effect: Effect
    column: int
    inside: Quadrant
    outside: Quadrant
    signals: frozenset[str]


_SIDES = (
    _Side(
        Effect.HELPS, 3, Quadrant.STRENGTH, Quadrant.OPPORTUNITY,
        frozenset({"help", "openings", "launches"}),
    ),
    _Side(
        Effect.HURTS, 4, Quadrant.WEAKNESS, Quadrant.THREAT,
        frozenset({"hurt", "threats", "needs"}),
    ),
    _Side(
        Effect.NEITHER, 0, Quadrant.NEUTRAL, Quadrant.NEUTRAL,
        frozenset({"rules", "history", "plans"}),
    ),
)  # fmt: skip
_INSIDE_SIGNALS = frozenset({"inside", "launches"})
_OUTSIDE_SIGNALS = frozenset(
    {"outside", "threats", "openings", "hedges", "partnership"}
)
_JUDGING = frozenset({"help", "hurt"})
_OF_HEADING = "heading_"
_HEADING_CLASSES = frozenset(_OF_HEADING + name for name in HEADING_CLASSES)
Likely = list[tuple[Quadrant, float]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A quadrant, how sure it is (0 to 1), the next likely one, and the reasons.

    `likely` gives each quadrant's likelihood before calibration, best first.
    """

    quadrant: Quadrant
    runner_up: Quadrant
    confidence: float
    reason: str
    is_hedged: bool
    likely: tuple[tuple[Quadrant, float], ...]


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
        self._wording = KnownWording(self._weights.wording)
        self._calibration = taxonomy.weights.get("confidence", (0.0, 1.0))

    def judge(self, statement: Statement) -> Verdict:
        """The quadrant of a statement, and why."""
        return self.judge_all((statement,))[0]

    def judge_all(self, statements: Sequence[Statement]) -> list[Verdict]:
        """The quadrants of statements; many at once are quicker."""
        read = [self._features.read(statement) for statement in statements]
        runs = [self._runs(statement) for statement in statements]
        return [
            self._verdict(statement, features, cues, wording)
            for statement, (features, cues), wording in zip(
                statements, read, runs, strict=True
            )
        ]

    def _verdict(
        self,
        statement: Statement,
        features: Mapping[str, float],
        cues: Sequence[Cue],
        runs: Sequence[str],
    ) -> Verdict:
        sums = self._weights.sums(features, runs)
        likely = _likely(sums, statement.subject)
        quadrant, likelihood = _decided(likely)
        side = _side_of(quadrant)
        ranked = sorted(likely, key=itemgetter(1), reverse=True)
        is_hedged = any(cue.signal == "hedges" for cue in cues)
        is_told = any(cue.is_stressed and cue.signal in side.signals for cue in cues)
        loudest = () if is_told else self._weights.loudest(runs, side.effect.value)
        return Verdict(
            quadrant=quadrant,
            runner_up=ranked[1 if ranked[0][0] is quadrant else 0][0],
            confidence=self._calibrated(likelihood),
            reason=_reason(quadrant, side, cues, features, loudest),
            is_hedged=is_hedged,
            likely=tuple(ranked),
        )

    def read(self, statement: Statement) -> tuple[dict[str, float], tuple[Cue, ...]]:
        """What the verdict rests on, wording among it, and the cues."""
        features, cues = self._features.read(statement)
        runs = {WORDING + run: WORDING_SCALE for run in self._runs(statement)}
        return features | runs, cues

    def _runs(self, statement: Statement) -> Sequence[str]:
        return self._wording.find(
            statement.text, statement.platforms, statement.subject
        )

    def contributions(self, statement: Statement) -> tuple[Contribution, ...]:
        """What each feature adds, the weightiest first."""
        features, _ = self.read(statement)
        quadrant, _ = _decided(_likely(self._weights.sums(features), statement.subject))
        side = _side_of(quadrant)
        found = []
        for name, value in features.items():
            row = self._weights.row(name, value)
            outside = row[side.column] if side.column else 0.0
            found.append(Contribution(name, row[0], row[1], row[2], outside))
        return tuple(sorted(found, key=lambda c: (-_weight_of(c), c.feature)))

    def _calibrated(self, likelihood: float) -> float:
        bounded = min(max(likelihood, 1e-6), 1 - 1e-6)
        shift, slope = self._calibration
        logit = shift + slope * math.log(bounded / (1 - bounded))
        return round(1 / (1 + math.exp(-logit)), 2)


def likely_quadrant(
    features: Mapping[str, float], weights: Weights, subject: str
) -> tuple[Quadrant, float]:
    """The quadrant by any weights, and its likelihood before calibration."""
    return _decided(_likely(weights.sums(features), subject))


def _likely(scores: Sequence[float], subject: str) -> Likely:
    """How likely each quadrant is; a market has no inside.

    The quadrants come in the order N, O, S, T, W.
    """
    helps, hurts, neither = _softmax(scores[:3])
    out_if_helps = out_if_hurts = 1.0
    if subject != INDUSTRY:
        out_if_helps = 1 / (1 + math.exp(-scores[_SIDES[0].column]))
        out_if_hurts = 1 / (1 + math.exp(-scores[_SIDES[1].column]))
    return [
        (Quadrant.NEUTRAL, neither),
        (Quadrant.OPPORTUNITY, helps * out_if_helps),
        (Quadrant.STRENGTH, helps * (1 - out_if_helps)),
        (Quadrant.THREAT, hurts * out_if_hurts),
        (Quadrant.WEAKNESS, hurts * (1 - out_if_hurts)),
    ]


def _decided(likely: Likely) -> tuple[Quadrant, float]:
    """The likeliest quadrant, or neutral where good and bad are about as likely.

    A sign that is wrong is what a reader does not forgive; such a row is unsure, too.
    """
    neutral, outside_good, good, outside_bad, bad = likely
    helps, hurts = outside_good[1] + good[1], outside_bad[1] + bad[1]
    if min(helps, hurts) > _UNDECIDED and neutral[1] > _LEAST_NEUTRAL:
        return neutral
    return max(likely, key=itemgetter(1))


def _side_of(quadrant: Quadrant) -> _Side:
    return next(side for side in _SIDES if quadrant in (side.inside, side.outside))


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _weight_of(contribution: Contribution) -> float:
    c = contribution
    return max(abs(c.helps), abs(c.hurts), abs(c.neither), abs(c.outside))


def _reason(
    quadrant: Quadrant,
    side: _Side,
    cues: Sequence[Cue],
    features: Mapping[str, float],
    loudest: Sequence[str],
) -> str:
    """The two answers with their cues: `S: helps by 增长, 壁垒; inside by 自建`.

    Where no cue gives the first answer the `loudest` runs of wording do.
    """
    stressed = [cue for cue in cues if cue.is_stressed]
    effect = side.effect.name.lower()
    answer = _answer(effect, stressed, side.signals)
    if loudest:
        answer = f"{effect} by the wording {', '.join(loudest)}"
    parts = [answer]
    if quadrant is side.outside is not side.inside:
        parts.append(_answer("outside", stressed, _OUTSIDE_SIGNALS))
    elif side.outside is not side.inside:
        parts.append(_answer("inside", stressed, _INSIDE_SIGNALS))
    if len(stressed) < len(cues):
        aside = [c.word for c in cues if not c.is_stressed and c.signal in _JUDGING]
        if aside:
            parts.append(f"conceded {', '.join(aside[:_MAX_WORDS_IN_REASON])}")
    if any(cue.signal == "hedges" for cue in cues):
        parts.append("hedged")
    headings = [
        name.removeprefix(_OF_HEADING) for name in features if name in _HEADING_CLASSES
    ]
    if headings:
        parts.append(f"heading {', '.join(headings)}")
    return f"{quadrant.value}: {'; '.join(parts)}"


def _answer(answer: str, stressed: Sequence[Cue], signals: frozenset[str]) -> str:
    words = [cue.word for cue in stressed if cue.signal in signals]
    shown = ", ".join(dict.fromkeys(words[:_MAX_WORDS_IN_REASON]))
    return f"{answer} by {shown}" if shown else answer
