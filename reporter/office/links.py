"""Hyperlinks of a worksheet (ECMA-376 part 1, 18.3.1.47)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from reporter.office.book import RELS, tag
from reporter.office.cells import Link, SheetLink
from reporter.office.package import Package
from reporter.office.refs import quote_sheet

# Excel takes no more hyperlinks on one sheet; the texts stand there all the same.
MAX_LINKS = 65_530
# What comes before hyperlinks in a worksheet, last first (CT_Worksheet).
_BEFORE = (
    "dataValidations", "conditionalFormatting", "phoneticPr", "mergeCells",
    "customSheetViews", "dataConsolidate", "sortState", "autoFilter", "scenarios",
    "protectedRanges", "sheetProtection", "sheetCalcPr", "sheetData",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link and the cell that it stands in."""

    ref: str
    link: Link | SheetLink


def add_links(
    package: Package,
    part: str,
    root: etree._Element,
    links: Iterable[PlacedLink],
    titles: Mapping[str, str],
) -> int:
    """Write the links of a sheet; gives the number of those that had no room.

    `titles` leads from the title that was asked for to the one that a sheet has.
    """
    placed = [p for p in links if not isinstance(p.link, Link) or p.link.is_safe]
    if not placed:
        return 0
    element = root.find(tag("hyperlinks"))
    if element is None:
        element = etree.Element(tag("hyperlinks"))
        _insert(root, element)
    room = MAX_LINKS - len(element)
    kept = placed[:room]
    urls = list(dict.fromkeys(p.link.url for p in kept if isinstance(p.link, Link)))
    type_ = f"{RELS}/hyperlink"
    ids = package.relate_all(part, type_, urls, is_external=True) if urls else []
    id_of = dict(zip(urls, ids, strict=True))
    for place in kept:
        written = etree.SubElement(element, tag("hyperlink"), ref=place.ref)
        if isinstance(place.link, Link):
            written.set(f"{{{RELS}}}id", id_of[place.link.url])
        else:
            title = titles.get(place.link.sheet, place.link.sheet)
            written.set("location", f"{quote_sheet(title)}!A1")
            written.set("display", place.link.text)
    return len(placed) - len(kept)


def _insert(root: etree._Element, element: etree._Element) -> None:
    for name in _BEFORE:
        found = root.findall(tag(name))
        if found:
            found[-1].addnext(element)
            return
