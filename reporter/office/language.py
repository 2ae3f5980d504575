"""The language of a Word document, for spelling and for readers aloud."""

from __future__ import annotations

from lxml import etree

from reporter.office.package import Package, parse, serialise
from reporter.office.wordml import w


def set_language(package: Package, latin: str, east_asian: str) -> None:
    """Say in a document's defaults which language Latin and East Asian text is in.

    Word applies the one or the other to each run by its characters (ECMA-376 part 1,
    17.3.2.20). Languages are tags such as `en-US` and `zh-CN`.
    """
    name = package.target(package.target("", "officeDocument"), "styles")
    root = parse(package.read(name))
    language = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
    if language is None:
        language = _add(root)
    language.set(w("val"), latin)
    language.set(w("eastAsia"), east_asian)
    package.replace(name, serialise(root))


def _add(root: etree._Element) -> etree._Element:
    """The element for the language, with those around it, in the schema's order."""
    parent = root
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = parent.find(w(tag))
        if found is None:
            found = etree.Element(w(tag))
            parent.insert(0, found)
        parent = found
    return etree.SubElement(parent, w("lang"))
