"""What a careful analyst, and what a run, says of a bullet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """What a careful analyst says of one bullet; `also_*` could be defended too."""

    article: int
    bullet: int
    check: str
    subject: str
    also_subject: frozenset[str]
    quadrant: str
    also_quadrant: frozenset[str]
    initiatives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run said of one bullet; `context` is its title and heading."""

    text: str
    platform: str
    quadrant: str
    initiatives: frozenset[str]
    context: str
