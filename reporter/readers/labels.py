"""Evidence and gold labels on disk -> records to compare."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from reporter.domain.labels import Answer, Label
from reporter.errors import InputError

_LABEL_COLUMNS = frozenset(
    {"article", "bullet", "subject", "also_subject", "quadrant", "also_quadrant",
     "initiatives", "check"}
)  # fmt: skip
_ANSWER_COLUMNS = frozenset(
    {"article", "bullet", "text", "platform", "quadrant", "initiatives"}
)


class _PlainTabs(csv.excel_tab):
    """A gold file is text between tabs: a quotation mark is only that."""

    quoting = csv.QUOTE_NONE


Row = Mapping[str, str]
T = TypeVar("T")


def read_labels(path: Path) -> tuple[Label, ...]:
    """Read a gold file (tab separated, UTF-8), in its order.

    Raises:
        InputError: the file cannot be read or lacks columns.
    """
    return tuple(_rows(path, _LABEL_COLUMNS, _label, dialect=_PlainTabs))


def read_answers(path: Path, input_file: str = "") -> dict[tuple[int, int], Answer]:
    """Read an evidence.csv by article and bullet.

    With `input_file` only rows whose input file ends with it.

    Raises:
        InputError: the file cannot be read or lacks columns.
    """
    found = _rows(path, _ANSWER_COLUMNS, lambda row: (row, _answer(row)))
    return {
        (int(row["article"]), int(row["bullet"])): answer
        for row, answer in found
        if not input_file or row["input_file"].endswith(input_file)
    }


def _label(row: Row) -> Label:
    return Label(
        article=int(row["article"]),
        bullet=int(row["bullet"]),
        check=row["check"],
        subject=row["subject"],
        also_subject=_names(row["also_subject"]),
        quadrant=row["quadrant"],
        also_quadrant=_names(row["also_quadrant"]),
        initiatives=_names(row["initiatives"]),
    )


def _answer(row: Row) -> Answer:
    return Answer(
        text=row["text"],
        platform=row["platform"],
        quadrant=row["quadrant"],
        initiatives=_names(row["initiatives"]),
        context=row.get("title", "") + row.get("heading", ""),
    )


def _names(cell: str | None) -> frozenset[str]:
    parts = (part.strip() for part in (cell or "").replace(";", "|").split("|"))
    return frozenset(part for part in parts if part)


def _rows(
    path: Path,
    columns: frozenset[str],
    make: Callable[[Row], T],
    *,
    dialect: type[csv.Dialect] = csv.excel,
) -> Iterator[T]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, dialect=dialect)
            missing = sorted(columns - set(reader.fieldnames or ()))
            if missing:
                raise InputError(f"{path}: lacks the columns {', '.join(missing)}")
            for row in reader:
                try:
                    yield make(row)
                except (TypeError, ValueError) as error:
                    raise InputError(
                        f"{path}:{reader.line_num}: cannot be read ({error})"
                    ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
