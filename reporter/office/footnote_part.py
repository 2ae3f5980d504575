"""The footnotes part of a Word file, with the styles and settings that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from reporter.office.cells import escape
from reporter.office.package import Package, as_text_to_extend, parse, serialise
from reporter.office.wordml import MAIN, RELS, w

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
# A style and its name, which stands first in it.
_STYLE = re.compile(
    r'<w:style [^>]*?w:styleId="([^"]*)"[^>]*>\s*<w:name w:val="([^"]*)"'
)
_END_OF_STYLES = "</w:styles>"
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
        self._added: list[tuple[int, str, tuple[str, str] | None]] = []
        self._root = parse(package.read(name))
        ids = [int(n.get(w("id"), "0")) for n in self._root.iter(w("footnote"))]
        self._next = max(ids, default=0) + 1
        styles = _Styles(package, document)
        self.text_style = styles.find_or_add("footnote text", "paragraph")
        self.reference_style = styles.find_or_add("footnote reference", "character")
        styles.save()

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
        is_linked = note.link is not None and _SAFE_LINK.fullmatch(note.link[1])
        self._added.append((number, note.text, note.link if is_linked else None))
        return number

    def save(self) -> None:
        """Put the part back, with the relationships of its links."""
        links = [link[1] for _, _, link in self._added if link]
        kind = f"{RELS}/hyperlink"
        ids = self._package.relate_all(self._name, kind, links, is_external=True)
        before, behind = as_text_to_extend(self._root, {"w": MAIN, "r": RELS})
        notes = "".join(self._written(iter(ids)))
        self._package.replace(self._name, f"{before}{notes}{behind}".encode())

    def _written(self, ids: Iterator[str]) -> Iterator[str]:
        """Each note as text: there may be thousands, each of ten elements."""
        look = f"<w:rPr><w:rStyle w:val={quoteattr(self.reference_style)}/></w:rPr>"
        head = (
            f"<w:p><w:pPr><w:pStyle w:val={quoteattr(self.text_style)}/></w:pPr>"
            f'<w:r>{look}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        )
        for number, text, link in self._added:
            linked = ""
            if link:
                label = f'<w:r><w:t xml:space="preserve">{escape(link[0])}</w:t></w:r>'
                linked = f'<w:hyperlink r:id="{next(ids)}">{label}</w:hyperlink>'
            yield (
                f'<w:footnote w:id="{number}">{head}{escape(text)}</w:t></w:r>{linked}'
                "</w:p></w:footnote>"
            )


class _Styles:
    """The styles of a document, found by names that are the same in any language.

    They are read as text: there may be hundreds, of which two are asked for.
    """

    def __init__(self, package: Package, document: str) -> None:
        self._package = package
        self._name = package.target(document, "styles")
        data = package.read(self._name)
        if _END_OF_STYLES.encode() in data:
            self._text = data.decode("utf-8")
        else:
            self._text = "".join(as_text_to_extend(parse(data), {"w": MAIN}))
        self._ids: dict[str, str] = {
            name.lower(): identity for identity, name in _STYLE.findall(self._text)
        }
        self._added = ""

    def find_or_add(self, name: str, kind: str) -> str:
        """The id of a built-in style; templates in Chinese have ids such as `a3`."""
        if name in self._ids:
            return self._ids[name]
        identity = name.title().replace(" ", "")
        look = '<w:sz w:val="18"/>'
        if kind == "character":
            look = '<w:vertAlign w:val="superscript"/>'
        self._added += (
            f'<w:style w:type="{kind}" w:styleId="{identity}">'
            f'<w:name w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'
        )
        return identity

    def save(self) -> None:
        """Put the styles back if any was added."""
        if self._added:
            before, end, behind = self._text.rpartition(_END_OF_STYLES)
            content = f"{before}{self._added}{end}{behind}".encode()
            self._package.replace(self._name, content)


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


def _is_linked(note: Note) -> bool:
    return note.link is not None and bool(_SAFE_LINK.fullmatch(note.link[1]))
