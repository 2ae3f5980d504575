"""What stands in the workbook: tables, named values and sheets, in plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Kind(Enum):
    """What a column holds; a template gives each kind a format of its own."""

    LABEL = "label"
    PROSE = "prose"
    COUNT = "count"
    FIGURE = "figure"
    SHARE = "share"
    DATE = "date"
    ID = "id"


@dataclass(frozen=True, slots=True)
class ToSource:
    """Text that leads to the article's page, else to its row in Sources."""

    text: str
    source_id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ToEvidence:
    """Text that leads to a row of Evidence."""

    text: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class ToClaims:
    """The label of a platform, leading to its first row in Swot."""

    text: str


@dataclass(frozen=True, slots=True)
class ToSheet:
    """Text that leads to the sheet of a platform, named by its title."""

    text: str
    title: str


class Measure(Enum):
    """What a tally counts in a column."""

    FILLED = "cells that hold something"
    SUM = "the sum of the numbers"
    POSITIVE = "numbers above zero"


@dataclass(frozen=True, slots=True)
class Tally:
    """A number that is counted from a column of a table, and is `value` now.

    Rows whose `except_field` holds `except_label` are left out.
    """

    value: int
    measure: Measure
    table: str
    field: str
    except_field: str = ""
    except_label: str = ""


Value = (
    str
    | int
    | float
    | bool
    | date
    | datetime
    | ToSource
    | ToEvidence
    | ToClaims
    | ToSheet
    | Tally
    | None
)
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a table, with its label in Chinese and in English.

    `is_input` marks what people fill in.
    """

    field: str
    zh: str
    en: str
    kind: Kind = Kind.LABEL
    is_input: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """All headers that a template may give the column."""
        return tuple(dict.fromkeys((self.field, self.zh, self.en)))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values for the Excel table called `name`.

    With `makes_columns` the columns are not the template's but these, in this order.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    makes_columns: bool = False

    def __post_init__(self) -> None:
        """Refuse a row that does not fit the columns with a ValueError."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.name}: {row!r} does not fit the columns")


@dataclass(frozen=True, slots=True)
class Named:
    """The value of one named cell."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Block:
    """Rows for a named range of fixed size; `more` tells of `{n}` rows left out."""

    name: str
    rows: tuple[Row, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class PlatformSheet:
    """One repetition of the template's sheet for a platform."""

    platform: str
    title: str
    names: tuple[Named, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """In which order the labels of a field of a table are listed."""

    table: str
    field: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PivotValue:
    """A column that a pivot adds up: how (see AGGREGATES), and what it is called."""

    column: Column
    how: str
    caption: str


@dataclass(frozen=True, slots=True)
class Pivot:
    """A pivot on a sheet of its own, over the columns of a table."""

    title: str
    table: str
    rows: tuple[Column, ...]
    columns: tuple[Column, ...]
    values: tuple[PivotValue, ...]
    filters: tuple[Column, ...] = ()
    slicers: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """All that the workbook of one week says.

    `more_rows` is what a sheet says in its last row when `{n}` rows have no room.
    """

    tables: tuple[Table, ...]
    names: tuple[Named, ...]
    blocks: tuple[Block, ...]
    sheets: tuple[PlatformSheet, ...]
    orders: tuple[Order, ...] = ()
    pivots: tuple[Pivot, ...] = ()
    more_rows: str = ""

    def table(self, name: str) -> Table:
        """The table of that name; raises KeyError if there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)
