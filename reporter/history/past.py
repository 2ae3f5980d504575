"""The history -> what one week is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from reporter.domain.changes import (
    Dispute,
    Judged,
    Past,
    Standing,
    Stated,
    WeekState,
)
from reporter.domain.values import Flag, Quadrant, Week
from reporter.history.rows import metric_of, moment, standing_of_row
from reporter.history.schema import (
    ARTICLES,
    CONFLICTS,
    EVIDENCE,
    INITIATIVES,
    METRICS,
)
from reporter.history.store import History
from reporter.history.weeks import weeks_before

# A figure is held against those of two months: an older one is no news of this week.
RECENT_WEEKS = 8


def past_of(history: History, week: Week, since: Week | None = None) -> Past | None:
    """What the weeks before `week` hold, or None if there is none.

    With `since` those up to and with that week.
    """
    before = [w for w in weeks_before(history, week) if since is None or w <= since]
    if history.connection is None or not before:
        return None
    recent = [str(w) for w in before[-RECENT_WEEKS:] if _is_recent(w, week)]
    weeks = recent or [str(before[-1])]
    return Past(
        week=before[-1],
        judged=tuple(_judged(history.connection, before[-1])),
        standings=tuple(_standings(history.connection, before[-1])),
        stated=tuple(_stated(history.connection, weeks)),
        disputes=tuple(_disputes(history.connection, weeks)),
    )


def state_of_week(history: History, week: Week) -> WeekState | None:
    """A week as its build left it, or None if the history does not hold it."""
    if history.connection is None or week not in weeks_before(history):
        return None
    connection, name = history.connection, str(week)
    new = sa.select(EVIDENCE.c.evidence_id).where(
        EVIDENCE.c.week == name, EVIDENCE.c.first_seen == name
    )
    standings = sa.select(INITIATIVES).where(INITIATIVES.c.week == name)
    found = connection.execute(standings.order_by(INITIATIVES.c.name)).mappings()
    return WeekState(
        week=week,
        judged=tuple(_judged(connection, week)),
        standings=tuple(standing_of_row(row) for row in found),
        stated=tuple(_stated(connection, [name])),
        disputes=tuple(_disputes(connection, [name])),
        new_ids=frozenset(connection.scalars(new)),
    )


def _is_recent(earlier: Week, week: Week) -> bool:
    return week.monday - earlier.monday <= timedelta(weeks=RECENT_WEEKS)


def _judged(connection: sa.Connection, week: Week) -> Iterator[Judged]:
    columns = EVIDENCE.c
    query = (
        sa.select(
            columns.evidence_id,
            columns.platform,
            columns.quadrant,
            columns.text,
            columns.flags,
        )
        .where(
            columns.week == str(week),
            columns.duplicate_of == "",
            columns.quadrant != Quadrant.NEUTRAL.value,
        )
        .order_by(columns.position)
    )
    for identity, platform, quadrant, text, flags in connection.execute(query):
        if Flag.REVIEW.value not in flags:
            yield Judged(identity, platform, Quadrant(quadrant), text, week)


def _standings(connection: sa.Connection, until: Week) -> Iterator[Standing]:
    """Every initiative as it last stood, its stage the last that was told."""
    query = (
        sa.select(INITIATIVES)
        .where(INITIATIVES.c.week <= str(until))
        .order_by(INITIATIVES.c.week, INITIATIVES.c.name)
    )
    known: dict[str, Standing] = {}
    for row in connection.execute(query).mappings():
        now, before = standing_of_row(row), known.get(row["name"])
        if before is not None:
            now = replace(now, since_week=min(before.since_week, now.since_week))
            if now.stage is None:
                now = replace(now, stage=before.stage, stage_ids=before.stage_ids)
        known[now.name] = now
    yield from known.values()


def _stated(connection: sa.Connection, weeks: Sequence[str]) -> Iterator[Stated]:
    """The figures that were new in some weeks, oldest first."""
    is_new = EVIDENCE.c.first_seen == EVIDENCE.c.week
    query = _figures(METRICS.c.week.in_(weeks)).where(is_new)
    for row in connection.execute(query):
        yield _stated_of(row)


def _figures(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Figures with the sentence and the day of the article that states them."""
    of_evidence = sa.and_(
        EVIDENCE.c.week == METRICS.c.week,
        EVIDENCE.c.evidence_id == METRICS.c.evidence_id,
    )
    of_article = sa.and_(
        ARTICLES.c.week == EVIDENCE.c.week, ARTICLES.c.number == EVIDENCE.c.article
    )
    return (
        sa.select(*METRICS.c, EVIDENCE.c.text, ARTICLES.c.published_at)
        .select_from(METRICS)
        .join(EVIDENCE, of_evidence)
        .join(ARTICLES, of_article)
        .where(which)
        .order_by(METRICS.c.week, EVIDENCE.c.position, METRICS.c.position)
    )


def _stated_of(row: Sequence[Any]) -> Stated:
    week, evidence_id, _, *metric, sentence, published_at = row
    return Stated(
        metric=metric_of(metric),
        evidence_id=evidence_id,
        text=sentence,
        week=_week(week),
        day=_day(published_at),
    )


_week = cache(Week.parse)  # a year's figures share a few weeks and days


@cache
def _day(published_at: str) -> date:
    published = moment(published_at)
    return published.day if published else date.min


def _disputes(connection: sa.Connection, weeks: Sequence[str]) -> Iterator[Dispute]:
    """The conflicts of some weeks; a side may be a figure of an older week."""
    query = (
        sa.select(CONFLICTS)
        .where(CONFLICTS.c.week.in_(weeks))
        .order_by(CONFLICTS.c.week, CONFLICTS.c.number)
    )
    found = connection.execute(query).mappings().all()
    ids = {row[side] for row in found for side in ("first_id", "second_id")}
    figures: dict[tuple[str, int], Stated] = {}
    if ids:
        stated = _figures(METRICS.c.evidence_id.in_(sorted(ids)))
        stated = stated.where(METRICS.c.week <= max(weeks))
        for figure in connection.execute(stated):
            figures[figure.evidence_id, figure.position] = _stated_of(figure)
    for row in found:
        week = Week.parse(row["week"])
        first = figures.get((row["first_id"], row["first_position"]))
        second = figures.get((row["second_id"], row["second_position"]))
        if first and second:
            yield Dispute(replace(first, week=week), replace(second, week=week))
