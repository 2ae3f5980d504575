"""Report -> the overview: tiles, the platform index, what matters, chart figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reporter.domain.evidence import Evidence
from reporter.domain.taxonomy import INDUSTRY
from reporter.domain.values import Quadrant, Stage
from reporter.report.changes import ChangeLine
from reporter.report.charts import quadrant_label
from reporter.report.matters import matters
from reporter.report.model import Claim, PlatformView, Report
from reporter.report.sheets.catalogue import table
from reporter.report.sheets.content import (
    Block,
    Measure,
    Named,
    Row,
    Table,
    Tally,
    ToClaims,
    ToEvidence,
    ToSheet,
    Value,
)
from reporter.report.sheets.phrases import Phrases, sources_of


def shown_platforms(report: Report) -> tuple[PlatformView, ...]:
    """Platforms to list: the watched ones, and all of which there is something."""
    watched = report.edition.settings.platforms
    return tuple(
        view
        for view in report.platforms
        if view.platform in watched or view.claims or view.neutral or view.initiatives
    )


def has_sheet(view: PlatformView, report: Report) -> bool:
    """Whether there is enough to say for a sheet of its own."""
    return len(view.claims) >= report.edition.settings.sheet_entries


def platforms(report: Report) -> Table:
    """The platform index: counts, headline and the way to the platform's sheet."""
    phrases = Phrases(report)
    rows = tuple(_platform(view, phrases) for view in shown_platforms(report))
    return table("Platforms", rows)


def _platform(view: PlatformView, phrases: Phrases) -> Row:
    report = phrases.report
    rests_on = sources_of((e for c in view.claims for e in c.evidence), report)
    return (
        _way_to(view, report),
        *(len(view.of(quadrant)) for quadrant in Quadrant.counted()),
        view.neutral,
        sum(claim.is_new for claim in view.claims),
        len(view.claims),
        len(view.initiatives),
        len(rests_on),
        headline(view, phrases),
        report.edition.remarks.takeaways.get(view.platform),
    )


def _way_to(view: PlatformView, report: Report) -> Value:
    """The platform's name, leading to its sheet, else to its claims, if any."""
    if has_sheet(view, report):
        return ToSheet(view.label, view.label)
    return ToClaims(view.label) if view.claims else view.label


def headline(view: PlatformView, phrases: Phrases) -> str:
    """What leads in a platform's SWOT, and the first claim of it.

    Of few claims it would say little which quadrant has most; then the claim alone.
    """
    if not view.claims:
        return ""
    leading, most = view.leading()
    claim = view.of(leading[0])[0].text
    names = phrases.listed(phrases.quadrant(quadrant) for quadrant in leading)
    total = len(view.claims)
    if not has_sheet(view, phrases.report):
        names = phrases.quadrant(leading[0])
        return f"{names}{phrases.words('colon')}{claim}"
    key = "headline.most" if len(leading) == 1 else "headline.tied"
    return phrases.words(key, quadrant=names, n=most, total=total, claim=claim)


def timeline(report: Report) -> Table:
    """Evidence by week of publication and platform."""
    counts = Counter(
        (week, item.platform, item.quadrant) for week, item in _dated(report)
    )
    order = [view.platform for view in report.platforms]
    known = sorted(
        {(week, platform) for week, platform, _ in counts if platform in order},
        key=lambda pair: (pair[0], order.index(pair[1])),
    )
    rows: tuple[Row, ...] = tuple(
        (week, report.labels[platform], *(counts[week, platform, q] for q in Quadrant))
        for week, platform in known
    )
    return table("Timeline", rows)


def weeks(report: Report) -> Table:
    """Evidence by week of publication, of all platforms together."""
    counts = Counter((week, item.quadrant) for week, item in _dated(report))
    known = sorted({week for week, _ in counts})
    rows: tuple[Row, ...] = tuple(
        (week, *(counts[week, q] for q in Quadrant)) for week in known
    )
    return table("Weeks", rows)


def _dated(report: Report) -> Iterator[tuple[str, Evidence]]:
    """Evidence that counts, with the week in which its article was published."""
    for item in report.analysis.evidence:
        published = item.article.published_at
        is_out = item.is_repeat or item.needs_review or item.is_dismissed
        if published and not is_out:
            yield str(published.week), item


def stages(report: Report) -> Table:
    """Initiatives by platform and stage."""
    rows: list[Row] = []
    for view in report.platforms:
        counts = Counter(initiative.stage for initiative in view.initiatives)
        if counts:
            rows.append((view.label, *(counts[stage] for stage in (*Stage, None))))
    return table("Stages", tuple(rows))


def tiles(report: Report) -> tuple[Named, ...]:
    """The headline figures, each counted from a table."""
    analysis, industry = report.analysis, report.labels[INDUSTRY]
    outlets = report.independent_outlets
    reviewed = sum(item.needs_review for item in analysis.evidence)
    with_claims = [v for v in report.platforms if v.claims and v.platform != INDUSTRY]
    filled, total, positive = Measure.FILLED, Measure.SUM, Measure.POSITIVE
    tallies = {
        "articles": Tally(len(report.sources), filled, "Sources", "source_id"),
        "independent_sources": Tally(outlets, total, "Sources", "independent"),
        "sources": Tally(outlets, total, "Sources", "independent"),
        "evidence": Tally(len(analysis.evidence), filled, "Evidence", "evidence_id"),
        "platforms": Tally(
            len(with_claims), positive, "Platforms", "claims", "platform", industry
        ),
        "initiatives": Tally(
            len(analysis.initiatives), filled, "Initiatives", "initiative"
        ),
        "claims": Tally(report.counted_evidence, total, "Platforms", "claims"),
        "changes": Tally(
            len(report.edition.background.changes), filled, "Changes", "kind"
        ),
        "review": Tally(reviewed, filled, "Review", "evidence_id"),
        "conflicts": Tally(len(analysis.conflicts), filled, "Conflicts", "platform"),
        "problems": Tally(len(report.edition.problems), filled, "Problems", "problem"),
    }
    return tuple(Named(f"count_{name}", tally) for name, tally in tallies.items())


def matters_block(report: Report) -> Block:
    """What matters this week, as the brief says it: changes, then claims."""
    phrases = Phrases(report)
    rows = tuple(
        _matter(matter, phrases)
        if isinstance(matter, Claim)
        else _changed(matter, phrases)
        for matter in matters(report)
    )
    return Block("matters", rows or ((report.words("matters.none"), None),))


def _matter(claim: Claim, phrases: Phrases) -> Row:
    letter = quadrant_label(claim.quadrant, phrases.words)
    tag = f"{phrases.label(claim.platform)} · {letter}"
    mark = phrases.new(claim)
    text = f"{tag}{phrases.words('colon')}{claim.text}{f' {mark}' if mark else ''}"
    lead = claim.evidence[0]
    return ToEvidence(text, lead.evidence_id), phrases.sources(claim.sources)


def _changed(line: ChangeLine, phrases: Phrases) -> Row:
    """A change, leading to what tells it this week."""
    return ToEvidence(line.text, line.evidence_ids[-1]), phrases.sources(line.sources)
