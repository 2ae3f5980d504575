"""The history -> what one week is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

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
    for identity, platform, quadrant, text, flags in connection.execute(query).all():
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
    for row in connection.execute(query).mappings().all():
        now, before = standing_of_row(row), known.get(row["name"])
        if before is not None:
            now = replace(now, since_week=min(before.since_week, now.since_week))
            if now.stage is None:
                now = replace(now, stage=before.stage, stage_ids=before.stage_ids)
        known[now.name] = now
    yield from known.values()


def _stated(connection: sa.Connection, weeks: Sequence[str]) -> Iterator[Stated]:
    """The figures that were new in some weeks, oldest first."""
    # That both tables are bounded keeps PostgreSQL from going through all weeks.
    which = METRICS.c.week.in_(weeks) & EVIDENCE.c.week.in_(weeks)
    is_new = EVIDENCE.c.first_seen == EVIDENCE.c.week
    for _, stated in _figures(connection, which & is_new):
        yield stated


def _figures(
    connection: sa.Connection, which: sa.ColumnElement[bool]
) -> Iterator[tuple[int, Stated]]:
    """Figures by their position in a sentence, with it and the day of its article."""
    of_evidence = sa.and_(
        EVIDENCE.c.week == METRICS.c.week,
        EVIDENCE.c.evidence_id == METRICS.c.evidence_id,
    )
    query = (
        sa.select(*METRICS.c, EVIDENCE.c.text, EVIDENCE.c.article)
        .select_from(METRICS)
        .join(EVIDENCE, of_evidence)
        .where(which)
        .order_by(METRICS.c.week, EVIDENCE.c.position, METRICS.c.position)
    )
    rows = connection.execute(query).all()
    days = _days(connection, sorted({row[0] for row in rows}))
    for week, evidence_id, position, *metric, sentence, article in rows:
        yield (
            position,
            Stated(
                metric=metric_of(metric),
                evidence_id=evidence_id,
                text=sentence,
                week=_week(week),
                day=days.get((week, article), date.min),
            ),
        )


def _days(
    connection: sa.Connection, weeks: Sequence[str]
) -> dict[tuple[str, int], date]:
    """When the articles of some weeks were published, by week and number."""
    columns = ARTICLES.c.week, ARTICLES.c.number, ARTICLES.c.published_at
    query = sa.select(*columns).where(ARTICLES.c.week.in_(weeks))
    found = connection.execute(query).all()
    return {(week, number): _day(published_at) for week, number, published_at in found}


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
        is_before = METRICS.c.week <= max(weeks)
        which = METRICS.c.evidence_id.in_(sorted(ids)) & is_before
        for position, stated in _figures(connection, which):
            figures[stated.evidence_id, position] = stated
    for row in found:
        week = Week.parse(row["week"])
        first = figures.get((row["first_id"], row["first_position"]))
        second = figures.get((row["second_id"], row["second_position"]))
        if first and second:
            yield Dispute(replace(first, week=week), replace(second, week=week))
