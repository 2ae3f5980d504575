"""Marks in a Word document -> real footnotes (ECMA-376 part 1, 17.11).

A mark is a private-use sentence in the text of a run: `mark("R01")`. The first mark of
a key becomes a footnote, a further one a field that refers back to it.

There may be thousands of them: the document is rewritten as text, for which every mark
stands in a plain run; only where one does not is the document taken apart first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr, unescape

from lxml import etree

from reporter.office.footnote_part import FootnotePart
from reporter.office.package import Package, parse, serialise
from reporter.office.wordml import w

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
# A plain run: properties, made of tags that nest none of their kind; what stands before
# the marked text; that text, with which it ends.
_PLAIN_RUN = re.compile(
    r"(<w:r(?: [^>]*)?>(?:<w:rPr/>|<w:rPr>(?:<(?!/?w:rPr[ />])[^>]*>)*</w:rPr>)?)"
    rf"((?:<w:t(?: [^>]*)?>[^<{_OPEN}]*</w:t>|<w:(?:tab|br|cr)(?: [^>]*)?/>)*)"
    rf"<w:t(?: [^>]*)?>([^<{_OPEN}]*{_OPEN}[^<]*)</w:t></w:r>"
)
_OWN_NOTE = re.compile(r"<w:footnoteReference (?![^>]*customMarkFollows)")
_BOOKMARK_ID = re.compile(r'<w:bookmarkStart [^>]*?w:id="(\d+)"')
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

    Marks in headers, footers, notes and text boxes, where Word allows no footnote, are
    taken out. Raises KeyError for a mark without a note.
    """
    document = package.target("", "officeDocument")
    _clear_other_parts(package, document)
    text = package.read(document).decode("utf-8")
    if _OPEN not in text:
        return 0
    runs = list(_PLAIN_RUN.finditer(text))
    is_plain = sum(run[3].count(_OPEN) for run in runs) == text.count(_OPEN)
    if not is_plain or "w:txbxContent" in text:
        text = _with_plain_runs(text)
        runs = list(_PLAIN_RUN.finditer(text))
    part = FootnotePart.of(package, document)
    writer = _Writer(part, notes, text)
    package.replace(document, "".join(writer.written(text, runs)).encode("utf-8"))
    part.save()
    return len(writer.made)


def _clear_other_parts(package: Package, document: str) -> None:
    related = [*package.relationships(document), *package.relationships("")]
    for relation in related:
        kinds = ("header", "footer", "footnotes", "core-properties")
        if relation.kind in kinds and relation.target in package:
            data = package.read(relation.target)
            if _OPEN.encode() in data:
                cleared = without_marks(data.decode("utf-8"))
                package.replace(relation.target, cleared.encode("utf-8"))


def _with_plain_runs(text: str) -> str:
    """A document in which each marked text has a run of its own, text boxes none."""
    root = parse(text.encode("utf-8"))
    for element in list(root.iter(w("t"))):
        run = element.getparent()
        if run is None or _OPEN not in (element.text or ""):
            continue
        if next(element.iterancestors(w("txbxContent")), None) is not None:
            element.text = without_marks(element.text or "")
        elif run.tag == w("r"):
            _take_apart(run)
    return serialise(root).decode("utf-8")


def _take_apart(run: etree._Element) -> None:
    """Give each content of a run a run of its own, without a history of its look."""
    look = run.find(w("rPr"))
    if look is not None:
        for change in look.findall(w("rPrChange")):
            look.remove(change)
    for content in [c for c in run if c is not look]:
        alone = etree.Element(w("r"))
        alone.attrib.update(run.attrib)
        if look is not None:
            alone.append(deepcopy(look))
        alone.append(content)
        run.addprevious(alone)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


class _Writer:
    """Rewrites runs and remembers which note was cited where."""

    def __init__(
        self, part: FootnotePart, notes: Mapping[str, Note], text: str
    ) -> None:
        self.made: dict[str, tuple[int, int]] = {}
        self._part = part
        self._notes = notes
        self._times = Counter(_MARK.findall(text))
        self._next_bookmark = max(map(int, _BOOKMARK_ID.findall(text)), default=0) + 1
        self._number = 0
        # Readers that do not follow styles still see that it is a number of a note.
        style = f"<w:rStyle w:val={quoteattr(part.reference_style)}/>"
        look = f'<w:rPr>{style}<w:vertAlign w:val="superscript"/></w:rPr>'
        self._head = f"<w:r>{look}"

    def written(self, text: str, runs: Iterable[re.Match[str]]) -> Iterator[str]:
        """The document in pieces; marks outside of `runs` are taken out."""
        at = 0
        for run in runs:
            start, end = run.span()
            yield self._between(text[at:start])
            yield self._rewritten(*run.groups())
            at = end
        yield self._between(text[at:])

    def _between(self, text: str) -> str:
        if "<w:footnoteReference " in text:
            self._number += len(_OWN_NOTE.findall(text))
        return without_marks(text) if _OPEN in text else text

    def _rewritten(self, head: str, before: str, content: str) -> str:
        """The words of a run in runs like it, and what its marks become."""
        words, *marked = content.split(_OPEN)
        written = _words(head + before, words) if words else ""
        if before and not words:
            written = f"{head}{before}</w:r>"
        is_after_mark = False
        for piece in marked:
            if is_after_mark:
                written += _words(self._head, _SEPARATOR)
            key, _, words = piece.partition(_CLOSE)
            written += self._cited(key)
            is_after_mark = not words
            if words:
                written += _words(head, words)
        return written

    def _cited(self, key: str) -> str:
        if key in self.made:
            return self._reference_back(*self.made[key])
        self._number += 1
        identity = self._part.add(self._notes[unescape(key) if "&" in key else key])
        self.made[key] = identity, self._number
        reference = f'{self._head}<w:footnoteReference w:id="{identity}"/></w:r>'
        if self._times[key] == 1:
            return reference
        at, self._next_bookmark = self._next_bookmark, self._next_bookmark + 1
        start = f'<w:bookmarkStart w:id="{at}" w:name="_Note{identity}"/>'
        return f'{start}{reference}<w:bookmarkEnd w:id="{at}"/>'

    def _reference_back(self, identity: int, number: int) -> str:
        code = f" NOTEREF _Note{identity} \\f \\h "
        return (
            f"{_field('begin')}"
            f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
            f"{_field('separate')}{_words(self._head, str(number))}{_field('end')}"
        )


def _words(head: str, text: str) -> str:
    return f'{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
