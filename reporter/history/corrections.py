"""What analysts decided, in and out of the history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import sqlalchemy as sa

from reporter.domain.corrections import (
    CorrectedWorkbook,
    Correction,
    Field,
    Subject,
)
from reporter.history.schema import CORRECTIONS, INITIATIVES, WORKBOOKS
from reporter.history.store import History


def corrections_of(history: History) -> tuple[Correction, ...]:
    """The whole log, oldest first."""
    if history.connection is None:
        return ()
    query = sa.select(CORRECTIONS).order_by(CORRECTIONS.c.number)
    return tuple(_correction(r) for r in history.connection.execute(query).mappings())


def add_corrections(
    history: History, corrections: Iterable[Correction], book: CorrectedWorkbook
) -> None:
    """Add to the log, and remember that the workbook was read."""
    if history.connection is None:
        return
    values = [
        {**asdict(c), "subject": c.subject.value, "field": c.field.value}
        for c in corrections
    ]
    if values:
        history.connection.execute(sa.insert(CORRECTIONS), values)
    if not was_read(history, book.sha256):
        seen = sa.insert(WORKBOOKS).values(sha256=book.sha256, name=book.name)
        history.connection.execute(seen)


def was_read(history: History, sha256: str) -> bool:
    """Whether a workbook with these bytes was taken in before."""
    if history.connection is None:
        return False
    query = sa.select(WORKBOOKS.c.name).where(WORKBOOKS.c.sha256 == sha256)
    return history.connection.execute(query).first() is not None


def initiative_names(history: History) -> tuple[str, ...]:
    """The name of every initiative that a week held, in order."""
    if history.connection is None:
        return ()
    query = sa.select(INITIATIVES.c.name).distinct().order_by(INITIATIVES.c.name)
    return tuple(history.connection.scalars(query))


def _correction(row: sa.RowMapping) -> Correction:
    facts = {key: value for key, value in row.items() if key != "number"}
    facts["subject"], facts["field"] = Subject(row["subject"]), Field(row["field"])
    return Correction(**facts)
