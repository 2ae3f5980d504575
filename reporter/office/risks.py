"""What a template must not bring along: macros, connections, links to elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.office.package import Package

# Fields that read a file or another program when the document is opened or updated.
_FIELDS = re.compile(
    rb"<w:instrText[^>]*>\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b"
    rb'|w:instr="\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b'
)
_HARMLESS = frozenset({"hyperlink"})
_RISKY_KINDS = {
    "vbaProject": "holds macros",
    "attachedToolbars": "holds toolbars with macros",
    "control": "holds an ActiveX control",
    "oleObject": "holds an embedded object",
    "aFChunk": "holds a document inside the document",
    "connections": "holds connections to databases",
}


def risks_of(package: Package) -> Iterator[tuple[str, str]]:
    """Part and fault of everything that a template must not hold."""
    for name in ("", *package.names()):
        if name.endswith(".rels"):
            continue
        for relation in package.relationships(name):
            if relation.is_external and relation.kind not in _HARMLESS:
                target = relation.target[:80]
                yield name, f"leads to {target} ({relation.kind})"
            elif relation.kind in _RISKY_KINDS:
                yield relation.target, _RISKY_KINDS[relation.kind]
        if name.endswith(".xml"):
            for field in _FIELDS.finditer(package.read(name)):
                code = (field[1] or field[2]).decode()
                yield name, f"holds a {code} field, which reads from elsewhere"
