"""A web page saved from a browser -> numbered lines of its main text.

trafilatura tells the page's title, outlet, day and address, and where its main text is;
all that stands there is kept, since a main text by itself leaves out list items and
links. What carries a citation is never taken for page furniture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reporter.readers.formats.blocks import blocks, text_of
from reporter.readers.formats.text import decode
from reporter.readers.lines import CITATION, is_meta

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_DROPPED_TAGS = (
    "script style noscript template svg iframe nav aside footer form button select"
    " input textarea dialog"
)
_DROPPED = frozenset(_DROPPED_TAGS.split())
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|share|social|comments?"
    r"|related|recommend\w*|advert\w*|ads?|login|copyright|toolbar|subscribe|newsletter"
    r"|cookies?|pagination|pager|byline|author)(?:[-_\s]|$)",
    re.IGNORECASE,
)
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHEN = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[translate(@name,'PD','pd')='pubdate' or @name='publishdate']/@content",
    "//article//time/@datetime",
)
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{10,40})\"")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?")


def read_html(content: bytes) -> list[tuple[int, str]]:
    """Title, source line and address where the page tells them, then the main text.

    Raises ValueError if the page holds no text.
    """
    from lxml import html
    from trafilatura import extract_metadata

    text = _decoded(content)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    about = extract_metadata(text)
    days = [str(found) for path in _WHEN for found in _found(tree, path)]
    days += _PUBLISHED.findall(text)
    day = next(iter(days), about.date or "")
    _take_furniture_out(tree)
    lines = [line for line in blocks(_main(tree, text)) if line[1].strip()]
    if not lines:
        raise ValueError("it holds no text")
    facts = _Facts(about.title or "", about.sitename or "", day, about.url or "")
    return facts.added_to(lines)


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[:_HEAD_BYTES])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk") else name
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            return decode(content)
    return decode(content)


def _take_furniture_out(tree: _Element) -> None:
    total = len(text_of(tree))
    for element in list(tree.iter("*")):
        if element.getparent() is None or not _is_furniture(element):
            continue
        text = text_of(element)
        if element.tag in ("script", "style", "template") or not (
            CITATION.search(text) or 2 * len(text) > total
        ):
            element.drop_tree()  # type: ignore[attr-defined]  # elements of lxml.html


def _is_furniture(element: _Element) -> bool:
    if element.tag in _DROPPED or element.get("role") in _ROLES:
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    if element.tag == "header" and not element.xpath("ancestor::article|.//h1"):
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag not in ("html", "body") and bool(_FURNITURE.search(names))


def _main(tree: _Element, text: str) -> _Element:
    """The element that holds the main text; the body where some would be lost."""
    body = tree.find("body")
    body = tree if body is None else body
    root = _told(body)
    root = _located(body, text) if root is None else root
    is_whole = _citations(root) == _citations(body)
    return root if is_whole else body


def _told(body: _Element) -> _Element | None:
    """The element that the page itself calls its main text."""
    found: list[_Element]
    for path in (".//main", ".//article", ".//*[@role='main']"):
        found = _found(body, path)
        if len(found) == 1:
            return found[0]
    return None


def _found(tree: _Element, path: str) -> list[Any]:
    found = tree.xpath(path)
    return found if isinstance(found, list) else []


def _located(body: _Element, text: str) -> _Element:
    """The smallest element around all that trafilatura takes for main text."""
    from trafilatura import extract

    extracted = extract(text, favor_recall=True, include_comments=False) or ""
    wanted = {line.strip(" -|#") for line in extracted.splitlines() if line.strip()}
    found = [e for e in body.iter("*") if (e.text or "").strip() in wanted and e.text]
    if not found:
        return body
    chains = [[*reversed(list(e.iterancestors())), e] for e in found]
    shared = body
    for level in zip(*chains, strict=False):
        if any(element is not level[0] for element in level):
            break
        shared = level[0]
    return shared if shared is not found[0] or len(found) > 1 else body


def _citations(element: _Element) -> int:
    return len(CITATION.findall(text_of(element)))


class _Facts:
    """What a page's head says of its article."""

    def __init__(self, title: str, outlet: str, day: str, url: str) -> None:
        self._title, self._outlet, self._url = title, outlet, url
        when = _ISO.search(day)
        self._when = when[0].replace("T", " ") if when else ""

    def added_to(self, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The lines, with what the text itself does not tell."""
        metas = [at for at, (_, text) in enumerate(lines) if is_meta(text.strip())]
        if len(metas) > 1:
            return lines
        head = [self._url] if self._url.startswith("http") else []
        if not metas and self._when:
            head.insert(
                0, f"{self._outlet}· {self._when}" if self._outlet else self._when
            )
        titles = [at for at, (_, text) in enumerate(lines) if text.startswith("# ")]
        if not metas and not titles and self._title:
            return [(1, f"# {self._title}"), *((1, text) for text in head), *lines]
        at = (metas or titles or [-1])[0] + 1
        number = lines[max(at - 1, 0)][0]
        return [*lines[:at], *((number, text) for text in head), *lines[at:]]
