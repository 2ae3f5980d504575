"""The Report: what stands in workbook and brief, in plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reporter.domain.changes import NO_BACKGROUND, Background
from reporter.domain.clippings import Article, Problem
from reporter.domain.corrections import NO_REMARKS, Remarks
from reporter.domain.evidence import Evidence
from reporter.domain.findings import Analysis, Initiative, MatrixCell
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Flag, Quadrant, Repeat, Week
from reporter.report.wording import Words


def article_key(article: Article) -> tuple[str, int]:
    """What tells an article from all others of one run: its file and number."""
    return article.source.file, article.ordinal


@dataclass(frozen=True, slots=True)
class Edition:
    """All that the report of one week is made from.

    `facts` are name and value pairs about the run itself (versions, pack, inputs)
    that the About sheet lists. `background` is what the weeks before add,
    `remarks` what analysts typed for people to read.
    """

    week: Week
    language: str
    taxonomy: Taxonomy
    settings: Settings
    analysis: Analysis
    problems: tuple[Problem, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    background: Background = NO_BACKGROUND
    remarks: Remarks = NO_REMARKS


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a source: `copy_of` is the id of the one that it repeats, or empty.

    `claims` counts the pieces of evidence that rest on it; `copy_kind` says how most
    of a copy repeats the other.
    """

    source_id: str
    article: Article
    claims: int
    copy_of: str = ""
    copy_kind: Repeat | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the report, with what it rests on.

    `text` is shortened at a clause border and names its platform; `sources` begin
    with the one that is quoted; `rank` counts from 1 within the quadrant.
    """

    platform: str
    quadrant: Quadrant
    rank: int
    text: str
    theme: str
    flags: tuple[Flag, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    independent_sources: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class PlatformView:
    """All that the report says of one platform, `label` in the report's language."""

    platform: str
    label: str
    claims: tuple[Claim, ...]
    neutral: int
    initiatives: tuple[Initiative, ...]

    def of(self, quadrant: Quadrant) -> tuple[Claim, ...]:
        """The claims of one quadrant, by rank."""
        return tuple(c for c in self.claims if c.quadrant is quadrant)

    def leading(self) -> tuple[tuple[Quadrant, ...], int]:
        """The quadrants with most claims, and how many claims each of them has."""
        counts = {quadrant: len(self.of(quadrant)) for quadrant in Quadrant.counted()}
        most = max(counts.values())
        return tuple(q for q, count in counts.items() if count == most), most


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of numbers in a chart, one per category; a gap is None."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures to draw; `name` is the anchor that a template's chart carries."""

    name: str
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        """Refuse a series that does not fit the categories with a ValueError."""
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(f"{self.name}: {series.name} does not fit")


@dataclass(frozen=True, slots=True)
class Report:
    """One week's report; workbook and brief are both made from it alone.

    `period` is the first and last day that an article was published, or None when
    no article has a date. `platforms` come in order of printing, those without a
    claim included; `labels` gives the label of each platform and theme id, and
    `by_article` the source of an `article_key`.
    """

    edition: Edition
    title: str
    words: Words
    period: tuple[date, date] | None
    sources: tuple[Source, ...]
    platforms: tuple[PlatformView, ...]
    matrix: tuple[MatrixCell, ...]
    charts: tuple[Chart, ...]
    labels: Mapping[str, str]
    by_article: Mapping[tuple[str, int], Source]

    @property
    def analysis(self) -> Analysis:
        """What the evidence adds up to."""
        return self.edition.analysis

    @property
    def counted_evidence(self) -> int:
        """How many claims stand in the SWOTs."""
        return sum(len(view.claims) for view in self.platforms)

    @property
    def independent_outlets(self) -> int:
        """How many outlets there are when syndicated copies are left out."""
        return len({s.article.outlet for s in self.sources if not s.copy_of})

    def source_of(self, article: Article) -> Source:
        """The source entry of an article of this report; raises KeyError if none."""
        return self.by_article[article_key(article)]
