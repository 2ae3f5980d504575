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

from reporter.analysis.cues import Cue
from reporter.analysis.features import FeatureReader, Statement
from reporter.analysis.wording import wording
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Quadrant

# How the names of runs of wording are told from those of features in the weights.
WORDING = "~"
WORDING_SCALE = 0.5
_MAX_WORDS_IN_REASON = 4
_NO_WEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0)


Weights = Mapping[str, tuple[float, ...]]


class Effect(Enum):
    """What a statement does to the one it is about; the value is its column."""

    HELPS = 0
    HURTS = 1
    NEITHER = 2


# The columns that say how likely a cause outside is, given what the statement does.
_EFFECTS = tuple(Effect)
_OUTSIDE = {Effect.HELPS: 3, Effect.HURTS: 4}
_QUADRANTS = {
    (Effect.HELPS, False): Quadrant.STRENGTH,
    (Effect.HELPS, True): Quadrant.OPPORTUNITY,
    (Effect.HURTS, False): Quadrant.WEAKNESS,
    (Effect.HURTS, True): Quadrant.THREAT,
}
_EFFECT_SIGNALS = {
    Effect.HELPS: frozenset({"help", "openings", "launches"}),
    Effect.HURTS: frozenset({"hurt", "threats", "needs"}),
    Effect.NEITHER: frozenset({"rules", "history", "plans"}),
}
_CAUSE_SIGNALS = {
    False: frozenset({"inside", "launches"}),
    True: frozenset({"outside", "threats", "openings", "hedges", "partnership"}),
}


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
        self._weights = taxonomy.weights
        self._wording = frozenset(
            name.removeprefix(WORDING)
            for name in taxonomy.weights
            if name.startswith(WORDING)
        )
        self._calibration = taxonomy.weights.get("confidence", (0.0, 1.0))

    def judge(self, statement: Statement) -> Verdict:
        """The quadrant of a statement, and why."""
        features, cues = self.read(statement)
        effect, likely = _likely(_scores(features, self._weights), statement.subject)
        quadrant = _best(likely, effect)
        ranked = sorted(likely, key=likely.__getitem__, reverse=True)
        runner_up = next(q for q in ranked if q is not quadrant)
        return Verdict(
            quadrant=quadrant,
            runner_up=runner_up,
            confidence=self._calibrated(likely[quadrant]),
            reason=_reason(quadrant, effect, cues, features),
            is_hedged=any(cue.signal == "hedges" for cue in cues),
            likely=tuple((q, likely[q]) for q in ranked),
        )

    def read(self, statement: Statement) -> tuple[dict[str, float], tuple[Cue, ...]]:
        """What the verdict rests on, wording among it, and the cues."""
        features, cues = self._features.read(statement)
        runs = wording(statement.text, statement.platforms, statement.subject)
        features.update({WORDING + r: WORDING_SCALE for r in runs & self._wording})
        return features, cues

    def contributions(self, statement: Statement) -> tuple[Contribution, ...]:
        """What each feature adds, the weightiest first."""
        features, _ = self.read(statement)
        effect, _ = _likely(_scores(features, self._weights), statement.subject)
        column = _OUTSIDE.get(effect)
        found = []
        for name, value in features.items():
            weights = [w * value for w in self._weights.get(name, _NO_WEIGHTS)]
            outside = weights[column] if column else 0.0
            found.append(
                Contribution(name, weights[0], weights[1], weights[2], outside)
            )
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
    effect, likely = _likely(_scores(features, weights), subject)
    quadrant = _best(likely, effect)
    return quadrant, likely[quadrant]


def _scores(features: Mapping[str, float], weights: Weights) -> list[float]:
    a = b = c = d = e = 0.0
    for name in sorted(features):  # a fixed order, so that sums are the same
        row = weights.get(name)
        if row is not None:
            value = features[name]
            a += row[0] * value
            b += row[1] * value
            c += row[2] * value
            d += row[3] * value
            e += row[4] * value
    return [a, b, c, d, e]


def _likely(
    scores: Sequence[float], subject: str
) -> tuple[Effect, dict[Quadrant, float]]:
    """The likeliest effect, and how likely each quadrant is; a market has no inside."""
    effects = _softmax(scores[:3])
    likely = {Quadrant.NEUTRAL: effects[Effect.NEITHER.value]}
    for effect, column in _OUTSIDE.items():
        outside = 1 / (1 + math.exp(-scores[column]))
        if subject == INDUSTRY:
            outside = 1.0
        share = effects[effect.value]
        likely[_QUADRANTS[effect, True]] = share * outside
        likely[_QUADRANTS[effect, False]] = share * (1 - outside)
    return _EFFECTS[effects.index(max(effects))], likely


def _best(likely: Mapping[Quadrant, float], effect: Effect) -> Quadrant:
    """First what it does, then where the cause lies: a flipped sign is the worst."""
    if effect is Effect.NEITHER:
        return Quadrant.NEUTRAL
    inside, outside = (_QUADRANTS[effect, is_out] for is_out in (False, True))
    return outside if likely[outside] > likely[inside] else inside


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def _weight_of(contribution: Contribution) -> float:
    c = contribution
    return max(abs(c.helps), abs(c.hurts), abs(c.neither), abs(c.outside))


def _reason(
    quadrant: Quadrant,
    effect: Effect,
    cues: Sequence[Cue],
    features: Mapping[str, float],
) -> str:
    """The two answers with their cues: `S: helps by 增长, 壁垒; inside by 自建`."""
    parts = [_answer(effect.name.lower(), cues, _EFFECT_SIGNALS[effect])]
    if effect is not Effect.NEITHER:
        is_outside = quadrant in (Quadrant.OPPORTUNITY, Quadrant.THREAT)
        place = "outside" if is_outside else "inside"
        parts.append(_answer(place, cues, _CAUSE_SIGNALS[is_outside]))
    aside = [cue.word for cue in cues if not cue.is_stressed and _judges(cue)]
    if aside:
        parts.append(f"conceded {', '.join(aside[:_MAX_WORDS_IN_REASON])}")
    if any(cue.signal == "hedges" for cue in cues):
        parts.append("hedged")
    headings = [name.removeprefix("heading_") for name in features if _is_class(name)]
    if headings:
        parts.append(f"heading {', '.join(headings)}")
    return f"{quadrant.value}: {'; '.join(parts)}"


def _judges(cue: Cue) -> bool:
    return cue.signal in ("help", "hurt")


def _is_class(name: str) -> bool:
    return name.startswith("heading_") and not name.startswith(
        ("heading_says", "heading_joins")
    )


def _answer(answer: str, cues: Sequence[Cue], signals: frozenset[str]) -> str:
    words = [cue.word for cue in cues if cue.is_stressed and cue.signal in signals]
    shown = ", ".join(dict.fromkeys(words[:_MAX_WORDS_IN_REASON]))
    return f"{answer} by {shown}" if shown else answer
