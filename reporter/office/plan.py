"""What is to be filled, matched with where the template has room for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol, runtime_checkable

from reporter.office.book import TablePlace
from reporter.office.cells import CellValue
from reporter.office.refs import Area, Growth

MAX_ROWS = 1_048_576
Row = Sequence[CellValue]


@runtime_checkable
class Rows(Protocol):
    """Rows whose number is known and that can be gone through more than once."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __iter__(self) -> Iterator[Row]:
        """All of them, in order."""
        ...


@dataclass(frozen=True, slots=True)
class TableFill:
    """Rows for the table called `name`.

    Rows that are `Rows` are never all held at once. `fields` gives the accepted
    headers of each column of the rows, in any case. With `own_columns` the table gets
    a column for each of `headers` in place of its own. Where a sheet has no room for
    all rows, `more` is its last one and says that `{n}` are missing.
    """

    name: str
    fields: tuple[tuple[str, ...], ...]
    rows: Iterable[Row]
    own_columns: bool = False
    headers: tuple[str, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class CutRows:
    """As many rows as a sheet has room for; where `more` says so, the last tells."""

    rows: Rows
    room: int
    more: str

    def __len__(self) -> int:
        return self.room

    def __iter__(self) -> Iterator[Row]:
        kept = self.room - 1 if self.more else self.room
        width = 0
        for row in islice(self.rows, kept):
            width = len(row)
            yield row
        if self.more:
            text = self.more.format(n=len(self.rows) - kept)
            yield (text, *(None,) * (width - 1))


@dataclass(frozen=True, slots=True)
class NameFill:
    """A value for the first cell of a defined name."""

    name: str
    value: CellValue


@dataclass(frozen=True, slots=True)
class BlockFill:
    """Rows for the range of a defined name; `more` says that `{n}` rows had no room."""

    name: str
    rows: tuple[Row, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class SheetFill:
    """A repetition of the sheet whose name holds `{platform}`, called `title`."""

    key: str
    title: str
    names: tuple[NameFill, ...] = ()
    blocks: tuple[BlockFill, ...] = ()


@dataclass(frozen=True, slots=True)
class PivotWords:
    """What pivots call blank items, a group's total `{}`, that of all, all items."""

    blank: str = "(blank)"
    total: str = "{} Total"
    grand: str = "Grand Total"
    everything: str = "(All)"


PLAIN_WORDS = PivotWords()


@dataclass(frozen=True, slots=True)
class PivotFill:
    """A pivot for a sheet of its own, called `title`; headers as in `TableFill.fields`.

    Each of `values` is the accepted headers of a column, how it is added up (an
    aggregate of 18.18.17), and its caption.
    """

    title: str
    table: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    values: tuple[tuple[tuple[str, ...], str, str], ...]
    filters: tuple[tuple[str, ...], ...] = ()
    slicers: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemOrder:
    """In which order pivots list what the column `field` of a table holds."""

    table: str
    field: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkbookFill:
    """All that goes into one workbook.

    Pivots follow the tables by themselves; `orders` and `words` say how they list
    what is new.
    """

    tables: tuple[TableFill, ...] = ()
    names: tuple[NameFill, ...] = ()
    blocks: tuple[BlockFill, ...] = ()
    sheets: tuple[SheetFill, ...] = ()
    orders: tuple[ItemOrder, ...] = ()
    words: PivotWords = PLAIN_WORDS
    pivots: tuple[PivotFill, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table of the template and the rows that it gets.

    `columns` tells, for each column of the table, which value of a row it shows, or
    None for one of the template's own; `headers` are those that it will have.
    """

    place: TablePlace
    fields: tuple[tuple[str, ...], ...]
    rows: Rows
    columns: tuple[int | None, ...]
    headers: tuple[str, ...]

    @property
    def cells(self) -> Area:
        """The data cells after filling; an empty table keeps one blank row."""
        old = self.place.cells
        return replace(
            old,
            right=old.left + len(self.headers) - 1,
            bottom=old.top + max(len(self.rows), 1) - 1,
        )

    @property
    def area(self) -> Area:
        """The whole table after filling."""
        cells = self.cells
        return replace(
            cells, top=cells.top - 1, bottom=cells.bottom + self.place.totals_rows
        )

    @property
    def growth(self) -> Growth:
        """How its data cells change."""
        place = self.place
        return Growth(place.sheet.name, place.area.top, place.cells, self.cells)

    def column_of(self, field: str) -> Area | None:
        """The data cells of a column, by any of its spellings."""
        wanted = field.casefold().strip()
        for at, source in enumerate(self.columns):
            names = self.fields[source] if source is not None else (self.headers[at],)
            if wanted in (name.casefold().strip() for name in names):
                left = self.cells.left + at
                return replace(self.cells, left=left, right=left)
        return None


def plan_table(fill: TableFill, place: TablePlace) -> tuple[TablePlan, int]:
    """Match a fill with its table; also says how many rows had no room on the sheet."""
    rows = fill.rows if isinstance(fill.rows, Rows) else tuple(fill.rows)
    count = len(rows)
    room = MAX_ROWS - place.cells.top + 1 - place.totals_rows
    headers = fill.headers if fill.own_columns else place.headers
    columns = (
        tuple(range(len(headers)))
        if fill.own_columns
        else _matched(place.headers, fill.fields)
    )
    if count > room:
        rows = CutRows(rows, room, fill.more)
    plan = TablePlan(place, fill.fields, rows, columns, headers)
    return plan, max(count - room, 0)


def _matched(
    headers: Sequence[str], fields: Sequence[tuple[str, ...]]
) -> tuple[int | None, ...]:
    known: Mapping[str, int] = {
        name.casefold().strip(): at
        for at, names in reversed(list(enumerate(fields)))
        for name in names
    }
    return tuple(known.get(header.casefold().strip()) for header in headers)
