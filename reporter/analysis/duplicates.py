"""Evidence that repeats earlier evidence: word for word, re-worded, translated.

Only such as state the same figures are compared, and those of an article with those of
its copy, so that the work grows with the evidence and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from reporter.analysis.compared import AllSaid, Key, Said, find_candidates
from reporter.analysis.copies import article_key
from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence
from reporter.domain.values import Flag, Repeat

_SAME_SENTENCE, _SAME_FACT, _COPIED_SENTENCE = 88, 76, 68
# Reports of one fact in two languages appear within days of each other.
_NEAR_DAYS = 7
_TRANSLATED_SHARE, _TRANSLATED_BULLETS = 0.6, 3
Copies = Sequence[tuple[Article, Article]]


def join_repeats(evidence: Sequence[Evidence], copies: Copies) -> tuple[Evidence, ...]:
    """Name in each repeat what it repeats and how; count independent outlets."""
    repeats = _repeats(evidence, copies)
    by_id = {item.evidence_id: item for item in evidence}
    originals = {article_key(copy): original for copy, original in copies}
    for translation, original in _translations(evidence, repeats, by_id):
        originals.setdefault(article_key(translation), original)
    outlets: dict[str, set[str]] = {}
    for copy, (first, kind) in repeats.items():
        # The same words are the same report, whoever prints them.
        own = by_id[first if kind is Repeat.EXACT else copy].article
        found = outlets.setdefault(first, {_outlet(by_id[first].article, originals)})
        found.add(_outlet(own, originals))
    return tuple(_joined(item, repeats, outlets) for item in evidence)


def find_translations(
    evidence: Sequence[Evidence],
) -> tuple[tuple[Article, Article], ...]:
    """Pairs of an article and the earlier-read one that most of it translates."""
    by_id = {item.evidence_id: item for item in evidence}
    repeats = {
        item.evidence_id: (item.duplicate_of, item.repeat)
        for item in evidence
        if item.repeat
    }
    return tuple(_translations(evidence, repeats, by_id))


class UniqueIds:
    """Ids with a counter behind those that came before."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def unique(self, identity: str) -> str:
        """The id itself the first time, then `id-2`, `id-3`."""
        self._seen[identity] += 1
        count = self._seen[identity]
        return identity if count == 1 else f"{identity}-{count}"


def _outlet(article: Article, originals: Mapping[Key, Article]) -> str:
    article = originals.get(article_key(article), article)
    return article.outlet or article.source.file


def _joined(
    item: Evidence,
    repeats: Mapping[str, tuple[str, Repeat]],
    outlets: Mapping[str, set[str]],
) -> Evidence:
    first, kind = repeats.get(item.evidence_id, ("", None))
    count = len(outlets.get(first or item.evidence_id, "1"))
    if kind is None and count == 1 and Flag.SINGLE_SOURCE in item.flags:
        return item
    found = {*item.flags} - {Flag.SINGLE_SOURCE}
    found |= {Flag.SINGLE_SOURCE} if count == 1 else set()
    return replace(
        item,
        duplicate_of=first,
        repeat=kind,
        independent_sources=count,
        flags=tuple(flag for flag in Flag if flag in found),
    )


def _repeats(
    evidence: Sequence[Evidence], copies: Copies
) -> dict[str, tuple[str, Repeat]]:
    """The id of the evidence that each repeat repeats, first in reading order."""
    said = AllSaid(evidence)
    original_of = {article_key(copy): article_key(first) for copy, first in copies}
    repeats: dict[str, tuple[str, Repeat]] = {}
    for later, candidates in find_candidates(said, original_of):
        item = said[later]
        original = original_of.get(article_key(item.evidence.article))
        for earlier in sorted(candidates):
            first = said[earlier]
            is_copied = original == article_key(first.evidence.article)
            kind = _kind(item, first, is_copied=is_copied)
            if kind is not None:
                origin = first.evidence.evidence_id
                found = repeats.get(origin, (origin,))[0], kind
                repeats[item.evidence.evidence_id] = found
                break
    return repeats


def _kind(said: Said, first: Said, *, is_copied: bool) -> Repeat | None:
    """How a statement repeats an earlier one, if it does."""
    if said.text == first.text:
        return Repeat.EXACT
    if _is_reworded(said, first, is_copied=is_copied):
        return Repeat.NEAR
    if _is_translated(said, first):
        return Repeat.CROSS_LANGUAGE
    return None


def _is_reworded(said: Said, first: Said, *, is_copied: bool) -> bool:
    """Whether two sentences say the same; other figures make another statement."""
    is_about_same = bool(said.figures) and said.names == first.names
    if is_copied:
        least = _COPIED_SENTENCE
    elif is_about_same and said.evidence.quadrant is first.evidence.quadrant:
        least = _SAME_FACT
    else:
        least = _SAME_SENTENCE
    if fuzz.ratio(said.text, first.text, score_cutoff=least) < least:
        return False
    return is_copied or said.facts.agree(first.facts)


def _is_translated(said: Said, first: Said) -> bool:
    """Whether figures, names and dates agree, and the figures are few facts' own."""
    if not said.names or said.names != first.names:
        return False
    if said.is_chinese == first.is_chinese:
        return False
    if not said.facts.are_telling or not said.facts.agree(first.facts):
        return False
    days = said.evidence.article.published_at, first.evidence.article.published_at
    if days[0] is None or days[1] is None:
        return True
    return abs((days[0].day - days[1].day).days) <= _NEAR_DAYS


def _translations(
    evidence: Sequence[Evidence],
    repeats: Mapping[str, tuple[str, Repeat]],
    by_id: Mapping[str, Evidence],
) -> Iterator[tuple[Article, Article]]:
    """Articles most of whose bullets repeat one other article in another language."""
    counts: dict[Key, Counter[Key]] = {}
    articles: dict[Key, Article] = {}
    for item in evidence:
        key = article_key(item.article)
        articles[key] = item.article
        first, kind = repeats.get(item.evidence_id, ("", None))
        if kind is Repeat.CROSS_LANGUAGE:
            original = article_key(by_id[first].article)
            counts.setdefault(key, Counter())[original] += 1
    for key, found in counts.items():
        original, count = found.most_common(1)[0]
        least = max(_TRANSLATED_BULLETS, _TRANSLATED_SHARE * len(articles[key].bullets))
        if count >= least:
            yield articles[key], articles[original]
