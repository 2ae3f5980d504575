"""Evidence that repeats earlier evidence: word for word, re-worded, translated.

Candidates come from an index of runs of characters, and of figures with the platforms
they are told of, so that the work grows with the evidence and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from reporter.analysis.copies import MAX_PER_KEY, article_key, normal, sketch
from reporter.analysis.facts import Facts, read_facts
from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence
from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.domain.values import Flag, Repeat
from reporter.readers.language import is_chinese

_SAME_SENTENCE, _SAME_FACT, _COPIED_SENTENCE = 88, 76, 68
# Reports of one fact in two languages appear within days of each other.
_NEAR_DAYS = 7
_TRANSLATED_SHARE, _TRANSLATED_BULLETS = 0.6, 3
Copies = Sequence[tuple[Article, Article]]
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Said:
    """A piece of evidence with what it is compared by."""

    evidence: Evidence
    text: str
    facts: Facts
    names: frozenset[str]
    is_chinese: bool

    @property
    def keys(self) -> Iterator[object]:
        """Under what a repeat of it is looked for."""
        yield from sorted(sketch(self.text))
        if self.facts.figures and self.names:
            yield self.names, self.facts.figures


def join_repeats(evidence: Sequence[Evidence], copies: Copies) -> tuple[Evidence, ...]:
    """Name in each repeat what it repeats and how; count independent outlets."""
    repeats = _repeats(evidence, copies)
    by_id = {item.evidence_id: item for item in evidence}
    originals = {article_key(copy): original for copy, original in copies}
    for translation, original in _translations(evidence, repeats, by_id):
        originals.setdefault(article_key(translation), original)
    outlets: dict[str, set[str]] = {}
    for item in evidence:
        first, kind = repeats.get(item.evidence_id, (item.evidence_id, None))
        outlet = _outlet(item.article, originals)
        if kind is Repeat.EXACT:
            # The same words are the same report, whoever prints them.
            outlet = _outlet(by_id[first].article, originals)
        outlets.setdefault(first, set()).add(outlet)
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


def unique_ids(ids: Iterable[str]) -> list[str]:
    """Ids with a counter behind those that came before."""
    seen: Counter[str] = Counter()
    unique: list[str] = []
    for identity in ids:
        seen[identity] += 1
        count = seen[identity]
        unique.append(identity if count == 1 else f"{identity}-{count}")
    return unique


def _outlet(article: Article, originals: Mapping[Key, Article]) -> str:
    article = originals.get(article_key(article), article)
    return article.outlet or article.source.file


def _joined(
    item: Evidence,
    repeats: Mapping[str, tuple[str, Repeat]],
    outlets: Mapping[str, set[str]],
) -> Evidence:
    first, kind = repeats.get(item.evidence_id, ("", None))
    count = len(outlets[first or item.evidence_id])
    found = {*item.flags} | ({Flag.SINGLE_SOURCE} if count == 1 else set())
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
    are_copies = {(article_key(a), article_key(b)) for a, b in copies}
    index: dict[object, list[int]] = {}
    all_said: list[_Said] = []
    repeats: dict[str, tuple[str, Repeat]] = {}
    for number, item in enumerate(evidence):
        said = _said(item)
        keys = list(said.keys)
        near = {n for key in keys for n in index.get(key, ())[:MAX_PER_KEY]}
        for earlier in sorted(near):
            first = all_said[earlier]
            pair = article_key(item.article), article_key(first.evidence.article)
            kind = _kind(said, first, is_copied=pair in are_copies)
            if kind is not None:
                origin = first.evidence.evidence_id
                repeats[item.evidence_id] = (repeats.get(origin, (origin,))[0], kind)
                break
        all_said.append(said)
        for key in keys:
            index.setdefault(key, []).append(number)
    return repeats


def _said(item: Evidence) -> _Said:
    names = {item.platform, *item.mentions} - {INDUSTRY, OTHER}
    return _Said(
        item,
        normal(item.text),
        read_facts(item.text),
        frozenset(names),
        is_chinese(item.text),
    )


def _kind(said: _Said, first: _Said, *, is_copied: bool) -> Repeat | None:
    """How a statement repeats an earlier one, if it does."""
    if said.text == first.text:
        return Repeat.EXACT
    if said.is_chinese != first.is_chinese:
        return Repeat.CROSS_LANGUAGE if _is_translated(said, first) else None
    return Repeat.NEAR if _is_reworded(said, first, is_copied=is_copied) else None


def _is_reworded(said: _Said, first: _Said, *, is_copied: bool) -> bool:
    """Whether two sentences say the same; other figures make another statement."""
    is_same_told = said.facts.figures == first.facts.figures and not (
        said.facts.opposes(first.facts) or said.facts.dates ^ first.facts.dates
    )
    if not is_same_told and not is_copied:
        return False
    is_about_same = said.names == first.names and bool(said.facts.figures)
    if is_copied:
        least = _COPIED_SENTENCE
    elif is_about_same and said.evidence.quadrant is first.evidence.quadrant:
        least = _SAME_FACT
    else:
        least = _SAME_SENTENCE
    return fuzz.ratio(said.text, first.text, score_cutoff=least) >= least


def _is_translated(said: _Said, first: _Said) -> bool:
    """Whether figures, names and dates agree, and the figures are few facts' own."""
    facts = said.facts
    if not said.names or said.names != first.names or not facts.are_telling:
        return False
    if facts.figures != first.facts.figures or facts.dates != first.facts.dates:
        return False
    if facts.opposes(first.facts):
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
