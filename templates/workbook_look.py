"""The look of the shipped workbook templates: colours, fonts, cell formats, widths."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from reporter.domain.values import Quadrant
from reporter.report.sheets.content import Column, Kind
from reporter.report.wording import Words

ACCENT, LINE, GREY, INPUT, LINK = "#1F3A5F", "#D9D9D9", "#6F6F6F", "#FFF8D6", "#1A4F8B"
NEUTRAL = ("#616161", "#F2F2F2")
QUADRANT_COLOURS = {  # dark for heads and bars, light for bodies
    Quadrant.STRENGTH: ("#2E7D32", "#E8F5E9"),
    Quadrant.WEAKNESS: ("#B26A00", "#FFF4E0"),
    Quadrant.OPPORTUNITY: ("#1565C0", "#E3F2FD"),
    Quadrant.THREAT: ("#B3261E", "#FDECEA"),
    Quadrant.NEUTRAL: NEUTRAL,
}
STAGE_COLOURS = (
    "#C9D6E8", "#8FB0D9", "#4A7DBF", "#1F3A5F", "#BDBDBD", "#757575", "#E6E6E6",
)  # fmt: skip
MATRIX_TINTS = ((10, "#9FBCE0"), (6, "#C0D3EC"), (3, "#DCE7F5"), (1, "#EEF3FA"))
FONTS = {"zh": "微软雅黑", "en": "Calibri"}
BODY_PT = 10

_KINDS: dict[Kind, dict[str, Any]] = {
    Kind.LABEL: {},
    Kind.PROSE: {},
    Kind.COUNT: {"align": "center", "num_format": "#,##0"},
    # Whole thousands grouped, small values (shares, ratios) as they are.
    Kind.FIGURE: {
        "align": "right",
        "indent": 1,
        "num_format": "[>=1000]#,##0;[<=-1000]-#,##0;General",
    },
    Kind.SHARE: {"align": "center", "num_format": "0%"},
    Kind.DATE: {"align": "center", "num_format": "yyyy-mm-dd"},
    Kind.ID: {"font_color": GREY, "font_size": 9},
}
# Widths in characters; `Table.field` holds for one table alone.
_WIDTHS: dict[str, float] = {
    "text": 60, "claim": 60, "title": 44, "why": 46, "note": 26, "headline": 62,
    "takeaway": 32, "problem": 44, "done": 36, "mend": 36, "what": 60, "before": 30,
    "after": 30, "figures": 26, "partners": 16, "aliases": 22, "next_step": 26,
    "owner": 11, "due": 12, "conflict": 34, "initiative": 18, "initiatives": 20,
    "heading": 20, "mentions": 16, "sources": 23, "source": 16, "input_file": 28,
    "url": 26, "platform": 15, "theme": 15, "quadrant": 13, "runner_up": 13,
    "published_at": 12, "flags": 13, "stage": 11, "new_initiatives": 20,
    "new_platform": 15, "new_quadrant": 14, "new_stage": 12, "evidence_ids": 15,
    "evidence_id": 15, "duplicate_of": 15, "Metrics.claim": 56, "claim_a": 44,
    "claim_b": 44, "value_a": 20, "value_b": 20, "source_a": 22, "source_b": 22,
    "value": 17, "Metrics.text": 14, "Matrix.theme": 19, "measure": 14,
    "since": 12, "period": 12,
    "independent_sources": 11, "independent": 13, "Metrics.source": 22,
    "Review.source": 22, "kind": 12, "published_week": 12, "rank": 7, "new": 9,
    "s": 11, "w": 11, "o": 11, "t": 11, "n": 9, "Initiatives.s": 6, "Initiatives.w": 6,
    "Initiatives.o": 6, "Initiatives.t": 6,
    "Platforms.platform": 17, "Platforms.s": 12, "Platforms.w": 12, "Platforms.o": 12.5,
    "Platforms.t": 12, "Platforms.claims": 9, "Platforms.initiatives": 9.5,
    "Platforms.sources": 9, "Weeks.n": 9,
}  # fmt: skip
_DEFAULT_WIDTH = 11
_LINKS = {
    "Platforms.platform", "Swot.sources", "Swot.evidence_ids", "Initiatives.sources",
    "Metrics.source", "Metrics.evidence_id", "Conflicts.source_a",
    "Conflicts.source_b", "Review.source", "Review.evidence_id", "Evidence.source",
}  # fmt: skip


def pixels(width: float) -> int:
    """The width of a column on the screen, as XlsxWriter counts it."""
    return int(width * 7 + 0.5) + 5


def width_of(table: str, name: str) -> float:
    """The width of a column, in characters."""
    return _WIDTHS.get(f"{table}.{name}", _WIDTHS.get(name, _DEFAULT_WIDTH))


@dataclass(slots=True)
class Look:
    """The cell formats of one template, each made once."""

    book: Workbook
    words: Words
    _made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def format(self, **properties: Any) -> Format:  # noqa: ANN401 - XlsxWriter's own
        """A cell format on top of the body text."""
        body = {
            "font_name": FONTS[self.words.language],
            "font_size": BODY_PT,
            "valign": "vcenter",
        }
        wanted = {**body, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(wanted)
        return self._made[key]

    def title(self) -> Format:
        """The name of a sheet."""
        return self.format(font_size=16, bold=True, font_color=ACCENT)

    def note(self) -> Format:
        """The grey line below it."""
        return self.format(font_color=GREY)

    def link(self, valign: str = "vcenter") -> Format:
        """A way to another place."""
        return self.format(font_color=LINK, underline=1, valign=valign)

    def heading(self) -> Format:
        """The name of a part of a sheet."""
        return self.format(font_size=12, bold=True, font_color=ACCENT)

    def header(self, column: Column) -> Format:
        """The head of a table's column; quadrants have their colour."""
        letter = column.field.upper()
        fill = ACCENT
        if len(letter) == 1:
            fill = QUADRANT_COLOURS[Quadrant(letter)][0]
        kind = _KINDS[column.kind]
        align, indent = kind.get("align", "left"), kind.get("indent", 0)
        return self.format(
            bold=True, font_color="#FFFFFF", bg_color=fill, text_wrap=True, border=1,
            border_color="#FFFFFF", align=align, indent=indent,
        )  # fmt: skip

    def cell(self, table: str, column: Column) -> Format:
        """A cell of a table, by what its column holds."""
        properties: dict[str, Any] = {
            "valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": LINE,
            **_KINDS[column.kind],
        }  # fmt: skip
        if column.is_input:
            properties["bg_color"] = INPUT
        if f"{table}.{column.field}" in _LINKS:
            properties |= {"font_color": LINK, "underline": 1}
        return self.format(**properties)
