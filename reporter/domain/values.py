"""Values that check themselves once, when they are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from enum import Enum

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


class Quadrant(Enum):
    """Where a claim stands in a SWOT, in reading order; the value is the letter."""

    STRENGTH = "S"
    WEAKNESS = "W"
    OPPORTUNITY = "O"
    THREAT = "T"
    NEUTRAL = "N"

    @property
    def is_counted(self) -> bool:
        """Whether claims of this quadrant stand in a SWOT; neutral ones do not."""
        return self is not Quadrant.NEUTRAL

    @classmethod
    def counted(cls) -> tuple[Quadrant, ...]:
        """The four quadrants of a SWOT, in reading order."""
        return tuple(quadrant for quadrant in cls if quadrant.is_counted)


class Stage(Enum):
    """How far an initiative has come, in the order in which they are usually passed."""

    ANNOUNCED = "announced"
    PILOT = "pilot"
    LIVE = "live"
    SCALING = "scaling"
    PAUSED = "paused"
    ENDED = "ended"


class Exactness(Enum):
    """How exactly a source states a figure."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    RANGE = "range"


class Repeat(Enum):
    """How a piece of evidence, or an article, says again what another one says."""

    EXACT = "exact"
    NEAR = "near"
    CROSS_LANGUAGE = "cross_language"


class Direction(Enum):
    """Which way a figure went, where the text says so."""

    UP = "up"
    DOWN = "down"


class Flag(Enum):
    """What a reader should know before relying on a claim, in the order of printing."""

    REVIEW = "review"
    SINGLE_SOURCE = "single_source"
    FORECAST = "forecast"
    DISPUTED = "disputed"
    STALE = "stale"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where something was read: file (relative to the INPUT) and line, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        """Write `file:line`, as editors and terminals link it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week; `str` gives `2025-W28`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse a week that the year does not have with a ValueError."""
        date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read `YYYY-Www`; raises ValueError for anything else."""
        match = _WEEK.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"a week is written like 2025-W28, not {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that `day` falls in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    def __str__(self) -> str:
        """Write the week as ISO 8601 does."""
        return f"{self.year:04d}-W{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Moment:
    """When an article was published: a day and, where the clipping has one, a time."""

    day: date
    clock: time | None = None

    @property
    def week(self) -> Week:
        """The ISO week of the day."""
        return Week.of(self.day)

    def __str__(self) -> str:
        """Write `YYYY-MM-DDTHH:MM`, or the day alone where there is no time."""
        if self.clock is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.clock:%H:%M}"
