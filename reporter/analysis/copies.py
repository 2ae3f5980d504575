"""Articles -> which are copies of earlier-read ones: syndicated, pasted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from rapidfuzz import fuzz, process

from reporter.analysis.sketches import MAX_PER_RUN, owners_sharing_runs
from reporter.domain.clippings import Article

_NOT_WORDS = re.compile(r"[\W_]+")
_SAME_TITLE, _LIKE_SENTENCE = 85, 68
_COPY_SHARE, _SAME_PAGE_SHARE = 0.4, 0.9
_TITLE_CHARS = 12
# Of a long article so many sentences tell whether it is a copy.
_SAMPLE = 40


def normal(text: str) -> str:
    """Text without blanks and punctuation, in small letters: what a copy keeps."""
    return _NOT_WORDS.sub("", text).lower()


def article_key(article: Article) -> tuple[str, int]:
    """What tells an article from all others of the input."""
    return article.source.file, article.ordinal


def find_copies(articles: Sequence[Article]) -> tuple[tuple[Article, Article], ...]:
    """Pairs of an article and the earlier-read one that it is a copy of.

    A copy has nearly the same title, or shares much of its bullets, and comes from
    another outlet or is the same page once more.
    """
    texts = [[normal(b.text) for b in article.bullets] for article in articles]
    copies: list[tuple[Article, Article]] = []
    copied: set[int] = set()
    for later, earlier in _candidates(articles, texts):
        if later in copied or earlier in copied:
            continue
        if _is_copy(articles[later], articles[earlier], texts[later], texts[earlier]):
            copies.append((articles[later], articles[earlier]))
            copied.add(later)
    return tuple(copies)


def _candidates(
    articles: Sequence[Article], texts: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """Pairs of articles (later, earlier) that share a title or some runs."""
    return sorted({*_sharing_titles(articles), *owners_sharing_runs(texts)})


def _sharing_titles(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    by_title: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        title = normal(article.title)[:_TITLE_CHARS]
        by_title.setdefault(title, []).append(number)
    by_title.pop("", None)
    for numbers in by_title.values():
        if len(numbers) <= MAX_PER_RUN:
            yield from ((later, earlier) for earlier, later in combinations(numbers, 2))


def _is_copy(
    later: Article, earlier: Article, texts: Sequence[str], before: Sequence[str]
) -> bool:
    if not texts or not before:
        return False
    is_titled_so = fuzz.ratio(normal(later.title), normal(earlier.title)) >= _SAME_TITLE
    if later.outlet == earlier.outlet:
        least = _SAME_PAGE_SHARE
    else:
        least = _COPY_SHARE / 2 if is_titled_so else 2 * _COPY_SHARE
    sample = texts[:: -(-len(texts) // _SAMPLE)]
    return _share_is_like(sample, before, least)


def _share_is_like(
    sample: Sequence[str], before: Sequence[str], least_share: float
) -> bool:
    """Whether at least a share of some sentences stand in a text much like it."""
    found, count = 0, len(sample)
    for left, text in zip(range(count, 0, -1), sample, strict=True):
        if found / count >= least_share or (found + left) / count < least_share:
            break
        like = process.extractOne(
            text, before, scorer=fuzz.ratio, score_cutoff=_LIKE_SENTENCE
        )
        found += like is not None
    return found / count >= least_share
