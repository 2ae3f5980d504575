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
from reporter.office.wordml import SPACE, field_run, text_run, w

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_SEPARATOR = ","
_ID, _NAME, _RPR, _RUN = w("id"), w("name"), w("rPr"), w("r")


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
    _clear_other_parts(package, document)
    root = parse(package.read(document))
    body = root.find(w("body"))
    runs = [] if body is None else list(dict.fromkeys(_marked_runs(body)))
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
        run = etree.Element(w("r"))
        run.append(self._style())
        etree.SubElement(run, w("footnoteReference"))
        self._reference = etree.Element("reference")
        etree.SubElement(self._reference, w("bookmarkStart"))
        self._reference.append(run)
        etree.SubElement(self._reference, w("bookmarkEnd"))

    def rewrite(self, run: etree._Element) -> None:
        """Put the pieces of a run with marks in its place.

        Words before the first mark stay in the run itself, which most often is all.
        """
        parent, content = run.getparent(), [c for c in run if c.tag != _RPR]
        if parent is None:
            return
        look = run.find(_RPR)
        pieces: list[etree._Element] = []
        for child in content:
            if child.tag == w("t"):
                pieces += self._pieces(child)
            else:
                pieces.append(_run_of(child))
        if look is not None:
            for piece in pieces:
                if piece.tag == _RUN and piece.find(_RPR) is None:
                    piece.insert(0, deepcopy(look))
        at = parent.index(run)
        first = content[0].text or ""
        if len(content) == 1 and not first.startswith(_OPEN):
            content[0].text, at = first.partition(_OPEN)[0], at + 1
            content[0].set(SPACE, "preserve")
            pieces = pieces[1:]
        else:
            parent.remove(run)
        parent[at:at] = pieces

    def _pieces(self, text: etree._Element) -> Iterator[etree._Element]:
        """The words of a text in runs of their own, and what its marks become."""
        was_mark = False
        for part in filter(None, _MARK.split(text.text or "")):
            is_mark = part.startswith(_OPEN)
            if is_mark and was_mark:
                yield self._superscript(_SEPARATOR)
            if is_mark:
                yield from self._cited(part[1:-1])
            else:
                yield text_run(part)
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
        start, run, end = deepcopy(self._reference)
        run[1].set(_ID, str(self.made[key]))
        for element in (start, end):
            element.set(_ID, str(self._next_bookmark))
        start.set(_NAME, self._bookmark(key))
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


def _run_of(content: etree._Element) -> etree._Element:
    """A run of its own for something that stood beside text."""
    run = etree.Element(w("r"))
    run.append(deepcopy(content))
    return run
