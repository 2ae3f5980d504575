"""Lines that a mail program or a converter broke -> the lines that they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reporter.readers.lines import CITATION, MARK, Line, LineKind

_END_CHARS = 24
_CITED_END = re.compile(rf"{CITATION.pattern}\s*[.。．；;]?\s*$")
_ENDED = re.compile(rf"(?:[。！？!?.；;：:]|{CITATION.pattern}\s*[.。．；;]?)\s*$")
_INDENT = re.compile(r"[ \t\u3000]{2,}")


def rejoin_bullets(lines: Iterable[Line]) -> Iterator[Line]:
    """Join a bullet on a line of its own with the rest of it on the lines below.

    A rest is indented, or ends in the citation that the bullet still lacks.
    """
    parts: list[str] = []
    first: Line | None = None
    for line in lines:
        if first is not None and _is_rest(parts[-1], line):
            parts.append(line.text)
            continue
        if first is not None:
            yield _joined(first, parts)
            first = None
        if line.kind is LineKind.BULLETS and MARK.match(line.text.lstrip()):
            first, parts = line, [line.text]
        else:
            yield line
    if first is not None:
        yield _joined(first, parts)


def join_words(parts: Iterable[str]) -> str:
    """Parts of a broken line in one: a blank between Latin words, none in Chinese."""
    joined: list[str] = []
    for part in (part.strip() for part in parts):
        if joined and joined[-1] and part and _needs_blank(joined[-1][-1], part[0]):
            joined.append(" ")
        joined.append(part)
    return "".join(joined)


def _needs_blank(before: str, after: str) -> bool:
    return before.isascii() and (after.isascii() or not before.isalnum())


def _is_rest(before: str, line: Line) -> bool:
    if line.kind is not LineKind.WORDS or line.after_gap or line.junk:
        return False
    if _ENDED.search(before[-_END_CHARS:]):
        return False
    return bool(_INDENT.match(line.text) or _CITED_END.search(line.text[-_END_CHARS:]))


def _joined(first: Line, parts: list[str]) -> Line:
    return first if len(parts) == 1 else replace(first, text=join_words(parts))
