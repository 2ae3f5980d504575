"""Evidence -> names of initiatives that are worth taking into a pack."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.analysis.register import build_register
from reporter.domain.evidence import Evidence
from reporter.domain.proposals import Proposal
from reporter.domain.taxonomy import KnownInitiative, Taxonomy


def suggest_initiatives(
    evidence: Iterable[Evidence], taxonomy: Taxonomy
) -> tuple[Proposal, ...]:
    """Initiatives that are found by their form alone, most frequent first."""
    return tuple(
        Proposal(
            KnownInitiative(row.name, row.platform, row.theme),
            f"{row.name}: {len(row.evidence)} times, first in"
            f" {row.evidence[0].bullet.source}",
        )
        for row in build_register(tuple(evidence), taxonomy)
        if not row.is_known
    )
