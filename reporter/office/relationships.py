"""How a part of an Office file refers to others (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from reporter.office.cells import escape

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
TAG = f"{{{NAMESPACE}}}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another (`target` is its full name) or to a URL."""

    id: str
    type: str
    target: str
    is_external: bool

    @property
    def kind(self) -> str:
        """The last word of the type, such as `table` or `hyperlink`."""
        return self.type.rsplit("/", 1)[-1]

    @classmethod
    def read(cls, element: etree._Element, part: str) -> Relationship:
        """The relationship of a part that an element writes."""
        is_external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not is_external:
            base = "/" + posixpath.dirname(part)
            target = posixpath.normpath(posixpath.join(base, target)).lstrip("/")
        return cls(element.get("Id", ""), element.get("Type", ""), target, is_external)


def element(
    identity: str, type_: str, target: str, part: str, *, is_external: bool
) -> str:
    """What a part writes of a relationship, in the default namespace."""
    mode = ' TargetMode="External"' if is_external else ""
    if not is_external:
        target = _relative_name(target, part)
    target = escape(target).replace('"', "&quot;")
    return f'<Relationship Id="{identity}" Type="{type_}" Target="{target}"{mode}/>'


def rels_of(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relative_name(target: str, part: str) -> str:
    if not part:
        return target
    return posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
