"""Edition -> Report: what stands in workbook and brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence
from reporter.domain.findings import Analysis, Swot
from reporter.domain.taxonomy import INDUSTRY, OTHER, Platform, Taxonomy, Theme
from reporter.domain.values import Repeat
from reporter.report.charts import build_charts
from reporter.report.claims import ClaimMaker
from reporter.report.model import Edition, PlatformView, Report, Source, article_key
from reporter.report.wording import Words


def build_report(edition: Edition) -> Report:
    """Put an edition into words and order."""
    words = Words(edition.language)
    labels = labels_of(edition.taxonomy, words)
    sources = _sources(edition.analysis)
    by_article = {article_key(s.article): s for s in sources}
    views = tuple(
        _view(
            swot, edition, ClaimMaker(labels[swot.platform], edition.week, by_article)
        )
        for swot in edition.analysis.swots
    )
    return Report(
        edition=edition,
        title=edition.settings.title or words("report.title"),
        words=words,
        period=_period(edition.analysis.articles),
        sources=sources,
        platforms=views,
        matrix=edition.analysis.matrix,
        charts=build_charts(edition.analysis, views, words),
        labels=labels,
        by_article=by_article,
    )


def labels_of(taxonomy: Taxonomy, words: Words) -> Mapping[str, str]:
    """The label of each platform and theme id in the language of the report."""
    named: tuple[Platform | Theme, ...] = (*taxonomy.platforms, *taxonomy.themes)
    labels = {item.id: item.zh if words.is_chinese else item.en for item in named}
    fixed = {key: words(f"platform.{key}") for key in (INDUSTRY, OTHER)}
    return {**labels, **fixed, "": ""}


def _view(swot: Swot, edition: Edition, maker: ClaimMaker) -> PlatformView:
    return PlatformView(
        platform=swot.platform,
        label=maker.label,
        claims=tuple(maker.claim(entry) for entry in swot.entries),
        neutral=swot.neutral,
        initiatives=tuple(
            row for row in edition.analysis.initiatives if row.platform == swot.platform
        ),
    )


def _sources(analysis: Analysis) -> tuple[Source, ...]:
    """One source per article, numbered in order of the input."""
    width = max(2, len(str(len(analysis.articles))))
    ids = {
        article_key(article): f"R{number:0{width}d}"
        for number, article in enumerate(analysis.articles, start=1)
    }
    originals = {
        article_key(copy): ids[article_key(original)]
        for copy, original in analysis.copies
    }
    claims = _claims_by_article(analysis.evidence)
    kinds = _kinds_by_article(analysis.evidence)
    return tuple(
        Source(
            source_id=ids[article_key(article)],
            article=article,
            claims=claims[article_key(article)],
            copy_of=originals.get(article_key(article), ""),
            copy_kind=kinds.get(article_key(article))
            if article_key(article) in originals
            else None,
        )
        for article in analysis.articles
    )


def _claims_by_article(evidence: Sequence[Evidence]) -> Counter[tuple[str, int]]:
    return Counter(article_key(e.article) for e in evidence if e.quadrant.is_counted)


def _kinds_by_article(
    evidence: Sequence[Evidence],
) -> dict[tuple[str, int], Repeat]:
    """How most bullets of an article that repeat others do so."""
    kinds: dict[tuple[str, int], Counter[Repeat]] = {}
    for item in evidence:
        if item.repeat is not None:
            kinds.setdefault(article_key(item.article), Counter())[item.repeat] += 1
    return {key: found.most_common(1)[0][0] for key, found in kinds.items()}


def _period(articles: Sequence[Article]) -> tuple[date, date] | None:
    days = [a.published_at.day for a in articles if a.published_at]
    return (min(days), max(days)) if days else None
