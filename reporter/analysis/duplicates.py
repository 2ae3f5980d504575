"""Articles and bullets that repeat earlier ones: syndicated, re-worded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence
from reporter.domain.values import Flag

_NOT_WORDS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_SAME_TITLE, _SAME_SENTENCE, _LIKE_SENTENCE = 85, 88, 68
_COPY_SHARE = 0.4
_GRAM, _GRAMS_KEPT = 5, 6
MAX_PER_GRAM = 40


def normal(text: str) -> str:
    """Text without blanks and punctuation, in small letters: what a copy keeps."""
    return _NOT_WORDS.sub("", text).lower()


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


def join_repeats(
    evidence: Sequence[Evidence], copies: Sequence[tuple[Article, Article]]
) -> tuple[Evidence, ...]:
    """Name in each repeat the evidence it repeats, and count independent outlets."""
    repeats = _repeats(evidence, copies)
    outlets: dict[str, set[str]] = {}
    originals = {_key(copy): original for copy, original in copies}
    for item in evidence:
        first = repeats.get(item.evidence_id, item.evidence_id)
        article = originals.get(_key(item.article), item.article)
        outlets.setdefault(first, set()).add(article.outlet or _key(article)[0])
    return tuple(_joined(item, repeats, outlets) for item in evidence)


def _joined(
    item: Evidence, repeats: Mapping[str, str], outlets: Mapping[str, set[str]]
) -> Evidence:
    first = repeats.get(item.evidence_id, "")
    count = len(outlets[first or item.evidence_id])
    found = {*item.flags} | ({Flag.SINGLE_SOURCE} if count == 1 else set())
    return replace(
        item,
        duplicate_of=first,
        independent_sources=count,
        flags=tuple(flag for flag in Flag if flag in found),
    )


def _candidates(
    articles: Sequence[Article], texts: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """Pairs of articles (later, earlier) that share a title or some rare runs."""
    by_gram: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        grams = {f"title {normal(article.title)[:12]}"}
        for text in texts[number]:
            grams |= rare_grams(text)
        for gram in sorted(grams):
            by_gram.setdefault(gram, []).append(number)
    pairs = {
        (later, earlier)
        for numbers in by_gram.values()
        if 1 < len(numbers) <= MAX_PER_GRAM
        for at, earlier in enumerate(numbers)
        for later in numbers[at + 1 :]
    }
    return sorted(pairs)


def rare_grams(text: str) -> set[str]:
    """A few runs of a sentence that a re-worded one is likely to share.

    Those with figures are rare; of the others the alphabetically first, so that both
    sentences choose the same.
    """
    grams = {text[at : at + _GRAM] for at in range(max(len(text) - _GRAM + 1, 1))}
    figures = {
        f"figure {figure}" for figure in _FIGURES.findall(text) if len(figure) > 1
    }
    return set(sorted(grams)[:_GRAMS_KEPT]) | figures


def _is_copy(
    later: Article, earlier: Article, texts: Sequence[str], before: Sequence[str]
) -> bool:
    if not texts or not before:
        return False
    titles = fuzz.ratio(normal(later.title), normal(earlier.title))
    shared = sum(
        any(fuzz.ratio(text, other) >= _LIKE_SENTENCE for other in before)
        for text in texts
    )
    share = shared / len(texts)
    is_same_page = later.outlet == earlier.outlet
    if titles >= _SAME_TITLE:
        return share >= (0.9 if is_same_page else _COPY_SHARE / 2)
    return share >= (0.9 if is_same_page else 2 * _COPY_SHARE)


def _repeats(
    evidence: Sequence[Evidence], copies: Sequence[tuple[Article, Article]]
) -> dict[str, str]:
    """The id of the evidence that each repeat repeats, first in reading order."""
    are_copies = {(_key(a), _key(b)) for a, b in copies}
    texts = [normal(item.text) for item in evidence]
    by_gram: dict[str, list[int]] = {}
    repeats: dict[str, str] = {}
    for number, item in enumerate(evidence):
        grams = sorted(rare_grams(texts[number]))
        near = {n for gram in grams for n in by_gram.get(gram, ())[:MAX_PER_GRAM]}
        for earlier in sorted(near):
            first = evidence[earlier]
            is_copied = (_key(item.article), _key(first.article)) in are_copies
            if says_the_same(texts[number], texts[earlier], is_copied=is_copied):
                repeats[item.evidence_id] = repeats.get(
                    first.evidence_id, first.evidence_id
                )
                break
        for gram in grams:
            by_gram.setdefault(gram, []).append(number)
    return repeats


def says_the_same(text: str, earlier: str, *, is_copied: bool = False) -> bool:
    """Whether two sentences say the same; other figures make another statement."""
    if text == earlier:
        return True
    least = _LIKE_SENTENCE if is_copied else _SAME_SENTENCE
    if fuzz.ratio(text, earlier, score_cutoff=least) < least:
        return False
    return is_copied or _FIGURES.findall(text) == _FIGURES.findall(earlier)


def _key(article: Article) -> tuple[str, int]:
    return article.source.file, article.ordinal


def unique_ids(ids: Iterable[str]) -> list[str]:
    """Ids with a counter behind those that came before."""
    seen: dict[str, int] = {}
    unique: list[str] = []
    for identity in ids:
        seen[identity] = seen.get(identity, 0) + 1
        count = seen[identity]
        unique.append(identity if count == 1 else f"{identity}-{count}")
    return unique
