"""Records <-> rows of the history's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from typing import Any

import sqlalchemy as sa

from reporter.domain.changes import Standing
from reporter.domain.clippings import Article, Bullet, Reference, Section
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.values import (
    Direction,
    Exactness,
    Flag,
    Moment,
    Quadrant,
    Repeat,
    SourceRef,
    Stage,
    Week,
)

_CARRIED = "history"
Values = dict[str, Any]
Row = sa.RowMapping


def article_values(article: Article, number: int, week: Week) -> Values:
    """An article without its sections: those are made of its evidence again."""
    return {
        "week": str(week),
        "number": number,
        "file": article.source.file,
        "line": article.source.line,
        "ordinal": article.ordinal,
        "title": article.title,
        "outlet": article.outlet,
        "published_at": str(article.published_at or ""),
        "url": article.url,
        "references": [
            [r.number, r.text, r.url, r.source.line] for r in article.references
        ],
    }


def evidence_values(item: Evidence, place: tuple[int, int], week: Week) -> Values:
    """Evidence; `place` is its position and that of its article in the week."""
    position, article = place
    return {
        "week": str(week),
        "evidence_id": item.evidence_id,
        "position": position,
        "article": article,
        "heading": item.heading,
        "bullet": item.bullet.ordinal,
        "line": item.bullet.source.line,
        "text": item.text,
        "citations": list(item.bullet.citations),
        "platform": item.platform,
        "mentions": list(item.mentions),
        "quadrant": item.quadrant.value,
        "runner_up": item.runner_up.value,
        "confidence": item.confidence,
        "why": item.why,
        "theme": item.theme,
        "initiatives": list(item.initiatives),
        "stage": item.stage.value if item.stage else "",
        "duplicate_of": item.duplicate_of,
        "independent_sources": item.independent_sources,
        "flags": [flag.value for flag in item.flags],
        "first_seen": str(item.first_seen or week),
        "corrected": item.corrected,
        "repeat": item.repeat.value if item.repeat else "",
        "url": item.bullet.url,
    }


def metric_values(item: Evidence, week: Week) -> Iterator[Values]:
    """The figures of a piece of evidence, in order."""
    for position, metric in enumerate(item.metrics):
        yield {
            "week": str(week),
            "evidence_id": item.evidence_id,
            "position": position,
            "platform": metric.platform,
            "measure": metric.measure,
            "value": metric.value,
            "upper": metric.upper,
            "unit": metric.unit,
            "currency": metric.currency,
            "period": metric.period,
            "exactness": metric.exactness.value,
            "text": metric.text,
            "of": metric.of,
            "direction": metric.direction.value if metric.direction else "",
            "compared_with": metric.compared_with,
        }


def standing_values(standing: Standing) -> Values:
    """An initiative as it stood in a week."""
    return {
        "week": str(standing.week),
        "name": standing.name,
        "platform": standing.platform,
        "theme": standing.theme,
        "aliases": list(standing.aliases),
        "partners": list(standing.partners),
        "stage": standing.stage.value if standing.stage else "",
        "since": standing.since,
        "stage_ids": list(standing.stage_ids),
        "evidence_ids": list(standing.evidence_ids),
        "since_week": str(standing.since_week),
    }


def standing_of_row(row: Row) -> Standing:
    """An initiative as it stood in the week of the row."""
    return Standing(
        name=row["name"],
        platform=row["platform"],
        theme=row["theme"],
        aliases=tuple(row["aliases"]),
        partners=tuple(row["partners"]),
        stage=Stage(row["stage"]) if row["stage"] else None,
        since=row["since"],
        stage_ids=tuple(row["stage_ids"]),
        evidence_ids=tuple(row["evidence_ids"]),
        week=Week.parse(row["week"]),
        since_week=Week.parse(row["since_week"]),
    )


def metric_of(columns: Sequence[Any]) -> Metric:
    """A figure of the columns of METRICS behind its key, in their order."""
    platform, measure, value, upper, unit, currency, period, exactness, *rest = columns
    text, of, direction, compared_with = rest
    return Metric(
        platform=platform,
        measure=measure,
        value=value,
        unit=unit,
        currency=currency,
        period=period,
        exactness=Exactness(exactness),
        text=text,
        upper=upper,
        of=of,
        direction=Direction(direction) if direction else None,
        compared_with=compared_with,
    )


def articles_of_rows(
    articles: Iterable[Row], evidence: Sequence[Row]
) -> dict[tuple[str, int], Article]:
    """Articles by week and number, with the sections that their evidence stood in.

    The file is named as one of the history and its week, as files of several weeks may
    share a name; so is the file of each bullet.
    """
    by_article: dict[tuple[str, int], list[Row]] = {}
    for row in evidence:
        by_article.setdefault((row["week"], row["article"]), []).append(row)
    found: dict[tuple[str, int], Article] = {}
    for row in articles:
        key = row["week"], row["number"]
        file = f"{_CARRIED}/{row['week']}/{row['file']}"
        found[key] = Article(
            ordinal=row["ordinal"],
            source=SourceRef(file, row["line"]),
            title=row["title"],
            outlet=row["outlet"],
            published_at=moment(row["published_at"]),
            sections=tuple(_sections(by_article.get(key, ()), file)),
            url=row["url"],
            references=tuple(
                Reference(number, text, url, SourceRef(file, line))
                for number, text, url, line in row["references"]
            ),
        )
    return found


def _sections(rows: Sequence[Row], file: str) -> Iterator[Section]:
    """Runs of evidence below one heading."""
    heading, bullets = "", list[Bullet]()
    for row in sorted(rows, key=lambda row: int(row["bullet"])):
        if bullets and row["heading"] != heading:
            yield Section(heading, tuple(bullets))
            bullets = []
        heading = row["heading"]
        bullets.append(bullet_of_row(row, file))
    if bullets:
        yield Section(heading, tuple(bullets))


def bullet_of_row(row: Row, file: str) -> Bullet:
    """The statement itself."""
    place = SourceRef(file, row["line"])
    citations = tuple(row["citations"])
    return Bullet(row["bullet"], row["text"], citations, place, row["url"])


def evidence_of_row(row: Row, article: Article, metrics: Sequence[Metric]) -> Evidence:
    """Evidence as its week's build left it."""
    return Evidence(
        evidence_id=row["evidence_id"],
        article=article,
        heading=row["heading"],
        bullet=bullet_of_row(row, article.source.file),
        platform=row["platform"],
        mentions=tuple(row["mentions"]),
        quadrant=Quadrant(row["quadrant"]),
        runner_up=Quadrant(row["runner_up"]),
        confidence=row["confidence"],
        why=row["why"],
        theme=row["theme"],
        initiatives=tuple(row["initiatives"]),
        stage=Stage(row["stage"]) if row["stage"] else None,
        metrics=tuple(metrics),
        duplicate_of=row["duplicate_of"],
        independent_sources=row["independent_sources"],
        flags=tuple(Flag(name) for name in row["flags"]),
        first_seen=Week.parse(row["first_seen"]),
        corrected=row["corrected"],
        repeat=Repeat(row["repeat"]) if row["repeat"] else None,
    )


def moment(text: str) -> Moment | None:
    """Read what `str(Moment)` writes."""
    if not text:
        return None
    day, _, clock = text.partition("T")
    return Moment(date.fromisoformat(day), time.fromisoformat(clock) if clock else None)
