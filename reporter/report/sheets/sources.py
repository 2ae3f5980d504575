"""Report -> the tables of sources and problems, and the drop-down lists."""

from __future__ import annotations

from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.domain.values import Quadrant, Stage
from reporter.report.model import Report
from reporter.report.sheets.catalogue import CATALOGUE, table
from reporter.report.sheets.content import Block, Order, Row, Table, ToSource
from reporter.report.sheets.evidence import when
from reporter.report.sheets.phrases import Phrases


def sources(report: Report) -> Table:
    """One row per article; an outlet counts once, with its first article."""
    rows: list[Row] = []
    outlets: set[str] = set()
    for source in report.sources:
        article = source.article
        is_independent = not source.copy_of and article.outlet not in outlets
        if not source.copy_of:
            outlets.add(article.outlet)
        title = ToSource(article.title, "", article.url) if article.url else None
        rows.append(
            (
                source.source_id,
                article.outlet,
                title or article.title,
                when(article.published_at),
                source.claims,
                source.copy_of,
                report.words(f"repeat.{source.copy_kind.value}")
                if source.copy_kind
                else "",
                int(is_independent),
                article.url,
                article.source.file,
                article.source.line,
            )
        )
    return table("Sources", tuple(rows))


def problems(report: Report) -> Table:
    """One row per place in the input that could not be used as it stands."""
    rows = tuple(
        (p.source.file, p.source.line, p.what, p.done, p.mend)
        for p in report.edition.problems
    )
    return table("Problems", rows)


def facts(report: Report) -> Block:
    """What the edition was made with."""
    words, edition = report.words, report.edition
    named = (
        (words("fact.pack"), edition.taxonomy.id),
        (words("fact.language"), words(f"language.{words.language}")),
        (words("fact.review_below"), f"{edition.settings.review_below:.0%}"),
        (words("fact.sheet_entries"), edition.settings.sheet_entries),
    )
    return Block("about_facts", (*named, *edition.facts), words("more.facts"))


def orders(report: Report) -> tuple[Order, ...]:
    """Platforms in printing order, quadrants as always, themes as the pack has them."""
    phrases = Phrases(report)
    labels = {
        "platform": (
            *(phrases.label(view.platform) for view in report.platforms),
            phrases.label(OTHER),
        ),
        "quadrant": tuple(phrases.quadrant(quadrant) for quadrant in Quadrant),
        "theme": tuple(phrases.label(t.id) for t in report.edition.taxonomy.themes),
        "stage": tuple(phrases.stage(stage) for stage in Stage),
    }
    return tuple(
        Order(name, column.field, labels[column.field])
        for name, columns in CATALOGUE.items()
        for column in columns
        if column.field in labels
    )


def lists(report: Report) -> tuple[Table, ...]:
    """What the drop-downs offer."""
    phrases = Phrases(report)
    offered = {
        "PlatformList": (
            *(phrases.label(p.id) for p in report.edition.taxonomy.platforms),
            *(phrases.label(fixed) for fixed in (INDUSTRY, OTHER)),
        ),
        "QuadrantList": tuple(phrases.quadrant(quadrant) for quadrant in Quadrant),
        "StageList": tuple(phrases.stage(stage) for stage in Stage),
        "InitiativeList": tuple(
            dict.fromkeys(row.name for row in report.analysis.initiatives)
        ),
        "DismissList": tuple(report.words(f"dismiss.{x}") for x in ("yes", "no")),
    }
    return tuple(
        table(name, tuple((value,) for value in values))
        for name, values in offered.items()
    )
