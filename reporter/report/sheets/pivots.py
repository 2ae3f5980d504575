"""The pivots that a team wishes for, matched with the tables of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reporter.domain.settings import PivotWish
from reporter.domain.text import did_you_mean
from reporter.report.model import Report
from reporter.report.sheets.catalogue import CATALOGUE
from reporter.report.sheets.content import Column, Kind, Pivot, PivotValue
from reporter.report.wording import LANGUAGES, Words

# What a row is counted by: a field that is never empty.
_COUNTED = {
    "Evidence": "evidence_id", "Metrics": "evidence_id", "Sources": "source_id",
    "Review": "evidence_id",
}  # fmt: skip


def wish_faults(wishes: Iterable[PivotWish]) -> Iterator[str]:
    """What wishes name that no table has, each with its line and the nearest name."""
    for wish in wishes:
        where = f"line {wish.line}: pivots: {wish.title}"
        table = _table(wish.table)
        if table is None:
            known = [name for name in CATALOGUE if not name.endswith("List")]
            yield f"{where}: no table {wish.table!r}{did_you_mean(wish.table, known)}"
            continue
        names = [column.field for column in CATALOGUE[table]]
        for field in _fields(wish):
            if _column(table, field) is None:
                near = did_you_mean(field, names)
                yield f"{where}: {table} has no field {field!r}{near}"
        used = [*wish.rows, *wish.columns, *wish.filters]
        for field in sorted({*used, *wish.slicers}):
            column = _column(table, field)
            if column is not None and column.kind is Kind.DATE:
                yield f"{where}: {field!r} holds dates; take a week instead"
        for field in sorted({f for f in used if used.count(f) > 1}):
            yield f"{where}: {field!r} stands on two axes; leave one out"


def pivots(report: Report) -> tuple[Pivot, ...]:
    """The wished pivots; raises KeyError for names of which `wish_faults` tells."""
    return tuple(_pivot(w, report.words) for w in report.edition.settings.pivots)


def _pivot(wish: PivotWish, words: Words) -> Pivot:
    table = _table(wish.table)
    if table is None:
        raise KeyError(wish.table)

    def columns(fields: Iterable[str]) -> tuple[Column, ...]:
        return tuple(_known(table, field) for field in fields)

    return Pivot(
        title=wish.title,
        table=table,
        rows=columns(wish.rows),
        columns=columns(wish.columns),
        values=tuple(_value(table, how, field, words) for how, field in wish.values),
        filters=columns(wish.filters),
        slicers=columns(wish.slicers),
    )


def _value(table: str, how: str, field: str, words: Words) -> PivotValue:
    name = words(f"pivot.{how}")
    if not field:
        first = CATALOGUE[table][0].field
        return PivotValue(_known(table, _COUNTED.get(table, first)), how, name)
    column = _known(table, field)
    label = (column.zh, column.en)[LANGUAGES.index(words.language)]
    return PivotValue(column, how, words("pivot.of", how=name, field=label))


def _fields(wish: PivotWish) -> Sequence[str]:
    added = [field for _, field in wish.values if field]
    return [*wish.rows, *wish.columns, *wish.filters, *wish.slicers, *added]


def _table(name: str) -> str | None:
    return next((t for t in CATALOGUE if t.casefold() == name.casefold()), None)


def _column(table: str, name: str) -> Column | None:
    wanted = name.casefold().strip()
    for column in CATALOGUE[table]:
        if wanted in (spelling.casefold() for spelling in column.spellings):
            return column
    return None


def _known(table: str, name: str) -> Column:
    column = _column(table, name)
    if column is None:
        raise KeyError(name)
    return column
