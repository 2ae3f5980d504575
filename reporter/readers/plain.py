"""An article in the portal's own layout, which most are in, read in one step.

Gives what `scan` and `assemble` would, which a property test holds it to, or None for
an article with anything unusual in it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count, repeat

from reporter.domain.clippings import Article, Bullet, Section
from reporter.domain.values import Moment, SourceRef
from reporter.readers.bullets import heads
from reporter.readers.citations import numbers_in
from reporter.readers.lines import INNER_MARK, MARK, Line
from reporter.readers.links import has_link
from reporter.readers.meta import clock_of, day_of
from reporter.readers.pages import Draft, Role

_PARTS = 3
_MARK = r"[-－•](?<=[\s\]］】；;。].)"
# Words that hold neither a bracket nor a bold mark, nor a dash that marks a bullet.
_WORDS = (
    r"[^\[\]［］【*_\-－•]*"
    r"(?:(?:(?<![\s\]］】；;。])[-－•]|[-－•](?!\s))[^\[\]［］【*_\-－•]*)*"
)
# A bullet: its words, its citations, and the heading behind them if there is one.
_RUN = re.compile(
    rf"{_MARK}\s+({_WORDS})(\[\d+\](?:\s?\[\d+\])*)(?:[.。．](?=\s|$))?"
    rf"(?:\s+((?!\s){_WORDS})?)?(?={_MARK}\s|$)"
)
_UNUSUAL = re.compile(r"[#*_]|://")
_UNUSUAL_HEAD = re.compile(rf"[#*_\[［【]|{INNER_MARK.pattern}")


def plain_article(draft: Draft, file: str, ordinal: int) -> Article | None:
    """The article of a title, a source line and a line of cited bullets, or None."""
    lines = draft.lines
    if len(lines) > _PARTS:
        lines = [pair for pair in lines if pair[1] is not Role.FURNITURE]
    if len(lines) != _PARTS:
        return None
    (title, first), (meta, second), (body, third) = lines
    if not (first is Role.TITLE and second is Role.META and third is Role.BULLETS):
        return None
    if title.junk or meta.junk or body.junk or _UNUSUAL.search(title.text):
        return None
    if meta.meta is None:
        return None
    outlet, day, clock = meta.meta.group("outlet", "day", "clock")
    published_at = _moment(day, clock)
    if published_at is None:
        return None
    sections = _sections(body, file)
    if not sections:
        return None
    return Article(
        ordinal=ordinal,
        source=SourceRef(file, title.number),
        title=title.text.strip(),
        outlet=(outlet or "").strip(),
        published_at=published_at,
        sections=sections,
    )


@lru_cache(maxsize=4096)
def _moment(day: str, clock: str | None) -> Moment | None:
    """Few days and times recur in many articles."""
    try:
        return Moment(day_of(day), clock_of(clock) if clock else None)
    except ValueError:
        return None


def _sections(body: Line, file: str) -> tuple[Section, ...]:
    """The sections of a line, or none where something in it is unusual."""
    text = body.text
    if has_link(text) or MARK.match(text.lstrip()):
        return ()
    heading, *parts = _RUN.split(text)
    # Between two bullets there is nothing, or something that is not plain.
    if any(parts[3::4]) or _UNUSUAL_HEAD.search(heading):
        return ()
    texts = [words.strip() for words in parts[::4]]
    if not texts or not all(texts):
        return ()
    source = SourceRef(file, body.number)
    cited = map(numbers_in, parts[1::4])
    bullets = tuple(map(Bullet, count(1), texts, cited, repeat(source)))
    sections: list[Section] = []
    begin = 0
    for end, tail in enumerate(parts[2::4], start=1):
        if tail:
            if not heads(tail):
                return ()
            sections.append(Section(heading.strip(), bullets[begin:end]))
            heading, begin = tail, end
    if begin < len(bullets):
        sections.append(Section(heading.strip(), bullets[begin:]))
        return tuple(sections)
    return ()
