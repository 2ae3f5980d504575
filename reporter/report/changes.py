"""Changes -> the words in which workbook, brief, mail and command line tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reporter.domain.changes import Background, Change, ChangeKind, Side
from reporter.domain.evidence import Evidence, Metric
from reporter.report.charts import quadrant_label
from reporter.report.claims import shorten
from reporter.report.model import Report, Source
from reporter.report.numbers import amount
from reporter.report.wording import TEXTS, Words

_AT_MOST, _WHAT_COLUMNS = 5, 80
# What a change of each kind is about: its name as it is, a measure, or a claim.
_MEASURED = {ChangeKind.METRIC, ChangeKind.CONFLICT_NEW, ChangeKind.CONFLICT_SETTLED}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in words; empty where there was nothing before, or is nothing now.

    `text` says all of it in one line; `evidence_ids` are the earlier pieces, then those
    of this week, and `sources` the articles of this week's.
    """

    change: Change
    kind: str
    platform: str
    what: str
    before: str
    after: str
    text: str
    evidence_ids: tuple[str, ...]
    sources: tuple[Source, ...] = ()


def change_lines(report: Report) -> tuple[ChangeLine, ...]:
    """All changes of the report's week, in order."""
    background, analysis = report.edition.background, report.analysis
    evidence = {item.evidence_id: item for item in background.earlier}
    evidence |= {item.evidence_id: item for item in analysis.evidence}
    teller = ChangeTeller(report.words, report.labels, evidence)
    present = {item.evidence_id: item for item in analysis.evidence}
    return tuple(
        _with_sources(teller.line(change), present, report)
        for change in background.changes
    )


def material_changes(report: Report, at_most: int = _AT_MOST) -> tuple[ChangeLine, ...]:
    """The changes that the brief prints first: those of watched platforms lead.

    Within these the kinds keep their order: what moved, what is new, what is gone.
    """
    watched = report.edition.settings.platforms
    lines = sorted(
        change_lines(report), key=lambda line: line.change.platform not in watched
    )
    return tuple(lines[:at_most])


def told_changes(
    background: Background, words: Words, labels: Mapping[str, str]
) -> tuple[ChangeLine, ...]:
    """The changes of a week that was built before; its report is not there."""
    evidence = {item.evidence_id: item for item in background.earlier}
    teller = ChangeTeller(words, labels, evidence)
    return tuple(teller.line(change) for change in background.changes)


@dataclass(frozen=True, slots=True)
class ChangeTeller:
    """Words for changes; `labels` by platform id, `evidence` by its id."""

    words: Words
    labels: Mapping[str, str]
    evidence: Mapping[str, Evidence]

    def line(self, change: Change) -> ChangeLine:
        """One change in words."""
        kind = self.words(f"change.{change.kind.value}")
        platform = self.labels.get(change.platform, change.platform)
        what = self._what(change)
        before, after = self._before(change), self._after(change)
        key = "change.line" if before else "change.line.new"
        sides = [side for side in (change.before, change.after) if side]
        ids = dict.fromkeys(i for side in sides for i in _told(side))
        return ChangeLine(
            change=change,
            kind=kind,
            platform=platform,
            what=what,
            before=before,
            after=after,
            text=self.words(
                key, platform=platform, kind=kind, what=what, before=before, after=after
            ),
            evidence_ids=tuple(ids),
        )

    def _what(self, change: Change) -> str:
        if change.kind in _MEASURED:
            return self._term("measure", change.what)
        return shorten(change.what, _WHAT_COLUMNS)

    def _before(self, change: Change) -> str:
        side = change.before
        if side is None:
            return ""
        told = self._side(side)
        if change.kind in (ChangeKind.INITIATIVE_QUIET, ChangeKind.INITIATIVE_BACK):
            seen = self.words("change.last_seen", week=side.week)
            return f"{told}{self.words('list.separator')}{seen}"
        return told

    def _after(self, change: Change) -> str:
        if change.after is None:
            return self.words("change.not_mentioned")
        return self._side(change.after)

    def _side(self, side: Side) -> str:
        """What stood, with who says so and when behind it."""
        if side.metrics:
            stated = zip(side.metrics, side.evidence_ids, strict=True)
            return self.words("change.against").join(
                self._sourced(self._figure(metric), identity)
                for metric, identity in stated
            )
        if side.quadrant:
            value = quadrant_label(side.quadrant, self.words)
        else:
            value = self.words(f"stage.{side.stage.value if side.stage else 'unknown'}")
        return self._sourced(value, side.evidence_ids[0] if side.evidence_ids else "")

    def _figure(self, metric: Metric) -> str:
        period = self._term("period", metric.period) if metric.period else ""
        return f"{amount(metric, self.words)} {period}".strip()

    def _sourced(self, value: str, evidence_id: str) -> str:
        item = self.evidence.get(evidence_id)
        if item is None:
            return value
        article = item.article
        outlet = article.outlet or self.words("source.unnamed")
        day = article.published_at.day.isoformat() if article.published_at else ""
        return value + self.words("paren", text=f"{outlet} {day}".strip())

    def _term(self, group: str, identifier: str) -> str:
        key = f"{group}.{identifier}"
        return self.words(key) if key in TEXTS else identifier.replace("_", " ")


def _told(side: Side) -> tuple[str, ...]:
    """The evidence that the words rest on: one piece, of figures one for each."""
    return side.evidence_ids[: max(len(side.metrics), 1)]


def _with_sources(
    line: ChangeLine, present: Mapping[str, Evidence], report: Report
) -> ChangeLine:
    after = line.change.after
    ids = _told(after) if after else ()
    found = (report.source_of(present[i].article) for i in ids if i in present)
    return replace(line, sources=tuple(dict.fromkeys(found)))
