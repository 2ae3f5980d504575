"""Cell references: `'Sheet'!$A$5:$C$9` read, written, moved and made longer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

_CELL = r"\$?[A-Z]{1,3}\$?\d{1,7}"
_SHEET = r"(?:'(?:[^']|'')+'|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*)"
AREA = re.compile(
    rf"(?<![\w.$'!])(?:(?P<sheet>{_SHEET})!)?(?P<first>{_CELL})(?::(?P<last>{_CELL}))?"
    r"(?![\w(.!])"
)
_PARTS = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=4096)
def column_letters(number: int) -> str:
    """1 is `A`, 27 is `AA`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quote_sheet(name: str) -> str:
    """A sheet name as formulas write it; quotes are always allowed."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, ends included."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """Read `A1` or `A1:C9`, with or without `$`; raises ValueError otherwise."""
        first, _, last = text.partition(":")
        corners = [_PARTS.fullmatch(corner) for corner in (first, last or first)]
        start, end = corners
        if start is None or end is None:
            raise ValueError(f"no range of cells: {text!r}")
        return cls(
            column_number(start[2]), int(start[4]), column_number(end[2]), int(end[4])
        )

    def __str__(self) -> str:
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    @property
    def both_corners(self) -> str:
        """`A4:C9`, also where one corner would do."""
        first = f"{column_letters(self.left)}{self.top}"
        return f"{first}:{column_letters(self.right)}{self.bottom}"

    @property
    def absolute(self) -> str:
        """The area with `$`, always with both corners."""
        left, right = column_letters(self.left), column_letters(self.right)
        return f"${left}${self.top}:${right}${self.bottom}"

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top + 1

    def holds(self, column: int, row: int) -> bool:
        """Whether a cell is in it."""
        return self.left <= column <= self.right and self.top <= row <= self.bottom


@dataclass(frozen=True, slots=True)
class Growth:
    """How one table's data changed on a sheet: `old` and `new` areas of its cells.

    What lies within the table's columns from `header_row` on down and ends on the last
    data row follows; so does what begins above the table, as a print area does.
    """

    sheet: str
    header_row: int
    old: Area
    new: Area

    def follow(self, area: Area, *, is_single_followed: bool = True) -> Area:
        """The area after the growth; one that does not end with the data stays."""
        if area.bottom != self.old.bottom or not self._spans(area):
            return area
        if area.rows == 1 and not (is_single_followed and area.top == self.old.top):
            return area
        is_whole = area.left <= self.old.left and area.right == self.old.right
        return replace(
            area,
            bottom=max(self.new.bottom, area.top),
            right=self.new.right if is_whole else area.right,
        )

    def _spans(self, area: Area) -> bool:
        if area.top < self.header_row:
            return area.left <= self.old.right and self.old.left <= area.right
        return self.old.left <= area.left and area.right <= self.old.right


def follow_each(
    area: Area, growths: Iterable[Growth], *, is_single_followed: bool
) -> Area:
    """The area after all growths of its sheet: the furthest that any takes it."""
    moved = [g.follow(area, is_single_followed=is_single_followed) for g in growths]
    changed = [m for m in moved if m != area]
    if not changed:
        return area
    return replace(
        area,
        right=max(m.right for m in changed),
        bottom=max(m.bottom for m in changed),
    )


def follow_all(
    text: str, growths: tuple[Growth, ...], sheet: str, *, is_single_followed: bool
) -> str:
    """A formula or list of ranges with all its references following the growths.

    `sheet` is the one that references without a sheet name mean.
    """

    def moved(match: re.Match[str]) -> str:
        named = match["sheet"]
        target = unquote_sheet(named) if named else sheet
        area = Area.parse(
            match["first"] + (f":{match['last']}" if match["last"] else "")
        )
        there = [growth for growth in growths if growth.sheet == target]
        # `A5:A5` is a range that happens to have one row; `A5` is one cell.
        is_range = is_single_followed or bool(match["last"])
        grown = follow_each(area, there, is_single_followed=is_range)
        if grown == area:
            return match[0]
        prefix = f"{named}!" if named else ""
        return prefix + (grown.absolute if "$" in match["first"] else str(grown))

    return _outside_quotes(text, lambda part: AREA.sub(moved, part))


def rename_sheet(text: str, old: str, new: str) -> str:
    """A formula with references to one sheet leading to another."""

    def renamed(match: re.Match[str]) -> str:
        named = match["sheet"]
        if not named or unquote_sheet(named) != old:
            return match[0]
        return quote_sheet(new) + match[0][len(named) :]

    return _outside_quotes(text, lambda part: AREA.sub(renamed, part))


def shift_rows(formula: str, rows: int) -> str:
    """A formula as Excel copies it down: relative rows move, those with `$` stay."""
    if not rows:
        return formula

    def shifted(match: re.Match[str]) -> str:
        return _PARTS.sub(
            lambda p: p[0] if p[3] else f"{p[1]}{p[2]}{int(p[4]) + rows}",
            match[0][len(match["sheet"] or "") :],
        )

    def with_sheet(match: re.Match[str]) -> str:
        return (match["sheet"] or "") + shifted(match)

    return _outside_quotes(formula, lambda part: AREA.sub(with_sheet, part))


def unquote_sheet(name: str) -> str:
    """A sheet's name out of a formula."""
    if name.startswith("'"):
        return name[1:-1].replace("''", "'")
    return name


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    """Change what is not a text constant of a formula."""
    return "".join(_changed_parts(text, change))


def _changed_parts(text: str, change: Callable[[str], str]) -> Iterator[str]:
    at = 0
    for quoted in _QUOTED.finditer(text):
        yield change(text[at : quoted.start()])
        yield quoted[0]
        at = quoted.end()
    yield change(text[at:])
