"""What a team sets once: title, watched platforms, thresholds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """A team's settings, all with defaults.

    `title` is empty for the report's own title; `platforms` are the watched platform
    ids in order of printing (empty: those of the pack). Evidence with a confidence
    (0 to 1) below `review_below` waits for a person; a platform with at least
    `sheet_entries` counted entries has a sheet and an annex page of its own. The report
    also rests on the history's last `window` weeks; what is `stale_weeks` weeks old is
    marked stale.
    """

    title: str = ""
    platforms: tuple[str, ...] = ()
    review_below: float = 0.5
    sheet_entries: int = 4
    window: int = 0
    stale_weeks: int = 13
