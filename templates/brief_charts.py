"""The two native charts of the brief, drawn empty: the program gives them figures."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from reporter.domain.values import Quadrant, Stage
from reporter.office.chart_workbook import chart_workbook
from reporter.office.charts import ChartData, refill_chart
from reporter.office.package import Package
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
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="{rels}"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{name}"
 descr="{name}: {alt}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart
 r:id="chart{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""
_EXTERNAL = (
    f'<c:externalData xmlns:r="{RELS}" r:id="rId1"><c:autoUpdate val="0"/>'
    "</c:externalData>"
)


def place_chart(
    paragraph: Paragraph, number: int, words: Words, size_cm: tuple[float, float]
) -> None:
    """Leave the place of a chart; `add_chart_parts` puts the chart there."""
    name, (width, height) = CHARTS[number - 1], size_cm
    paragraph._p.append(
        parse_xml(
            _PLACE.format(
                rels=RELS,
                number=number,
                name=name,
                alt=words(f"brief.alt.{name}"),
                width=int(Cm(width)),
                height=int(Cm(height)),
            )
        )
    )


def add_chart_parts(document: Document, words: Words, target: Path) -> None:
    """Save a document with the parts of its charts."""
    saved = io.BytesIO()
    document.save(saved)
    package = Package.read_from(saved, target.name)
    package.ensure_default("xlsx", _BOOK_TYPE)
    main = package.target("", "officeDocument")
    links = list(package.relationships(main))
    for number, name in enumerate(CHARTS, start=1):
        chart, book = (
            f"word/charts/chart{number}.xml",
            f"word/embeddings/chart{number}.xlsx",
        )
        data = ChartData(
            ("–",), tuple((label, (0.0,)) for label, _ in _series(name, words))
        )
        package.add(chart, refill_chart(_drawn(name, words), data), _CHART_TYPE)
        package.add(book, chart_workbook(data), "")
        package.relate(chart, f"{RELS}/package", book)
        links.append(type(links[0])(f"chart{number}", f"{RELS}/chart", chart, False))
    package.set_relationships(main, links)
    package.save(target)


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
            "num_font": _font(7, GREY),
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
