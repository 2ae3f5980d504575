"""What analysts typed, in either language -> corrections in ids, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reporter.domain.corrections import (
    CorrectedWorkbook,
    Correction,
    Field,
    Subject,
    Typed,
)
from reporter.domain.taxonomy import INDUSTRY, OTHER, Taxonomy
from reporter.domain.text import did_you_mean
from reporter.domain.values import Quadrant, Stage
from reporter.readers.corrected import InputTable, comparable
from reporter.report.charts import quadrant_label
from reporter.report.sheets.catalogue import CATALOGUE
from reporter.report.wording import LANGUAGES, Words

_SUBJECTS = {
    "Review": (Subject.EVIDENCE, "evidence_id", "text"),
    "Evidence": (Subject.EVIDENCE, "evidence_id", "text"),
    "Platforms": (Subject.PLATFORM, "platform", ""),
    "Initiatives": (Subject.INITIATIVE, "initiative", ""),
}
INPUT_TABLES = tuple(
    InputTable(
        name,
        {
            comparable(spelling): column.field
            for column in CATALOGUE[name]
            for spelling in column.spellings
        },
        key,
        text,
    )
    for name, (_, key, text) in _SUBJECTS.items()
)
_BETWEEN_NAMES = re.compile(r"[|、;；,，\n]")
_NOTHING = {"-", "–", "—", "无", "none", "nil"}
_YES = {"是", "yes", "y", "true", "1", "x", "✓", "✔", "√", "对"}
_NO = {"否", "no", "n", "false", "0", "不"}
_ALL_WORDS = tuple(Words(language) for language in LANGUAGES)


class NotUnderstoodError(ValueError):
    """A cell holds what is none of the things that can stand there."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was understood of a workbook, and what was not, with its cell."""

    corrections: tuple[Correction, ...]
    not_understood: tuple[str, ...]


def read_answers(
    book: CorrectedWorkbook, taxonomy: Taxonomy, names: Iterable[str], by: str = ""
) -> Answers:
    """Put what is typed in a workbook into ids.

    `names` are initiatives that are known besides the pack's. What stands in Review
    comes first.
    """
    reader = _Reader(_Labels.of(taxonomy, names), book, by)
    found: list[Correction] = []
    faults: list[str] = []
    for typed in sorted(book.typed, key=lambda t: t.table != "Review"):
        try:
            found.append(reader.correction(typed))
        except NotUnderstoodError as error:
            if typed.value:
                faults.append(f"{typed.cell}: {error}")
    return Answers(tuple(found), tuple(faults))


@dataclass(frozen=True, slots=True)
class _Reader:
    labels: _Labels
    book: CorrectedWorkbook
    by: str

    def correction(self, typed: Typed) -> Correction:
        """One decision; raises NotUnderstoodError if it is none."""
        subject = _SUBJECTS[typed.table][0]
        if not (typed.key or typed.text):
            raise NotUnderstoodError("the row does not say what it is about")
        key = typed.key
        if subject is Subject.PLATFORM:
            key = self.labels.platform(key)
        elif subject is Subject.INITIATIVE:
            key = self.labels.initiative(key)
        return Correction(
            subject=subject,
            key=key,
            field=typed.field,
            value=self.labels.value(typed.field, typed.value),
            text=typed.text,
            platform=self.labels.platforms.get(comparable(typed.platform), ""),
            by=self.by or self.book.by,
            at=self.book.at,
            place=typed.cell,
            week=self.book.week,
        )


@dataclass(frozen=True, slots=True)
class _Labels:
    """Labels of both languages -> ids."""

    platforms: Mapping[str, str]
    initiatives: Mapping[str, str]

    @classmethod
    def of(cls, taxonomy: Taxonomy, names: Iterable[str]) -> _Labels:
        platforms = {
            comparable(name): p.id
            for p in taxonomy.platforms
            for name in (*p.aliases, p.en, p.zh, p.id)
        }
        for fixed in (INDUSTRY, OTHER):
            platforms[comparable(fixed)] = fixed
            for words in _ALL_WORDS:
                platforms[comparable(words(f"platform.{fixed}"))] = fixed
        initiatives = {comparable(name): name for name in names}
        initiatives |= {
            comparable(name): known.name
            for known in taxonomy.initiatives
            for name in (*known.aliases, known.name)
        }
        return cls(platforms, initiatives)

    def value(self, field: Field, text: str) -> str:
        """What a cell of a field says, in ids."""
        if not text:
            return ""
        if field is Field.PLATFORM:
            return self.platform(text)
        if field is Field.INITIATIVES:
            return "|".join(self._names(text))
        if field in _CLOSED:
            meant = _CLOSED[field].get(comparable(text))
            if meant is None:
                raise NotUnderstoodError(f"{text!r} is none of the list's values")
            return meant
        return "-" if comparable(text) in _NOTHING else text

    def platform(self, text: str) -> str:
        """The id of a platform."""
        found = self.platforms.get(comparable(text))
        if found is None:
            hint = did_you_mean(text, self.platforms)
            raise NotUnderstoodError(f"no platform {text!r} in the pack{hint}")
        return found

    def initiative(self, text: str) -> str:
        """The canonical name of an initiative; a new one is what was typed."""
        return self.initiatives.get(comparable(text), text)

    def _names(self, text: str) -> Iterator[str]:
        for name in dict.fromkeys(part.strip() for part in _BETWEEN_NAMES.split(text)):
            if name and comparable(name) not in _NOTHING:
                yield self.initiative(name)


def _quadrants() -> dict[str, str]:
    found: dict[str, str] = {}
    for quadrant in Quadrant:
        for words in _ALL_WORDS:
            name = words(f"quadrant.{quadrant.value}")
            for text in (quadrant.value, name, quadrant_label(quadrant, words)):
                found[comparable(text)] = quadrant.value
    return found


def _stages() -> dict[str, str]:
    """Stages by id and label; `unknown` takes a stage away."""
    found = {stage.value: stage.value for stage in Stage} | {"unknown": "none"}
    for words in _ALL_WORDS:
        found[comparable(words("stage.unknown"))] = "none"
        for stage in Stage:
            found[comparable(words(f"stage.{stage.value}"))] = stage.value
    return found


_CLOSED: Mapping[Field, Mapping[str, str]] = {
    Field.QUADRANT: _quadrants(),
    Field.STAGE: _stages(),
    Field.DISMISS: {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")},
}
