"""Elements of a page -> numbered lines: headings, bullets, paragraphs, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_INLINE_TAGS = (
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd label mark q s samp small"
    " span strike strong sub sup time tt u var wbr"
)
_CELLS = frozenset({"td", "th"})
_INLINE = _CELLS.union(_INLINE_TAGS.split())
_HEADING = re.compile(r"h([1-6])")


def blocks(root: _Element) -> Iterator[tuple[int, str]]:
    """The text of an element, a line per block; a line's number is that of its tag."""
    walk = _Walk()
    walk.enter(root, "")
    walk.end()
    yield from walk.lines


def text_of(element: _Element) -> str:
    """All words in an element, marks left out."""
    return "".join(str(part) for part in element.itertext())


class _Walk:
    """The lines while elements come in, in the order of the page."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._mark = ""
        self._number = 1

    def enter(self, element: _Element, mark: str) -> None:
        """Take an element with all that is in it; `mark` stands before its text."""
        stack = [(element, iter(element))]
        self._open(element, mark)
        while stack:
            parent, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self._close(parent, is_root=not stack)
            elif isinstance(child.tag, str):
                self._open(child, _mark(child))
                stack.append((child, iter(child)))

    def end(self) -> None:
        """Close the line at hand."""
        text = _BLANKS.sub(" ", "".join(self._words)).strip()
        if text:
            self.lines.append((self._number, self._mark + text))
            self._mark = ""
        self._words = []

    def _open(self, element: _Element, mark: str) -> None:
        if element.tag not in _INLINE:
            self.end()
            self._mark = mark or self._mark
            line: object = element.sourceline
            self._number = line if isinstance(line, int) else self._number
        elif (element.tag == "a" and _address(element)) or _is_raised_number(element):
            self._words.append("[")
        if element.text:
            self._add(element, element.text)

    def _close(self, element: _Element, *, is_root: bool) -> None:
        if element.tag not in _INLINE:
            self.end()
            self._mark = ""
        elif element.tag == "a" and (address := _address(element)):
            self._words.append(f"]({address})")
        elif _is_raised_number(element):
            self._words.append("]")
        if element.tail and not is_root:
            parent = element.getparent()
            self._add(element if parent is None else parent, element.tail)

    def _add(self, element: _Element, text: str) -> None:
        if element.tag != "pre":
            self._words.append(text)
            return
        for line in text.splitlines():
            self._words.append(line)
            self.end()


def _mark(element: _Element) -> str:
    heading = _HEADING.fullmatch(str(element.tag))
    if heading:
        return "#" * int(heading[1]) + " "
    if element.tag != "li":
        return ""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    return f"{parent.index(element) + 1}. "


def _address(element: _Element) -> str:
    """Where a link leads, if there are words to it and it leads out of the page."""
    url = (element.get("href") or "").strip()
    words = text_of(element).strip()
    is_whole = url.startswith(("http://", "https://")) and not re.search(
        r"[\s()<>]", url
    )
    return url if is_whole and words and "[" not in words.strip("[]") else ""


def _is_raised_number(element: _Element) -> bool:
    """Whether a raised number leads to a note: `2` in `m2` does not."""
    if element.tag != "sup" or element.find(".//a") is None:
        return False
    return bool(re.fullmatch(r"\d{1,3}", text_of(element).strip()))
