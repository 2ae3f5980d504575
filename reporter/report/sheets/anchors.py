"""Every place of a workbook template that a build fills, without a report at hand."""

from __future__ import annotations

from dataclasses import replace

from reporter.domain.findings import Analysis
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Week
from reporter.report.build import build_report
from reporter.report.model import Edition
from reporter.report.sheets import workbook_content
from reporter.report.sheets.content import (
    Block,
    Named,
    PlatformSheet,
    Row,
    WorkbookContent,
)
from reporter.report.sheets.swot import PLATFORM_NAMES

_BLOCK_ROW: Row = (None, "trial", None)
_TITLE, _SUMMARY, *_PLATFORM_BLOCKS = PLATFORM_NAMES


def trial_content(language: str) -> WorkbookContent:
    """Content of the least size that touches every anchor: two blank rows a table."""
    analysis = Analysis((), (), (), (), (), (), ())
    edition = Edition(
        week=Week(2025, 1),
        language=language,
        taxonomy=Taxonomy("trial", language, (), (), ()),
        settings=Settings(),
        analysis=analysis,
    )
    content = workbook_content(build_report(edition))
    sheet = PlatformSheet(
        platform="trial",
        title="trial",
        names=(Named(_TITLE, "trial"), Named(_SUMMARY, "trial")),
        blocks=tuple(Block(name, (_BLOCK_ROW,)) for name in _PLATFORM_BLOCKS),
    )
    tables = tuple(
        replace(table, rows=((None,) * len(table.columns),) * 2)
        for table in content.tables
    )
    return replace(content, tables=tables, sheets=(sheet,))


def global_names(content: WorkbookContent) -> tuple[str, ...]:
    """The names of single cells and of blocks outside of the platforms' sheet."""
    names = [named.name for named in content.names]
    return (*names, *(block.name for block in content.blocks))
