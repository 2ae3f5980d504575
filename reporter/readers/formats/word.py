"""A Word file of notes -> numbered lines; a line's number is that of its paragraph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reporter.readers.formats.archive import require_sound_archive

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_HEADING = re.compile(r"(?:heading|标题)\s?(\d)", re.IGNORECASE)
_LIST = re.compile(r"list|bullet|列表|项目符号", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FOOTNOTES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
)


def read_word(content: bytes) -> list[tuple[int, str]]:
    """Titles, headings, list bullets, links and footnotes in the marks of Markdown.

    Raises ValueError if the file is no Word file.
    """
    import docx

    require_sound_archive(content)
    document = docx.Document(io.BytesIO(content))
    paragraphs = list(_paragraphs(document))
    has_title = any(_style(paragraph) in ("title", "标题") for paragraph in paragraphs)
    lines = []
    for number, paragraph in enumerate(paragraphs, start=1):
        mark = _mark(paragraph, has_title=has_title)
        for text in _text(paragraph).split("\n"):
            lines.append((number, f"{mark}{text.strip()}" if text.strip() else ""))
    notes = [(len(paragraphs), note) for note in _footnotes(document)]
    return [*lines, (len(paragraphs), ""), *notes] if notes else lines


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _in_table(block)
        else:
            yield block


def _in_table(table: Table) -> Iterator[Paragraph]:
    """All paragraphs of a table; a merged cell once."""
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield from cell.paragraphs


def _text(paragraph: Paragraph) -> str:
    parts = []
    for content in paragraph.iter_inner_content():
        address = getattr(content, "address", "")
        text = content.text
        if not address:
            notes = (
                content._r.iter(f"{_W}footnoteReference")
                if hasattr(content, "_r")
                else ()
            )
            text += "".join(f"[{note.get(f'{_W}id')}]" for note in notes)
        is_link = address.startswith("http") and text.strip() and address not in text
        parts.append(f"[{text}]({address})" if is_link else text)
    return "".join(parts)


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def _mark(paragraph: Paragraph, *, has_title: bool) -> str:
    """The mark of a title, a heading or a bullet.

    Where no paragraph has the style of a title, those of the first level are titles.
    """
    style = _style(paragraph)
    if style in ("title", "标题"):
        return "# "
    if heading := _HEADING.match(style):
        return "#" * (int(heading[1]) + has_title) + " "
    properties = paragraph._p.pPr
    is_numbered = properties is not None and properties.find(f"{_W}numPr") is not None
    return "- " if is_numbered or _LIST.search(style) else ""


def _footnotes(document: Document) -> Iterator[str]:
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype == _FOOTNOTES:
            root = etree.fromstring(relation.target_part.blob)
            for note in root.iter(f"{_W}footnote"):
                text = "".join(part.text or "" for part in note.iter(f"{_W}t")).strip()
                if text:
                    yield f"[{note.get(f'{_W}id')}] {text}"
