"""A workbook that an analyst worked in -> what is typed in the cells to fill in.

Sheets, tables and columns are found by the headers alone, wherever they were moved to;
Excel, LibreOffice and WPS all keep those.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from reporter.domain.corrections import CorrectedWorkbook, Field, Typed
from reporter.errors import InputError
from reporter.office.refs import column_letters

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WEEK = re.compile(r"\d{4}-W\d{2}")
_LINK = re.compile(r'^=HYPERLINK\(.*,"((?:[^"]|"")*)"\)$', re.DOTALL)
_TOP_ROWS = 12


@dataclass(frozen=True, slots=True)
class InputTable:
    """A table that people fill in; `headers` gives the field of each header.

    `key` is the field that names a row, `text` the one with its sentence, if any.
    """

    name: str
    headers: Mapping[str, str]
    key: str
    text: str = ""

    def fields_of(self, row: Sequence[str]) -> dict[int, str]:
        """The field of each column (from 0) whose header is known."""
        return {
            at: self.headers[comparable(cell)]
            for at, cell in enumerate(row)
            if comparable(cell) in self.headers
        }


def comparable(text: str) -> str:
    """Text as headers and labels are compared: width, case and blanks do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def read_corrected(path: Path, tables: Sequence[InputTable]) -> CorrectedWorkbook:
    """Read what is typed in the tables of a workbook, in order of sheets and rows.

    An empty cell is given too where the field is one that workbooks show again.

    Raises:
        InputError: the file cannot be read as a workbook.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - slow; seldom needed
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        content = path.read_bytes()
        with warnings.catch_warnings():
            # openpyxl says which extensions it does not know; only cells matter here.
            warnings.simplefilter("ignore", UserWarning)
            values, formulas = (
                load_workbook(BytesIO(content), read_only=True, data_only=is_computed)
                for is_computed in (True, False)
            )
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror})") from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise InputError(f"{path}: not an .xlsx workbook ({error})") from error
    try:
        typed, weeks = _read(values, formulas, tables)
    finally:
        values.close()
        formulas.close()
    weeks += _WEEK.findall(path.name)
    properties = values.properties
    return CorrectedWorkbook(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        week=weeks[0] if weeks else "",
        by=properties.lastModifiedBy or "",
        at=_written(properties.modified),
        typed=tuple(typed),
    )


def _read(
    values: Workbook, formulas: Workbook, tables: Sequence[InputTable]
) -> tuple[list[Typed], list[str]]:
    """What is typed, and the weeks that the first sheet names at its top."""
    typed: list[Typed] = []
    weeks: list[str] = []
    for at, sheet in enumerate(values.worksheets):
        rows = list(_rows(sheet, formulas[sheet.title]))
        typed.extend(_typed(sheet.title, rows, tables))
        if at == 0:
            top = (text for row in rows[:_TOP_ROWS] for text in row.texts)
            weeks = [week for text in top for week in _WEEK.findall(text)]
    return typed, weeks


def _rows(values: Worksheet, formulas: Worksheet) -> Iterator[_Row]:
    """The rows of a sheet; a link that no program computed shows its text still."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # WPS and others state them wrongly
    pairs = zip(
        values.iter_rows(values_only=True),
        formulas.iter_rows(values_only=True),
        strict=True,
    )
    for number, (computed, typed) in enumerate(pairs, start=1):
        cells = zip(computed, typed, strict=True)
        yield _Row(
            number, [_written(c if c is not None else _shown(t)) for c, t in cells]
        )


def _shown(formula: object) -> str:
    """What a HYPERLINK formula shows, its last argument."""
    match = _LINK.search(formula) if isinstance(formula, str) else None
    return match[1].replace('""', '"') if match else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet, its cells as text; `number` from 1."""

    number: int
    texts: Sequence[str]

    def at(self, column: int | None) -> str:
        """The text of a column, empty beyond the last cell."""
        is_there = column is not None and column < len(self.texts)
        return self.texts[column] if is_there and column is not None else ""


def _typed(
    title: str, rows: Sequence[_Row], tables: Sequence[InputTable]
) -> Iterator[Typed]:
    """All cells to fill in, below the first row that holds a table's headers."""
    found: tuple[InputTable, dict[int, str]] | None = None
    for row in rows:
        heads = _heads(row, tables)
        if heads:
            found = heads
        elif found:
            yield from _row(title, row, *found)


def _heads(
    row: _Row, tables: Sequence[InputTable]
) -> tuple[InputTable, dict[int, str]] | None:
    """The table whose headers a row holds, if any; of several the most complete."""
    inputs = {field.value for field in Field}
    best: tuple[float, InputTable, dict[int, str]] | None = None
    for table in tables:
        fields = table.fields_of(row.texts)
        names = set(fields.values())
        if names & inputs and names & {table.key, table.text}:
            share = len(names) / len(set(table.headers.values()))
            if best is None or share > best[0]:
                best = share, table, fields
    return best[1:] if best else None


def _row(
    title: str, row: _Row, table: InputTable, fields: Mapping[int, str]
) -> Iterator[Typed]:
    columns: dict[str, int] = {}
    for at, name in fields.items():
        columns.setdefault(name, at)
    key, text = row.at(columns.get(table.key)), row.at(columns.get(table.text))
    for field in Field:
        column = columns.get(field.value)
        value = row.at(column)
        if column is None or not (value or ((key or text) and field.is_shown)):
            continue
        yield Typed(
            table=table.name,
            key=key,
            text=text,
            platform=row.at(columns.get("platform")),
            field=field,
            value=value,
            cell=f"{title}!{column_letters(column + 1)}{row.number}",
        )


def _written(value: object) -> str:
    """A cell's value as text: dates in ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return (value.date() if value.time() == time.min else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:g}" if not value.is_integer() else str(int(value))
    return str(value).strip()
