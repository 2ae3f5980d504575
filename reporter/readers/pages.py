"""Lines of a clipping -> drafts: which lines head an article, which are its body.

A clipping holds one page or several pasted one after the other. On a page an article is
a title, a source line and its body; where a page begins with a body and ends with a
title, titles follow their bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from reporter.readers.lines import (
    CITATION,
    INNER_MARK,
    MARK,
    SEARCH_BOX,
    Line,
    LineKind,
)

_GROUP = re.compile(r"\s*Group\s+\d+\s*[:：]", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？!?.][”\"」』]?\s*(?:[\[［]\d+[\]］]\s*)*$")
_STATEMENT = re.compile(r"[。.]$")
_PROSE_CHARS, _STATEMENT_CHARS = 30, 12


class Role(Enum):
    """What a line is in its article."""

    TITLE = auto()
    META = auto()
    HEADING = auto()
    BULLETS = auto()
    PROSE = auto()
    FURNITURE = auto()


@dataclass(slots=True)
class Draft:
    """The lines of one article in the order of the input, each with its role."""

    lines: list[tuple[Line, Role]] = field(default_factory=list)

    def has(self, *roles: Role) -> bool:
        """Whether there is a line of one of the roles yet."""
        return any(role in roles for _, role in self.lines)

    @property
    def has_body(self) -> bool:
        """Whether there is a line below the head yet."""
        return self.has(Role.HEADING, Role.BULLETS, Role.PROSE)

    @property
    def is_one_line(self) -> bool:
        """Whether the body is in the portal's layout, all bullets on a line."""
        return any(
            role is Role.BULLETS and not MARK.match(line.text.lstrip())
            for line, role in self.lines
        )


def gather_drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Give each non-blank line a role in one article, page by page."""
    page: list[tuple[Line, Role | None]] = []
    filled = [line for line in lines if line.kind is not LineKind.BLANK]
    for index, line in enumerate(filled):
        following = filled[index + 1] if index + 1 < len(filled) else None
        if _is_topic(line, following):
            yield from _page(page)
            page = [(line, Role.FURNITURE)]
        else:
            is_furniture = line.kind is LineKind.FURNITURE
            page.append((line, Role.FURNITURE if is_furniture else None))
    yield from _page(page)


def _is_topic(line: Line, following: Line | None) -> bool:
    if line.kind is not LineKind.WORDS or following is None:
        return False
    return following.text.strip().lower() in SEARCH_BOX


def _page(page: Sequence[tuple[Line, Role | None]]) -> Iterator[Draft]:
    content = [line for line, role in page if role is None]
    if not page:
        return
    reader = _Page(content, title_follows=_title_follows(content))
    drafts = reader.drafts()
    furniture = [(line, role) for line, role in page if role is not None]
    if furniture and not drafts:
        drafts = [Draft()]
    if furniture:
        drafts[0].lines[:0] = furniture
    yield from drafts


def _title_follows(content: Sequence[Line]) -> bool:
    if not content:
        return False
    begins_with_body = content[0].kind in (LineKind.BULLETS, LineKind.HEADING)
    ends_with_head = content[-1].kind in (LineKind.META, LineKind.WORDS)
    return begins_with_body and ends_with_head and not _is_prose(content[-1])


def _is_prose(line: Line) -> bool:
    text = line.text.strip()
    if CITATION.search(text):
        return True
    # A title may end in a question or an exclamation, hardly in a full stop.
    least = _STATEMENT_CHARS if _STATEMENT.search(text) else _PROSE_CHARS
    return len(text) >= least and bool(_SENTENCE.search(text))


class _Page:
    """One page while it is being divided into articles."""

    def __init__(self, lines: Sequence[Line], *, title_follows: bool) -> None:
        self._lines = lines
        self._title_follows = title_follows
        self._drafts: list[Draft] = []

    def drafts(self) -> list[Draft]:
        for index, line in enumerate(self._lines):
            following = self._lines[index + 1] if index + 1 < len(self._lines) else None
            self._place(line, self._role(line, following))
        return self._drafts

    def _role(self, line: Line, following: Line | None) -> Role:
        match line.kind:
            case LineKind.META:
                return Role.META
            case LineKind.TITLE:
                return Role.TITLE
            case LineKind.HEADING:
                return Role.HEADING
            case LineKind.BULLETS:
                return Role.BULLETS
            case _:
                return self._role_of_words(line, following)

    def _role_of_words(self, line: Line, following: Line | None) -> Role:
        if following is not None and following.kind is LineKind.META:
            return Role.TITLE
        if _GROUP.match(line.text):
            return Role.HEADING
        if _is_prose(line):
            return Role.PROSE
        draft = self._drafts[-1] if self._drafts else None
        if draft is None or self._wants_title(draft, following):
            return Role.TITLE
        if INNER_MARK.search(line.text):
            return Role.BULLETS
        return Role.HEADING

    def _wants_title(self, draft: Draft, following: Line | None) -> bool:
        if not draft.has(Role.TITLE):
            return not draft.has_body or self._title_follows
        if not draft.has_body or following is None:
            return False
        return draft.is_one_line

    def _place(self, line: Line, role: Role) -> None:
        if not self._drafts or self._begins(role):
            self._drafts.append(Draft())
        self._drafts[-1].lines.append((line, role))

    def _begins(self, role: Role) -> bool:
        """Whether a line of this role begins the next article."""
        draft = self._drafts[-1]
        is_head = role in (Role.TITLE, Role.META)
        if self._title_follows:
            return not is_head and draft.has(Role.TITLE, Role.META)
        if not is_head:
            return False
        return (
            draft.has_body
            or draft.has(role)
            or (role is Role.TITLE and draft.has(Role.META))
        )
