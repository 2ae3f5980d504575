"""Report + template -> the workbook: content mapped to what the engine fills in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from reporter.office.cells import CellValue, Formula, Jump, Link, SheetLink
from reporter.office.fill import (
    BlockFill,
    FillReport,
    ItemOrder,
    NameFill,
    PivotFill,
    PivotWords,
    SheetFill,
    TableFill,
    WorkbookFill,
    fill_workbook,
)
from reporter.report.model import Report
from reporter.report.sheets import WorkbookContent, workbook_content
from reporter.report.sheets.content import (
    Block,
    Column,
    Measure,
    Named,
    Order,
    Pivot,
    PlatformSheet,
    Row,
    Table,
    Tally,
    ToClaims,
    ToEvidence,
    ToSheet,
    ToSource,
    Value,
)
from reporter.report.wording import Words

_LINKED = ("http://", "https://", "mailto:")


def render_workbook(report: Report, template: Path, target: Path) -> FillReport:
    """Fill a copy of `template` with the report and save it as `target`.

    Raises:
        TemplateError: the template cannot be filled; nothing is written.
        OutputError: the target cannot be written.
    """
    fill = replace(as_fill(workbook_content(report)), words=pivot_words(report.words))
    return fill_workbook(template, target, fill)


def as_fill(content: WorkbookContent) -> WorkbookFill:
    """The content in the engine's terms."""
    return WorkbookFill(
        tables=tuple(_table(table, content.more_rows) for table in content.tables),
        names=tuple(_named(named) for named in content.names),
        blocks=tuple(_block(block) for block in content.blocks),
        sheets=tuple(_sheet(sheet) for sheet in content.sheets),
        orders=tuple(_order(order) for order in content.orders),
        pivots=tuple(_pivot(pivot) for pivot in content.pivots),
    )


def pivot_words(words: Words) -> PivotWords:
    """What pivots call blank items and totals."""
    names = ("blank", "total", "grand", "all")
    return PivotWords(*(words(f"pivot.{name}") for name in names))


def _table(table: Table, more: str) -> TableFill:
    """A table whose columns the program makes says so and brings its headers."""
    fields = tuple(column.spellings for column in table.columns)
    headers = tuple(column.zh for column in table.columns)
    return TableFill(
        table.name,
        fields,
        _rows(table.rows),
        own_columns=table.makes_columns,
        headers=headers if table.makes_columns else (),
        more=more,
    )


def _pivot(pivot: Pivot) -> PivotFill:
    def headers(columns: tuple[Column, ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(column.spellings for column in columns)

    return PivotFill(
        title=pivot.title,
        table=pivot.table,
        rows=headers(pivot.rows),
        columns=headers(pivot.columns),
        values=tuple((v.column.spellings, v.how, v.caption) for v in pivot.values),
        filters=headers(pivot.filters),
        slicers=headers(pivot.slicers),
    )


def _order(order: Order) -> ItemOrder:
    return ItemOrder(order.table, order.field, order.labels)


def _named(named: Named) -> NameFill:
    return NameFill(named.name, _cell(named.value))


def _block(block: Block) -> BlockFill:
    return BlockFill(block.name, tuple(_rows(block.rows)), block.more)


def _sheet(sheet: PlatformSheet) -> SheetFill:
    return SheetFill(
        key=sheet.platform,
        title=sheet.title,
        names=tuple(_named(named) for named in sheet.names),
        blocks=tuple(_block(block) for block in sheet.blocks),
    )


def _rows(rows: Iterable[Row]) -> Iterator[tuple[CellValue, ...]]:
    for row in rows:
        yield tuple(map(_cell, row))


def _cell(value: Value) -> CellValue:
    """One value for one cell.

    Nothing is an empty cell, not an empty text, so that counting a column is right.
    """
    match value:
        case ToSource(text, source_id, url):
            if url.startswith(_LINKED):
                return Link(text, url)
            return Jump(text, "Sources", "source_id", source_id)
        case ToEvidence(text, evidence_id):
            return Jump(text, "Evidence", "evidence_id", evidence_id)
        case ToClaims(text):
            return Jump(text, "Swot", "platform", text)
        case ToSheet(text, title):
            return SheetLink(text, title)
        case Tally():
            return Formula(_counting(value), value.value)
        case "":
            return None
        case _:
            return value


def _counting(tally: Tally) -> str:
    """The formula of a tally, over plain ranges; the engine puts in the ranges."""
    column = f"{{{tally.table}.{tally.field}}}"
    if tally.except_field:
        other = f"{{{tally.table}.{tally.except_field}}}"
        return f'COUNTIFS({column},">0",{other},"<>{tally.except_label}")'
    forms = {
        Measure.FILLED: "COUNTA({})",
        Measure.SUM: "SUM({})",
        Measure.POSITIVE: 'COUNTIF({},">0")',
    }
    return forms[tally.measure].format(column)
