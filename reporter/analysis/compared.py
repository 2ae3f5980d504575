"""Evidence -> with which earlier evidence each piece is to be compared, and by what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reporter.analysis.copies import article_key, normal
from reporter.analysis.facts import Facts, Figures, read_facts, read_figures
from reporter.analysis.sketches import MAX_PER_RUN, sketches
from reporter.domain.evidence import Evidence
from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.readers.language import is_chinese

Key = tuple[str, int]


@dataclass(frozen=True)
class Said:
    """A piece of evidence with what it is compared by, read when it is asked for."""

    evidence: Evidence
    text: str
    figures: Figures

    @cached_property
    def facts(self) -> Facts:
        """The figures, dates and directions that it states."""
        return read_facts(self.evidence.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The platforms that it is told of."""
        return _names(self.evidence)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether it is in Chinese rather than in English."""
        return is_chinese(self.evidence.text)


class AllSaid:
    """All evidence with what it is compared by; most of that is read on demand."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self.evidence = evidence
        self.texts = [normal(item.text) for item in evidence]
        self.figures = [read_figures(item.text) for item in evidence]
        self._read: dict[int, Said] = {}

    def __getitem__(self, number: int) -> Said:
        if number not in self._read:
            self._read[number] = Said(
                self.evidence[number], self.texts[number], self.figures[number]
            )
        return self._read[number]

    def keys(
        self, number: int, alike: int | None, runs: Sequence[int]
    ) -> Iterator[object]:
        """Under what it is looked for among those with the same figures, `alike`."""
        if alike is None:
            return
        yield self.texts[number]
        yield from ((alike, run) for run in runs)
        if self.figures[number]:
            yield alike, _names(self.evidence[number])

    def by_figures(self) -> dict[Figures, list[int]]:
        """The places of those that state the same figures."""
        found: dict[Figures, list[int]] = {}
        for number, figures in enumerate(self.figures):
            found.setdefault(figures, []).append(number)
        return found


def find_candidates(
    said: AllSaid, originals: Mapping[Key, Key]
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


def _names(item: Evidence) -> frozenset[str]:
    return frozenset({item.platform, *item.mentions} - {INDUSTRY, OTHER})
