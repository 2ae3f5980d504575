"""A pivot's lines and figures -> the cells that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.office.pivots.cross import CrossTable, Scalar
from reporter.office.pivots.items import Items
from reporter.office.pivots.lines import AxisOrder, Level, Line, LineKind, lines_of
from reporter.office.pivots.table import Pivot, ValueField
from reporter.office.plan import PivotWords

Offset = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The cells of a pivot by row and column within it, from 0.

    `like` names, for each, the cell of the template's pivot whose look it takes;
    cells of its heads that are not in `cells` stay as they are.
    """

    rows: int
    columns: int
    cells: Mapping[Offset, Scalar]
    like: Mapping[Offset, Offset]
    row_lines: tuple[Line, ...]
    column_lines: tuple[Line, ...]


def draw(
    pivot: Pivot, cross: CrossTable, items: Mapping[int, Items], words: PivotWords
) -> Drawing:
    """Set out a pivot in the form that its template gives it."""
    fields = pivot.values
    across = AxisOrder(1, pivot.levels(1), max(len(fields), 1), pivot.grand(1))
    down = AxisOrder(0, pivot.levels(0), 1, pivot.grand(0))
    columns, rows = lines_of(across, cross), lines_of(down, cross)
    pen = _Pen(pivot, items, (rows, columns), words)
    cells: dict[Offset, Scalar] = {
        **dict(pen.column_heads()),
        **dict(pen.row_heads()),
        **dict(pen.figures(cross)),
    }
    head_rows, head_columns = pivot.heads
    height, width = head_rows + len(rows), head_columns + len(columns)
    like = {
        (row, column): pen.like(row, column)
        for row in range(height)
        for column in range(width)
    }
    return Drawing(height, width, cells, like, rows, columns)


class _Pen:
    """Writes the parts of one pivot."""

    def __init__(
        self,
        pivot: Pivot,
        items: Mapping[int, Items],
        lines: tuple[Sequence[Line], Sequence[Line]],
        words: PivotWords,
    ) -> None:
        self._pivot = pivot
        self._items = items
        self._rows, self._columns = lines
        self._words = words
        self._fields = pivot.values
        self._top, self._left = pivot.heads
        self._row_fields, self._column_fields = pivot.rows, pivot.columns
        levels = pivot.levels(0)
        self._offsets = _offsets(levels)
        self._levels = levels

    def column_heads(self) -> Iterator[tuple[Offset, Scalar]]:
        """What stands above each column: its items, below them its value field."""
        has_names = len(self._fields) > 1
        levels = len(self._column_fields) + has_names
        first = self._top - levels
        for at, line in enumerate(self._columns):
            column = self._left + at
            for level in range(levels):
                yield (first + level, column), None
            yield from self._labels(line, column, first)
            if has_names and line.kind is LineKind.ITEM:
                yield (self._top - 1, column), self._fields[line.value].caption

    def _labels(
        self, line: Line, column: int, first: int
    ) -> Iterator[tuple[Offset, Scalar]]:
        if line.kind is LineKind.ITEM:
            shared = len(line.path) if line.value else line.shared
            for level in range(shared, len(line.path)):
                label = self._label(self._column_fields[level], line.path[level])
                yield (first + level, column), label
        elif self._column_fields:
            level = max(len(line.path) - 1, 0)
            yield (first + level, column), self._total(line, self._column_fields)

    def row_heads(self) -> Iterator[tuple[Offset, Scalar]]:
        """What stands before each row."""
        for at, line in enumerate(self._rows):
            row = self._top + at
            for column in range(self._left):
                yield (row, column), None
            if line.kind is LineKind.ITEM:
                for level in range(line.shared, len(line.path)):
                    label = self._label(self._row_fields[level], line.path[level])
                    yield (row, self._offsets[level]), label
            else:
                level = max(len(line.path) - 1, 0)
                label = self._total(line, self._row_fields)
                yield (row, self._offsets[level] if self._offsets else 0), label

    def figures(self, cross: CrossTable) -> Iterator[tuple[Offset, Scalar]]:
        """What the groups come to."""
        for down, row in enumerate(self._rows):
            is_shown = self._shows_figures(row)
            for across, column in enumerate(self._columns):
                value: Scalar = None
                if is_shown and self._fields:
                    field = self._fields[column.value]
                    value = cross.value(
                        row.path, column.path, column.value, field.aggregate
                    )
                yield (self._top + down, self._left + across), value

    def like(self, row: int, column: int) -> Offset:
        """The cell of the old pivot in the same role."""
        old = self._pivot.area
        height, width = old.rows, old.right - old.left + 1
        if row >= self._top:
            kind = self._rows[row - self._top].kind
            row = height - 1 if kind is LineKind.GRAND else min(self._top, height - 1)
        if column >= self._left:
            line = self._columns[column - self._left]
            column = self._left + line.value
            if line.kind is LineKind.GRAND:
                column = width - len(self._fields or "1") + line.value
        return row, min(column, width - 1)

    def _shows_figures(self, line: Line) -> bool:
        """An outline's head shows them only where its subtotal stands on top."""
        is_inner = len(line.path) < len(self._row_fields)
        if line.kind is not LineKind.ITEM or not is_inner:
            return True
        level = self._levels[len(line.path) - 1]
        return level.has_subtotal and level.subtotal_on_top

    def _label(self, field: int, item: int) -> Scalar:
        label = self._items[field].labels[item]
        return self._words.blank if label is None else label

    def _total(self, line: Line, fields: Sequence[int]) -> str:
        root = self._pivot.root
        if line.kind is LineKind.GRAND:
            grand = root.get("grandTotalCaption") or self._words.grand
            is_named = len(self._fields) > 1 and fields is self._column_fields
            name: ValueField | None = self._fields[line.value] if is_named else None
            return f"{grand} {name.caption}" if name else grand
        label = str(self._label(fields[len(line.path) - 1], line.path[-1]))
        return self._words.total.replace("{}", label)


def _offsets(levels: Sequence[Level]) -> tuple[int, ...]:
    """The column of each row field: a compact outline shares it with the next."""
    found, column = [], 0
    for level in levels:
        found.append(column)
        column += 0 if level.is_outline and level.is_compact else 1
    return tuple(found)
