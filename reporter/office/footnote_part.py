"""The footnotes part of a Word file, with the styles and settings that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from reporter.office.cells import escape
from reporter.office.package import Package, parse, serialise
from reporter.office.wordml import MAIN, RELS, r, w

if TYPE_CHECKING:
    from reporter.office.footnotes import Note

_TYPE = f"{RELS}/footnotes"
_CONTENT = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)
_EMPTY = f"""<w:footnotes xmlns:w="{MAIN}" xmlns:r="{RELS}">
<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240"
 w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"
 w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote></w:footnotes>"""
# Notes are written as text: thousands of them, each of ten elements.
_NOTE = """<w:footnote w:id="{number}"><w:p>\
<w:pPr><w:pStyle w:val={paragraph}/></w:pPr>\
<w:r><w:rPr><w:rStyle w:val={reference}/></w:rPr><w:footnoteRef/></w:r>\
<w:r><w:t xml:space="preserve"> {text}</w:t></w:r>{link}</w:p></w:footnote>"""
_LINK = """<w:hyperlink r:id="{at}"><w:r><w:t xml:space="preserve">{label}</w:t></w:r>\
</w:hyperlink>"""
_SAFE_LINK = re.compile(r"(?:https?|mailto):[^\s<>\"]+", re.IGNORECASE)
# Elements of settings that stand behind footnotePr (CT_Settings), as far as in use.
_BEHIND_FOOTNOTES = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema",
    "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats", "shapeDefaults",
    "decimalSymbol", "listSeparator",
)  # fmt: skip


class FootnotePart:
    """The footnotes of one document."""

    def __init__(self, package: Package, document: str, name: str) -> None:
        self._package = package
        self._name = name
        self._root = parse(package.read(name))
        self._links: list[str] = []
        self._notes: list[str] = []
        ids = [int(n.get(w("id"), "0")) for n in self._root.iter(w("footnote"))]
        self._next = max(ids, default=0) + 1
        styles = _Styles(package, document)
        self.text_style = styles.find_or_add("footnote text", "paragraph")
        self.reference_style = styles.find_or_add("footnote reference", "character")
        styles.save()
        self._form = _NOTE.replace("{paragraph}", _quoted(self.text_style)).replace(
            "{reference}", _quoted(self.reference_style)
        )

    @classmethod
    def of(cls, package: Package, document: str) -> FootnotePart:
        """The footnotes that the document has, or an empty part for them."""
        name = package.target(document, "footnotes")
        if not name:
            name = "word/footnotes.xml"
            package.add(name, _EMPTY.encode("utf-8"), _CONTENT)
            package.relate(document, _TYPE, name)
            _announce(package, document)
        return cls(package, document, name)

    def add(self, note: Note) -> int:
        """Add a note; gives its id."""
        number, self._next = self._next, self._next + 1
        link = ""
        if note.link and _SAFE_LINK.fullmatch(note.link[1]):
            label, address = note.link
            link = _LINK.format(at=len(self._links), label=escape(label))
            self._links.append(address)
        self._notes.append(
            self._form.format(number=number, text=escape(note.text), link=link)
        )
        return number

    def save(self) -> None:
        """Put the part back, with the relationships of its links."""
        if self._links:
            kind = f"{RELS}/hyperlink"
            ids = self._package.relate_all(
                self._name, kind, self._links, is_external=True
            )
            for note in _parse_notes(self._notes):
                for link in note.iter(w("hyperlink")):
                    link.set(r("id"), ids[int(link.get(r("id"), "0"))])
                self._root.append(note)
        else:
            self._root.extend(_parse_notes(self._notes))
        self._package.replace(self._name, serialise(self._root))


class _Styles:
    """The styles of a document, found by names that are the same in any language."""

    def __init__(self, package: Package, document: str) -> None:
        self._package = package
        self._name = package.target(document, "styles")
        self._root = parse(package.read(self._name))

    def find_or_add(self, name: str, kind: str) -> str:
        """The id of a built-in style; templates in Chinese have ids such as `a3`."""
        for style in self._root.iter(w("style")):
            called = style.find(w("name"))
            if called is not None and called.get(w("val"), "").lower() == name:
                return style.get(w("styleId"), "")
        identity = name.title().replace(" ", "")
        style = etree.SubElement(self._root, w("style"))
        style.set(w("type"), kind)
        style.set(w("styleId"), identity)
        etree.SubElement(style, w("name")).set(w("val"), name)
        if kind == "character":
            properties = etree.SubElement(style, w("rPr"))
            etree.SubElement(properties, w("vertAlign")).set(w("val"), "superscript")
        else:
            properties = etree.SubElement(style, w("rPr"))
            etree.SubElement(properties, w("sz")).set(w("val"), "18")
        return identity

    def save(self) -> None:
        """Put the styles back if any was added."""
        self._package.replace(self._name, serialise(self._root))


def _announce(package: Package, document: str) -> None:
    """Name the two separators in the settings, as Word does."""
    name = package.target(document, "settings")
    if not name:
        return
    root = parse(package.read(name))
    properties = etree.Element(w("footnotePr"))
    for identity in ("-1", "0"):
        etree.SubElement(properties, w("footnote")).set(w("id"), identity)
    behind = [e for e in root if etree.QName(e).localname in _BEHIND_FOOTNOTES]
    if behind:
        behind[0].addprevious(properties)
    else:
        root.append(properties)
    package.replace(name, serialise(root))


def _parse_notes(notes: Iterable[str]) -> list[etree._Element]:
    """The elements of notes that were written as text."""
    head = f'<w:footnotes xmlns:w="{MAIN}" xmlns:r="{RELS}">'
    return list(parse(f"{head}{''.join(notes)}</w:footnotes>".encode()))


def _quoted(value: str) -> str:
    """An attribute's value in quotation marks, braces kept from being filled in."""
    return quoteattr(value).replace("{", "{{").replace("}", "}}")
