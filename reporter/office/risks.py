"""What a template must not bring along: macros, connections, links to elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reporter.office.package import Package

# Kinds of relationship to what is outside of the file, and what to do about each.
_OUTSIDE = {
    "externalLinkPath": "break the link (Data > Edit Links) or paste its values",
    "externalLink": "break the link (Data > Edit Links) or paste its values",
    "attachedTemplate": "take the attached template out",
    "oleObject": "take the linked object out",
    "image": "insert the picture instead of linking to it",
}
# Kinds of part that run or fetch something.
_ACTIVE = {
    "vbaProject": ("holds macros", "save it as .xlsx"),
    "xlMacrosheet": ("holds a macro sheet", "delete it"),
    "connections": ("holds data connections", "delete them (Data > Connections)"),
    "queryTable": ("fetches data from elsewhere", "turn it into plain cells"),
    "control": ("holds an ActiveX control", "delete it, or use a form control"),
    "oleObject": ("holds an embedded object", "delete it, or insert a picture"),
    "aFChunk": ("holds a document inside the document", "paste its text instead"),
}


# Fields that read a file or another program when the document is opened or updated.
_FIELDS = re.compile(
    rb"<w:instrText[^>]*>\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b"
    rb'|w:instr="\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b'
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in a template: where, what, and how."""

    place: str
    what: str
    mend: str

    def __str__(self) -> str:
        """All three in one line."""
        return f"{self.place}: {self.what}; {self.mend}"


def active_content(package: Package) -> Iterator[Finding]:
    """External links, macros, connections and objects, each with its part."""
    seen: set[str] = set()
    for part in ("", *package.names()):
        if part.endswith(".rels"):
            continue
        for relation in package.relationships(part):
            where = part or "the file"
            if relation.is_external and relation.kind != "hyperlink":
                mend = _OUTSIDE.get(relation.kind, "take it out")
                what = f"leads to a file elsewhere ({relation.target})"
                yield Finding(where, what, mend)
            elif relation.kind in _ACTIVE and relation.target not in seen:
                seen.add(relation.target)
                yield Finding(relation.target, *_ACTIVE[relation.kind])
        if part.endswith(".xml"):
            yield from _reading_fields(package, part)


def _reading_fields(package: Package, part: str) -> Iterator[Finding]:
    for field in _FIELDS.finditer(package.read(part)):
        code = (field[1] or field[2]).decode()
        what = f"holds a {code} field, which reads from elsewhere"
        yield Finding(part, what, "write its text in its place")
