"""Cues of a sentence -> its quadrant, by two questions: help or harm, inside or out.

Each cue speaks for or against quadrants by the weight of its signal; the weights are
data, fitted to labelled bullets and cross-validated (docs/accuracy.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporter.analysis.cues import Cue, CueReader
from reporter.analysis.lexicon import Lexicon
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Quadrant

_HEADINGS = ("strength", "weakness", "opportunity", "threat", "neutral")
_PERCENT = re.compile(r"\d[%％]|\d+倍|翻番|翻倍")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*(?:亿|万|million|billion|bn|trillion)")
_YEAR = re.compile(r"(?:19|20)\d\d年|\bin 20\d\d\b")
_SATURATION = 3.0
_MAX_WORDS_IN_REASON = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """A quadrant, how sure it is (0 to 1), the next likely one, and the reasons."""

    quadrant: Quadrant
    runner_up: Quadrant
    confidence: float
    reason: str


class QuadrantJudge:
    """Judges sentences by the cues and weights of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._reader = CueReader(taxonomy.cues)
        self._headings = Lexicon(
            {name: taxonomy.cues.get(f"heading_{name}", ()) for name in _HEADINGS},
            ignores_case=True,
        )
        self._weights = taxonomy.weights

    def judge(self, text: str, heading: str, platform: str) -> Verdict:
        """The quadrant of a sentence below a heading, said of a platform."""
        cues = self._reader.read(text)
        features = self.features(text, heading, platform, cues)
        scores = self._scores(features)
        ranked = sorted(scores, key=lambda quadrant: -scores[quadrant])
        likely = _softmax([scores[quadrant] for quadrant in ranked])
        return Verdict(
            quadrant=ranked[0],
            runner_up=ranked[1],
            confidence=round(likely[0], 2),
            reason=_reason(ranked[0], cues, features),
        )

    def features(
        self, text: str, heading: str, platform: str, cues: Sequence[Cue] | None = None
    ) -> dict[str, float]:
        """What the verdict rests on, by name; absent means 0."""
        if cues is None:
            cues = self._reader.read(text)
        found = {"bias": 1.0}
        for cue in cues:
            name = cue.signal if cue.is_stressed else f"{cue.signal}_aside"
            found[name] = found.get(name, 0.0) + cue.weight
        for match in self._headings.find(heading):
            for name in match.lists:
                found[f"heading_{name}"] = 1.0
        facts = (("percent", _PERCENT), ("amount", _AMOUNT), ("year", _YEAR))
        found.update({name: 1.0 for name, form in facts if form.search(text)})
        if platform == INDUSTRY:
            found["industry"] = 1.0
        return _with_pairs({k: min(v, _SATURATION) for k, v in found.items()})

    def _scores(self, features: Mapping[str, float]) -> dict[Quadrant, float]:
        scores = dict.fromkeys(Quadrant, 0.0)
        for name, value in features.items():
            weights = self._weights.get(name)
            if weights:
                for quadrant, weight in zip(Quadrant, weights, strict=True):
                    scores[quadrant] += weight * value
        return scores


def _with_pairs(features: dict[str, float]) -> dict[str, float]:
    """Add what two signals mean together: harm that is expected, harm from outside."""
    helps, hurts = features.get("help", 0.0), features.get("hurt", 0.0)
    ahead = bool(features.get("plans") or features.get("hedges"))
    if hurts > helps:
        features["mostly_hurts"] = 1.0
        features["hurts_ahead"] = float(ahead)
        features["hurts_by_threat"] = float(bool(features.get("threats")))
    elif helps > hurts:
        features["mostly_helps"] = 1.0
        features["helps_ahead"] = float(ahead)
        features["helps_together"] = float(bool(features.get("partnership")))
    elif not helps:
        features["no_judgement"] = 1.0
    return features


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def _reason(
    quadrant: Quadrant, cues: Iterable[Cue], features: Mapping[str, float]
) -> str:
    """What the verdict rests on: `S: help 增长; inside 自建; heading strength`."""
    words: dict[str, list[str]] = {}
    for cue in cues:
        place = cue.signal if cue.is_stressed else f"({cue.signal})"
        words.setdefault(place, []).append(cue.word)
    parts = [
        f"{signal} {', '.join(dict.fromkeys(found[:_MAX_WORDS_IN_REASON]))}"
        for signal, found in words.items()
    ]
    parts += [k.replace("_", " ") for k in features if k.startswith("heading_")]
    return f"{quadrant.value}: {'; '.join(parts) or 'no cue'}"
