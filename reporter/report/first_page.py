"""How many rows of the table of platforms the first page of the brief has room for.

Heights in points and widths in columns (a CJK character takes two) are those of the
shipped templates, a little too large rather than too small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reporter.domain.text import columns
from reporter.report.model import Report

_PAGE_PT = 742.0
# Title, heads of the sections, coverage, head of the table, remark, line above notes.
_FIXED_PT = 50.0 + 2 * 27.0 + 14.5 + 15.5 + 19.0 + 8.0
_HEADING_PT = 27.0
_MATTER_PT, _MATTER_COLUMNS = 15.5, 88
_WHY_PT, _WHY_COLUMNS = 13.5, 96
_SMALL_PT, _SMALL_COLUMNS = 13.5, 100
_ROW_PT, _BETWEEN_PT = 11.8, 3.0
_NOTE_PT, _NOTE_COLUMNS = 11.8, 118
_CELLS = {"strength": 29, "risk": 29, "initiatives": 22, "figure": 12}
_PLATFORM_COLUMNS = 16
_LETTER_COLUMNS = 2
_AT_LEAST = 3
# What is printed beside the words of a matter: number, tag and flags.
_BESIDE_COLUMNS = 6
Plain = Mapping[str, Any]


def rows_that_fit(rows: Sequence[Plain], above: Iterable[Plain], report: Report) -> int:
    """How many of the rows fit below the matters and takeaways that stand above them.

    A source takes a line at the foot of the page where it is first cited.
    """
    page = _Page(report)
    for item in above:
        page.take(item)
    fitting = 0
    for row in rows:
        page.take_row(row)
        if page.left_pt < 0 and fitting >= _AT_LEAST:
            break
        fitting += 1
    return fitting


class _Page:
    """The first page while it fills."""

    def __init__(self, report: Report) -> None:
        judged = report.edition.remarks.takeaways
        self.left_pt = _PAGE_PT - _FIXED_PT - (_HEADING_PT if judged else 0)
        self._sources = {source.source_id: source for source in report.sources}

    def take(self, item: Plain) -> None:
        """Room for a matter, or for a takeaway."""
        if "why" not in item:
            width = columns(f"{item['platform']} {item['text']}")
            self.left_pt -= _lines(width, _SMALL_COLUMNS) * _SMALL_PT + _BETWEEN_PT
            return
        tag = f"{item['platform']}{item['quadrant']}"
        width = columns(tag + item["text"] + item["flags"]) + _BESIDE_COLUMNS
        self.left_pt -= _lines(width, _MATTER_COLUMNS) * _MATTER_PT + _BETWEEN_PT
        if item["why"]:
            width = columns(item["why"] + item["meets"]["text"]) + 2 * _BESIDE_COLUMNS
            self.left_pt -= _lines(width, _WHY_COLUMNS) * _WHY_PT
        self._cite(item["sources"], item["meets"]["sources"])

    def take_row(self, row: Plain) -> None:
        """Room for a row: that of its longest cell."""
        since = columns(row["since_last"])
        lines = [1 + _lines(since, _PLATFORM_COLUMNS)] if since else [1]
        for name, width in _CELLS.items():
            cell = row[name]
            text = cell if isinstance(cell, str) else cell["text"]
            lines.append(_lines(columns(text) + _LETTER_COLUMNS, width))
            if not isinstance(cell, str):
                self._cite(cell["sources"])
        self.left_pt -= max(lines) * _ROW_PT + _BETWEEN_PT

    def _cite(self, *cited: Iterable[str]) -> None:
        """Room for the notes of sources that were not cited before."""
        for identity in (identity for ids in cited for identity in ids):
            source = self._sources.pop(identity, None)
            if source is not None:
                article = source.article
                width = columns(article.outlet + article.title + article.url) + 18
                self.left_pt -= _lines(width, _NOTE_COLUMNS) * _NOTE_PT


def _lines(width: int, columns_a_line: int) -> int:
    return max(-(-width // columns_a_line), 1)
