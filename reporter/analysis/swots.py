"""Evidence -> the SWOT of each platform, most material claims first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reporter.domain.evidence import Evidence
from reporter.domain.findings import Swot, SwotEntry
from reporter.domain.values import Quadrant
from reporter.readers.language import is_chinese

# What a reader weighs a claim by. A figure makes it checkable, a second independent
# outlet makes it firm; an old one counts for a tenth less with each week.
_FIGURE, _MAX_FIGURES = 0.5, 3
_FURTHER_OUTLET, _MAX_FURTHER_OUTLETS = 0.75, 3
_FRESHNESS_PER_WEEK = 0.9


def build_swots(
    evidence: Sequence[Evidence], platforms: Iterable[str]
) -> tuple[Swot, ...]:
    """One SWOT per platform id, in the order given.

    Evidence that waits for review or was dismissed stands in none; a repeat stands
    behind what it repeats, but for one in the language of most evidence, which is
    quoted before what it translates.
    """
    reads_chinese = 2 * sum(is_chinese(e.text) for e in evidence) >= len(evidence)
    newest = max((e.article.day for e in evidence), default=date.min)
    repeats: dict[str, list[Evidence]] = {}
    leads: dict[str, list[Evidence]] = {}
    for item in evidence:
        if item.is_repeat:
            repeats.setdefault(item.duplicate_of, []).append(item)
        elif not item.needs_review and not item.is_dismissed:
            leads.setdefault(item.platform, []).append(item)
    claims = {
        item.evidence_id: _quoted_first(
            (item, *repeats.get(item.evidence_id, ())), reads_chinese=reads_chinese
        )
        for items in leads.values()
        for item in items
    }
    return tuple(
        _swot(platform, leads.get(platform, []), claims, newest)
        for platform in platforms
    )


def materiality(item: Evidence, newest: date) -> float:
    """How much a claim weighs, from 0: figures, outlets, recency, confidence."""
    figures = _FIGURE * min(len(item.metrics), _MAX_FIGURES)
    further = min(item.independent_sources - 1, _MAX_FURTHER_OUTLETS)
    weeks = max((newest - item.article.day).days, 0) / 7
    freshness = math.pow(_FRESHNESS_PER_WEEK, weeks)
    return figures + _FURTHER_OUTLET * further + freshness + item.confidence


def _swot(
    platform: str,
    leads: Sequence[Evidence],
    claims: Mapping[str, tuple[Evidence, ...]],
    newest: date,
) -> Swot:
    entries: list[SwotEntry] = []
    for quadrant in Quadrant.counted():
        weighed = [(materiality(e, newest), e) for e in leads if e.quadrant is quadrant]
        weighed.sort(key=lambda pair: -pair[0])
        entries.extend(
            SwotEntry(platform, quadrant, rank, weight, claims[e.evidence_id])
            for rank, (weight, e) in enumerate(weighed, start=1)
        )
    neutral = sum(not e.quadrant.is_counted for e in leads)
    return Swot(platform, tuple(entries), neutral)


def _quoted_first(
    evidence: tuple[Evidence, ...], *, reads_chinese: bool
) -> tuple[Evidence, ...]:
    """Those in the language that is read, then the others."""
    return tuple(
        sorted(evidence, key=lambda e: is_chinese(e.text) is not reads_chinese)
    )
