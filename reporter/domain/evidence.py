"""What a bullet says once it has been read: evidence, and the figures in it."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.domain.clippings import Article, Bullet
from reporter.domain.values import (
    Direction,
    Exactness,
    Flag,
    Quadrant,
    Repeat,
    Stage,
    Week,
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure of a platform.

    `value` is in base units (3亿 is 300,000,000; 20% is 0.2); of a range it is the
    lower end and `upper` the other. `measure` is an id such as `gmv` or `mau`,
    `unit` one such as `people`, `currency` an ISO 4217 code or empty; `period`
    is as specific as the text (`2024-Q1`, `2024`, `五一`, ``). `text` is the figure as
    written. `of` is the measure that a growth is of; `direction` is the way it went and
    `compared_with` the base: `yoy`, `qoq`, other words of the text, or empty.
    """

    platform: str
    measure: str
    value: float
    unit: str
    currency: str
    period: str
    exactness: Exactness
    text: str
    upper: float | None = None
    of: str = ""
    direction: Direction | None = None
    compared_with: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One bullet, read: whose SWOT it belongs to, where in it, and why.

    `evidence_id` is the same next week for the same sentence of the same article.
    `platform` is a platform id, `industry` or `other`. `confidence` is 0 to 1.
    `duplicate_of` is the id of the evidence that this one repeats, or empty;
    `repeat` says how: word for word, re-worded, or in another language.
    `independent_sources` counts outlets that say it, copies and translations once.
    """

    evidence_id: str
    article: Article
    heading: str
    bullet: Bullet
    platform: str
    mentions: tuple[str, ...]
    quadrant: Quadrant
    runner_up: Quadrant
    confidence: float
    why: str
    theme: str
    initiatives: tuple[str, ...]
    stage: Stage | None
    metrics: tuple[Metric, ...]
    duplicate_of: str = ""
    repeat: Repeat | None = None
    independent_sources: int = 1
    flags: tuple[Flag, ...] = ()
    first_seen: Week | None = None
    corrected: str = ""

    @property
    def text(self) -> str:
        """The statement, verbatim."""
        return self.bullet.text

    @property
    def url(self) -> str:
        """Where to read it: the article's address, else a cited one's, else its own."""
        cited = (r.url for r in self.article.references_of(self.bullet))
        return self.article.url or next(filter(None, cited), "") or self.bullet.url

    @property
    def is_repeat(self) -> bool:
        """Whether an earlier piece of evidence says the same."""
        return bool(self.duplicate_of)

    @property
    def needs_review(self) -> bool:
        """Whether a person should look before it counts."""
        return Flag.REVIEW in self.flags

    @property
    def is_dismissed(self) -> bool:
        """Whether a person decided that it is not to count."""
        return Flag.DISMISSED in self.flags
