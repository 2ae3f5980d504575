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

from reporter.domain.text import columns
from reporter.readers.lines import (
    CITATION,
    INNER_MARK,
    MARK,
    SEARCH_BOX,
    Line,
    LineKind,
)
from reporter.readers.links import has_link, take_markdown
from reporter.readers.references import ReferenceRole, role_of_reference

_TOPIC_LINE = re.compile(rf"^.{{1,40}}\s(?:{'|'.join(SEARCH_BOX)})\s*$", re.IGNORECASE)
_BYLINE = re.compile(
    r"\s*(?:(?:作者|记者|记者|文|编辑|責任編輯|责任编辑|撰文)\s*[|｜/:：].{1,20}|[Bb]y:?\s+[A-Z].{2,40})\s*"
)
_GROUP = re.compile(r"\s*Group\s+\d+\s*[:：]", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？!?.][”\"」』]?\s*(?:[\[［]\d+[\]］]\s*)*$")
_STATEMENT = re.compile(r"[。.]$")
_INNER_MARKS, _TITLE_COLUMNS = 2, 60
_PROSE_CHARS, _STATEMENT_CHARS = 30, 12


class Role(Enum):
    """What a line is in its article."""

    TITLE = auto()
    META = auto()
    LINK = auto()
    HEADING = auto()
    BULLETS = auto()
    PROSE = auto()
    REFERENCES = auto()
    ENTRY = auto()
    FURNITURE = auto()


_HEAD = (Role.TITLE, Role.META, Role.LINK)
_BODY = (Role.HEADING, Role.BULLETS, Role.PROSE)
_BODY_KINDS = (LineKind.BULLETS, LineKind.HEADING)
_ROLES = {
    LineKind.META: Role.META,
    LineKind.LINK: Role.LINK,
    LineKind.TITLE: Role.TITLE,
    LineKind.HEADING: Role.HEADING,
    LineKind.BULLETS: Role.BULLETS,
}


@dataclass(slots=True)
class Draft:
    """The lines of one article in the order of the input, each with its role."""

    lines: list[tuple[Line, Role]] = field(default_factory=list)
    is_one_line: bool = False
    is_closed: bool = False
    has_gaps: bool = False
    _roles: set[Role] = field(default_factory=set)

    def add(self, line: Line, role: Role) -> None:
        """Take one line more.

        `is_one_line` is whether the body is in the portal's layout, all bullets on a
        line; `is_closed` whether a source line stands below it; `has_gaps` whether
        blank lines stand in it.
        """
        self.lines.append((line, role))
        if role in _BODY and line.after_gap and self.has_body:
            self.has_gaps = True
        if role is Role.BULLETS and not MARK.match(line.text.lstrip()):
            self.is_one_line = True
        self.is_closed = role is Role.META and self.has_body
        self._roles.add(role)

    def has(self, *roles: Role) -> bool:
        """Whether there is a line of one of the roles yet."""
        return not self._roles.isdisjoint(roles)

    @property
    def has_body(self) -> bool:
        """Whether there is a line below the head yet."""
        return self.has(*_BODY)


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
    if line.kind is not LineKind.WORDS:
        return False
    if _TOPIC_LINE.search(line.text):
        return True
    if following is None:
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
    lines = [line for line in content if line.kind is not LineKind.LINK]
    if not lines:
        return False
    first, last = lines[0], lines[-1]
    if last.kind is LineKind.WORDS:
        return first.kind in _BODY_KINDS and not _is_prose(last)
    if last.kind is not LineKind.META:
        return False
    if first.kind in _BODY_KINDS:
        return True
    # A heading on a line of its own, its bullets, and the head of the page at its end.
    return (
        first.kind is LineKind.WORDS
        and len(lines) > 3
        and bool(MARK.match(lines[1].text.lstrip()))
        and lines[-2].kind is LineKind.WORDS
        and not _is_prose(lines[-2])
    )


def _is_prose(line: Line) -> bool:
    text = line.text.strip()
    if CITATION.search(take_markdown(text)[0] if has_link(text) else text):
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
        self._in_references = False
        self._heads = sum(line.kind is LineKind.META for line in lines)

    def drafts(self) -> list[Draft]:
        for index, line in enumerate(self._lines):
            after = self._lines[index + 1 : index + 4]
            role = self._role(line, after)
            self._in_references = role in (Role.REFERENCES, Role.ENTRY)
            if not self._drafts or self._begins(role, line, after):
                self._drafts.append(Draft())
            self._drafts[-1].add(line, role)
        return self._drafts

    def _role(self, line: Line, after: Sequence[Line]) -> Role:
        draft = self._drafts[-1] if self._drafts else None
        if draft is not None and draft.has_body:
            within = self._in_references
            reference = role_of_reference(line, after, is_within=within)
            if reference is not None:
                is_entry = reference is ReferenceRole.ENTRY
                return Role.ENTRY if is_entry else Role.REFERENCES
        if line.kind is LineKind.HEADING and self._is_headed(after):
            return Role.TITLE
        if line.kind is LineKind.TITLE and self._is_topic(after):
            return Role.FURNITURE
        return _ROLES.get(line.kind) or self._role_of_words(draft, line, after)

    def _is_headed(self, after: Sequence[Line]) -> bool:
        """Whether a source line follows, so that a Markdown heading is a title."""
        following = _past_links(after)
        return following is not None and following.kind is LineKind.META

    def _is_topic(self, after: Sequence[Line]) -> bool:
        """Whether a Markdown title stands above the heading that is an article's."""
        following = _past_links(after)
        if following is None or following.kind is not LineKind.HEADING:
            return False
        at = after.index(following)
        return self._is_headed(after[at + 1 :]) and self._heads > 1

    def _role_of_words(
        self, draft: Draft | None, line: Line, after: Sequence[Line]
    ) -> Role:
        following = _past_links(after)
        if following is not None and following.kind is LineKind.META:
            closes = draft is not None and self._closes(draft, after)
            if not closes or not _is_prose(line):
                return Role.TITLE
        if _GROUP.match(line.text):
            return Role.HEADING
        if draft is not None and not draft.has_body and _BYLINE.fullmatch(line.text):
            return Role.FURNITURE
        if _is_prose(line):
            return Role.PROSE
        if self._wants_title(draft, line, after):
            return Role.TITLE
        if INNER_MARK.search(line.text):
            return Role.BULLETS
        return Role.HEADING

    def _wants_title(
        self, draft: Draft | None, line: Line, after: Sequence[Line]
    ) -> bool:
        if draft is None:
            return not self._title_follows
        if self._title_follows:
            return draft.has_body and (draft.is_one_line or not after)
        if not draft.has(Role.TITLE):
            return not draft.has_body
        if not draft.has_body or not after:
            return False
        if draft.has(Role.ENTRY) or draft.is_closed:
            return True
        if len(INNER_MARK.findall(line.text)) >= _INNER_MARKS:
            return columns(line.text) <= _TITLE_COLUMNS and draft.is_one_line
        return draft.is_one_line or _stands_apart(draft, line, after)

    def _begins(self, role: Role, line: Line, after: Sequence[Line]) -> bool:
        """Whether a line of this role begins the next article."""
        draft = self._drafts[-1]
        if role is Role.LINK:
            return self._link_begins(draft, line, after)
        is_head = role in _HEAD
        if self._title_follows:
            return not is_head and draft.has(Role.TITLE, Role.META)
        if role is Role.META and self._closes(draft, after):
            return False
        if not is_head:
            return False
        return (
            draft.has_body
            or draft.has(role)
            or (role is Role.TITLE and draft.has(Role.META))
        )

    def _closes(self, draft: Draft, after: Sequence[Line]) -> bool:
        """Whether a source line below a body is that body's."""
        following = _past_links(after)
        is_open = draft.has(Role.TITLE) and draft.has_body and not draft.has(Role.META)
        is_bodied = following is not None and following.kind in _BODY_KINDS
        return is_open and not is_bodied and not self._title_follows

    def _link_begins(self, draft: Draft, line: Line, after: Sequence[Line]) -> bool:
        """Whether a link stands above the title of the next article."""
        if not draft.has_body or self._title_follows or not after:
            return False
        is_near_next = line.after_gap and not after[0].after_gap
        return draft.has(Role.LINK) or is_near_next


def _past_links(lines: Sequence[Line]) -> Line | None:
    return next((line for line in lines if line.kind is not LineKind.LINK), None)


def _stands_apart(draft: Draft, line: Line, after: Sequence[Line]) -> bool:
    """Whether blank lines set words off as a title, where they set off no heading."""
    if not line.after_gap or draft.has_gaps:
        return False
    return after[0].kind is LineKind.WORDS or not draft.has(Role.HEADING)
