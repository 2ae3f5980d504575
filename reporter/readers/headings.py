"""The headings above a bullet while an article is read, and those that head nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class _Heading:
    """One heading, and whether bullets have come below it."""

    level: int
    line: int
    words: str
    heads_something: bool = False


class Headings:
    """A parent heading and its sub-headings; one without marks has the level 0."""

    def __init__(self) -> None:
        self._open: list[_Heading] = []
        self._bare: list[_Heading] = []
        self._line = 0

    def add(self, words: str, *, line: int, level: int) -> None:
        """Take a heading, or go on with that on the same line.

        One without marks stays below those before it until bullets have come; one
        with marks stays below those of lower levels.
        """
        if line == self._line and not level:
            self._open[-1].words += words
            return
        kept = [heading for heading in self._open if self._stays(heading, level)]
        self._bare.extend(
            h for h in self._open if h not in kept and not h.heads_something
        )
        self._open = [*kept, _Heading(level, line, words)]
        self._line = line

    def _stays(self, heading: _Heading, level: int) -> bool:
        if level:
            return 0 < heading.level < level
        return not self._open[-1].heads_something

    def head(self) -> str:
        """The headings above the bullets that have come, joined by blanks."""
        for heading in self._open:
            heading.heads_something = True
        self._line = 0
        return " ".join(heading.words.strip() for heading in self._open).strip()

    def bare(self) -> Iterator[tuple[int, str]]:
        """Line and words of each heading that no bullet stood below."""
        for heading in (*self._bare, *self._open):
            if not heading.heads_something and heading.words.strip():
                yield heading.line, heading.words.strip()
