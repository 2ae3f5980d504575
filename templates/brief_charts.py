"""The two native charts of the brief, drawn empty: the program gives them figures."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from docx.document import Document

from reporter.domain.values import Quadrant, Stage
from reporter.office.charts import ChartData
from reporter.office.package import Package
from reporter.office.word_charts import NewChart, add_charts
from reporter.office.word_document import WordDocument
from reporter.office.wordml import RELS
from reporter.report.charts import quadrant_label
from reporter.report.wording import Words
from templates.brief_look import LATIN
from templates.workbook_look import (
    ACCENT,
    GREY,
    LINE,
    QUADRANT_COLOURS,
    STAGE_COLOURS,
)

CHARTS = ("evidence_by_quadrant", "initiatives_by_stage")
_EXTERNAL = (
    f'<c:externalData xmlns:r="{RELS}" r:id="rId1"><c:autoUpdate val="0"/>'
    "</c:externalData>"
)


def save_with_charts(
    document: Document, words: Words, target: Path, size_cm: tuple[float, float]
) -> None:
    """Save a document with a chart wherever `chart_mark` stands."""
    saved = io.BytesIO()
    document.save(saved)
    package = Package.read_from(saved, target.name)
    charts = {name: _chart(name, words, size_cm) for name in CHARTS}
    opened = WordDocument(package)
    add_charts(opened, charts.__getitem__)
    opened.save()
    package.save(target)


def _chart(name: str, words: Words, size_cm: tuple[float, float]) -> NewChart:
    """A chart without figures: each series in its colour, one category."""
    series = tuple((label, (0.0,)) for label, _ in _series(name, words))
    alt = f"{name}: {words(f'brief.alt.{name}')}"
    return NewChart(_drawn(name, words), ChartData(("–",), series), alt, size_cm)


def _series(name: str, words: Words) -> list[tuple[str, str]]:
    """Names and colours of the series of a chart."""
    if name == "evidence_by_quadrant":
        return [
            (quadrant_label(quadrant, words), QUADRANT_COLOURS[quadrant][0])
            for quadrant in Quadrant.counted()
        ]
    labels = [
        *(words(f"stage.{stage.value}") for stage in Stage),
        words("stage.unknown"),
    ]
    return list(zip(labels, STAGE_COLOURS, strict=True))


def _drawn(name: str, words: Words) -> bytes:
    """A stacked bar chart as XlsxWriter draws it, pointed at an embedded workbook."""
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved)
    sheet = book.add_worksheet("Sheet1")
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for at, (label, colour) in enumerate(_series(name, words), start=1):
        chart.add_series(
            {
                "name": label,
                "categories": ["Sheet1", 1, 0, 1, 0],
                "values": ["Sheet1", 1, at, 1, at],
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    chart.set_title(
        {"name": words(f"chart.{name}"), "name_font": _font(10, ACCENT, bold=True)}
    )
    chart.set_legend({"position": "bottom", "font": _font(8, GREY)})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _font(6, GREY),  # LibreOffice leaves out what touches
            "interval_unit": 1,
            "line": {"color": LINE},
        }
    )
    chart.set_x_axis(
        {
            "num_font": _font(7, GREY),
            "num_format": "0",
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#EEEEEE"}},
            "line": {"none": True},
        }
    )
    sheet.insert_chart(0, 5, chart)
    book.close()
    with zipfile.ZipFile(saved) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode("utf-8")
    head, _, _ = xml.partition("<c:printSettings>")
    return (head + _EXTERNAL + "</c:chartSpace>").encode("utf-8")


def _font(size: int, colour: str, *, bold: bool = False) -> dict[str, Any]:
    return {"name": LATIN, "size": size, "bold": bold, "color": colour}
