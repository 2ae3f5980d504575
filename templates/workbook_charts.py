"""The native charts of the overview, drawn on table columns."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from reporter.domain.values import Quadrant
from reporter.report.sheets.catalogue import CATALOGUE
from templates.workbook_look import (
    ACCENT,
    FONTS,
    GREY,
    LINE,
    QUADRANT_COLOURS,
    STAGE_COLOURS,
    Look,
    pixels,
    width_of,
)

CHART_DATA_ROW = 3  # of the headers on the chart data sheet, counted from 0
WEEKS_LEFT, STAGES_LEFT, TIMELINE_LEFT = 0, 7, 16
_CHARTS_ROW, _CHARTS_FROM = 4, 10  # beside tiles and what matters
_QUADRANT_FILLS = [QUADRANT_COLOURS[quadrant][0] for quadrant in Quadrant.counted()]


def add_charts(book: Workbook, look: Look, *, index_row: int, weeks_row: int) -> None:
    """Insert the three charts; `index_row` is the header row of Platforms, from 0."""
    sheet = book.get_worksheet_by_name(look.words("sheet.overview"))
    claims_at = _first("Platforms", "s")
    bars = _stacked(book, look, "bar", "claims")
    place = (look.words("sheet.overview"), index_row, 0, claims_at)
    _add_series(bars, place, _QUADRANT_FILLS)
    _name_axes(bars, look, "axis.claims", is_bar=True)
    stages = _stacked(book, look, "bar", "initiatives_by_stage")
    place = (
        look.words("sheet.chart_data"),
        CHART_DATA_ROW,
        STAGES_LEFT,
        STAGES_LEFT + 1,
    )
    _add_series(stages, place, STAGE_COLOURS)
    _name_axes(stages, look, "axis.initiatives", is_bar=True)
    weeks = _stacked(book, look, "column", "evidence_by_week")
    place = (look.words("sheet.chart_data"), CHART_DATA_ROW, WEEKS_LEFT, WEEKS_LEFT + 1)
    _add_series(weeks, place, _QUADRANT_FILLS)
    _name_axes(weeks, look, "axis.count", is_bar=False)
    widths = [pixels(width_of("Platforms", c.field)) for c in CATALOGUE["Platforms"]]
    right = sum(widths[_CHARTS_FROM:])
    half, beside = right // 2, (_CHARTS_ROW, _CHARTS_FROM)
    for chart, corner, offset, size, alt in (
        (bars, beside, 8, (half - 8, 400), "alt.claims"),
        (
            stages,
            (_CHARTS_ROW, _CHARTS_FROM),
            half + 6,
            (right - half - 6, 400),
            "alt.stages",
        ),
        (weeks, (weeks_row, 0), 0, (sum(widths), 180), "alt.weeks"),
    ):
        chart.set_size({"width": size[0], "height": size[1]})
        options = {
            "x_offset": offset,
            "object_position": 1,
            "description": look.words(alt),
        }
        sheet.insert_chart(*corner, chart, options)


def _first(table: str, name: str) -> int:
    return [column.field for column in CATALOGUE[table]].index(name)


def _stacked(book: Workbook, look: Look, kind: str, title: str) -> Chart:
    chart = book.add_chart({"type": kind, "subtype": "stacked"})
    font = _font(look, size=11, bold=True, color=ACCENT)
    chart.set_title({"name": look.words(f"chart.{title}"), "name_font": font})
    place = "bottom" if kind == "bar" else "right"
    chart.set_legend({"position": place, "font": _font(look)})
    chart.set_chartarea({"border": {"color": LINE}})
    return chart


def _add_series(
    chart: Chart,
    place: tuple[str, int, int, int],
    fills: Any,  # noqa: ANN401
) -> None:
    """A series for each fill, from the columns beginning at the fourth of `place`."""
    sheet, row, categories, first = place
    for at, fill in enumerate(fills):
        column = first + at
        chart.add_series(
            {
                "name": [sheet, row, column],
                "categories": [sheet, row + 1, categories, row + 1, categories],
                "values": [sheet, row + 1, column, row + 1, column],
                "fill": {"color": fill},
                "gap": 45,
            }
        )


def _name_axes(chart: Chart, look: Look, values: str, *, is_bar: bool) -> None:
    """Name the axis of values; platforms and weeks need no name.

    Bars run from top to bottom, as the table does.
    """
    category: dict[str, Any] = {
        "num_font": _font(look, size=6 if is_bar else 8),
        "interval_unit": 1,  # every platform, every week
        "line": {"color": LINE},
    }
    value: dict[str, Any] = {
        "name": look.words(values),
        "name_font": _font(look),
        "num_font": _font(look),
        "major_gridlines": {"visible": True, "line": {"color": "#EEEEEE"}},
        "num_format": "0",
        "line": {"none": True},
    }
    if is_bar:
        category |= {"reverse": True, "interval_unit": 1}
        value["label_position"] = "high"
    # XlsxWriter calls the horizontal axis x, which in a bar chart holds the values.
    chart.set_x_axis(value if is_bar else category)
    chart.set_y_axis(category if is_bar else value)


def _font(
    look: Look, *, size: int = 9, bold: bool = False, color: str = GREY
) -> dict[str, Any]:
    return {
        "name": FONTS[look.words.language],
        "size": size,
        "bold": bold,
        "color": color,
    }
