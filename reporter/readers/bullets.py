"""A line of bullets -> pieces: headings, texts, citations, marks.

The portal writes `Heading - bullet [1] - bullet [2][3] Next heading - bullet …` on one
line: a heading follows the last citation of the bullet before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.domain.text import columns
from reporter.readers.lines import CITATION, INNER_MARK, MARK
from reporter.readers.links import Link, has_link, take_markdown
from reporter.readers.pieces import Piece, PieceKind, link_pieces

_BETWEEN = re.compile(f"({INNER_MARK.pattern})")
_CITATIONS = re.compile(rf"{CITATION.pattern}(?:\s*[,，、]?\s*{CITATION.pattern})*")
# Most bullets are words, citations, perhaps a full stop, perhaps the next heading.
_PLAIN = re.compile(
    r"([^\[\]［］【*_]+)(\[\d+\](?:\s?\[\d+\])*(?:[.。．](?=\s|$))?)"
    r"(\s+[^\[\]［］【*_]*)?"
)
# An ideographic stop ends a sentence even where the next heading is glued to it.
_STOP = re.compile(r"\s*(?:[.．](?=\s|$|[\u4e00-\u9fff])|[。；;](?=\s|$|[^\s，,]))")
_GOES_ON = re.compile(
    r"\s*(?:[a-z，,、；;：:。.！!？?）)」』”]|[但而并且和与及也却则还均]"
    r"|称(?!号)|表示|认为|指出|显示|提到|强调|透露|認為|顯示"
    r"|.{60}|(?=.*[\u3400-\u9fff]).{25})"
)
_SENTENCE_END = re.compile(r"[。.！!？?；;，,、]\s*$")
_LABEL = re.compile(r"(?:\*\*)?[^。！？!?]{1,30}?(?:[：:](?:\*\*)?|\*\*[：:]?)\s*")
_BOLD = re.compile(r"(\*\*|__)")
_SENTENCE_THEN_HEADING = re.compile(r"(?<=[。！？])\s+(?=[^，。！？；,;]{2,40}$)")
_PAIRS = (
    ("“", "”"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("（", "）"),
    ("(", ")"),
    ("【", "】"),
    ("[", "]"),
)
# `7月10日 - 8月20日`, `10% - 15%`: a range, not two bullets.
_ENDS_IN_FIGURE = re.compile(r"\d[%％日月年号万亿元]*$")
_FRAGMENT_COLUMNS, _WORD_COLUMNS, _LOOK_AHEAD = 16, 10, 4
_PLAIN_BULLET, _BEGIN, _TEXT, _CITED, _MARKED, _HEADING = (
    PieceKind.PLAIN,
    PieceKind.BULLET,
    PieceKind.TEXT,
    PieceKind.CITATION,
    PieceKind.MARK,
    PieceKind.HEADING,
)


def scan_bullets(text: str, line: int, *, heading_follows: bool) -> list[Piece]:
    """Read one line; with `heading_follows` words after its last bullet are a heading.

    That is so when the next line begins with a bullet mark.
    """
    head, segments = _segments(text)
    pieces: list[Piece] = []
    if head.strip():
        head, links = take_markdown(head) if has_link(head) else (head, [])
        pieces = [*scan_heading(head, line), *link_pieces(links, line)]
    last = len(segments) - 1
    waiting_mark = waiting = ""
    for index, (mark, segment) in enumerate(segments):
        plain = _PLAIN.fullmatch(segment) if not waiting else None
        if plain is not None and (plain[3] is None or plain[3].isspace()):
            pieces.append(Piece(_PLAIN_BULLET, line, plain[1], mark, plain[2]))
            continue
        is_followed = index < last or heading_follows
        if waiting:
            mark, segment = waiting_mark, waiting + mark + segment
        if index < last and _is_inside(segment, segments[index + 1 :]):
            waiting_mark, waiting = mark, segment
            continue
        waiting = ""
        _take_bullet(pieces, (mark, segment), line, is_followed)
    return pieces


def scan_heading(text: str, line: int) -> list[Piece]:
    """Read words that head the bullets after them; bold marks are not part of them."""
    return _without_bold(text, line, _HEADING)


def scan_text(text: str, line: int) -> list[Piece]:
    """Read the text of a bullet: words, bold marks and citations, in order."""
    pieces: list[Piece] = []
    at = 0
    for cited in _CITATIONS.finditer(text):
        pieces.extend(_without_bold(text[at : cited.start()], line, _TEXT))
        pieces.append(Piece(_CITED, line, cited[0]))
        at = cited.end()
    pieces.extend(_without_bold(text[at:], line, _TEXT))
    return pieces


def scan_sentence(text: str, line: int) -> list[Piece]:
    """Read a sentence of prose; a full stop after its last citation is dropped."""
    return _take_unusual(text, line, is_followed=False)


def _without_bold(text: str, line: int, kind: PieceKind) -> list[Piece]:
    return [
        Piece(_MARKED if _BOLD.fullmatch(part) else kind, line, part)
        for part in _BOLD.split(text)
        if part
    ]


def _take_bullet(
    pieces: list[Piece], marked: tuple[str, str], line: int, is_followed: bool
) -> None:
    """Add one bullet, and the heading of the next section where one follows it."""
    mark, segment = marked
    links: list[Link] = []
    if has_link(segment):
        segment, links = take_markdown(segment)
    plain = _PLAIN.fullmatch(segment)
    if plain is not None:
        text, after, tail = plain.groups()
        if not tail or tail.isspace() or (is_followed and heads(tail)):
            pieces.append(Piece(_PLAIN_BULLET, line, text, mark, after))
            pieces.extend(link_pieces(links, line))
            if tail and not tail.isspace():
                pieces.append(Piece(_HEADING, line, tail))
            return
    pieces.append(Piece(_MARKED, line, mark))
    if is_followed and _LABEL.fullmatch(segment) and not CITATION.search(segment):
        pieces.append(Piece(PieceKind.LABEL, line, segment))
        pieces.extend(link_pieces(links, line))
        return
    pieces.append(Piece(_BEGIN, line))
    pieces.extend(link_pieces(links, line))
    pieces.extend(_take_unusual(segment, line, is_followed))


def _take_unusual(segment: str, line: int, is_followed: bool) -> list[Piece]:
    """A bullet with citations in mid-sentence, bold words or no citation."""
    ends = [cited.end() for cited in _CITATIONS.finditer(segment)]
    if not ends:
        return _uncited(segment, line, is_followed)
    stop = _STOP.match(segment, ends[-1])
    tail = segment[stop.end() if stop else ends[-1] :]
    is_heading = is_followed and bool(tail.strip()) and heads(tail)
    if tail.strip() and not is_heading:
        return scan_text(segment, line)
    pieces = scan_text(segment[: ends[-1]], line)
    if stop:
        pieces.append(Piece(_MARKED, line, stop[0]))
    return pieces + (scan_heading(tail, line) if is_heading else [])


def _uncited(segment: str, line: int, is_followed: bool) -> list[Piece]:
    border = _SENTENCE_THEN_HEADING.search(segment) if is_followed else None
    if border is None:
        return scan_text(segment, line)
    text, heading = segment[: border.start()], segment[border.start() :]
    return scan_text(text, line) + scan_heading(heading, line)


def heads(tail: str) -> bool:
    """Whether words after a citation are a heading, not the rest of the sentence."""
    return not _GOES_ON.match(tail) and not _SENTENCE_END.search(tail)


def _segments(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The words before the first mark, then each mark with the words after it."""
    first = MARK.match(text, len(text) - len(text.lstrip()))
    start = first.end() if first else 0
    head, *rest = _BETWEEN.split(text[start:])
    segments = list(zip(rest[::2], rest[1::2], strict=True))
    if first:
        segments.insert(0, (text[:start], head))
        head = ""
    return head, segments


def _is_inside(before: str, following: Sequence[tuple[str, str]]) -> bool:
    """Whether the mark after `before` is a dash in the middle of a bullet."""
    after = following[0][1]
    if before.rstrip().endswith(("]", "］")):
        return False
    if CITATION.search(before) or _LABEL.fullmatch(before):
        return False
    if any(before.count(left) > before.count(right) for left, right in _PAIRS):
        return True
    left, right = before.strip(), CITATION.sub("", after).strip()
    if not left or not right or _SENTENCE_END.search(left):
        return False
    if _ENDS_IN_FIGURE.search(left) and right[0].isdigit():
        return True
    if right[0].isascii() and right[0].islower():
        return True
    if CITATION.search(after):
        return min(columns(left), columns(right)) < _FRAGMENT_COLUMNS
    # A word or two between dashes are no statement where statements are cited.
    is_word = columns(left) < _WORD_COLUMNS
    return is_word and any(CITATION.search(text) for _, text in following[:_LOOK_AHEAD])
