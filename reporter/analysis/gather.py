"""Articles -> evidence: each bullet read, with the reason for every decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reporter.analysis.copies import find_copies, normal
from reporter.analysis.duplicates import join_repeats, unique_ids
from reporter.analysis.initiatives import InitiativeReader, StageReader
from reporter.analysis.metrics import MetricReader
from reporter.analysis.quadrant import QuadrantJudge
from reporter.analysis.subject import (
    ArticleSubject,
    Attribution,
    SubjectReader,
    mentions_without,
)
from reporter.analysis.themes import ThemeReader
from reporter.domain.clippings import Article, Bullet
from reporter.domain.evidence import Evidence
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import OTHER, Taxonomy
from reporter.domain.values import Flag, Quadrant

_ID_CHARS = 10


def gather_evidence(
    articles: Sequence[Article], taxonomy: Taxonomy, settings: Settings
) -> tuple[Evidence, ...]:
    """One piece of evidence per bullet, in reading order."""
    readers = _Readers(taxonomy, settings)
    found = [item for article in articles for item in readers.article(article)]
    ids = unique_ids(item.evidence_id for item in found)
    numbered = [
        replace(item, evidence_id=identity)
        for item, identity in zip(found, ids, strict=True)
    ]
    return join_repeats(numbered, find_copies(articles))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a bullet stands."""

    article: Article
    heading: str
    bullet: Bullet


class _Readers:
    """All that reads bullets, made once for a taxonomy."""

    def __init__(self, taxonomy: Taxonomy, settings: Settings) -> None:
        self._subjects = SubjectReader(taxonomy)
        self._judge = QuadrantJudge(taxonomy)
        self._themes = ThemeReader(taxonomy)
        self._initiatives = InitiativeReader(taxonomy)
        self._stages = StageReader(taxonomy)
        self._metrics = MetricReader(taxonomy)
        self._review_below = settings.review_below

    def article(self, article: Article) -> Iterator[Evidence]:
        """The evidence of one article."""
        about = ArticleSubject.of(article, self._subjects)
        attribution = Attribution(self._subjects, about)
        named = self._initiatives.find(article.title)
        known_here = dict.fromkeys(named)
        for section in article.sections:
            attribution.begin_section(section.heading)
            named = self._initiatives.find(section.heading) or named
            known_here.update(dict.fromkeys(named))
            theme = ""
            for bullet in section.bullets:
                place = _Place(article, section.heading, bullet)
                initiatives = self._initiatives.find(bullet.text)
                if not initiatives:
                    initiatives = self._pointed_at(bullet.text, named, known_here)
                known_here.update(dict.fromkeys(initiatives))
                named = initiatives or named
                item = self._evidence(place, attribution, initiatives, theme)
                theme = item.theme
                yield item

    def _pointed_at(
        self, text: str, named: tuple[str, ...], known_here: Iterable[str]
    ) -> tuple[str, ...]:
        """The initiative that a sentence means without its full name, if any."""
        if self._initiatives.points_back(text):
            return named[:1]
        short = self._initiatives.short_form_of(text, tuple(known_here))
        return (short,) if short else ()

    def _evidence(
        self,
        place: _Place,
        attribution: Attribution,
        initiatives: tuple[str, ...],
        theme: str,
    ) -> Evidence:
        text = place.bullet.text
        subject, why, ids = attribution.attribute(text)
        verdict = self._judge.judge(text, place.heading, subject)
        quadrant = Quadrant.NEUTRAL if subject == OTHER else verdict.quadrant
        is_unsure = subject != OTHER and verdict.confidence < self._review_below
        return Evidence(
            evidence_id=_identity(place),
            article=place.article,
            heading=place.heading,
            bullet=place.bullet,
            platform=subject,
            mentions=mentions_without(subject, ids),
            quadrant=quadrant,
            runner_up=verdict.runner_up,
            confidence=verdict.confidence,
            why=f"subject: {why}; {verdict.reason}",
            theme=self._themes.theme(text, place.heading) or theme,
            initiatives=initiatives,
            stage=self._stages.stage(text) if initiatives else None,
            metrics=self._metrics.read(text, subject),
            flags=_flags(is_unsure=is_unsure, is_forecast="hedges" in verdict.reason),
        )


def _flags(*, is_unsure: bool, is_forecast: bool) -> tuple[Flag, ...]:
    found = {Flag.REVIEW: is_unsure, Flag.FORECAST: is_forecast}
    return tuple(flag for flag, is_set in found.items() if is_set)


def _identity(place: _Place) -> str:
    """The same sentence of the same article has the same id, whatever stands around."""
    article = place.article
    parts = (normal(article.title), article.outlet, normal(place.bullet.text))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID_CHARS]
