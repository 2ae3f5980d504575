"""Rows of values -> the data rows of one table, as XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reporter.office.book import CellLook, tag
from reporter.office.cells import escape, shown_text, write_cell
from reporter.office.heights import Widths, text_height
from reporter.office.plan import Row, TablePlan
from reporter.office.refs import column_letters, shift_rows


@dataclass(frozen=True, slots=True)
class ColumnWriter:
    """How one column of a table is written.

    `source` is the place of its value in a row; a column of the template's own has
    None there and perhaps a `formula`, as it stands in the first data row. A column
    whose style wraps has a `look` and the `width` that its text may take.
    """

    column: int
    letters: str
    style: str
    source: int | None
    formula: str
    width: float
    look: CellLook | None


class TableWriter:
    """The data rows of one table."""

    def __init__(
        self,
        plan: TablePlan,
        sample: Mapping[int, etree._Element],
        looks: Sequence[CellLook],
        widths: Widths,
    ) -> None:
        self._plan = plan
        self._top = plan.cells.top
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

    def cells(self, number: int) -> list[tuple[int, str]]:
        """The cells of a row of the sheet, by column."""
        row = self._row(number)
        return [
            (column.column, self._cell(column, row, number)) for column in self._columns
        ]

    def xml(self, number: int) -> str:
        """The cells of a row of the sheet, one after the other."""
        row = self._row(number)
        return "".join([self._cell(column, row, number) for column in self._columns])

    def height(self, number: int) -> float:
        """The points that the wrapped texts of a row need; 0 where nothing wraps."""
        row, height = self._row(number), 0.0
        for column in self._columns:
            if column.look is not None and column.source is not None and row:
                text = shown_text(row[column.source])
                if text:
                    needed = text_height(text, column.width, column.look)
                    height = max(height, needed)
        return height

    def _row(self, number: int) -> Row:
        at = number - self._top
        return self._plan.rows[at] if at < len(self._plan.rows) else ()

    def _cell(self, column: ColumnWriter, row: Row, number: int) -> str:
        ref = f"{column.letters}{number}"
        if column.source is not None:
            return write_cell(ref, column.style, row[column.source] if row else None)
        if not column.formula:
            return write_cell(ref, column.style, None)
        formula = escape(shift_rows(column.formula, number - self._top))
        style = f' s="{column.style}"' if column.style else ""
        return f'<c r="{ref}"{style}><f>{formula}</f></c>'


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
    return ColumnWriter(
        column=number,
        letters=column_letters(number),
        style=style,
        source=source,
        formula=(formula.text or "") if formula is not None else "",
        width=widths.of(number),
        look=look if look is not None and look.wraps else None,
    )
