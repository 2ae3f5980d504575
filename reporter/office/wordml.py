"""Names of WordprocessingML, and the runs that are made of them."""

from __future__ import annotations

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The full name of a Word element or attribute."""
    return f"{{{MAIN}}}{name}"


def r(name: str) -> str:
    """The full name of a relationship attribute."""
    return f"{{{RELS}}}{name}"


def text_run(text: str, name: str = "t") -> etree._Element:
    """A run of text, blanks kept; with `instrText` the code of a field."""
    run = etree.Element(w("r"))
    element = etree.SubElement(run, w(name))
    element.set(SPACE, "preserve")
    element.text = text
    return run


def field_run(kind: str) -> etree._Element:
    """A run that begins, separates or ends a field."""
    run = etree.Element(w("r"))
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
    return run
