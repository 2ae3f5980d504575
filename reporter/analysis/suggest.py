"""Evidence -> names that are worth taking into a pack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reporter.analysis.register import build_register
from reporter.domain.evidence import Evidence
from reporter.domain.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name found by its form that the pack does not know.

    `platform` and `theme` are the likeliest; `times` counts pieces of evidence and
    `evidence` is the first.
    """

    name: str
    platform: str
    theme: str
    times: int
    evidence: Evidence

    def __str__(self) -> str:
        """Write an entry of a pack, to be pasted below `initiatives:`."""
        theme = f", theme: {self.theme}" if self.theme else ""
        name = f'"{self.name}"' if _needs_quotes(self.name) else self.name
        return (
            f"  - {{name: {name}, platform: {self.platform}{theme}}}"
            f"  # {self.times} times, first in {self.evidence.bullet.source}"
        )


def suggest_initiatives(
    evidence: Iterable[Evidence], taxonomy: Taxonomy
) -> tuple[Suggestion, ...]:
    """Initiatives that no pack knows, by platform, the most frequent first."""
    return tuple(
        Suggestion(
            row.name, row.platform, row.theme, len(row.evidence), row.evidence[0]
        )
        for row in build_register(tuple(evidence), taxonomy)
        if not row.is_known
    )


def _needs_quotes(name: str) -> bool:
    return any(char in name for char in ":#,[]{}&*!|>'\"%@`")
