"""A built week on disk -> its articles again, and where each piece of evidence is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from reporter.domain.clippings import Article, Bullet, Section
from reporter.domain.values import SourceRef
from reporter.errors import InputError, UsageError

_WEEK = re.compile(r"\d{4}-W\d{2}")
_MANIFEST = "manifest.json"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BuiltWeek:
    """What a week's evidence.csv and manifest.json say.

    `packs` are those of the build; `pack_hashes` the sha256 of those that were files;
    `rows` are the lines of evidence.csv by evidence id.
    """

    name: str
    packs: tuple[str, ...]
    pack_hashes: Mapping[str, str]
    articles: tuple[Article, ...]
    rows: Mapping[str, Row]

    def place(self, evidence_id: str) -> tuple[str, int, int]:
        """Input file, article and bullet of a row."""
        row = self.rows[evidence_id]
        return row["input_file"], int(row["article"]), int(row["bullet"])


def read_week(out: Path, name: str = "") -> BuiltWeek:
    """Read a week of a folder of weeks, the newest where none is named.

    Raises:
        UsageError: there is no such week.
        InputError: its files cannot be read.
    """
    name = name or _newest(out)
    folder = out / name
    if not (folder / _MANIFEST).is_file():
        raise UsageError(f"{folder}: no week was built here")
    rows = _rows(folder / f"evidence-{name}.csv")
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return BuiltWeek(
            name,
            packs=tuple(manifest["options"]["packs"]),
            pack_hashes=manifest.get("packs", {}),
            articles=tuple(_articles(rows)),
            rows={row["evidence_id"]: row for row in rows},
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise InputError(f"{folder}: cannot be read ({error!r})") from error


def _newest(out: Path) -> str:
    weeks = [path.name for path in out.glob("*") if _WEEK.fullmatch(path.name)]
    if not weeks:
        raise UsageError(f"{out}: no week was built here")
    return max(weeks)


def _rows(path: Path) -> list[Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def _articles(rows: Iterable[Row]) -> Iterable[Article]:
    for (file, ordinal), group in groupby(
        rows, lambda r: (r["input_file"], r["article"])
    ):
        found = list(group)
        sections = tuple(
            Section(heading, tuple(_bullet(row) for row in below))
            for heading, below in groupby(found, lambda row: row["heading"])
        )
        first = found[0]
        article = Article(
            ordinal=int(ordinal),
            source=SourceRef(file, int(first["line"])),
            title=first["title"],
            outlet=first["source"],
            published_at=None,
            sections=sections,
        )
        yield replace(article, url=first["url"])


def _bullet(row: Row) -> Bullet:
    source = SourceRef(row["input_file"], int(row["line"]))
    return Bullet(int(row["bullet"]), row["text"], (), source)
