"""Which claims of all platforms matter most, and which platforms say nothing."""

from __future__ import annotations

from collections import Counter

from reporter.domain.taxonomy import INDUSTRY
from reporter.report.model import Claim, PlatformView, Report

_AT_MOST, _PER_PLATFORM = 5, 2


def most_material(report: Report, at_most: int = _AT_MOST) -> tuple[Claim, ...]:
    """The weightiest claims, new ones first, at most two of one platform."""
    weights = {
        (entry.platform, entry.quadrant, entry.rank): entry.materiality
        for swot in report.analysis.swots
        for entry in swot.entries
    }
    claims = [c for v in report.platforms if v.platform != INDUSTRY for c in v.claims]
    claims.sort(key=lambda c: (not c.is_new, -weights[c.platform, c.quadrant, c.rank]))
    chosen: list[Claim] = []
    taken: Counter[str] = Counter()
    for claim in claims:
        if taken[claim.platform] < _PER_PLATFORM and len(chosen) < at_most:
            taken[claim.platform] += 1
            chosen.append(claim)
    return tuple(chosen)


def quiet_platforms(report: Report) -> tuple[PlatformView, ...]:
    """Watched platforms of which there is no evidence."""
    watched = report.edition.settings.platforms
    spoken_of = {item.platform for item in report.analysis.evidence}
    return tuple(
        view
        for view in report.platforms
        if view.platform in watched and view.platform not in spoken_of
    )
