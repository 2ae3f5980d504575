"""What was read: articles, their sections and bullets, and problems met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reporter.domain.values import Moment, SourceRef


@dataclass(frozen=True, slots=True)
class Problem:
    """Input that could not be used as it stands: reported, never dropped."""

    source: SourceRef
    what: str
    done: str
    mend: str

    def __str__(self) -> str:
        """Write the place, then what is wrong, what was done and how to mend it."""
        return f"{self.source}: {self.what}; {self.done}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list of references that an article ends in.

    `number` is how the text cites it, 0 where the entry has none; `text` and `url` may
    each be empty.
    """

    number: int
    text: str
    url: str
    source: SourceRef

    def __str__(self) -> str:
        """Write the number, the words and the address."""
        return " ".join(filter(None, (f"[{self.number}]", self.text, self.url)))


@dataclass(frozen=True, slots=True)
class Bullet:
    """One statement of an article, as its author wrote it.

    `ordinal` counts from 1 through the article. `text` is verbatim without its
    citations; `citations` are the portal's passage numbers, in order, repeats kept.
    `url` is a link in the bullet itself, or empty.
    """

    ordinal: int
    text: str
    citations: tuple[int, ...]
    source: SourceRef
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (empty when the bullets have none) and the bullets below it."""

    heading: str
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a clipping; `ordinal` counts from 1 through the input file.

    `outlet` is who published it, empty where the clipping does not say; `source`
    is the place of the title, or of the first line where there is none.
    """

    ordinal: int
    source: SourceRef
    title: str
    outlet: str
    published_at: Moment | None
    sections: tuple[Section, ...]
    url: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def day(self) -> date:
        """The day of publication, the earliest there is where it is not known."""
        return self.published_at.day if self.published_at else date.min

    @property
    def bullets(self) -> tuple[Bullet, ...]:
        """All bullets, in reading order."""
        return tuple(b for section in self.sections for b in section.bullets)

    def references_of(self, bullet: Bullet) -> tuple[Reference, ...]:
        """The entries that a bullet cites, each once, in order of citation."""
        if not self.references:
            return ()
        known = {r.number: r for r in reversed(self.references)}
        cited = dict.fromkeys(bullet.citations)
        return tuple(known[number] for number in cited if number in known)
