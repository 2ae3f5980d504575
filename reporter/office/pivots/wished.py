"""Pivots that a fill asks for: each on a new sheet, with its slicers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.errors import TemplateError
from reporter.office.book import Book, Sheet, TablePlace
from reporter.office.drawing import SlicerFrame
from reporter.office.grid import Place
from reporter.office.new_sheet import add_sheet, number_style
from reporter.office.pivots.cache import read_caches
from reporter.office.pivots.cross import Aggregate
from reporter.office.pivots.make import PivotSpec, PivotValue, add_pivots
from reporter.office.pivots.table import read_pivots
from reporter.office.plan import PivotFill, WorkbookFill
from reporter.office.slicers import SlicerSpec, add_pivot_slicers

_WHOLE, _FRACTION = 3, 4  # built-in formats #,##0 and #,##0.00
_SLICER_ROWS, _SLICER_SIZE, _SLICER_STEP = 12, (180, 220), 190
_FIRST_ROW = 3


def add_wished(book: Book, fill: WorkbookFill) -> None:
    """Add the pivots of a fill behind the last sheet that holds one.

    Raises:
        TemplateError: the template lacks a table or a column that one needs.
    """
    tables = {table.name.casefold(): table for table in book.tables()}
    filled = {table.name.casefold() for table in fill.tables}
    faults = [f for wish in fill.pivots for f in _faults(wish, tables, filled)]
    if faults:
        raise TemplateError(book.package.name, faults)
    for number, wish in enumerate(fill.pivots, start=1):
        _add(book, wish, tables[wish.table.casefold()], (number, fill))


def _faults(
    wish: PivotFill, tables: dict[str, TablePlace], filled: set[str]
) -> Iterator[str]:
    name = wish.table.casefold()
    if name not in tables or name not in filled:
        yield f"the pivot {wish.title!r} needs a table {wish.table}; add one"
        return
    values = tuple(names for names, _, _ in wish.values)
    for names in (*wish.rows, *wish.columns, *wish.filters, *wish.slicers, *values):
        if _header(tables[name], names) is None:
            yield (
                f"{tables[name].sheet.name}!{tables[name].area}: the pivot"
                f" {wish.title!r} needs a column {names[0]} in {wish.table}; add it"
            )


def _add(
    book: Book, wish: PivotFill, table: TablePlace, context: tuple[int, WorkbookFill]
) -> None:
    number, spec = context[0], _spec(wish, table, context)
    package = book.package
    last = _last_with_pivot(book)
    style = number_style(package, book.part, spec.values[0].number_format)
    cells: dict[Place, tuple[str | None, str]] = {(1, 1): (wish.title, "")}
    top, left = spec.corner
    width = (len(spec.values) + 1) * 2
    for row in range(top + 1, top + 6):
        cells |= {(row, left + at): (None, style) for at in range(1, width + 1)}
    sheet = add_sheet(book, wish.title, last, cells)
    add_pivots(book, [replace(spec, sheet=sheet.name)])
    if not wish.slicers:
        return
    pivots = read_pivots(book, read_caches(book, [table]))
    own = [pivot for pivot in pivots if pivot.name == spec.name]
    headers = [_found(table, names) for names in wish.slicers]
    slicers = [_slicer(number, at, header) for at, header in enumerate(headers)]
    add_pivot_slicers(book, sheet, slicers, own)


def _slicer(number: int, at: int, header: str) -> SlicerSpec:
    place = (at * _SLICER_STEP, 0)
    frame = SlicerFrame((_FIRST_ROW, 1), _SLICER_SIZE, header, place)
    return SlicerSpec(f"wish{number}_{at + 1}", header, header, frame)


def _spec(
    wish: PivotFill, table: TablePlace, context: tuple[int, WorkbookFill]
) -> PivotSpec:
    number, fill = context

    def found(fields: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(_found(table, names) for names in fields)

    rows, columns = found(wish.rows), found(wish.columns)
    top = _FIRST_ROW + (_SLICER_ROWS if wish.slicers else 0)
    top += len(wish.filters) + 1 if wish.filters else 0
    return PivotSpec(
        name=f"wish{number}",
        table=table.name,
        sheet="",
        corner=(top, 1),
        rows=rows,
        columns=columns,
        values=tuple(_value(table, value) for value in wish.values),
        filters=found(wish.filters),
        listed=found(wish.slicers),
        captions=(" / ".join(rows), " / ".join(columns)),
        words=fill.words,
    )


def _value(table: TablePlace, value: tuple[tuple[str, ...], str, str]) -> PivotValue:
    names, how, caption = value
    aggregate = Aggregate(how)
    code = _FRACTION if aggregate is Aggregate.AVERAGE else _WHOLE
    return PivotValue(_found(table, names), aggregate, caption, code)


def _last_with_pivot(book: Book) -> Sheet:
    """The last sheet that holds a pivot, or the last of all."""
    held = [
        sheet
        for sheet in book.sheets
        if any(r.kind == "pivotTable" for r in book.package.relationships(sheet.part))
    ]
    return (held or book.sheets)[-1]


def _header(table: TablePlace, names: Sequence[str]) -> str | None:
    wanted = {name.casefold().strip() for name in names}
    return next((h for h in table.headers if h.casefold().strip() in wanted), None)


def _found(table: TablePlace, names: Sequence[str]) -> str:
    header = _header(table, names)
    if header is None:
        raise KeyError(names[0])
    return header
