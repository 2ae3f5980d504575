"""The pivot sheet of the workbook template, and the slicers on the evidence.

XlsxWriter knows neither pivots nor slicers: it makes the sheet and the chart, and the
program's own engine then puts the pivots in and fills them with the sample rows.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xlsxwriter.workbook import Workbook

from reporter.domain.values import Quadrant
from reporter.office.book import Book
from reporter.office.drawing import SlicerFrame
from reporter.office.fill import fill_book
from reporter.office.package import Package
from reporter.office.pivots.cache import read_caches
from reporter.office.pivots.chart import make_pivot_chart
from reporter.office.pivots.cross import Aggregate
from reporter.office.pivots.make import PivotSpec, PivotValue, add_pivots
from reporter.office.pivots.table import read_pivots
from reporter.office.plan import TableFill, WorkbookFill
from reporter.office.slicers import SlicerSpec, add_pivot_slicers, add_table_slicers
from reporter.render.workbook import pivot_words
from reporter.report.charts import quadrant_label
from reporter.report.sheets.catalogue import label_of
from reporter.report.wording import LANGUAGES, Words
from templates.workbook_look import QUADRANT_COLOURS, Look
from templates.workbook_tables import columns_of, open_sheet, sample_of

_TOP = 17  # row of the pivots, from 1; slicers and the chart stand above
_BAND, _BAND_HEIGHT = 5, 232  # row of slicers and chart, from 1; pixels
# Left columns of the pivots, from 1. Those to the right move on as others grow.
_QUADRANTS, _SOURCES, _SUMS, _EXTREMES, _THEMES, _WEEKS = 1, 9, 17, 22, 27, 32
_WIDTHS = {1: 18, 8: 3, 9: 24, 16: 3, 17: 16, 18: 12, 19: 20, 20: 20, 21: 3, 22: 16,
           23: 12, 24: 20, 25: 20, 26: 3, 27: 22}  # fmt: skip
_SLICED = {"Evidence": ("platform", "quadrant", "published_week", "theme"),
           "Metrics": ("platform", "measure")}  # fmt: skip
# Width in pixels and columns of buttons of each slicer.
_SIZES = {"platform": (300, 3), "quadrant": (190, 2), "published_week": (170, 2),
          "theme": (220, 2), "measure": (220, 2)}  # fmt: skip
_CHART_AT, _CHART_WIDTH = 10, 475


def add_pivot_sheet(book: Workbook, look: Look) -> None:
    """Add the sheet with its chart, and formats where the pivots will stand."""
    sheet = open_sheet(book, "pivot", look, tab="#607D8B")
    sheet.set_print_scale(60)
    sheet.set_zoom(90)
    sheet.write(1, 0, look.words("note.pivot"), look.note())
    sheet.set_column(0, 120, 13)
    for column, width in _WIDTHS.items():
        sheet.set_column(column - 1, column - 1, width)
    head = look.format(bold=True, bottom=1, bottom_color="#8EA9DB", bg_color="#DDE6F3")
    middle = look.format(
        bold=True, bottom=1, bottom_color="#8EA9DB", bg_color="#DDE6F3",
        align="center", text_wrap=True,
    )  # fmt: skip
    label, total = look.format(), look.format(bold=True, top=1, top_color="#8EA9DB")
    for spec in _specs(look.words):
        code = "#,##0" if spec.values[0].number_format == 3 else "#,##0.##"
        figure = look.format(align="center", num_format=code)
        sums = look.format(
            align="center", num_format=code, bold=True, top=1, top_color="#8EA9DB"
        )
        labels = len(spec.rows) if spec.is_tabular else 1
        heads = 2 if spec.columns else 1
        width = labels + len(spec.values) * (2 if spec.columns else 1)
        for down in range(heads + 2):
            for over in range(width):
                is_label = over < labels
                style = (head if is_label else middle) if down < heads else (
                    (label if is_label else figure)
                    if down == heads
                    else (total if is_label else sums)
                )  # fmt: skip
                row, column = spec.corner[0] - 1 + down, spec.corner[1] - 1 + over
                sheet.write_blank(row, column, None, style)
    _add_chart(book, look)


def _add_chart(book: Workbook, look: Look) -> None:
    sheet = book.get_worksheet_by_name(look.words("sheet.pivot"))
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    chart.set_title({"name": look.words("chart.pivot"), "name_font": {"size": 11}})
    chart.set_legend({"position": "bottom"})
    for quadrant in Quadrant:
        chart.add_series(
            {
                "name": quadrant_label(quadrant, look.words),
                "values": [sheet.get_name(), _TOP + 1, 1, _TOP + 1, 1],
                "fill": {"color": QUADRANT_COLOURS[quadrant][0]},
                "gap": 60,
            }
        )
    chart.set_size({"width": _CHART_WIDTH, "height": _BAND_HEIGHT})
    options = {"description": look.words("alt.pivot"), "object_position": 2}
    sheet.insert_chart(_BAND - 1, _CHART_AT, chart, options)


def finish_pivots(path: Path, words: Words) -> None:
    """Put pivots and slicers into a template, filled with its sample rows."""
    package = Package.open(path)
    book = Book(package)
    specs = _specs(words)
    add_pivots(book, specs)
    sheet = next(s for s in book.sheets if s.name == words("sheet.pivot"))
    tables = {table.name: table for table in book.tables()}
    pivots = read_pivots(book, read_caches(book, list(tables.values())))
    for table, column in (("Evidence", _QUADRANTS), ("Metrics", _SUMS)):
        own = [p for p in pivots if p.cache.source == tables[table]]
        slicers = _slicers("pivot", table, words, (_BAND, column), (0, _BAND_HEIGHT))
        add_pivot_slicers(book, sheet, slicers, own)
    slicers = _slicers("table", "Evidence", words, (3, 1), (26, 118))
    add_table_slicers(book, tables["Evidence"], slicers)
    samples = tuple(
        TableFill(
            name,
            tuple(column.spellings for column in columns_of(name, words)),
            [tuple(sample_of(column, words) for column in columns_of(name, words))],
        )
        for name in _SLICED
    )
    fill_book(book, WorkbookFill(tables=samples, words=pivot_words(words)), {})
    # Only now, so that the chart keeps the colours of quadrants that no sample has.
    chart = package.target(package.target(sheet.part, "drawing"), "chart")
    xml = make_pivot_chart(package.read(chart), sheet.name, specs[0].name)
    package.replace(chart, xml)
    package.save(path)


def _specs(words: Words) -> list[PivotSpec]:
    """The pivots of the sheet, from left to right."""
    label = _labels(words)
    counted_by, caption = label("Evidence", "evidence_id"), words("pivot.count")
    pieces = (PivotValue(counted_by, Aggregate.COUNT, caption),)
    counted = {
        "platform_quadrant": (_QUADRANTS, "platform", "quadrant"),
        "source_quadrant": (_SOURCES, "source", "quadrant"),
        "theme_platform": (_THEMES, "theme", "platform"),
        "week_platform": (_WEEKS, "published_week", "platform"),
    }
    crossed = [
        PivotSpec(
            name=name,
            table="Evidence",
            sheet=words("sheet.pivot"),
            corner=(_TOP, column),
            rows=(label("Evidence", row),),
            columns=(label("Evidence", across),),
            values=pieces,
            listed=_listed("Evidence", label),
            captions=(label("Evidence", row), label("Evidence", across)),
            words=pivot_words(words),
        )
        for name, (column, row, across) in counted.items()
    ]
    sums = _metrics(words, "metrics_sum", _SUMS, (Aggregate.SUM, Aggregate.AVERAGE))
    extremes = (Aggregate.LEAST, Aggregate.MOST)
    return [*crossed, sums, _metrics(words, "metrics_range", _EXTREMES, extremes)]


def _metrics(
    words: Words, name: str, column: int, aggregates: tuple[Aggregate, ...]
) -> PivotSpec:
    """Figures by platform and unit: those of different units do not add up."""
    label = _labels(words)
    return PivotSpec(
        name=name, table="Metrics", sheet=words("sheet.pivot"), corner=(_TOP, column),
        rows=(label("Metrics", "platform"), label("Metrics", "unit")), columns=(),
        values=tuple(
            PivotValue(label("Metrics", "value"), a, words(f"pivot.{a.value}"), 4)
            for a in aggregates
        ),
        listed=_listed("Metrics", label), words=pivot_words(words),
        has_totals=(False, False), has_subtotals=False, is_tabular=True,
    )  # fmt: skip


def _labels(words: Words) -> Callable[[str, str], str]:
    """The header of a field of a table in the template's language."""
    language = LANGUAGES.index(words.language)
    return lambda table, field: label_of(table, field, language)


def _listed(table: str, label: Callable[[str, str], str]) -> tuple[str, ...]:
    return tuple(label(table, field) for field in _SLICED[table])


def _slicers(
    name: str, table: str, words: Words, cell: tuple[int, int], tall: tuple[int, int]
) -> list[SlicerSpec]:
    """A slicer for each sliced field, side by side; `tall` is its offset and height."""
    label, x, found = _labels(words), 0, []
    for field in _SLICED[table]:
        header, (width, columns) = label(table, field), _SIZES[field]
        text = words("slicer.text", field=header)
        found.append(
            SlicerSpec(
                name=f"{name}_{table}_{field}", header=header, caption=header,
                frame=SlicerFrame(cell, (width, tall[1]), text, (x, tall[0])),
                columns=columns,
            )
        )  # fmt: skip
        x += width + 8
    return found
