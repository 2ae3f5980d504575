"""A line of bullets -> pieces: headings, texts, citations, marks.

The portal writes `Heading - bullet [1] - bullet [2][3] Next heading - bullet …` on one
line: a heading follows the last citation of the bullet before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.domain.text import columns
from reporter.readers.lines import CITATION, MARK
from reporter.readers.pieces import Piece, PieceKind

_BETWEEN = re.compile(r"(?<=\s)[-•*]\s+")
_CITATIONS = re.compile(rf"\s*{CITATION.pattern}(?:\s*{CITATION.pattern})*")
_STOP = re.compile(r"\s*[.。．](?=\s|$)")
_GOES_ON = re.compile(r"\s*[，,、；;：:。.！!？?）)」』”]|\s*[a-z]|[^\s]")
_SENTENCE_END = re.compile(r"[。.！!？?；;，,、]\s*$")
_LABEL = re.compile(r"(?:\*\*)?[^。！？!?]{1,30}?(?:[：:](?:\*\*)?|\*\*[：:]?)\s*")
_BOLD = re.compile(r"\*\*|__")
_SENTENCE_THEN_HEADING = re.compile(r"(?<=[。！？])\s+(?=[^，。！？；,;]{2,40}$)")
_PAIRS = (
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("（", "）"),
    ("(", ")"),
    ("【", "】"),
)
_FRAGMENT_COLUMNS = 16


def scan_bullets(text: str, line: int, *, heading_follows: bool) -> Iterator[Piece]:
    """Read one line; with `heading_follows` words after its last bullet are a heading.

    That is so when the next line begins with a bullet mark.
    """
    head, segments = _segments(text)
    if head.strip():
        yield from scan_heading(head, line)
    last = len(segments) - 1
    for index, (mark, segment) in enumerate(segments):
        yield Piece(PieceKind.MARK, line, mark)
        if index < last and _LABEL.fullmatch(segment):
            yield Piece(PieceKind.LABEL, line, segment)
        else:
            follows = index < last or heading_follows
            yield from _bullet(segment, line, heading_may_follow=follows)


def scan_heading(text: str, line: int) -> Iterator[Piece]:
    """Read words that head the bullets after them; bold marks are not part of them."""
    yield from _without_bold(text, line, PieceKind.HEADING)


def scan_text(text: str, line: int) -> Iterator[Piece]:
    """Read the text of a bullet: words, bold marks and citations, in order."""
    at = 0
    for cited in _CITATIONS.finditer(text):
        yield from _without_bold(text[at : cited.start()], line, PieceKind.TEXT)
        yield Piece(PieceKind.CITATION, line, cited[0])
        at = cited.end()
    yield from _without_bold(text[at:], line, PieceKind.TEXT)


def _without_bold(text: str, line: int, kind: PieceKind) -> Iterator[Piece]:
    if "**" not in text and "__" not in text:
        if text:
            yield Piece(kind, line, text)
        return
    at = 0
    for bold in _BOLD.finditer(text):
        if bold.start() > at:
            yield Piece(kind, line, text[at : bold.start()])
        yield Piece(PieceKind.MARK, line, bold[0])
        at = bold.end()
    if at < len(text):
        yield Piece(kind, line, text[at:])


def _bullet(segment: str, line: int, *, heading_may_follow: bool) -> Iterator[Piece]:
    """One bullet, and the heading of the next section where one follows it."""
    yield Piece(PieceKind.BULLET, line)
    ends = [cited.end() for cited in _CITATIONS.finditer(segment)]
    if not ends:
        yield from _uncited(segment, line, heading_may_follow=heading_may_follow)
        return
    end = ends[-1]
    stop = _STOP.match(segment, end)
    tail_from = stop.end() if stop else end
    tail = segment[tail_from:]
    is_heading = heading_may_follow and bool(tail.strip()) and _heads(tail)
    if tail.strip() and not is_heading:
        yield from scan_text(segment, line)
        return
    yield from scan_text(segment[:end], line)
    if stop:
        yield Piece(PieceKind.MARK, line, stop[0])
    if is_heading:
        yield from scan_heading(tail, line)


def _uncited(segment: str, line: int, *, heading_may_follow: bool) -> Iterator[Piece]:
    border = _SENTENCE_THEN_HEADING.search(segment) if heading_may_follow else None
    if border is None:
        yield from scan_text(segment, line)
        return
    yield from scan_text(segment[: border.start()], line)
    yield from scan_heading(segment[border.start() :], line)


def _heads(tail: str) -> bool:
    """Whether words after a citation are a heading, not the rest of the sentence."""
    return not _SENTENCE_END.search(tail) and not _GOES_ON.match(tail)


def _segments(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The words before the first mark, then each mark with the words after it."""
    first = MARK.match(text, len(text) - len(text.lstrip()))
    marks = [first] if first else []
    marks.extend(_BETWEEN.finditer(text, first.end() if first else 0))
    if not marks:
        return text, []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    found = [
        (mark[0], text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)
    ]
    return text[: marks[0].start()], _rejoin(found)


def _rejoin(segments: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Undo the splits at dashes that stand inside a sentence."""
    joined: list[tuple[str, str]] = []
    for mark, words in segments:
        if joined and _is_inside(joined[-1][1], words):
            before_mark, before = joined.pop()
            joined.append((before_mark, before + mark + words))
        else:
            joined.append((mark, words))
    return joined


def _is_inside(before: str, after: str) -> bool:
    if _CITATIONS.search(before) or _LABEL.fullmatch(before):
        return False
    if any(before.count(left) > before.count(right) for left, right in _PAIRS):
        return True
    left, right = before.strip(), _CITATIONS.sub("", after).strip()
    if not left or not right or _SENTENCE_END.search(left):
        return False
    if left[-1].isdigit() and right[0].isdigit():
        return True
    if right[0].isascii() and right[0].islower():
        return True
    is_cited = _CITATIONS.search(after) is not None
    return is_cited and min(columns(left), columns(right)) < _FRAGMENT_COLUMNS
