"""Web addresses in a line of a clipping, and the marks around them."""

from __future__ import annotations

import re
from typing import NamedTuple

_URL = r"https?://[^\s<>\"'“”‘’，。；、：！？（）【】「」《》\[\]()]+(?:\([^\s()]*\)[^\s()\[\]<>，。；、]*)*"
URL = re.compile(_URL)
_LABEL = (
    r"(?:(?:阅读|查看|閱讀)?原文(?:链接|鏈接|連結|地址)?|(?:来源|來源|文章)?(?:链接|鏈接|連結)"
    r"|网址|網址|出处|出處|来源|來源|(?:source|original|read)\s*(?:url|link|article)?|url|link|via)"
)
# A line that holds nothing but a link: an address, with a label or in Markdown.
LINK_LINE = re.compile(
    rf"(?:[-*•]\s+)?(?:{_LABEL}\s*[:：]?\s*)?<?{_URL}>?[.。]?"
    rf"|(?:[-*•]\s+)?\[{_LABEL}\s*[:：]?\]\({_URL}\)"
    rf"|(?:[-*•]\s+)?(?:{_LABEL}\s*[:：]\s*)?\[{_URL}\]\({_URL}\)",
    re.IGNORECASE,
)
_IN_MARKDOWN = re.compile(
    rf"\[(\[\d{{1,3}}\]|[^\[\]]*)\]\(\s*({_URL})\s*(?:\"[^\"]*\")?\)"
)
_BARE = re.compile(rf"[<(（]?({_URL})[>)）]?")
_ONLY_LABEL = re.compile(_LABEL, re.IGNORECASE)
_NUMBER = re.compile(r"\[?(\d{1,3})\]?")


class Link(NamedTuple):
    """An address; `number` is that of the citation that it hangs on, or 0.

    `marks` are the characters around it that are neither words nor address.
    """

    url: str
    number: int = 0
    marks: str = ""


def has_link(text: str) -> bool:
    """Whether there may be a link; quick, for the many lines that have none."""
    return "://" in text


def take_markdown(text: str, *, keeps_labels: bool = True) -> tuple[str, list[Link]]:
    """Text without the marks and addresses of Markdown links, and the links.

    The words of a link stay (with `keeps_labels` also those that only say that it is
    one); a link on a citation leaves the citation.
    """
    links: list[Link] = []

    def words(found: re.Match[str]) -> str:
        inner, url = found[1], found[2]
        number = _NUMBER.fullmatch(inner)
        after = found[0][len(inner) + 2 :].replace(url, "", 1)
        if number and not inner.startswith("["):
            links.append(Link(url, int(number[1]), after))
            return f"[{inner}]"
        if not keeps_labels and _ONLY_LABEL.fullmatch(inner):
            links.append(Link(url, 0, f"[{inner}]{after}"))
            return " "
        links.append(Link(url, int(number[1]) if number else 0, f"[]{after}"))
        return inner

    return _IN_MARKDOWN.sub(words, text), links


def take_all(text: str) -> tuple[str, list[Link]]:
    """Text without links of either kind, and the links."""
    words, links = take_markdown(text, keeps_labels=False)

    def bare(found: re.Match[str]) -> str:
        links.append(Link(found[1], 0, found[0].replace(found[1], "", 1)))
        return " "

    return _BARE.sub(bare, words), links
