"""A workbook that an analyst worked in -> the history, and what to tell of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reporter.analysis.corrections import settle
from reporter.domain.corrections import CorrectedWorkbook, Correction
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Week
from reporter.errors import InputError
from reporter.history.corrections import (
    add_corrections,
    corrections_of,
    initiative_names,
    was_read,
)
from reporter.history.store import History
from reporter.readers.corrected import read_corrected
from reporter.render.publish import MANIFEST, sha256
from reporter.report.answers import INPUT_TABLES, read_answers


@dataclass(frozen=True, slots=True)
class Intake:
    """What was taken from a workbook, and what was not, each with its cell."""

    book: CorrectedWorkbook
    taken: tuple[Correction, ...]
    refused: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Sum up, then name each thing that was taken and each that was not."""
        who = self.taken[0].by if self.taken else self.book.by
        when = self.book.at[:10]
        told = ", ".join(part for part in (who, when) if part)
        count = len(self.taken)
        yield (
            f"{self.book.name}{f' ({told})' if told else ''}:"
            f" {count} correction{'s' * (count != 1)} taken in"
            + (f", {len(self.refused)} cells not" if self.refused else "")
        )
        for correction in self.taken:
            yield f"{correction.place}: {correction.field.value} = {correction.value}"
        yield from (f"{line} [not taken]" for line in self.refused)


def take_in(history: History, path: Path, taxonomy: Taxonomy, by: str = "") -> Intake:
    """Add to the history what a workbook says and the history does not know.

    Raises:
        InputError: the file cannot be read as a workbook.
    """
    book = read_corrected(path, INPUT_TABLES)
    answers = read_answers(book, taxonomy, initiative_names(history), by)
    settled = settle(answers.corrections, corrections_of(history))
    add_corrections(history, settled.taken, book)
    overruled = (
        f"{lost.place}: {lost.value!r} gives way to {held.value!r} in {held.place}"
        for lost, held in settled.overruled
    )
    return Intake(book, settled.taken, (*answers.not_understood, *overruled))


def take_in_last(
    history: History, out: Path, week: Week, taxonomy: Taxonomy
) -> tuple[str, ...]:
    """Take in the workbooks of this week and the one before, if somebody edited them.

    What cannot be read does not stop a build; the lines say so.
    """
    if history.connection is None:
        return ()
    told: list[str] = []
    for path in _last_workbooks(out, week):
        if not _is_edited(path) or was_read(history, sha256(path)):
            continue
        try:
            intake = take_in(history, path, taxonomy)
        except InputError as error:
            told.append(f"corrections not taken in: {error}")
            continue
        if intake.taken or intake.refused:
            told.extend(intake.lines())
    return tuple(told)


def _last_workbooks(out: Path, week: Week) -> Iterator[Path]:
    """The workbook of the last week before, and of the week that is built again."""
    names = sorted(
        path.name
        for path in out.glob("[0-9]*-W[0-9][0-9]")
        if (path / f"workbook-{path.name}.xlsx").is_file() and path.name <= str(week)
    )
    for name in names[-2:] if str(week) in names else names[-1:]:
        yield out / name / f"workbook-{name}.xlsx"


def _is_edited(path: Path) -> bool:
    """Whether a file is another one than its manifest says was made."""
    try:
        manifest = json.loads((path.parent / MANIFEST).read_text(encoding="utf-8"))
        return bool(manifest["outputs"][path.name] != sha256(path))
    except (OSError, ValueError, KeyError, TypeError):
        return True
