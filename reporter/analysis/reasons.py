"""Cues and loudest wording -> a reason in a line, for the quadrant they led to."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.analysis.cues import Cue
from reporter.analysis.likelihood import SIDE_OF, Effect
from reporter.domain.values import Quadrant

_MAX_WORDS = 4
_SIGNALS = {
    Effect.HELPS: frozenset({"help", "openings", "launches"}),
    Effect.HURTS: frozenset({"hurt", "threats", "needs"}),
    Effect.NEITHER: frozenset({"rules", "history", "plans"}),
}
_INSIDE = frozenset({"inside", "launches"})
_OUTSIDE = frozenset({"outside", "threats", "openings", "hedges", "partnership"})
_JUDGING = frozenset({"help", "hurt"})


def is_told(cues: Sequence[Cue], quadrant: Quadrant) -> bool:
    """Whether a cue tells what the statement does."""
    signals = _SIGNALS[SIDE_OF[quadrant].effect]
    return True in [cue.is_stressed and cue.signal in signals for cue in cues]


def is_hedged(cues: Sequence[Cue]) -> bool:
    """Whether the writer does not commit to it."""
    return "hedges" in [cue.signal for cue in cues]


def reason(
    quadrant: Quadrant,
    cues: Sequence[Cue],
    heading_classes: Sequence[str],
    loudest: Sequence[str],
) -> str:
    """The two answers with their cues: `S: helps by 增长, 壁垒; inside by 自建`.

    Where no cue gives the first answer the `loudest` runs of wording do.
    """
    side = SIDE_OF[quadrant]
    stressed = [cue for cue in cues if cue.is_stressed]
    effect = side.effect.name.lower()
    if loudest:
        parts = [f"{effect} by the wording {', '.join(loudest)}"]
    else:
        parts = [_answer(effect, stressed, _SIGNALS[side.effect])]
    if side.outside is not side.inside:
        is_outside = quadrant is side.outside
        where, signals = ("outside", _OUTSIDE) if is_outside else ("inside", _INSIDE)
        parts.append(_answer(where, stressed, signals))
    if len(stressed) < len(cues):
        aside = [c.word for c in cues if not c.is_stressed and c.signal in _JUDGING]
        if aside:
            parts.append(f"conceded {', '.join(aside[:_MAX_WORDS])}")
    if is_hedged(cues):
        parts.append("hedged")
    if heading_classes:
        parts.append(f"heading {', '.join(heading_classes)}")
    return f"{quadrant.value}: {'; '.join(parts)}"


def _answer(answer: str, stressed: Sequence[Cue], signals: frozenset[str]) -> str:
    words = [cue.word for cue in stressed if cue.signal in signals]
    if not words:
        return answer
    return f"{answer} by {', '.join(dict.fromkeys(words[:_MAX_WORDS]))}"
