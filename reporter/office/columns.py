"""Rows of values -> the data rows of one table, as XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from reporter.office.book import CellLook, tag
from reporter.office.cells import (
    CellValue,
    escape,
    number_body,
    shown_text,
    text_body,
    write_cell,
)
from reporter.office.heights import Widths, text_height
from reporter.office.plan import Row, TablePlan
from reporter.office.refs import column_letters, shift_rows

_SHORT = frozenset({int, float, bool, type(None), date, datetime})  # one line each
Resolve = Callable[[CellValue], CellValue]


@dataclass(frozen=True, slots=True)
class ColumnWriter:
    """How one column of a table is written.

    `source` is the place of its value in a row; a column of the template's own has
    None there and perhaps a `formula`, as it stands in the first data row. `before`
    and `after` are what stands around the row's number in a cell. A column whose
    style wraps has a `look` and the `width` that its text may take.
    """

    column: int
    letters: str
    style: str
    source: int | None
    formula: str
    before: str
    after: str
    width: float
    look: CellLook | None


class TableWriter:
    """The data rows of one table, to be asked for from the first to the last.

    They stand in the rows `top` to `bottom`; `sample_row` is the template's first.
    """

    def __init__(
        self,
        plan: TablePlan,
        sample: Mapping[int, etree._Element],
        looks: Sequence[CellLook],
        widths: Widths,
        resolve: Resolve,
    ) -> None:
        self._plan = plan
        self.top, self.bottom = plan.cells.top, plan.cells.bottom
        self.sample_row = plan.place.cells.top
        self._resolve = resolve
        last = plan.place.cells.right
        self._columns = tuple(
            _column(
                plan.cells.left + at,
                source,
                sample.get(min(plan.cells.left + at, last)),
                (looks, widths),
            )
            for at, source in enumerate(plan.columns)
        )
        self._in_order = tuple(
            (column, column.source, column.before, column.after)
            for column in self._columns
        )
        self._wrapped = tuple(
            (column.source, column.width, column.look)
            for column in self._columns
            if column.look is not None and column.source is not None
        )
        self._rows: Iterator[Row] = iter(())
        self._at = 0
        self._row_there: Row = ()

    def cells(self, number: int) -> list[tuple[int, str]]:
        """The cells of a row of the sheet, by column."""
        row, found = self._row(number), []
        for column, source, _, _ in self._in_order:
            value = row[source] if row and source is not None else None
            found.append((column.column, self._cell(column, value, number)))
        return found

    def xml(self, number: int) -> str:
        """The cells of a row of the sheet, one after the other.

        What tables mostly hold is written here, without a call for each cell.
        """
        row, written = self._row(number), []
        for column, source, before, after in self._in_order:
            value = row[source] if row and source is not None else None
            kind = type(value)
            if kind is str and value:
                written.append(f"{before}{number}{after}{text_body(value)}")  # type: ignore[arg-type]
            elif kind is float or kind is int:
                written.append(f"{before}{number}{after}{number_body(value)}")  # type: ignore[arg-type]
            else:
                written.append(self._cell(column, value, number))
        return "".join(written)

    def height(self, number: int) -> float:
        """The points that the wrapped texts of a row need; 0 where nothing wraps."""
        row, height = self._row(number), 0.0
        for source, width, look in self._wrapped if row else ():
            value = row[source]
            text = "" if type(value) in _SHORT else shown_text(value)
            if text:
                height = max(height, text_height(text, width, look))
        return height

    def _row(self, number: int) -> Row:
        """The values of a row; it stays at hand until the next one is asked for."""
        if number != self._at:
            if number == self.top:
                self._rows = iter(self._plan.rows)
            self._row_there = next(self._rows, ())
            self._at = number
        return self._row_there

    def _cell(self, column: ColumnWriter, value: CellValue, number: int) -> str:
        if column.source is None:
            return self._own(column, number)
        if value is None or value == "":
            return f"{column.before}{number}{column.after}/>" if column.style else ""
        ref = f"{column.letters}{number}"
        return write_cell(ref, column.style, self._resolve(value))

    def _own(self, column: ColumnWriter, number: int) -> str:
        """A cell of a column of the template's own, its formula copied down."""
        start = f"{column.before}{number}{column.after}"
        if not column.formula:
            return f"{start}/>" if column.style else ""
        formula = escape(shift_rows(column.formula, number - self.top))
        return f"{start}><f>{formula}</f></c>"


def _column(
    number: int,
    source: int | None,
    sample: etree._Element | None,
    look_of: tuple[Sequence[CellLook], Widths],
) -> ColumnWriter:
    looks, widths = look_of
    style = sample.get("s", "") if sample is not None else ""
    formula = sample.find(tag("f")) if sample is not None else None
    look = looks[int(style)] if style and int(style) < len(looks) else None
    letters = column_letters(number)
    return ColumnWriter(
        column=number,
        letters=letters,
        style=style,
        source=source,
        formula=(formula.text or "") if formula is not None else "",
        before=f'<c r="{letters}',
        after=f'" s="{style}"' if style else '"',
        width=widths.of(number),
        look=look if look is not None and look.wraps else None,
    )
