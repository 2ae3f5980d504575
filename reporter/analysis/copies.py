"""Articles -> which are copies of earlier-read ones: syndicated, pasted twice."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from reporter.domain.clippings import Article

_NOT_WORDS = re.compile(r"[\W_]+")
_SAME_TITLE, _LIKE_SENTENCE = 85, 68
_COPY_SHARE = 0.4
_GRAM, _GRAMS_KEPT = 4, 8
_TITLE_CHARS = 12
# Of a long article so many sentences tell whether it is a copy.
_SAMPLE = 40
MAX_PER_KEY = 40


def normal(text: str) -> str:
    """Text without blanks and punctuation, in small letters: what a copy keeps."""
    return _NOT_WORDS.sub("", text).lower()


def sketch(text: str) -> set[str]:
    """The runs of a normal text that hash lowest.

    Two texts share one of them the more likely, the more runs they share.
    """
    runs = {text[at : at + _GRAM] for at in range(max(len(text) - _GRAM + 1, 1))}
    if len(runs) <= _GRAMS_KEPT:
        return runs
    hashed = sorted(
        (zlib.crc32(run.encode("utf-8", "surrogatepass")), run) for run in runs
    )
    return {run for _, run in hashed[:_GRAMS_KEPT]}


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
    by_run: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        title = normal(article.title)[:_TITLE_CHARS]
        runs = {f"title {title}"} if title else set()
        for text in texts[number]:
            runs |= sketch(text)
        for run in runs:
            by_run.setdefault(run, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for run, numbers in by_run.items():
        if 1 < len(numbers) <= MAX_PER_KEY:
            weight = 2 if run.startswith("title ") else 1
            for at, earlier in enumerate(numbers):
                for later in numbers[at + 1 :]:
                    shared[later, earlier] += weight
    return sorted(pair for pair, count in shared.items() if count > 1)


def _is_copy(
    later: Article, earlier: Article, texts: Sequence[str], before: Sequence[str]
) -> bool:
    if not texts or not before:
        return False
    titles = fuzz.ratio(normal(later.title), normal(earlier.title))
    sample = texts[:: -(-len(texts) // _SAMPLE)]
    found = (
        process.extractOne(text, before, scorer=fuzz.ratio, score_cutoff=_LIKE_SENTENCE)
        for text in sample
    )
    share = sum(match is not None for match in found) / len(sample)
    is_same_page = later.outlet == earlier.outlet
    if titles >= _SAME_TITLE:
        return share >= (0.9 if is_same_page else _COPY_SHARE / 2)
    return share >= (0.9 if is_same_page else 2 * _COPY_SHARE)
