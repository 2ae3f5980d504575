"""A report -> the part of it that one audience reads."""

from __future__ import annotations

from dataclasses import replace

from reporter.domain.settings import Audience
from reporter.domain.taxonomy import OTHER
from reporter.report.build import build_report
from reporter.report.charts import build_charts
from reporter.report.model import Report, article_key


def for_audience(report: Report, audience: Audience) -> Report:
    """The report in the audience's language, with its platforms alone.

    Numbers of sources stay those of the whole report, so that they can be looked up.
    """
    language = audience.language or report.words.language
    if language != report.words.language:
        report = build_report(replace(report.edition, language=language))
    return _of_platforms(report, audience) if audience.platforms else report


def _of_platforms(report: Report, audience: Audience) -> Report:
    wanted = set(audience.platforms)
    analysis = report.analysis
    evidence = tuple(e for e in analysis.evidence if e.platform in wanted)
    read = {article_key(item.article) for item in evidence}
    part = replace(
        analysis,
        articles=tuple(a for a in analysis.articles if article_key(a) in read),
        evidence=evidence,
        swots=tuple(s for s in analysis.swots if s.platform in wanted),
        initiatives=tuple(i for i in analysis.initiatives if i.platform in wanted),
        matrix=tuple(cell for cell in analysis.matrix if cell.platform in wanted),
        conflicts=tuple(c for c in analysis.conflicts if c.platform in wanted),
    )
    views = tuple(view for view in report.platforms if view.platform in wanted)
    watched = tuple(p for p in report.edition.settings.platforms if p in wanted)
    settings = replace(report.edition.settings, platforms=watched)
    background = report.edition.background
    changes = tuple(c for c in background.changes if c.platform in wanted)
    edition = replace(
        report.edition,
        analysis=part,
        settings=settings,
        background=replace(background, changes=changes),
    )
    return replace(
        report,
        edition=edition,
        platforms=views,
        matrix=part.matrix,
        sources=tuple(s for s in report.sources if article_key(s.article) in read),
        charts=build_charts(part, views, report.words),
    )


def platform_audiences(report: Report) -> tuple[Audience, ...]:
    """An audience for each platform that has something to say."""
    return tuple(
        Audience(name=view.platform, platforms=(view.platform,))
        for view in report.platforms
        if view.claims and view.platform != OTHER
    )
