"""Articles -> evidence: each bullet read, with the reason for every decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporter.analysis.copies import find_copies, normal
from reporter.analysis.duplicates import UniqueIds, join_repeats
from reporter.analysis.features import Statement
from reporter.analysis.initiatives import (
    InitiativeReader,
    Spoken,
    StageReader,
    discover,
)
from reporter.analysis.metrics import MetricReader
from reporter.analysis.quadrant import QuadrantJudge
from reporter.analysis.subject import (
    ArticleSubject,
    Attributed,
    Attribution,
    SubjectReader,
)
from reporter.analysis.themes import ThemeReader
from reporter.domain.clippings import Article, Bullet
from reporter.domain.collection import no_collection
from reporter.domain.evidence import Evidence
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import OTHER, Taxonomy
from reporter.domain.values import Flag, Quadrant

_ID_CHARS = 10
_FLAGS = {
    (False, False): (Flag.SINGLE_SOURCE,),
    (True, False): (Flag.REVIEW, Flag.SINGLE_SOURCE),
    (False, True): (Flag.SINGLE_SOURCE, Flag.FORECAST),
    (True, True): (Flag.REVIEW, Flag.SINGLE_SOURCE, Flag.FORECAST),
}


def gather_evidence(
    articles: Sequence[Article], taxonomy: Taxonomy, settings: Settings
) -> tuple[Evidence, ...]:
    """One piece of evidence per bullet, in reading order."""
    with no_collection():
        return join_repeats(
            list(_read(articles, taxonomy, settings)), find_copies(articles)
        )


def _read(
    articles: Sequence[Article], taxonomy: Taxonomy, settings: Settings
) -> Iterator[Evidence]:
    """Evidence without what only the whole of it tells."""
    readers = _Readers(taxonomy, settings)
    theme, place = "", ("", "")
    for reading in read_bullets(articles, taxonomy):
        here = (reading.article.title, reading.statement.heading)
        item = readers.evidence(reading, theme if here == place else "")
        theme, place = item.theme, here
        yield item


@dataclass(frozen=True, slots=True)
class Reading:
    """A bullet with all that is decided before its quadrant.

    `initiatives` are canonical names: named in the bullet, pointed at or inherited;
    `inherited_from` says which of these it was, empty if named.
    """

    article: Article
    bullet: Bullet
    statement: Statement
    attributed: Attributed
    initiatives: tuple[str, ...]
    inherited_from: str


def read_bullets(articles: Iterable[Article], taxonomy: Taxonomy) -> Iterator[Reading]:
    """Whose statement each bullet is and of which initiatives, in reading order."""
    articles = tuple(articles)
    subjects = SubjectReader(taxonomy)
    initiatives = InitiativeReader(taxonomy, discover(articles, taxonomy))
    for article in articles:
        namings = [subjects.naming(bullet.text) for bullet in article.bullets]
        about = ArticleSubject.of(article.title, subjects, namings)
        attribution, spoken = Attribution(subjects, about), Spoken(initiatives)
        spoken.begin_article(article.title)
        of_bullet = iter(namings)
        for section in article.sections:
            attribution.begin_section(section.heading)
            spoken.begin_section(section.heading)
            for bullet in section.bullets:
                attributed = attribution.attribute(bullet.text, next(of_bullet))
                matches = attributed.naming.matches
                named = spoken.read(bullet.text, attributed.subject, matches)
                statement = Statement(
                    bullet.text,
                    section.heading,
                    attributed.subject,
                    matches,
                    named.matches,
                )
                yield Reading(
                    article,
                    bullet,
                    statement,
                    attributed,
                    named.names,
                    named.inherited_from,
                )


class _Readers:
    """All that tells of a bullet once its subject is known."""

    def __init__(self, taxonomy: Taxonomy, settings: Settings) -> None:
        self._judge = QuadrantJudge(taxonomy)
        self._themes = ThemeReader(taxonomy)
        self._stages = StageReader(taxonomy)
        self._metrics = MetricReader(taxonomy)
        self._review_below = settings.review_below
        self._ids = UniqueIds()

    def evidence(self, reading: Reading, theme: str) -> Evidence:
        """One bullet, read; without a theme of its own it takes the one before."""
        text, heading = reading.bullet.text, reading.statement.heading
        subject = reading.attributed.subject
        verdict = self._judge.judge(reading.statement)
        is_unsure = subject != OTHER and verdict.confidence < self._review_below
        return Evidence(
            evidence_id=self._ids.unique(_identity(reading.article, text)),
            article=reading.article,
            heading=heading,
            bullet=reading.bullet,
            platform=subject,
            mentions=reading.attributed.mentions,
            quadrant=Quadrant.NEUTRAL if subject == OTHER else verdict.quadrant,
            runner_up=verdict.runner_up,
            confidence=verdict.confidence,
            why=f"subject: {reading.attributed.why}; {verdict.reason}",
            theme=self._themes.theme(text, heading) or theme,
            initiatives=reading.initiatives,
            stage=self._stages.stage(text) if reading.initiatives else None,
            metrics=self._metrics.read(text, subject),
            flags=_flags(is_unsure=is_unsure, is_forecast=verdict.is_hedged),
        )


def _flags(*, is_unsure: bool, is_forecast: bool) -> tuple[Flag, ...]:
    """Until another outlet is found that says it, a statement has a single source."""
    return _FLAGS[is_unsure, is_forecast]


def _identity(article: Article, text: str) -> str:
    """The same sentence of the same article has the same id, whatever stands around."""
    parts = (normal(article.title), article.outlet, normal(text))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:_ID_CHARS]
