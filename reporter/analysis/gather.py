"""Articles -> evidence: each bullet read, with the reason for every decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

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
from reporter.analysis.namings import Naming, NamingReader
from reporter.analysis.quadrant import QuadrantJudge, Verdict
from reporter.analysis.subject import (
    ArticleSubject,
    Attributed,
    Attribution,
)
from reporter.analysis.themes import ThemeReader
from reporter.domain.clippings import Article, Bullet
from reporter.domain.collection import no_collection
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import OTHER, Taxonomy
from reporter.domain.values import Flag, Quadrant

_ID_CHARS = 10
# Each reader reads so many bullets before the next one does: its words stay at hand in
# the processor's cache, which makes all of them a third quicker.
_BULLETS_AT_ONCE, _ARTICLES_AT_ONCE = 2000, 40
# Until another outlet is found that says it, a statement has a single source. By
# whether it is unsure, and whether it is a forecast:
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
    readings = read_bullets(articles, taxonomy)
    while some := tuple(islice(readings, _BULLETS_AT_ONCE)):
        yield from readers.evidence(some)


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

    @property
    def heading(self) -> str:
        """What the bullet stands below."""
        return self.statement.heading

    @property
    def subject(self) -> str:
        """Whose statement it is."""
        return self.attributed.subject


def read_bullets(articles: Iterable[Article], taxonomy: Taxonomy) -> Iterator[Reading]:
    """Whose statement each bullet is and of which initiatives, in reading order."""
    articles = tuple(articles)
    subjects = NamingReader(taxonomy)
    initiatives = InitiativeReader(taxonomy, discover(articles, taxonomy))
    for article, namings in _named(articles, subjects):
        about = ArticleSubject.of(
            article.title, subjects, namings, [b.text for b in article.bullets]
        )
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


def _named(
    articles: Sequence[Article], subjects: NamingReader
) -> Iterator[tuple[Article, list[Naming]]]:
    """Articles with whom each of their bullets names."""
    for start in range(0, len(articles), _ARTICLES_AT_ONCE):
        some = articles[start : start + _ARTICLES_AT_ONCE]
        namings = [[subjects.naming(b.text) for b in one.bullets] for one in some]
        yield from zip(some, namings, strict=True)


class _Readers:
    """All that tells of a bullet once its subject is known."""

    def __init__(self, taxonomy: Taxonomy, settings: Settings) -> None:
        self._judge = QuadrantJudge(taxonomy)
        self._themes = ThemeReader(taxonomy)
        self._stages = StageReader(taxonomy)
        self._metrics = MetricReader(taxonomy)
        self._review_below = settings.review_below
        self._ids = UniqueIds()
        self._theme, self._place = "", ("", "")
        self._page: tuple[str, str, str] = ("", "", "")

    def evidence(self, readings: Sequence[Reading]) -> Iterator[Evidence]:
        """Bullets, read; a later call goes on where the one before ended."""
        verdicts = self._judge.judge_all([r.statement for r in readings])
        themes = [self._themes.theme(r.bullet.text, r.heading) for r in readings]
        metrics = [self._metrics.read(r.bullet.text, r.subject) for r in readings]
        for reading, verdict, theme, figures in zip(
            readings, verdicts, themes, metrics, strict=True
        ):
            inherited = self._inherited(reading)
            self._theme = theme or inherited
            yield self._evidence(reading, verdict, figures)

    def _inherited(self, reading: Reading) -> str:
        """Without a theme of its own a bullet takes the one before in its section."""
        place, self._place = self._place, (reading.article.title, reading.heading)
        return self._theme if place == self._place else ""

    def _evidence(
        self, reading: Reading, verdict: Verdict, metrics: tuple[Metric, ...]
    ) -> Evidence:
        text, subject = reading.bullet.text, reading.subject
        is_unsure = subject != OTHER and verdict.confidence < self._review_below
        return Evidence(
            evidence_id=self._identity(reading.article, text),
            article=reading.article,
            heading=reading.heading,
            bullet=reading.bullet,
            platform=subject,
            mentions=reading.attributed.mentions,
            quadrant=Quadrant.NEUTRAL if subject == OTHER else verdict.quadrant,
            runner_up=verdict.runner_up,
            confidence=verdict.confidence,
            why=f"subject: {reading.attributed.why}; {verdict.reason}",
            theme=self._theme,
            initiatives=reading.initiatives,
            stage=self._stages.stage(text) if reading.initiatives else None,
            metrics=metrics,
            flags=_FLAGS[is_unsure, verdict.is_hedged],
        )

    def _identity(self, article: Article, text: str) -> str:
        """The same sentence of the same article has the same id, whatever is around."""
        if self._page[:2] != (article.title, article.outlet):
            normal_page = f"{normal(article.title)}\x1f{article.outlet}\x1f"
            self._page = (article.title, article.outlet, normal_page)
        page = self._page[2]
        digest = hashlib.sha256(
            f"{page}{normal(text)}".encode("utf-8", "surrogatepass")
        )
        return self._ids.unique(digest.hexdigest()[:_ID_CHARS])
