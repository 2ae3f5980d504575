"""What matters this week, in one order for all files, and who says nothing."""

from __future__ import annotations

from collections import Counter

from reporter.domain.taxonomy import INDUSTRY
from reporter.report.changes import ChangeLine, material_changes
from reporter.report.model import Claim, PlatformView, Report

_AT_MOST, _PER_PLATFORM, _CHANGES = 5, 2, 4


def matters(report: Report) -> tuple[ChangeLine | Claim, ...]:
    """What changed first, then the weightiest claims that no change has told.

    A change that no article of this week tells stands on the sheet of changes alone.
    """
    lines = [line for line in material_changes(report) if line.sources][:_CHANGES]
    ids = {identity for line in lines for identity in line.evidence_ids}
    claims = (
        claim
        for claim in most_material(report)
        if not ids & {item.evidence_id for item in claim.evidence}
    )
    told: tuple[ChangeLine | Claim, ...] = (*lines, *claims)
    return told[:_AT_MOST]


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
