"""What the evidence adds up to: SWOTs, initiatives, matrix, conflicts."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.values import Quadrant, Stage


@dataclass(frozen=True, slots=True)
class SwotEntry:
    """One claim of a SWOT, with all the evidence that makes it.

    `rank` counts from 1 within the quadrant, most material first; `evidence` begins
    with the piece that is quoted; repeats of it follow.
    """

    platform: str
    quadrant: Quadrant
    rank: int
    materiality: float
    evidence: tuple[Evidence, ...]

    @property
    def lead(self) -> Evidence:
        """The piece of evidence that is quoted."""
        return self.evidence[0]


@dataclass(frozen=True, slots=True)
class Swot:
    """The ranked claims of a platform; `neutral` counts what is in no quadrant."""

    platform: str
    entries: tuple[SwotEntry, ...]
    neutral: int

    def of(self, quadrant: Quadrant) -> tuple[SwotEntry, ...]:
        """The entries of one quadrant, by rank."""
        return tuple(e for e in self.entries if e.quadrant is quadrant)


@dataclass(frozen=True, slots=True)
class Initiative:
    """A row of the register: a named programme, product or campaign of a platform.

    `since` is as the text says it (`2024-05-28`, `2024-02`, `2024`) or empty;
    `figures` are metrics of the evidence, best first; evidence in reading order.
    """

    name: str
    aliases: tuple[str, ...]
    platform: str
    theme: str
    partners: tuple[str, ...]
    stage: Stage | None
    since: str
    figures: tuple[Metric, ...]
    evidence: tuple[Evidence, ...]
    is_known: bool

    def count(self, quadrant: Quadrant) -> int:
        """How many pieces of evidence stand in the quadrant, repeats left out."""
        return sum(e.quadrant is quadrant and not e.is_repeat for e in self.evidence)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a platform does about a theme: its initiatives, and how much evidence."""

    platform: str
    theme: str
    initiatives: tuple[Initiative, ...]
    evidence_count: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that state different values of one metric."""

    platform: str
    measure: str
    period: str
    first: tuple[Metric, Evidence]
    second: tuple[Metric, Evidence]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the input adds up to; platforms in order of printing."""

    articles: tuple[Article, ...]
    evidence: tuple[Evidence, ...]
    swots: tuple[Swot, ...]
    initiatives: tuple[Initiative, ...]
    matrix: tuple[MatrixCell, ...]
    conflicts: tuple[Conflict, ...]
    copies: tuple[tuple[Article, Article], ...]
