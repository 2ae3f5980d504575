"""Report -> the table of claims, and the 2×2 sheets of the platforms."""

from __future__ import annotations

from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Initiative
from reporter.domain.values import Quadrant
from reporter.report.model import Claim, PlatformView, Report
from reporter.report.sheets.catalogue import table
from reporter.report.sheets.content import (
    Block,
    Named,
    PlatformSheet,
    Row,
    Table,
    ToEvidence,
)
from reporter.report.sheets.figures import disputed_by, metrics_in_order
from reporter.report.sheets.overview import has_sheet
from reporter.report.sheets.phrases import Phrases, sources_of

_VAGUE = {"growth": 1, "amount": 2}  # measures that say little without their sentence
_BLOCKS = {
    Quadrant.STRENGTH: "strengths",
    Quadrant.WEAKNESS: "weaknesses",
    Quadrant.OPPORTUNITY: "opportunities",
    Quadrant.THREAT: "threats",
}

PLATFORM_NAMES = (
    "platform_title", "platform_summary", *_BLOCKS.values(), "platform_initiatives",
    "platform_metrics",
)  # fmt: skip


def swot(report: Report) -> Table:
    """All claims, by platform, quadrant and rank."""
    phrases = Phrases(report)
    rows = tuple(_claim(c, phrases) for view in report.platforms for c in view.claims)
    return table("Swot", rows)


def _claim(claim: Claim, phrases: Phrases) -> Row:
    return (
        phrases.label(claim.platform),
        phrases.quadrant(claim.quadrant),
        claim.rank,
        claim.text,
        phrases.label(claim.theme),
        phrases.sources(claim.sources),
        claim.independent_sources,
        phrases.flags(claim.flags),
        phrases.new(claim),
        phrases.ids(claim.evidence),
    )


def platform_sheets(report: Report) -> tuple[PlatformSheet, ...]:
    """A sheet for each platform of which there is enough to say."""
    phrases = Phrases(report)
    return tuple(
        PlatformSheet(
            platform=view.platform,
            title=view.label,
            names=(
                Named("platform_title", view.label),
                Named("platform_summary", _summary(view, phrases)),
            ),
            blocks=(
                *(_quadrant(view, q, phrases) for q in Quadrant.counted()),
                _initiatives(view, phrases),
                _metrics(view, phrases),
            ),
        )
        for view in report.platforms
        if has_sheet(view, report)
    )


def _summary(view: PlatformView, phrases: Phrases) -> str:
    evidence = (e for claim in view.claims for e in claim.evidence)
    return phrases.words(
        "platform.summary",
        counts=" · ".join(
            f"{phrases.quadrant(q)} {len(view.of(q))}" for q in Quadrant.counted()
        ),
        neutral=view.neutral,
        initiatives=len(view.initiatives),
        sources=len(sources_of(evidence, phrases.report)),
    )


def _quadrant(view: PlatformView, quadrant: Quadrant, phrases: Phrases) -> Block:
    rows: tuple[Row, ...] = tuple(
        (
            ToEvidence(f"{quadrant.value}{c.rank}", c.evidence[0].evidence_id),
            _with_flags(c, phrases),
            phrases.sources(c.sources),
        )
        for c in view.of(quadrant)
    )
    return _block(_BLOCKS[quadrant], rows, "more.claims", phrases)


def _block(name: str, rows: tuple[Row, ...], more: str, phrases: Phrases) -> Block:
    """A block, which says so when it holds nothing."""
    nothing: Row = (None, phrases.words("block.none"), None)
    return Block(name, rows or (nothing,), phrases.words(more))


def _with_flags(claim: Claim, phrases: Phrases) -> str:
    notes = phrases.flags(claim.flags)
    mark = phrases.new(claim)
    text = f"{mark} {claim.text}" if mark else claim.text
    return f"{text}{phrases.words('paren', text=notes)}" if notes else text


def _initiatives(view: PlatformView, phrases: Phrases) -> Block:
    rows: tuple[Row, ...] = tuple(
        (
            str(number),
            f"{phrases.marked(row)}{_details(row, phrases)}",
            phrases.sources(sources_of(row.evidence, phrases.report)),
        )
        for number, row in enumerate(view.initiatives, start=1)
    )
    return _block("platform_initiatives", rows, "more.initiatives", phrases)


def _details(row: Initiative, phrases: Phrases) -> str:
    known = (
        phrases.label(row.theme),
        row.since,
        phrases.labels(row.partners),
        *(metric.text for metric in row.figures),
    )
    details = phrases.listed(known)
    return phrases.words("paren", text=details) if details else ""


def _metrics(view: PlatformView, phrases: Phrases) -> Block:
    disputes = disputed_by(phrases.report)
    rows: tuple[Row, ...] = tuple(
        (
            ToEvidence(str(number), item.evidence_id),
            _figure(metric, item, disputes, phrases),
            phrases.source_of(item),
        )
        for number, (metric, item) in enumerate(
            _telling_first(metrics_in_order(phrases.report, view.platform), disputes),
            start=1,
        )
    )
    return _block("platform_metrics", rows, "more.metrics", phrases)


def _telling_first(
    found: list[tuple[Metric, Evidence]], disputes: dict[tuple[str, str], str]
) -> list[tuple[Metric, Evidence]]:
    """Disputed figures, then those of a named measure, then mere rates and amounts."""
    return sorted(
        found,
        key=lambda pair: (
            (pair[1].evidence_id, pair[0].text) not in disputes,
            _VAGUE.get(pair[0].measure, 0),
        ),
    )


def _figure(
    metric: Metric,
    item: Evidence,
    disputes: dict[tuple[str, str], str],
    phrases: Phrases,
) -> str:
    measure = phrases.term("measure", metric.measure)
    period = phrases.term("period", metric.period)
    period = phrases.words("paren", text=period) if period else ""
    dispute = disputes.get((item.evidence_id, metric.text), "")
    doubt = (
        phrases.words("paren", text=phrases.words("flag.disputed")) if dispute else ""
    )
    return f"{measure}{phrases.words('colon')}{metric.text}{period}{doubt}"
