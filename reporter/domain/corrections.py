"""What an analyst decided, in the workbook of a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Subject(Enum):
    """What a correction is about."""

    EVIDENCE = "evidence"
    PLATFORM = "platform"
    INITIATIVE = "initiative"


class Field(Enum):
    """What was decided; the value is the column of the workbook."""

    PLATFORM = "new_platform"
    QUADRANT = "new_quadrant"
    INITIATIVES = "new_initiatives"
    STAGE = "new_stage"
    DISMISS = "dismiss"
    NOTE = "note"
    TAKEAWAY = "takeaway"
    OWNER = "owner"
    NEXT_STEP = "next_step"
    DUE = "due"

    @property
    def is_shown(self) -> bool:
        """Whether the next workbook shows the value again where it was typed.

        Emptying such a cell takes the value back.
        """
        return self not in _DECIDED


_DECIDED = {Field.PLATFORM, Field.QUADRANT, Field.INITIATIVES, Field.STAGE}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell that people fill in, as it stands there.

    `key` is the text of the cell that names the row, `platform` that of the row's
    platform, `text` its sentence; `cell` is `sheet!address`.
    """

    table: str
    key: str
    text: str
    platform: str
    field: Field
    value: str
    cell: str


@dataclass(frozen=True, slots=True)
class CorrectedWorkbook:
    """A workbook that came back: what is typed in it, who saved it and when.

    `by` and `at` (ISO 8601) are what the file says of itself, empty where it does not;
    `week` is the week that it reports on, empty where it does not say.
    """

    name: str
    sha256: str
    week: str
    by: str
    at: str
    typed: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision in ids: `key` is an evidence id, a platform id or an initiative.

    `value` is empty where something was taken back; of several initiatives it is their
    names with `|` between. `platform` and `text` are those of a piece of evidence.
    """

    subject: Subject
    key: str
    field: Field
    value: str
    text: str = ""
    platform: str = ""
    by: str = ""
    at: str = ""
    place: str = ""
    week: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who does what about an initiative, and until when, as an analyst typed it."""

    owner: str = ""
    next_step: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What analysts typed for people to read; by platform, initiative, evidence id."""

    takeaways: Mapping[str, str]
    plans: Mapping[str, Plan]
    notes: Mapping[str, str]


NO_REMARKS = Remarks(*(MappingProxyType({}) for _ in range(3)))
