"""Report -> the register of initiatives and the matrix platform × theme."""

from __future__ import annotations

from datetime import date

from reporter.domain.changes import Standing
from reporter.domain.findings import Initiative, MatrixCell
from reporter.domain.values import Quadrant
from reporter.report.model import Report
from reporter.report.sheets.catalogue import CATALOGUE, table
from reporter.report.sheets.content import Column, Kind, Row, Table, Value
from reporter.report.sheets.phrases import Phrases, sources_of

# Stands where a number would: the initiative's evidence is about other themes.
_NO_EVIDENCE = "–"


def register(report: Report) -> Table:
    """One row per initiative; those that only earlier weeks spoke of come last."""
    phrases = Phrases(report)
    initiatives = report.analysis.initiatives
    before = {s.name: s for s in report.edition.background.standings}
    present = {row.name for row in initiatives}
    rows = [_initiative(row, before.get(row.name), phrases) for row in initiatives]
    rows.extend(_quiet(s, phrases) for s in before.values() if s.name not in present)
    return table("Initiatives", tuple(rows))


def _initiative(row: Initiative, before: Standing | None, phrases: Phrases) -> Row:
    week = phrases.report.edition.week
    seen = [e.first_seen for e in row.evidence if e.first_seen]
    is_quiet = before is not None and week not in seen
    last = _last_seen(before, phrases) if is_quiet and before else str(week)
    return (
        row.name,
        phrases.label(row.platform),
        phrases.label(row.theme),
        phrases.stage(row.stage or (before.stage if before else None)),
        row.since or (before.since if before else ""),
        phrases.listed(metric.text for metric in row.figures),
        phrases.labels(row.partners),
        *(row.count(quadrant) for quadrant in Quadrant.counted()),
        phrases.sources(sources_of(row.evidence, phrases.report)),
        *_plan(row.name, phrases),
        phrases.listed(row.aliases),
        str(min([*seen, before.since_week] if before else seen, default="")),
        last,
    )


def _quiet(standing: Standing, phrases: Phrases) -> Row:
    """An initiative as it last stood, with the week in which that was."""
    return (
        standing.name,
        phrases.label(standing.platform),
        phrases.label(standing.theme),
        phrases.stage(standing.stage),
        standing.since,
        "",
        phrases.labels(standing.partners),
        *(0 for _ in Quadrant.counted()),
        None,
        *_plan(standing.name, phrases),
        phrases.listed(standing.aliases),
        str(standing.since_week),
        _last_seen(standing, phrases),
    )


def _plan(name: str, phrases: Phrases) -> Row:
    """Owner, next step and due date as an analyst typed them; a date as a date."""
    plan = phrases.report.edition.remarks.plans.get(name)
    if plan is None:
        return None, None, None
    try:
        due: Value = date.fromisoformat(plan.due)
    except ValueError:
        due = plan.due
    return plan.owner, plan.next_step, due


def _last_seen(standing: Standing, phrases: Phrases) -> str:
    return phrases.words("quiet.mark", week=standing.week)


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
