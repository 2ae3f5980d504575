"""Evidence -> evidence.csv: ids, not labels; UTF-8 with BOM, as Excel expects."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from reporter.domain.evidence import Evidence
from reporter.domain.values import Week

FIELDS = (
    "evidence_id", "week", "input_file", "line", "article", "bullet", "title",
    "source", "published_at", "heading", "text", "citations", "platform", "mentions",
    "quadrant", "confidence", "why", "theme", "initiatives", "stage", "duplicate_of",
    "corrected", "published_week", "first_seen", "url", "independent_sources", "flags",
    "repeat", "references",
)  # fmt: skip


def write_evidence(evidence: Iterable[Evidence], week: Week, target: Path) -> None:
    """Write one row per piece of evidence, in reading order."""
    with target.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(FIELDS)
        writer.writerows(evidence_rows(evidence, week))


def evidence_rows(
    evidence: Iterable[Evidence], week: Week
) -> Iterator[tuple[str | int, ...]]:
    """The values of each row, in order of `FIELDS`."""
    for item in evidence:
        article, bullet, published = (
            item.article,
            item.bullet,
            item.article.published_at,
        )
        yield (
            item.evidence_id,
            str(week),
            bullet.source.file,
            bullet.source.line,
            article.ordinal,
            bullet.ordinal,
            article.title,
            article.outlet,
            str(published or ""),
            item.heading,
            item.text,
            _joined(bullet.citations),
            item.platform,
            _joined(item.mentions),
            item.quadrant.value,
            f"{item.confidence:.2f}",
            item.why,
            item.theme,
            _joined(item.initiatives),
            item.stage.value if item.stage else "",
            item.duplicate_of,
            item.corrected,
            str(published.week) if published else "",
            str(item.first_seen or ""),
            item.url,
            item.independent_sources,
            _joined(flag.value for flag in item.flags),
            item.repeat.value if item.repeat else "",
            _joined(article.references_of(bullet)),
        )


def _joined(values: Iterable[object]) -> str:
    return "|".join(str(value) for value in values)
