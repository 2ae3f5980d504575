"""The tables of the history, and the steps from one version of them to the next.

Weeks are text (`2025-W28`), which sorts as they do; sets of ids are JSON.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

META = sa.MetaData()
# Tables share a team's database with others: all names begin alike.
_NAME = "reporter_{}".format
_WEEK, _ID, _TEXT = sa.String(8), sa.String(64), sa.Text

VERSION = sa.Table(_NAME("version"), META, sa.Column("number", sa.Integer))
WEEKS = sa.Table(
    _NAME("weeks"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("language", sa.String(2)),
    sa.Column("packs", sa.JSON, server_default="[]"),
)
ARTICLES = sa.Table(
    _NAME("articles"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("file", _TEXT),
    sa.Column("line", sa.Integer),
    sa.Column("ordinal", sa.Integer),
    sa.Column("title", _TEXT),
    sa.Column("outlet", _TEXT),
    sa.Column("published_at", sa.String(16)),
    sa.Column("url", _TEXT),
    sa.Column("references", sa.JSON, server_default="[]"),
)
EVIDENCE = sa.Table(
    _NAME("evidence"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("evidence_id", _ID, primary_key=True),
    sa.Column("position", sa.Integer),
    sa.Column("article", sa.Integer),
    sa.Column("heading", _TEXT),
    sa.Column("bullet", sa.Integer),
    sa.Column("line", sa.Integer),
    sa.Column("text", _TEXT),
    sa.Column("citations", sa.JSON),
    sa.Column("platform", _ID),
    sa.Column("mentions", sa.JSON),
    sa.Column("quadrant", sa.String(1)),
    sa.Column("runner_up", sa.String(1)),
    sa.Column("confidence", sa.Float),
    sa.Column("why", _TEXT),
    sa.Column("theme", _ID),
    sa.Column("initiatives", sa.JSON),
    sa.Column("stage", sa.String(16)),
    sa.Column("duplicate_of", _ID),
    sa.Column("independent_sources", sa.Integer),
    sa.Column("flags", sa.JSON),
    sa.Column("first_seen", _WEEK),
    sa.Column("corrected", _TEXT),
    sa.Column("repeat", sa.String(16), server_default=""),
    sa.Column("url", _TEXT, server_default=""),
    sa.Index(_NAME("evidence_by_id"), "evidence_id", "week"),
)
METRICS = sa.Table(
    _NAME("metrics"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("evidence_id", _ID, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("platform", _ID),
    sa.Column("measure", _ID),
    sa.Column("value", sa.Float),
    sa.Column("upper", sa.Float),
    sa.Column("unit", _ID),
    sa.Column("currency", sa.String(3)),
    sa.Column("period", _ID),
    sa.Column("exactness", sa.String(8)),
    sa.Column("text", _TEXT),
    sa.Column("of", _ID, server_default=""),
    sa.Column("direction", sa.String(8), server_default=""),
    sa.Column("compared_with", _ID, server_default=""),
)
INITIATIVES = sa.Table(
    _NAME("initiatives"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("platform", _ID),
    sa.Column("theme", _ID),
    sa.Column("aliases", sa.JSON),
    sa.Column("partners", sa.JSON),
    sa.Column("stage", sa.String(16)),
    sa.Column("since", sa.String(16)),
    sa.Column("stage_ids", sa.JSON),
    sa.Column("evidence_ids", sa.JSON),
    sa.Column("since_week", _WEEK),
)
CONFLICTS = sa.Table(
    _NAME("conflicts"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first_id", _ID),
    sa.Column("first_position", sa.Integer),
    sa.Column("second_id", _ID),
    sa.Column("second_position", sa.Integer),
)
# What analysts decided: a log to which is only added, so that nothing is lost.
CORRECTIONS = sa.Table(
    _NAME("corrections"),
    META,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("subject", sa.String(16)),
    sa.Column("key", _TEXT),
    sa.Column("field", sa.String(16)),
    sa.Column("value", _TEXT),
    sa.Column("text", _TEXT),
    sa.Column("platform", _ID),
    sa.Column("by", _TEXT),
    sa.Column("at", sa.String(32)),
    sa.Column("place", _TEXT),
    sa.Column("week", _WEEK),
)
WORKBOOKS = sa.Table(
    _NAME("workbooks"),
    META,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("name", _TEXT),
)
MAILS = sa.Table(
    _NAME("mails"),
    META,
    sa.Column("week", _WEEK, primary_key=True),
    sa.Column("audience", sa.String(128), primary_key=True),
    sa.Column("recipient", sa.String(320), primary_key=True),
    sa.Column("state", sa.String(16)),
)
OF_A_WEEK = (CONFLICTS, INITIATIVES, METRICS, EVIDENCE, ARTICLES, WEEKS)


def _create(*tables: sa.Table) -> Callable[[sa.Connection], None]:
    def step(connection: sa.Connection) -> None:
        META.create_all(connection, tables=tables, checkfirst=False)

    return step


def _add(table: sa.Table, *names: str) -> Callable[[sa.Connection], None]:
    """Add columns where they are not; tables made by an earlier step may have them."""

    def step(connection: sa.Connection) -> None:
        there = {c["name"] for c in sa.inspect(connection).get_columns(table.name)}
        for name in names:
            if name not in there:
                column = sa.schema.CreateColumn(table.c[name])
                told = column.compile(dialect=connection.dialect)
                connection.exec_driver_sql(
                    f"ALTER TABLE {table.name} ADD COLUMN {told}"
                )

    return step


# Step n leads from version n to n + 1. A step is never changed once it was released.
STEPS: tuple[Callable[[sa.Connection], None], ...] = (
    _create(VERSION, *reversed(OF_A_WEEK)),
    _create(CORRECTIONS, WORKBOOKS),
    _create(MAILS),
    _add(METRICS, "of", "direction", "compared_with"),
    _add(EVIDENCE, "repeat", "url"),
    _add(ARTICLES, "references"),
    _add(WEEKS, "packs"),
)
NEWEST = len(STEPS)


def version_of(connection: sa.Connection) -> int:
    """The version of the tables, 0 where there are none."""
    if not sa.inspect(connection).has_table(VERSION.name):
        return 0
    return connection.scalar(sa.select(VERSION.c.number)) or 0


def migrate(connection: sa.Connection, version: int) -> None:
    """Take the tables from `version` to the newest, within the open transaction."""
    for step in STEPS[version:]:
        step(connection)
    connection.execute(sa.delete(VERSION))
    connection.execute(sa.insert(VERSION).values(number=NEWEST))
