"""What a build made, for people and for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.domain.clippings import Problem
from reporter.render.evidence_csv import FIELDS, evidence_rows
from reporter.report.model import Report
from reporter.report.sheets.changes import changes
from reporter.report.sheets.content import (
    Table,
    Tally,
    ToClaims,
    ToEvidence,
    ToSheet,
    ToSource,
    Value,
)
from reporter.report.sheets.figures import metrics
from reporter.report.sheets.initiatives import register
from reporter.report.sheets.swot import swot

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made: the report, its files, and what a person should hear.

    The data frames are made when they are asked for. `evidence` holds ids, as
    evidence.csv; the others hold what the workbook's tables show, by field name.
    """

    report: Report
    files: tuple[Path, ...]
    messages: tuple[str, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All input that could not be used as it stands."""
        return self.report.edition.problems

    @property
    def evidence(self) -> DataFrame:
        """One row per piece of evidence; `confidence` is a number from 0 to 1."""
        edition = self.report.edition
        rows = evidence_rows(edition.analysis.evidence, edition.week)
        frame = _frame(FIELDS, rows)
        return frame.astype({"confidence": "float64"})

    @property
    def swot(self) -> DataFrame:
        """One row per claim."""
        return _shown(swot(self.report))

    @property
    def initiatives(self) -> DataFrame:
        """One row per initiative, those that went quiet last."""
        return _shown(register(self.report))

    @property
    def metrics(self) -> DataFrame:
        """One row per figure, in base units."""
        return _shown(metrics(self.report))

    @property
    def changes(self) -> DataFrame:
        """One row per change against the weeks before."""
        return _shown(changes(self.report))


def _shown(table: Table) -> DataFrame:
    fields = tuple(column.field for column in table.columns)
    return _frame(fields, (tuple(map(_plain, row)) for row in table.rows))


def _plain(value: Value) -> object:
    """A value without the link that the workbook makes of it."""
    if isinstance(value, ToSource | ToEvidence | ToClaims | ToSheet):
        return value.text
    return value.value if isinstance(value, Tally) else value


def _frame(fields: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> DataFrame:
    from pandas import DataFrame  # noqa: PLC0415  # slow, and most builds need none

    return DataFrame(list(rows), columns=list(fields))
