"""What a pack could learn, for a person to accept or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reporter.domain.taxonomy import KnownInitiative, Platform


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word and the list of cues that it would stand in."""

    list: str
    word: str


class Effect(Enum):
    """What becomes of a past row; the value is how it is told."""

    MENDED = "as corrected"
    OPEN = "not judged by anybody yet"
    BROKEN = "was right"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A past row that would be read otherwise.

    `place` is its file and line, `before` and `after` are platform, quadrant and, where
    they differ, initiatives.
    """

    evidence_id: str
    place: str
    text: str
    before: str
    after: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry for a pack, why, and the past rows that it would change.

    Of a platform or an initiative that the pack has, `entry` is the whole of it with
    what is new.
    """

    entry: Platform | KnownInitiative | CueWord
    reason: str
    changes: tuple[RowChange, ...] = ()
