"""The tables of the workbook and their fields; docs and templates are made from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reporter.report.sheets.content import Column, Kind, Row, Table
from reporter.report.wording import TEXTS

_CORRECTIONS = (
    "new_platform! new_quadrant! new_initiatives:prose! new_stage! dismiss! note:prose!"
)
# Each field is `name`, `name:kind` (see Kind; a label if not said), `!` if people fill
# it in. Order: what a reader looks at first stands first, ids and provenance last.
_SPECS = {
    "Platforms": "platform s:count w:count o:count t:count n:count new:count"
    " claims:count initiatives:count sources:count headline:prose takeaway:prose!",
    "Timeline": "published_week platform s:count w:count o:count t:count n:count",
    "Weeks": "published_week s:count w:count o:count t:count n:count",
    "Stages": "platform announced:count pilot:count live:count scaling:count"
    " paused:count ended:count unknown:count",
    "Swot": "platform quadrant rank:count claim:prose theme sources"
    " independent_sources:count flags new evidence_ids:id",
    "Initiatives": "initiative platform theme stage since figures:prose partners"
    " s:count w:count o:count t:count sources owner! next_step:prose! due:date!"
    " aliases:prose first_seen last_seen",
    "Metrics": "platform measure value:figure unit currency period exactness text"
    " conflict:prose source claim:prose evidence_id:id",
    "Conflicts": "platform measure period value_a source_a claim_a:prose"
    " value_b source_b claim_b:prose",
    "Sources": "source_id:id source title:prose published_at:date claims:count copy_of"
    " copy_kind independent:count url input_file line:count",
    "Changes": "kind platform what:prose before:prose after:prose evidence_ids:id",
    "Review": "text:prose platform quadrant confidence:share why:prose runner_up"
    f" heading source {_CORRECTIONS} evidence_id:id",
    "Problems": "input_file line:count problem:prose done:prose mend:prose",
    "Evidence": "platform quadrant text:prose source published_at:date theme"
    " initiatives stage flags confidence:share why:prose independent_sources:count"
    " mentions heading title:prose citations corrected published_week week first_seen"
    " url input_file line:count article:count bullet:count duplicate_of:id"
    " repeat references:prose"
    f" evidence_id:id {_CORRECTIONS}",
    "PlatformList": "platform",
    "QuadrantList": "quadrant",
    "StageList": "stage",
    "InitiativeList": "initiative",
    "DismissList": "dismiss",
}


def label_of(table: str, field: str, language: int) -> str:
    """The label of a field, 0 for Chinese and 1 for English."""
    own = TEXTS.get(f"field.{table}.{field}")
    return (own or TEXTS[f"field.{field}"])[language]


def meaning_of(table: str, field: str, language: int) -> str:
    """What a field holds, in one line, 0 for Chinese and 1 for English."""
    own = TEXTS.get(f"meaning.{table}.{field}")
    return (own or TEXTS[f"meaning.{field}"])[language]


def _column(table: str, spec: str) -> Column:
    name, _, kind = spec.rstrip("!").partition(":")
    zh, en = (label_of(table, name, language) for language in (0, 1))
    return Column(name, zh, en, Kind(kind or "label"), spec.endswith("!"))


CATALOGUE: Mapping[str, tuple[Column, ...]] = {
    table: tuple(_column(table, spec) for spec in specs.split())
    for table, specs in _SPECS.items()
}


def table(name: str, rows: Sequence[Row]) -> Table:
    """A table of the catalogue; each row holds its fields in the catalogue's order."""
    return Table(name, CATALOGUE[name], rows)
