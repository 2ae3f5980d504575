"""What a team sets once: title, watched platforms, thresholds, pivots."""

from __future__ import annotations

from dataclasses import dataclass

SECTIONS = (
    "matters", "takeaways", "overview", "boxes", "next_steps", "charts", "annex",
    "figures", "conflicts", "sources",
)  # fmt: skip
FILES = ("brief", "workbook")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a brief is for: empty fields mean what the report itself has.

    `platforms` are ids, `sections` some of `SECTIONS`; `entries` is how many claims a
    quadrant shows (0: three on the second page, five in the annex). `recipients` are
    mail addresses; `files` are some of `FILES`, attached, or linked below the address
    `link` where there is one.
    """

    name: str
    platforms: tuple[str, ...] = ()
    sections: tuple[str, ...] = SECTIONS
    language: str = ""
    entries: int = 0
    recipients: tuple[str, ...] = ()
    files: tuple[str, ...] = ("brief",)
    link: str = ""


AGGREGATES = ("count", "sum", "average", "min", "max")


@dataclass(frozen=True, slots=True)
class PivotWish:
    """A pivot that a team wants in its workbook, on a sheet of its own.

    `table` and all fields are as somebody wrote them; `values` pairs one of AGGREGATES
    with a field (empty: of `count`, the rows are counted); `line` is that of the file.
    """

    title: str
    table: str = "Evidence"
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = (("count", ""),)
    filters: tuple[str, ...] = ()
    slicers: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """A team's settings, all with defaults.

    `title` is empty for the report's own title; `platforms` are the watched platform
    ids in order of printing (empty: those of the pack). Evidence with a confidence
    (0 to 1) below `review_below` waits for a person; a platform with at least
    `sheet_entries` counted entries has a sheet and an annex page of its own. The report
    also rests on the history's last `window` weeks; what is `stale_weeks` weeks old is
    marked stale. Each of the `audiences` gets a brief of its own; mail to them comes
    from `sender`.
    """

    title: str = ""
    platforms: tuple[str, ...] = ()
    review_below: float = 0.5
    sheet_entries: int = 4
    window: int = 0
    stale_weeks: int = 13
    audiences: tuple[Audience, ...] = ()
    sender: str = ""
    pivots: tuple[PivotWish, ...] = ()
