"""How a part of an Office file refers to others (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

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

    def write_below(self, root: etree._Element, part: str) -> None:
        """Add the element of this relationship of a part."""
        element = etree.SubElement(root, TAG)
        element.set("Id", self.id)
        element.set("Type", self.type)
        if self.is_external:
            element.set("Target", self.target)
            element.set("TargetMode", "External")
        else:
            element.set("Target", _relative_name(self.target, part))


def rels_of(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relative_name(target: str, part: str) -> str:
    if not part:
        return target
    return posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
