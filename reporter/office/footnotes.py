"""Marks in a Word document -> real footnotes (ECMA-376 part 1, 17.11).

A mark is a private-use sentence in the text of a run: `mark("R01")`. The first mark of
a key becomes a footnote, a further one a field that refers back to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reporter.office.footnote_part import FootnotePart
from reporter.office.package import Package, parse, serialise
from reporter.office.wordml import field_run, text_run, w

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_SEPARATOR = ","


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote; `link` (label, address) stands behind it."""

    text: str
    link: tuple[str, str] | None = None


def mark(key: str) -> str:
    """What to put into the text where the note of `key` is to be cited."""
    return f"{_OPEN}{key}{_CLOSE}"


def without_marks(text: str) -> str:
    """Text with all marks taken out."""
    return _MARK.sub("", text)


def place_footnotes(package: Package, notes: Mapping[str, Note]) -> int:
    """Turn all marks of a document into footnotes; gives the number of notes made.

    Marks in headers, footers and text boxes, where Word allows no footnote, are taken
    out. Raises KeyError for a mark without a note.
    """
    document = package.target("", "officeDocument")
    root = parse(package.read(document))
    body = root.find(w("body"))
    runs = [] if body is None else list(dict.fromkeys(_marked_runs(body)))
    _clear_other_parts(package, document)
    if not runs:
        package.replace(document, serialise(root))
        return 0
    part = FootnotePart.of(package, document)
    writer = _Writer(part, notes, root)
    for run in runs:
        writer.rewrite(run)
    writer.number_references()
    part.save()
    package.replace(document, serialise(root))
    return len(writer.made)


def _marked_runs(body: etree._Element) -> Iterator[etree._Element]:
    """The runs that hold a mark, in order of the document; text boxes are cleared."""
    for text in list(body.iter(w("t"))):
        parent = text.getparent()
        if parent is None or _OPEN not in (text.text or ""):
            continue
        if next(text.iterancestors(w("txbxContent")), None) is not None:
            text.text = without_marks(text.text or "")
        elif parent.tag == w("r"):
            yield parent


def _clear_other_parts(package: Package, document: str) -> None:
    for relation in package.relationships(document):
        if relation.kind in ("header", "footer") and relation.target in package:
            data = package.read(relation.target)
            if _OPEN.encode() in data:
                cleared = without_marks(data.decode("utf-8"))
                package.replace(relation.target, cleared.encode("utf-8"))


class _Writer:
    """Rewrites runs and remembers which note was cited where."""

    def __init__(
        self, part: FootnotePart, notes: Mapping[str, Note], root: etree._Element
    ) -> None:
        self.made: dict[str, int] = {}
        self._part = part
        self._notes = notes
        self._root = root
        self._results: list[tuple[str, etree._Element]] = []
        taken = [int(b.get(w("id"), "0")) for b in root.iter(w("bookmarkStart"))]
        self._next_bookmark = max(taken, default=0) + 1

    def rewrite(self, run: etree._Element) -> None:
        """Put the pieces of a run with marks in its place."""
        for child in run:
            if child.tag == w("rPr"):
                continue
            is_text = child.tag == w("t")
            pieces = self._pieces(run, child) if is_text else [_run_like(run, child)]
            for piece in pieces:
                run.addprevious(piece)
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)

    def _pieces(
        self, run: etree._Element, text: etree._Element
    ) -> Iterator[etree._Element]:
        """The words of a text in runs like its own, and what its marks become."""
        was_mark = False
        for part in filter(None, _MARK.split(text.text or "")):
            is_mark = part.startswith(_OPEN)
            if is_mark and was_mark:
                yield self._superscript(_SEPARATOR)
            if is_mark:
                yield from self._cited(part[1:-1])
            else:
                yield _text_run(run, part)
            was_mark = is_mark

    def number_references(self) -> None:
        """Give every reference back the number that its note has in the document."""
        numbers = {
            int(reference.get(w("id"), "0")): number
            for number, reference in enumerate(
                self._root.iter(w("footnoteReference")), start=1
            )
        }
        for key, text in self._results:
            text.text = str(numbers[self.made[key]])

    def _cited(self, key: str) -> list[etree._Element]:
        if key in self.made:
            return self._reference_back(key)
        self.made[key] = self._part.add(self._notes[key])
        run = etree.Element(w("r"))
        run.append(self._style())
        etree.SubElement(run, w("footnoteReference")).set(w("id"), str(self.made[key]))
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        for element in (start, end):
            element.set(w("id"), str(self._next_bookmark))
        start.set(w("name"), self._bookmark(key))
        self._next_bookmark += 1
        return [start, run, end]

    def _reference_back(self, key: str) -> list[etree._Element]:
        code = f" NOTEREF {self._bookmark(key)} \\f \\h "
        result = self._superscript("0")
        self._results.append((key, result[-1]))
        return [
            field_run("begin"),
            text_run(code, "instrText"),
            field_run("separate"),
            result,
            field_run("end"),
        ]

    def _bookmark(self, key: str) -> str:
        return f"_Note{self.made[key]}"

    def _superscript(self, text: str) -> etree._Element:
        run = etree.Element(w("r"))
        run.append(self._style())
        etree.SubElement(run, w("t")).text = text
        return run

    def _style(self) -> etree._Element:
        properties = etree.Element(w("rPr"))
        style = etree.SubElement(properties, w("rStyle"))
        style.set(w("val"), self._part.reference_style)
        # Readers that do not follow styles still see that it is a number of a note.
        align = etree.SubElement(properties, w("vertAlign"))
        align.set(w("val"), "superscript")
        return properties


def _run_like(run: etree._Element, content: etree._Element) -> etree._Element:
    copy = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        copy.append(deepcopy(properties))
    copy.append(deepcopy(content))
    return copy


def _text_run(run: etree._Element, text: str) -> etree._Element:
    return _run_like(run, text_run(text)[0])
