"""Past rows, read again by a pack that knows more: what would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reporter.analysis.corrections import decisions_on
from reporter.analysis.gather import gather_evidence
from reporter.analysis.lexicon import folded
from reporter.domain.clippings import Article
from reporter.domain.corrections import Correction, Field
from reporter.domain.evidence import Evidence
from reporter.domain.proposals import Effect, RowChange
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import OTHER, Taxonomy

Place = tuple[str, int, int]
_JUDGED = (Field.PLATFORM, Field.QUADRANT)


@dataclass(frozen=True, slots=True)
class Row:
    """A past row as the pack reads it now, and what analysts decided of it, by field.

    `is_repeat` says that an earlier row says the same: it counts no second time.
    """

    item: Evidence
    decided: Mapping[Field, str]
    is_repeat: bool

    def is_wrong(self, field: Field) -> bool:
        """Whether an analyst decided otherwise."""
        return field in self.decided and self.decided[field] != value_of(
            self.item, field
        )

    def is_settled(self, field: Field) -> bool:
        """Whether platform or quadrant is right as it is, since nobody changed it.

        A row that waits for a person or belongs to nobody was not judged; of a row that
        was moved to another platform the quadrant was not.
        """
        if field in self.decided or field not in _JUDGED:
            return False
        if not self.decided:
            return not (self.item.needs_review or self.item.platform == OTHER)
        return field is Field.PLATFORM or Field.PLATFORM not in self.decided


@dataclass(frozen=True, slots=True)
class Trial:
    """What a taxonomy with one more word makes of past rows.

    `mended` counts those that become as they were corrected, repeats once.
    """

    taxonomy: Taxonomy
    after: Mapping[Place, Evidence]
    changes: tuple[RowChange, ...]
    mended: int

    @property
    def is_harmless(self) -> bool:
        """Whether no row that was right turns wrong."""
        return not any(change.effect is Effect.BROKEN for change in self.changes)


class Replay:
    """All past rows, read by a taxonomy that grows with each word that is accepted."""

    def __init__(
        self,
        articles: Sequence[Article],
        taxonomy: Taxonomy,
        log: Sequence[Correction],
        settings: Settings,
    ) -> None:
        self.taxonomy = taxonomy
        self._settings = settings
        self._articles = [(folded(_wording(article)), article) for article in articles]
        self._rows: dict[Place, Row] = {}
        found = gather_evidence(articles, taxonomy, settings)
        for item, decided in zip(found, decisions_on(found, log), strict=True):
            values = {f: _in_order(f, c.value) for f, c in decided.items()}
            if values.get(Field.DISMISS) != "yes":
                self._rows[_place(item)] = Row(item, values, item.is_repeat)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that count, in reading order; repeats and dismissed ones do not."""
        return tuple(row for row in self._rows.values() if not row.is_repeat)

    def wrong(self, field: Field) -> tuple[Row, ...]:
        """The rows that count of which an analyst decided otherwise."""
        return tuple(row for row in self.rows if row.is_wrong(field))

    def attempt(self, taxonomy: Taxonomy, word: str) -> Trial:
        """Read all articles that hold a word by a taxonomy that knows it."""
        wanted = folded(word)
        articles = [article for text, article in self._articles if wanted in text]
        before = self._read(articles, self.taxonomy)
        after = self._read(articles, taxonomy)
        found = [
            (row, change)
            for row, old, new in self._compared(before, after)
            if (change := _change(row, old, new))
        ]
        mended = [c for r, c in found if c.effect is Effect.MENDED and not r.is_repeat]
        changes = tuple(change for _, change in found)
        return Trial(taxonomy, after, changes, len(mended))

    def accept(self, trial: Trial) -> None:
        """Go on with what was tried."""
        self.taxonomy = trial.taxonomy
        for place, item in trial.after.items():
            if place in self._rows:
                self._rows[place] = replace(self._rows[place], item=item)

    def _read(
        self, articles: Sequence[Article], taxonomy: Taxonomy
    ) -> dict[Place, Evidence]:
        found = gather_evidence(articles, taxonomy, self._settings)
        return {_place(item): item for item in found}

    def _compared(
        self, before: Mapping[Place, Evidence], after: Mapping[Place, Evidence]
    ) -> Iterator[tuple[Row, Evidence, Evidence]]:
        for place, old in before.items():
            if place in self._rows and place in after:
                yield self._rows[place], old, after[place]


def value_of(item: Evidence, field: Field) -> str:
    """What a row says of a field, as a correction writes it."""
    if field is Field.PLATFORM:
        return item.platform
    if field is Field.QUADRANT:
        return item.quadrant.value
    return "|".join(sorted(item.initiatives))


def _in_order(field: Field, value: str) -> str:
    return "|".join(sorted(value.split("|"))) if field is Field.INITIATIVES else value


def _place(item: Evidence) -> Place:
    return item.article.source.file, item.article.ordinal, item.bullet.ordinal


def _wording(article: Article) -> str:
    headings = (section.heading for section in article.sections)
    texts = (bullet.text for bullet in article.bullets)
    return "\n".join((article.title, *headings, *texts))


def _told(item: Evidence, fields: Sequence[Field]) -> str:
    shown = [item.platform, item.quadrant.value]
    if Field.INITIATIVES in fields:
        shown.append(value_of(item, Field.INITIATIVES) or "-")
    return " ".join(shown)


def _effect(
    row: Row, fields: Iterable[Field], before: Evidence, after: Evidence
) -> Effect:
    effect = Effect.OPEN
    for field in fields:
        wanted = row.decided.get(field)
        if wanted == value_of(before, field) or row.is_settled(field):
            return Effect.BROKEN
        if wanted == value_of(after, field):
            effect = Effect.MENDED
    return effect


def _change(row: Row, before: Evidence, after: Evidence) -> RowChange | None:
    fields = [
        f
        for f in (*_JUDGED, Field.INITIATIVES)
        if value_of(before, f) != value_of(after, f)
    ]
    if not fields:
        return None
    return RowChange(
        evidence_id=row.item.evidence_id,
        place=str(row.item.bullet.source),
        text=row.item.text,
        before=_told(before, fields),
        after=_told(after, fields),
        effect=_effect(row, fields, before, after),
    )
