"""Contents fields of a Word document, filled at once (ECMA-376 part 1, 17.16.5.68).

Word fills a TOC field only when asked, and asks the reader whether it should. Here its
result is written with the document: links to the headings in one paragraph, without
page numbers, which only a layout knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from reporter.office.package import parse
from reporter.office.word_document import WordDocument
from reporter.office.wordml import field_run, text_run, w

_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')
_WITHIN = re.compile(r"\\b\s+(\S+)")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_SEPARATOR = "  ·  "


def fill_contents(document: WordDocument) -> int:
    """Fill every contents field of a document; gives the number of entries written."""
    if not document.holds("TOC"):
        return 0
    root = document.root
    fields = [code for code in root.iter(w("instrText")) if _is_contents(code)]
    if not fields:
        return 0
    filler = _Filler(root, _heading_levels(document))
    return sum(filler.fill(code) for code in fields)


def _is_contents(code: etree._Element) -> bool:
    return (code.text or "").split()[:1] == ["TOC"]


def _heading_levels(document: WordDocument) -> dict[str, int]:
    """The level of each style of a heading, by its id; names are the same anywhere."""
    package = document.package
    styles = parse(package.read(package.target(document.part, "styles")))
    return {
        style.get(w("styleId"), ""): int(match[1])
        for style in styles.iter(w("style"))
        if (name := style.find(w("name"))) is not None
        and (match := _HEADING.fullmatch(name.get(w("val"), "")))
    }


class _Filler:
    """Fills the contents fields of one document."""

    def __init__(self, root: etree._Element, levels: Mapping[str, int]) -> None:
        self._root = root
        self._levels = levels
        taken = [int(b.get(w("id"), "0")) for b in root.iter(w("bookmarkStart"))]
        self._next_bookmark = max(taken, default=0) + 1

    def fill(self, code: etree._Element) -> int:
        """Write the result of a field; gives the number of its entries."""
        switches = code.text or ""
        levels, within = _LEVELS.search(switches), _WITHIN.search(switches)
        low, high = (int(levels[1]), int(levels[2])) if levels else (1, 3)
        headings = [
            paragraph
            for level, paragraph in self._headings(within[1] if within else "")
            if low <= level <= high
        ]
        first = _emptied(code)
        first.append(field_run("begin"))
        first.append(text_run(switches, "instrText"))
        first.append(field_run("separate"))
        for number, heading in enumerate(headings):
            if number:
                first.append(text_run(_SEPARATOR))
            first.append(_link(heading, self._bookmark(heading)))
        first.append(field_run("end"))
        return len(headings)

    def _headings(self, within: str) -> Iterator[tuple[int, etree._Element]]:
        """Level and paragraph of each heading, inside a bookmark if one is named."""
        is_inside, identity = not within, ""
        for element in self._root.iter(
            w("pStyle"), w("bookmarkStart"), w("bookmarkEnd")
        ):
            if element.tag == w("bookmarkStart"):
                if within and element.get(w("name")) == within:
                    is_inside, identity = True, element.get(w("id"), "")
            elif element.tag == w("bookmarkEnd"):
                if identity and element.get(w("id")) == identity:
                    is_inside = False
            elif is_inside and (level := self._levels.get(element.get(w("val"), ""))):
                yield level, next(element.iterancestors(w("p")))

    def _bookmark(self, paragraph: etree._Element) -> str:
        """The name of a bookmark around a heading."""
        number, self._next_bookmark = self._next_bookmark, self._next_bookmark + 1
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        for element in (start, end):
            element.set(w("id"), str(number))
        start.set(w("name"), f"_Toc{number:06d}")
        paragraph.insert(0 if paragraph.find(w("pPr")) is None else 1, start)
        paragraph.append(end)
        return f"_Toc{number:06d}"


def _emptied(code: etree._Element) -> etree._Element:
    """The first paragraph of a field, without it; its others are taken out."""
    first, *others = _paragraphs_of(code)
    for element in [e for e in first if e.tag != w("pPr")]:
        first.remove(element)
    for paragraph in others:
        root_of = paragraph.getparent()
        if root_of is not None:
            root_of.remove(paragraph)
    return first


def _paragraphs_of(code: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs from the one that holds a field's code to the one that ends it."""
    paragraph = next(code.iterancestors(w("p")), None)
    depth = 0
    while paragraph is not None:
        yield paragraph
        for mark in paragraph.iter(w("fldChar")):
            depth += {"begin": 1, "end": -1}.get(mark.get(w("fldCharType"), ""), 0)
        if depth <= 0:
            return
        paragraph = paragraph.getnext()


def _link(heading: etree._Element, bookmark: str) -> etree._Element:
    link = etree.Element(w("hyperlink"))
    link.set(w("anchor"), bookmark)
    link.append(text_run("".join(t.text or "" for t in heading.iter(w("t")))))
    return link
