"""Evidence that repeats earlier evidence: word for word, re-worded, translated.

Candidates come from an index of runs of characters, and of figures with the platforms
they are told of, so that the work grows with the evidence and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from reporter.analysis.copies import article_key, normal
from reporter.analysis.facts import Facts, Figures, read_facts, read_figures
from reporter.analysis.sketches import MAX_PER_RUN, sketches
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
    said = _AllSaid(evidence)
    are_copies = {(article_key(a), article_key(b)) for a, b in copies}
    repeats: dict[str, tuple[str, Repeat]] = {}
    for later, candidates in _candidates(said, dict(are_copies)):
        item = said[later]
        for earlier in sorted(candidates):
            first = said[earlier]
            pair = (
                article_key(item.evidence.article),
                article_key(first.evidence.article),
            )
            kind = _kind(item, first, is_copied=pair in are_copies)
            if kind is not None:
                origin = first.evidence.evidence_id
                found = repeats.get(origin, (origin,))[0], kind
                repeats[item.evidence.evidence_id] = found
                break
    return repeats


class _AllSaid:
    """All evidence with what it is compared by; most of that is read on demand."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self.evidence = evidence
        self.texts = [normal(item.text) for item in evidence]
        self._read: dict[int, _Said] = {}

    def __getitem__(self, number: int) -> _Said:
        if number not in self._read:
            self._read[number] = _said(self.evidence[number], self.texts[number])
        return self._read[number]

    def keys(
        self, number: int, alike: int | None, runs: Sequence[int]
    ) -> Iterator[object]:
        """Under what it is looked for among those with the same figures, `alike`."""
        if alike is None:
            return
        yield self.texts[number]
        yield from ((alike, run) for run in runs)
        yield alike, _names(self.evidence[number])

    def by_figures(self) -> dict[Figures, list[int]]:
        """The places of those that state the same figures."""
        found: dict[Figures, list[int]] = {}
        for number, item in enumerate(self.evidence):
            found.setdefault(read_figures(item.text), []).append(number)
        return found


def _candidates(
    said: _AllSaid, originals: Mapping[Key, Key]
) -> Iterator[tuple[int, set[int]]]:
    """The places of what each may repeat, in reading order.

    A statement repeats another only with the same figures, or in a copied article.
    """
    alike = {
        number: at
        for at, numbers in enumerate(said.by_figures().values())
        if len(numbers) > 1
        for number in numbers
    }
    of_article = _of_articles(said.evidence, {*originals, *originals.values()})
    compared = sorted(alike.keys() | {n for ns in of_article.values() for n in ns})
    runs = dict(zip(compared, sketches([said.texts[n] for n in compared]), strict=True))
    index: dict[object, list[int]] = {}
    for number in compared:
        keys = said.keys(number, alike.get(number), runs[number])
        near = set(_indexed(number, keys, index))
        original = originals.get(article_key(said.evidence[number].article))
        if original:
            own = set(runs[number])
            near.update(n for n in of_article[original] if own.intersection(runs[n]))
        yield number, near


def _indexed(
    number: int,
    keys: Iterable[object],
    index: dict[object, list[int]],
) -> Iterator[int]:
    """What came before under the same keys; then the number stands there too."""
    for key in keys:
        others = index.setdefault(key, [])
        yield from others
        if len(others) < MAX_PER_RUN:
            others.append(number)


def _of_articles(
    evidence: Sequence[Evidence], keys: Collection[Key]
) -> dict[Key, list[int]]:
    """The places of the evidence of some articles."""
    found: dict[Key, list[int]] = {}
    for number, item in enumerate(evidence) if keys else ():
        key = article_key(item.article)
        if key in keys:
            found.setdefault(key, []).append(number)
    return found


def _said(item: Evidence, text: str) -> _Said:
    return _Said(item, text, read_facts(item.text), _names(item), is_chinese(item.text))


def _names(item: Evidence) -> frozenset[str]:
    return frozenset({item.platform, *item.mentions} - {INDUSTRY, OTHER})


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
