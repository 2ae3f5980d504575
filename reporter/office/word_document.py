"""The main part of a Word file, taken apart once for all that is done to it."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from reporter.office.package import Package, parse, serialise


class WordDocument:
    """The document that a package holds; `save` puts it back."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.target("", "officeDocument")
        self._data = package.read(self.part)

    def holds(self, text: str) -> bool:
        """Whether the part held a text when it was read: cheaper than its tree."""
        return text.encode("utf-8") in self._data

    @cached_property
    def root(self) -> etree._Element:
        """The tree, which whoever gets it may change."""
        return parse(self._data)

    def save(self) -> None:
        """Put the part back."""
        self.package.replace(self.part, serialise(self.root))
