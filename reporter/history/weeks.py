"""Weeks in and out of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from reporter.analysis.states import state_of
from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Analysis, Conflict
from reporter.domain.taxonomy import UsedPack
from reporter.domain.values import Week
from reporter.history import rows
from reporter.history.schema import (
    ARTICLES,
    CONFLICTS,
    EVIDENCE,
    INITIATIVES,
    METRICS,
    OF_A_WEEK,
    WEEKS,
)
from reporter.history.store import History

_IDS_AT_ONCE = 500  # SQLite, limits: at most 999 variables in older versions


def save_week(
    history: History,
    analysis: Analysis,
    week: Week,
    *,
    own: Iterable[Article],
    language: str,
) -> None:
    """Write a week; what an earlier build of it wrote is replaced.

    Only the evidence of its `own` articles is the week's: what came out of the history
    (`--window`) stands there already.
    """
    connection = history.connection
    if connection is None:
        return
    forget_week(history, week)
    articles = {_key(article): article for article in own}
    numbers = {key: number for number, key in enumerate(articles)}
    kept = [e for e in analysis.evidence if _key(e.article) in articles]
    _insert(connection, WEEKS, [{"week": str(week), "language": language}])
    _insert(
        connection,
        ARTICLES,
        [
            rows.article_values(article, number, week)
            for number, article in enumerate(articles.values())
        ],
    )
    _insert(
        connection,
        EVIDENCE,
        [
            rows.evidence_values(item, (position, numbers[_key(item.article)]), week)
            for position, item in enumerate(kept)
        ],
    )
    metrics = [values for e in kept for values in rows.metric_values(e, week)]
    _insert(connection, METRICS, metrics)
    standings = state_of(analysis, week).standings
    _insert(connection, INITIATIVES, [rows.standing_values(s) for s in standings])
    _insert(connection, CONFLICTS, list(_conflict_values(analysis.conflicts, week)))


def keep_packs(history: History, week: Week, packs: Iterable[UsedPack]) -> None:
    """Remember by which packs a week was built."""
    if history.connection is not None:
        noted = [[pack.name, pack.text] for pack in packs]
        is_week = WEEKS.c.week == str(week)
        history.connection.execute(sa.update(WEEKS).where(is_week).values(packs=noted))


def packs_of(history: History, week: Week) -> tuple[UsedPack, ...]:
    """The packs by which a week was built, empty if that is not known."""
    if history.connection is None:
        return ()
    query = sa.select(WEEKS.c.packs).where(WEEKS.c.week == str(week))
    noted = history.connection.scalar(query) or ()
    return tuple(UsedPack(name, text) for name, text in noted)


def forget_week(history: History, week: Week) -> None:
    """Take a week out of the history."""
    if history.connection is not None:
        for table in OF_A_WEEK:
            history.connection.execute(
                sa.delete(table).where(table.c.week == str(week))
            )


def weeks_before(history: History, week: Week | None = None) -> tuple[Week, ...]:
    """The weeks that the history holds, oldest first; before `week` if one is given."""
    if history.connection is None:
        return ()
    query = sa.select(WEEKS.c.week).order_by(WEEKS.c.week)
    if week is not None:
        query = query.where(WEEKS.c.week < str(week))
    return tuple(Week.parse(found) for found in history.connection.scalars(query))


def language_of(history: History, week: Week) -> str:
    """The language in which a week was built, or nothing."""
    if history.connection is None:
        return ""
    query = sa.select(WEEKS.c.language).where(WEEKS.c.week == str(week))
    return history.connection.scalar(query) or ""


def first_seen(history: History, ids: Sequence[str], week: Week) -> Mapping[str, Week]:
    """The first week before `week` that held each of the pieces of evidence, if any."""
    if history.connection is None:
        return {}
    found: dict[str, Week] = {}
    for some in _portions(ids):
        query = (
            sa.select(EVIDENCE.c.evidence_id, sa.func.min(EVIDENCE.c.week))
            .where(EVIDENCE.c.evidence_id.in_(some), EVIDENCE.c.week < str(week))
            .group_by(EVIDENCE.c.evidence_id)
        )
        for identity, first in history.connection.execute(query):
            found[identity] = Week.parse(first)
    return found


def articles_of(history: History, weeks: Iterable[Week]) -> tuple[Article, ...]:
    """The articles of some weeks, in their order, each file named with its week."""
    if history.connection is None:
        return ()
    names = [str(week) for week in weeks]
    query = sa.select(EVIDENCE).where(EVIDENCE.c.week.in_(names))
    evidence = history.connection.execute(query).mappings().all()
    return tuple(_articles(history.connection, evidence, names).values())


def evidence_of(history: History, week: Week) -> tuple[Evidence, ...]:
    """All evidence of a week, as its build left it."""
    if history.connection is None:
        return ()
    query = (
        sa.select(EVIDENCE)
        .where(EVIDENCE.c.week == str(week))
        .order_by(EVIDENCE.c.position)
    )
    return tuple(_evidence(history.connection, query))


def evidence_called(
    history: History, ids: Sequence[str], week: Week
) -> tuple[Evidence, ...]:
    """The evidence with these ids as it last stood before `week`."""
    if history.connection is None:
        return ()
    found: dict[str, Evidence] = {}
    for some in _portions(ids):
        query = (
            sa.select(EVIDENCE)
            .where(EVIDENCE.c.evidence_id.in_(some), EVIDENCE.c.week < str(week))
            .order_by(EVIDENCE.c.week)
        )
        for item in _evidence(history.connection, query):
            found[item.evidence_id] = item
    return tuple(found[identity] for identity in ids if identity in found)


def _insert(
    connection: sa.Connection, table: sa.Table, values: Sequence[Mapping[str, Any]]
) -> None:
    if values:
        connection.execute(sa.insert(table), list(values))


def _key(article: Article) -> tuple[str, int]:
    return article.source.file, article.ordinal


def _conflict_values(
    conflicts: Iterable[Conflict], week: Week
) -> Iterator[dict[str, Any]]:
    for number, conflict in enumerate(conflicts):
        (first, of_first), (second, of_second) = conflict.first, conflict.second
        yield {
            "week": str(week),
            "number": number,
            "first_id": of_first.evidence_id,
            "first_position": of_first.metrics.index(first),
            "second_id": of_second.evidence_id,
            "second_position": of_second.metrics.index(second),
        }


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    unique = list(dict.fromkeys(ids))
    for at in range(0, len(unique), _IDS_AT_ONCE):
        yield unique[at : at + _IDS_AT_ONCE]


def _evidence(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Evidence]:
    """The evidence of a query on EVIDENCE, in its order."""
    found = connection.execute(query).mappings().all()
    weeks = sorted({row["week"] for row in found})
    articles = _articles(connection, found, weeks)
    metrics = _metrics(connection, found)
    for row in found:
        yield rows.evidence_of_row(
            row,
            articles[row["week"], row["article"]],
            metrics.get((row["week"], row["evidence_id"]), ()),
        )


def _articles(
    connection: sa.Connection, evidence: Sequence[rows.Row], weeks: Sequence[str]
) -> dict[tuple[str, int], Article]:
    query = (
        sa.select(ARTICLES)
        .where(ARTICLES.c.week.in_(weeks))
        .order_by(ARTICLES.c.week, ARTICLES.c.number)
    )
    return rows.articles_of_rows(connection.execute(query).mappings(), evidence)


def _metrics(
    connection: sa.Connection, evidence: Sequence[rows.Row]
) -> dict[tuple[str, str], list[Metric]]:
    """Figures by week and evidence id."""
    found: dict[tuple[str, str], list[Metric]] = {}
    for some in _portions([row["evidence_id"] for row in evidence]):
        query = (
            sa.select(METRICS)
            .where(METRICS.c.evidence_id.in_(some))
            .order_by(METRICS.c.week, METRICS.c.position)
        )
        for week, evidence_id, _, *metric in connection.execute(query):
            found.setdefault((week, evidence_id), []).append(rows.metric_of(metric))
    return found
