"""Records -> the short texts and links that stand in cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporter.domain.evidence import Evidence
from reporter.domain.findings import Initiative
from reporter.domain.values import Flag, Quadrant, Stage
from reporter.report.charts import quadrant_label
from reporter.report.model import Claim, Report, Source
from reporter.report.sheets.content import ToEvidence, ToSource
from reporter.report.wording import TEXTS, Words


@dataclass(frozen=True, slots=True)
class Phrases:
    """The wording of cells in the language of one report."""

    report: Report

    @property
    def words(self) -> Words:
        """The wording of the report's language."""
        return self.report.words

    def label(self, identifier: str) -> str:
        """The label of a platform or theme id; one that no pack knows stays an id."""
        return self.report.labels.get(identifier, identifier)

    def labels(self, identifiers: Iterable[str]) -> str:
        """The labels of several ids, as a list."""
        return self.listed(self.label(i) for i in identifiers)

    def listed(self, texts: Iterable[str]) -> str:
        """Several texts with the language's separator between them."""
        return self.words("list.separator").join(text for text in texts if text)

    def quadrant(self, quadrant: Quadrant) -> str:
        """Letter and name, always together."""
        return quadrant_label(quadrant, self.words)

    def stage(self, stage: Stage | None) -> str:
        """The name of a stage; of none, that it is not known."""
        return self.words(f"stage.{stage.value if stage else 'unknown'}")

    def mark(self, stage: Stage) -> str:
        """The sign of a stage and its name: `○试点`."""
        return f"{self.words(f'mark.{stage.value}')}{self.stage(stage)}"

    def marked(self, initiative: Initiative) -> str:
        """An initiative with the mark of its stage, where that is known."""
        stage = initiative.stage
        return f"{initiative.name} {self.mark(stage)}" if stage else initiative.name

    def flags(self, flags: Iterable[Flag]) -> str:
        """What to know before relying on it, as a list."""
        return self.listed(self.words(f"flag.{flag.value}") for flag in flags)

    def term(self, group: str, identifier: str) -> str:
        """The name of a measure or unit; an unknown id is shown with blanks."""
        if f"{group}.{identifier}" in TEXTS:
            return self.words(f"{group}.{identifier}")
        return identifier.replace("_", " ")

    def source(self, source: Source, more: int = 0) -> ToSource:
        """Outlet and day of an article, `+more` when others say it too."""
        article = source.article
        outlet = article.outlet or self.words("source.unnamed")
        moment = article.published_at
        text = f"{outlet} {moment.day.isoformat()}" if moment else outlet
        if more:
            text = self.words("source.more", source=text, n=more)
        return ToSource(text, source.source_id, article.url)

    def sources(self, sources: Sequence[Source]) -> ToSource | None:
        """The source that is quoted, and how many more there are."""
        return self.source(sources[0], len(sources) - 1) if sources else None

    def source_of(self, evidence: Evidence) -> ToSource:
        """The source of one piece of evidence."""
        return self.source(self.report.source_of(evidence.article))

    def ids(self, evidence: Sequence[Evidence]) -> ToEvidence | None:
        """The ids of evidence, leading to the first of them."""
        if not evidence:
            return None
        text = "|".join(item.evidence_id for item in evidence)
        return ToEvidence(text, evidence[0].evidence_id)

    def new(self, claim: Claim) -> str:
        """The mark of a claim that was first seen this week, or nothing.

        Where all claims are new, as in a first week, the mark would say nothing.
        """
        is_marked = claim.is_new and self._has_known_claims
        return self.words("claim.new") if is_marked else ""

    @property
    def _has_known_claims(self) -> bool:
        return any(not c.is_new for v in self.report.platforms for c in v.claims)


def sources_of(evidence: Iterable[Evidence], report: Report) -> tuple[Source, ...]:
    """The articles that evidence comes from, each once, in the order given."""
    return tuple(dict.fromkeys(report.source_of(item.article) for item in evidence))
