"""An Office file as what it is: a zip of related parts (ECMA-376 part 2).

Parts that nobody touches are written back byte for byte; the zip itself is always the
same for the same parts.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from reporter.errors import OutputError, TemplateError
from reporter.office.guard import faults_of
from reporter.office.relationships import (
    NAMESPACE,
    TAG,
    Relationship,
    element,
    rels_of,
)
from reporter.office.zipping import Content, write_stored, write_zip

CONTENT_TYPES = "[Content_Types].xml"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_NO_RELATIONSHIPS = b'<Relationships xmlns="%b"/>' % NAMESPACE.encode()
_NUMBERED = re.compile(r"^(.*?)(\d*)(\.[A-Za-z]+)$")
_ENCRYPTED = b"\xd0\xcf\x11\xe0"


def parse(data: bytes) -> etree._Element:
    """Parse a part; no entity, no network, no limit on depth is given up."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_blank_text=False
    )
    return etree.fromstring(data, parser)


def serialise(root: etree._Element) -> bytes:
    """Write a part as Office does."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def as_text_to_extend(
    root: etree._Element, prefixes: Mapping[str | None, str]
) -> tuple[str, str]:
    """A root as text, before and behind the place where more elements can be written.

    What is written there can rely on these prefixes.
    """
    spaces = {k: v for k, v in root.nsmap.items() if v not in prefixes.values()}
    spaces.update(prefixes)
    made = etree.Element(root.tag, nsmap=spaces)  # type: ignore[arg-type]
    made.attrib.update(root.attrib)
    made.extend(root)
    made.append(etree.Comment("more"))
    before, _, behind = serialise(made).decode("utf-8").rpartition("<!--more-->")
    return before, behind


class Package:
    """The parts of one Office file, in the order of the zip."""

    def __init__(self, name: str, parts: dict[str, bytes]) -> None:
        self.name = name
        self._parts: dict[str, Content] = dict(parts)
        self._touched: dict[str, None] = {}
        self._original = tuple(parts)
        self._types = parse(parts[CONTENT_TYPES])

    @classmethod
    def open(cls, path: Path) -> Package:
        """Read an Office file.

        Raises:
            TemplateError: it is no Office file, is encrypted or looks like a zip bomb.
        """
        try:
            with path.open("rb") as handle:
                return cls.read_from(handle, path.name)
        except OSError as error:
            reason = error.strerror or str(error)
            raise TemplateError(path.name, [f"cannot be opened ({reason})"]) from error

    @classmethod
    def read_from(cls, handle: BinaryIO, name: str) -> Package:
        """Read an Office file from a binary stream; raises as `open` does."""
        if handle.read(4) == _ENCRYPTED:
            fault = "is encrypted or in the format before 2007; save it anew without"
            raise TemplateError(name, [f"{fault} a password"])
        handle.seek(0)
        try:
            with zipfile.ZipFile(handle) as archive:
                faults = list(faults_of(archive))
                if faults:
                    raise TemplateError(name, faults)
                parts = {i.filename: archive.read(i) for i in archive.infolist()}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise TemplateError(name, [f"is no Office file ({error})"]) from error
        if CONTENT_TYPES not in parts:
            raise TemplateError(name, ["is no Office file (it has no content types)"])
        hostile = [
            f"{part}: holds a DOCTYPE, which no Office program writes"
            for part, data in parts.items()
            if part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in data
        ]
        if hostile:
            raise TemplateError(name, hostile)
        return cls(name, {n: d for n, d in parts.items() if not n.endswith("/")})

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in order."""
        return tuple(self._parts)

    @property
    def original(self) -> tuple[str, ...]:
        """The names of the parts that were there when it was opened, in order."""
        return self._original

    @property
    def touched(self) -> tuple[str, ...]:
        """The parts that were added or replaced, in the order in which they were."""
        return tuple(self._touched)

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises KeyError if there is none of that name."""
        content = self._parts[name]
        if not isinstance(content, bytes):
            content = self._parts[name] = b"".join(content)
        return content

    def replace(self, name: str, content: Content) -> None:
        """Give a part other content; one that is the same does not count as touched."""
        if self._parts.get(name) != content:
            self._parts[name] = content
            self._touched[name] = None

    def add(self, name: str, content: Content, content_type: str) -> None:
        """Add a part with its content type (empty: the default of its extension)."""
        self._parts[name] = content
        self._touched[name] = None
        if content_type and self.content_type(name) != content_type:
            attributes = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(self._types, f"{{{_CT}}}Override", attributes)
            self._write_types()

    def remove(self, name: str) -> None:
        """Take a part out, with its content type and its relationships."""
        self._parts.pop(name, None)
        self._parts.pop(rels_of(name), None)
        self._touched.pop(name, None)
        for override in self._types.findall(f"{{{_CT}}}Override"):
            if override.get("PartName") == f"/{name}":
                self._types.remove(override)
                self._write_types()

    def content_type(self, name: str) -> str:
        """The content type of a part, or of its extension, or empty."""
        for override in self._types.findall(f"{{{_CT}}}Override"):
            if override.get("PartName", "").lower() == f"/{name}".lower():
                return override.get("ContentType", "")
        extension = name.rsplit(".", 1)[-1].lower()
        for default in self._types.findall(f"{{{_CT}}}Default"):
            if default.get("Extension", "").lower() == extension:
                return default.get("ContentType", "")
        return ""

    def free_name(self, like: str) -> str:
        """A name for a new part: `like`, with the first number that is not taken."""
        folder, base = posixpath.split(like)
        match = _NUMBERED.match(base)
        stem, ending = (match[1], match[3]) if match else (base, "")
        number = 1
        while (name := posixpath.join(folder, f"{stem}{number}{ending}")) in self:
            number += 1
        return name

    def ensure_default(self, extension: str, content_type: str) -> None:
        """Give an extension a content type where it has none."""
        for default in self._types.findall(f"{{{_CT}}}Default"):
            if default.get("Extension", "").lower() == extension:
                return
        attributes = {"Extension": extension, "ContentType": content_type}
        self._types.insert(0, etree.Element(f"{{{_CT}}}Default", attributes))
        self._write_types()

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """The relationships of a part (empty name: of the package), in order."""
        name = rels_of(part)
        if name not in self._parts:
            return ()
        return tuple(
            Relationship.read(found, part) for found in parse(self.read(name)).iter(TAG)
        )

    def target(self, part: str, kind: str) -> str:
        """The part that the first relationship of a kind leads to, or empty."""
        for relationship in self.relationships(part):
            if relationship.kind == kind and not relationship.is_external:
                return relationship.target
        return ""

    def relate(
        self, part: str, type_: str, target: str, *, is_external: bool = False
    ) -> str:
        """Add a relationship to a part's others; gives its id."""
        return self.relate_all(part, type_, [target], is_external=is_external)[0]

    def relate_all(
        self, part: str, type_: str, targets: Sequence[str], *, is_external: bool
    ) -> list[str]:
        """Add several relationships of one type; gives their ids, in order."""
        taken = {relation.id for relation in self.relationships(part)}
        free = (i for n in count(len(taken) + 1) if (i := f"rId{n}") not in taken)
        ids = [identity for identity, _ in zip(free, targets, strict=False)]
        elements = [
            element(identity, type_, target, part, is_external=is_external)
            for identity, target in zip(ids, targets, strict=True)
        ]
        self._add_relationships(part, elements)
        return ids

    def set_relationships(self, part: str, relations: Iterable[Relationship]) -> None:
        """Give a part these relationships, ids as they are, and no others."""
        self._parts.pop(rels_of(part), None)
        self._add_relationships(
            part,
            [
                element(x.id, x.type, x.target, part, is_external=x.is_external)
                for x in relations
            ],
        )

    def _add_relationships(self, part: str, elements: Iterable[str]) -> None:
        """Add relationships, written as text, to a part's others."""
        name = rels_of(part)
        root = parse(self.read(name) if name in self else _NO_RELATIONSHIPS)
        before, behind = as_text_to_extend(root, {None: NAMESPACE})
        content = f"{before}{''.join(elements)}{behind}".encode()
        if name in self:
            self.replace(name, content)
        else:
            self.add(name, content, "")

    def save(self, path: Path, *, keeps_dates: bool = False) -> None:
        """Write the file; the same parts give the same bytes.

        Dates in the properties become a fixed moment, unless they are kept.

        Raises:
            OutputError: the file cannot be written.
        """
        try:
            with path.open("wb") as handle:
                self.write_to(handle, keeps_dates=keeps_dates)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(f"{path}: cannot be written ({reason})") from error

    def as_bytes(self) -> bytes:
        """The whole file."""
        handle = io.BytesIO()
        self.write_to(handle)
        return handle.getvalue()

    def as_stored_bytes(self) -> bytes:
        """The whole file, not compressed: for a reader in the same run."""
        handle = io.BytesIO()
        write_stored(handle, {name: self.read(name) for name in self._parts})
        return handle.getvalue()

    def write_to(self, handle: BinaryIO, *, keeps_dates: bool = False) -> None:
        """Write the zip to a binary stream."""
        write_zip(handle, self._parts, keeps_dates=keeps_dates)

    def _write_types(self) -> None:
        self.replace(CONTENT_TYPES, serialise(self._types))
