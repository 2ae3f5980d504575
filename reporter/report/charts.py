"""Findings -> the figures that workbook and brief draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reporter.domain.findings import Analysis
from reporter.domain.values import Quadrant, Stage
from reporter.report.model import Chart, PlatformView, Series
from reporter.report.wording import Words

# The names by which a template's charts ask for their figures.
CHARTS = ("evidence_by_quadrant", "initiatives_by_stage", "evidence_by_week")


def build_charts(
    analysis: Analysis, views: Sequence[PlatformView], words: Words
) -> tuple[Chart, ...]:
    """All charts, each with the name that a template's chart carries."""
    return (
        _evidence_by_quadrant(views, words),
        _initiatives_by_stage(views, words),
        _evidence_by_week(analysis, words),
    )


def _evidence_by_quadrant(views: Sequence[PlatformView], words: Words) -> Chart:
    shown = [view for view in views if view.claims]
    return Chart(
        name="evidence_by_quadrant",
        title=words("chart.evidence_by_quadrant"),
        categories=tuple(view.label for view in shown),
        series=tuple(
            Series(
                quadrant_label(quadrant, words),
                tuple(float(len(view.of(quadrant))) for view in shown),
            )
            for quadrant in Quadrant.counted()
        ),
    )


def _initiatives_by_stage(views: Sequence[PlatformView], words: Words) -> Chart:
    shown = [view for view in views if view.initiatives]
    counts = [Counter(row.stage for row in view.initiatives) for view in shown]
    named: list[tuple[Stage | None, str]] = [
        (stage, words(f"stage.{stage.value}")) for stage in Stage
    ]
    named.append((None, words("stage.unknown")))
    return Chart(
        name="initiatives_by_stage",
        title=words("chart.initiatives_by_stage"),
        categories=tuple(view.label for view in shown),
        series=tuple(
            Series(label, tuple(float(count[stage]) for count in counts))
            for stage, label in named
            if any(count[stage] for count in counts)
        ),
    )


def _evidence_by_week(analysis: Analysis, words: Words) -> Chart:
    counts = Counter(
        (str(e.article.published_at.week), e.quadrant)
        for e in analysis.evidence
        if e.article.published_at and not e.is_repeat and not e.needs_review
    )
    weeks = sorted({week for week, _ in counts})
    return Chart(
        name="evidence_by_week",
        title=words("chart.evidence_by_week"),
        categories=tuple(weeks),
        series=tuple(
            Series(
                quadrant_label(quadrant, words),
                tuple(float(counts[week, quadrant]) for week in weeks),
            )
            for quadrant in Quadrant.counted()
        ),
    )


def quadrant_label(quadrant: Quadrant, words: Words) -> str:
    """Letter and name, always together: `S 优势`."""
    return f"{quadrant.value} {words(f'quadrant.{quadrant.value}')}"
