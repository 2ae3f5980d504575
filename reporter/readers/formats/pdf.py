"""A PDF with a text layer -> numbered lines, broken lines joined to paragraphs."""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reporter.readers.lines import CITATION, MARK, is_meta
from reporter.readers.rejoin import join_words

if TYPE_CHECKING:
    from pdfminer.layout import LTAnno, LTChar, LTPage, LTTextLine

_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*(?:/|of|共)\s*\d{1,4}\s*页?)?[-–—\s]*"
    r"|page\s+\d+(?:\s+of\s+\d+)?",
    re.IGNORECASE,
)
# Symbol fonts draw bullets with characters of the private use area.
_GLYPH = re.compile(r"^[\ue000-\uf8ff\u2022\u25aa\u25cf]\s*")
_ENTRY = re.compile(r"\s*[\[［【]\d{1,3}[\]］】]\s*\S")
_ENDED = re.compile(rf"(?:[。！？!?；;：:]|\.|{CITATION.pattern})\s*[.。]?\s*$")
_TITLE_RATIO, _HEADING_RATIO, _SAME_RATIO = 1.35, 1.08, 1.05
_EDGE_SHARE = 0.08


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line as it stands on its page: points, from the page's lower left corner."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    is_at_edge: bool


@dataclass(frozen=True, slots=True)
class _Area:
    """Where on its page a link lies, in points."""

    url: str
    left: float
    bottom: float
    right: float
    top: float

    def holds(self, char: LTChar) -> bool:
        """Whether the middle of a character lies in it."""
        x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def read_pdf(content: bytes) -> list[tuple[int, str]]:
    """Titles and headings by their size, bullets and paragraphs whole.

    A line's number counts the lines of the text layer. Raises ValueError if it has a
    password or no text layer.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    try:
        printed = list(_without_furniture(list(_printed_lines(content))))
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise ValueError("it has a password") from error
    if not printed:
        raise ValueError("it has no text layer: it is a scan, or empty")
    return list(_paragraphs(printed))


def _printed_lines(content: bytes) -> Iterator[_Printed]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(content))):
        interpreter.process_page(page)
        yield from _page(device.get_result(), list(_links(page.annots)), number)


def _links(annotations: object) -> Iterator[_Area]:
    """The addresses on a page, and where they lie."""
    from pdfminer.pdftypes import resolve1

    for reference in resolve1(annotations) or ():
        annotation = resolve1(reference)
        action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
        url = resolve1(action.get("URI")) if isinstance(action, dict) else None
        area = resolve1(annotation.get("Rect")) if url else None
        if isinstance(url, bytes) and url.startswith(b"http") and area:
            left, bottom, right, top = (float(resolve1(edge)) for edge in area)
            yield _Area(url.decode("utf-8", "replace"), left, bottom, right, top)


def _page(page: LTPage, links: Sequence[_Area], number: int) -> Iterator[_Printed]:
    from pdfminer.layout import LTTextContainer, LTTextLine

    edge = _EDGE_SHARE * page.height
    for box in page:
        if not isinstance(box, LTTextContainer):
            continue
        for line in box:
            if isinstance(line, LTTextLine) and line.get_text().strip():
                is_at_edge = line.y1 < edge or line.y0 > page.height - edge
                yield _printed(line, links, number, is_at_edge=is_at_edge)


def _printed(
    line: LTTextLine, links: Sequence[_Area], page: int, *, is_at_edge: bool
) -> _Printed:
    from pdfminer.layout import LTChar

    chars = [char for char in line if isinstance(char, LTChar)]
    bold = sum("bold" in char.fontname.lower() for char in chars)
    return _Printed(
        page=page,
        text=_GLYPH.sub("• ", _text(line, links)),
        left=line.x0,
        right=line.x1,
        top=line.y1,
        bottom=line.y0,
        size=round(statistics.median(char.size for char in chars), 1) if chars else 0.0,
        is_bold=2 * bold > len(chars),
        is_at_edge=is_at_edge,
    )


def _text(line: LTTextLine, links: Sequence[_Area]) -> str:
    """The words of a line with its links; a gap beside Chinese is no blank."""
    from pdfminer.layout import LTChar

    items = list(line)
    words: list[str] = []
    url = ""
    for at, item in enumerate(items):
        text = item.get_text()
        if isinstance(item, LTChar):
            here = next((area.url for area in links if area.holds(item)), "")
            if here != url:
                words.append((f"]({url})" if url else "") + ("[" if here else ""))
                url = here
        elif text == " " and not _is_blank(items[at - 1 : at + 2]):
            continue
        words.append(text.rstrip("\n"))
    if url:
        words.append(f"]({url})")
    return "".join(words).strip()


def _is_blank(around: Sequence[LTChar | LTAnno]) -> bool:
    return all(item.get_text().isascii() for item in around)


def _without_furniture(lines: Sequence[_Printed]) -> Iterator[_Printed]:
    """All but page numbers, and what stands at the edge of several pages."""
    at_edge = Counter((line.text, round(line.top)) for line in lines if line.is_at_edge)
    for line in lines:
        is_repeated = at_edge[line.text, round(line.top)] > 1
        if not (line.is_at_edge and (is_repeated or _PAGE_NUMBER.fullmatch(line.text))):
            yield line


def _paragraphs(lines: Sequence[_Printed]) -> Iterator[tuple[int, str]]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    margin = max(line.right for line in lines)
    parts: list[str] = []
    first = 1
    for number, line in enumerate(lines, start=1):
        before = lines[number - 2] if number > 1 else None
        if before is not None and not _goes_on(before, line, margin):
            yield first, _marked(lines[first - 1], parts, body)
            parts, first = [], number
        parts.append(line.text)
    yield first, _marked(lines[first - 1], parts, body)


def _goes_on(before: _Printed, line: _Printed, margin: float) -> bool:
    """Whether a line is the rest of the paragraph that the line before is of."""
    if _is_other(before, line):
        return False
    if MARK.match(line.text) or _ENTRY.match(line.text) or is_meta(line.text):
        return False
    if is_meta(before.text):
        return False
    is_full = before.right > margin - 3 * before.size
    return is_full and not (_ENDED.search(before.text) and line.page != before.page)


def _is_other(before: _Printed, line: _Printed) -> bool:
    if before.is_bold != line.is_bold or not before.size or not line.size:
        return True
    ratio = max(before.size, line.size) / min(before.size, line.size)
    is_far = before.page == line.page and before.bottom - line.top > 1.2 * line.size
    return ratio > _SAME_RATIO or is_far


def _marked(first: _Printed, parts: Iterable[str], body: float) -> str:
    text = join_words(parts)
    if is_meta(text) or MARK.match(text):
        return text
    if first.size >= _TITLE_RATIO * body:
        return f"# {text}"
    is_heading = first.size >= _HEADING_RATIO * body or first.is_bold
    return f"## {text}" if is_heading and not CITATION.search(text) else text
