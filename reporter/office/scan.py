"""One look at all that goes into a sheet: its links, and what a cell cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reporter.office.cells import (
    CellValue,
    Link,
    SheetLink,
    holds_illegal,
    is_too_long,
    shown_text,
)
from reporter.office.links import PlacedLink
from reporter.office.refs import column_letters
from reporter.office.sheet import SheetJob

_SIMPLE = frozenset({int, float, type(None), bool})


@dataclass(slots=True)
class Scanned:
    """The links of a sheet, and the cells whose text had to give, the first by name."""

    links: list[PlacedLink] = field(default_factory=list)
    cut: int = 0
    first_cut: str = ""
    blanked: int = 0
    first_blanked: str = ""

    def notes(self, sheet: str) -> Iterator[str]:
        """What to tell people about it."""
        if self.cut:
            yield (
                f"{sheet}!{self.first_cut}: text cut to the 32,767 characters that a"
                f" cell holds (cells of this kind: {self.cut})"
            )
        if self.blanked:
            yield (
                f"{sheet}!{self.first_blanked}: characters that a workbook cannot hold"
                f" shown as blanks (cells of this kind: {self.blanked})"
            )


def scan(job: SheetJob) -> Scanned:
    """Look at every value once."""
    found = Scanned()
    for (row, column), value in job.cells.items():
        _look(found, value, column_letters(column), row)
    for plan in job.plans:
        sources = [
            (source, column_letters(plan.cells.left + at))
            for at, source in enumerate(plan.columns)
            if source is not None
        ]
        for number, values in enumerate(plan.rows, start=plan.cells.top):
            for source, letters in sources:
                value = values[source]
                kind = type(value)
                if kind is str:
                    if not value.isprintable() or len(value) > 8_000:  # type: ignore[union-attr,arg-type]
                        _look(found, value, letters, number)
                elif kind not in _SIMPLE:
                    _look(found, value, letters, number)
    return found


def _look(found: Scanned, value: CellValue, letters: str, row: int) -> None:
    if isinstance(value, Link | SheetLink):
        found.links.append(PlacedLink(f"{letters}{row}", value))
    text = shown_text(value)
    if is_too_long(text):
        found.cut += 1
        found.first_cut = found.first_cut or f"{letters}{row}"
    if holds_illegal(text):
        found.blanked += 1
        found.first_blanked = found.first_blanked or f"{letters}{row}"
