"""Contents fields of a Word document, filled at once (ECMA-376 part 1, 17.16.5.68).

Word fills a TOC field only when asked, and asks the reader whether it should. Here its
result is written with the document: links to the headings in one paragraph, without
page numbers, which only a layout knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from reporter.office.package import Package, parse, serialise
from reporter.office.wordml import field_run, text_run, w

_LEVELS = re.compile(r'\\o\s+"(\d)-(\d)"')
_WITHIN = re.compile(r"\\b\s+(\S+)")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_SEPARATOR = "  ·  "


def fill_contents(package: Package) -> int:
    """Fill every contents field of a document; gives the number of entries written."""
    document = package.target("", "officeDocument")
    root = parse(package.read(document))
    fields = [code for code in root.iter(w("instrText")) if _is_contents(code)]
    if not fields:
        return 0
    styles = _style_names(package, document)
    made = sum(_fill(root, code, styles) for code in fields)
    package.replace(document, serialise(root))
    return made


def _is_contents(code: etree._Element) -> bool:
    return (code.text or "").split()[:1] == ["TOC"]


def _style_names(package: Package, document: str) -> dict[str, str]:
    """The name of each style by its id; names are the same in any language."""
    styles = parse(package.read(package.target(document, "styles")))
    return {
        style.get(w("styleId"), ""): name.get(w("val"), "")
        for style in styles.iter(w("style"))
        if (name := style.find(w("name"))) is not None
    }


def _fill(root: etree._Element, code: etree._Element, styles: Mapping[str, str]) -> int:
    switches = code.text or ""
    levels, within = _LEVELS.search(switches), _WITHIN.search(switches)
    low, high = (int(levels[1]), int(levels[2])) if levels else (1, 3)
    headings = [
        paragraph
        for level, paragraph in _headings(root, styles, within[1] if within else "")
        if low <= level <= high
    ]
    first, *others = _paragraphs_of(code)
    for element in [e for e in first if e.tag != w("pPr")]:
        first.remove(element)
    for paragraph in others:
        root_of = paragraph.getparent()
        if root_of is not None:
            root_of.remove(paragraph)
    first.append(field_run("begin"))
    first.append(text_run(switches, "instrText"))
    first.append(field_run("separate"))
    for number, heading in enumerate(headings):
        if number:
            first.append(text_run(_SEPARATOR))
        first.append(_link(heading, _bookmark(root, heading)))
    first.append(field_run("end"))
    return len(headings)


def _headings(
    root: etree._Element, styles: Mapping[str, str], within: str
) -> Iterator[tuple[int, etree._Element]]:
    """Level and paragraph of each heading, inside a bookmark if one is named."""
    is_inside, identity = not within, ""
    for element in root.iter(w("p"), w("bookmarkStart"), w("bookmarkEnd")):
        if element.tag == w("bookmarkStart"):
            if within and element.get(w("name")) == within:
                is_inside, identity = True, element.get(w("id"), "")
        elif element.tag == w("bookmarkEnd"):
            if identity and element.get(w("id")) == identity:
                is_inside = False
        elif is_inside and (level := _level(element, styles)):
            yield level, element


def _level(paragraph: etree._Element, styles: Mapping[str, str]) -> int:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    name = styles.get(style.get(w("val"), ""), "") if style is not None else ""
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else 0


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


def _bookmark(root: etree._Element, paragraph: etree._Element) -> str:
    """The name of a bookmark around a heading."""
    taken = [int(b.get(w("id"), "0")) for b in root.iter(w("bookmarkStart"))]
    number = max(taken, default=0) + 1
    start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
    for element in (start, end):
        element.set(w("id"), str(number))
    start.set(w("name"), f"_Toc{number:06d}")
    paragraph.insert(0 if paragraph.find(w("pPr")) is None else 1, start)
    paragraph.append(end)
    return f"_Toc{number:06d}"


def _link(heading: etree._Element, bookmark: str) -> etree._Element:
    link = etree.Element(w("hyperlink"))
    link.set(w("anchor"), bookmark)
    link.append(text_run("".join(t.text or "" for t in heading.iter(w("t")))))
    return link
