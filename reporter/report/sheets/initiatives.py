"""Report -> the register of initiatives and the matrix platform × theme."""

from __future__ import annotations

from reporter.domain.findings import Initiative, MatrixCell
from reporter.domain.values import Quadrant
from reporter.report.model import Report
from reporter.report.sheets.catalogue import CATALOGUE, table
from reporter.report.sheets.content import Column, Kind, Row, Table, Value
from reporter.report.sheets.phrases import Phrases, sources_of

# Stands where a number would: the initiative's evidence is about other themes.
_NO_EVIDENCE = "–"


def register(report: Report) -> Table:
    """One row per initiative."""
    phrases = Phrases(report)
    rows = tuple(_initiative(row, phrases) for row in report.analysis.initiatives)
    return table("Initiatives", rows)


def _initiative(row: Initiative, phrases: Phrases) -> Row:
    first = min((str(e.first_seen) for e in row.evidence if e.first_seen), default="")
    to_fill: Row = (None, None, None)
    return (
        row.name,
        phrases.label(row.platform),
        phrases.label(row.theme),
        phrases.stage(row.stage),
        row.since,
        phrases.listed(metric.text for metric in row.figures),
        phrases.labels(row.partners),
        *(row.count(quadrant) for quadrant in Quadrant.counted()),
        phrases.sources(sources_of(row.evidence, phrases.report)),
        *to_fill,
        phrases.listed(row.aliases),
        first,
        str(phrases.report.edition.week),
    )


def matrix(report: Report) -> Table:
    """Platforms down, themes of the pack across, totals at both edges.

    A cell holds the number of its pieces of evidence and, on lines below, its
    initiatives; so that the number can tint the cell wherever the row is sorted to.
    """
    phrases = Phrases(report)
    found = {(cell.platform, cell.theme): cell for cell in report.matrix}
    themes = [theme.id for theme in report.edition.taxonomy.themes]
    rows: list[Row] = []
    totals = [0] * len(themes)
    for view in report.platforms:
        cells = [found.get((view.platform, theme)) for theme in themes]
        counts = [cell.evidence_count if cell else 0 for cell in cells]
        if any(cell and (cell.evidence_count or cell.initiatives) for cell in cells):
            texts = (_cell(cell, phrases) for cell in cells)
            rows.append((view.label, *texts, sum(counts)))
            totals = [a + b for a, b in zip(totals, counts, strict=True)]
    if rows:
        rows.append((report.words("matrix.total"), *totals, sum(totals)))
    return Table("Matrix", _matrix_columns(report), tuple(rows), makes_columns=True)


def _cell(cell: MatrixCell | None, phrases: Phrases) -> Value:
    if cell is None or not (cell.evidence_count or cell.initiatives):
        return None
    if not cell.initiatives:
        return cell.evidence_count
    names = [phrases.marked(row) for row in cell.initiatives]
    count = str(cell.evidence_count) if cell.evidence_count else _NO_EVIDENCE
    return "\n".join([count, *names])


def _matrix_columns(report: Report) -> tuple[Column, ...]:
    """Headers are unique, as Excel demands, even if two themes have one label."""
    total, edge = report.words("matrix.total"), CATALOGUE["Swot"][0]
    first = edge.zh if report.words.is_chinese else edge.en
    columns = [Column(edge.field, first, first)]
    taken = {first, total}
    for theme in report.edition.taxonomy.themes:
        label = report.labels[theme.id]
        label = label if label not in taken else f"{label} {theme.id}"
        taken.add(label)
        columns.append(Column(theme.id, label, label, Kind.PROSE))
    return (*columns, Column("total", total, total, Kind.COUNT))
