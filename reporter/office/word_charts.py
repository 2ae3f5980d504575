"""Charts of a Word document: found by their alt text and given other figures, or added.

The embedded workbook of a chart holds the same figures as the chart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reporter.office.chart_workbook import chart_workbook
from reporter.office.charts import ChartData, refill_chart
from reporter.office.package import Package, parse
from reporter.office.relationships import Relationship
from reporter.office.word_document import WordDocument
from reporter.office.wordml import RELS, r, text_run, w

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PACKAGE_KIND = "package"
_OPEN, _CLOSE = "\ue0f2", "\ue0f3"
_MARK = re.compile(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})")
_EMU_PER_CM = 360_000


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """A chart in a document: `name` is the first word of its alt text."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class NewChart:
    """A chart to add: its look (the part of another chart), figures and alt text."""

    look: bytes
    data: ChartData
    alt: str
    size_cm: tuple[float, float] = (16.0, 8.0)


def chart_mark(name: str) -> str:
    """What to put into the text where the chart of that name is to be added."""
    return f"{_OPEN}{name}{_CLOSE}"


def chart_places(document: WordDocument) -> Iterator[ChartPlace]:
    """The charts of a document that carry a name, in order."""
    if not document.holds(_CHART):
        return
    related = document.package.relationships(document.part)
    targets = {x.id: x.target for x in related}
    for drawing in document.root.iter(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"):
        properties = drawing.find(f"{{{_WP}}}docPr")
        chart = next(drawing.iter(f"{{{_CHART}}}chart"), None)
        if chart is None or properties is None:
            continue
        name = properties.get("descr", "").partition(":")[0].strip()
        part = targets.get(chart.get(r("id"), ""), "")
        if name and part:
            yield ChartPlace(name, part)


def refill_charts(
    document: WordDocument, charts: Mapping[str, ChartData]
) -> tuple[str, ...]:
    """Fill the charts of a document by name; gives the names that were filled."""
    package = document.package
    filled: list[str] = []
    for place in chart_places(document):
        data = charts.get(place.name)
        if data is None or not data.series:
            continue
        package.replace(place.part, refill_chart(package.read(place.part), data))
        workbook = package.target(place.part, _PACKAGE_KIND)
        if workbook:
            package.replace(workbook, chart_workbook(data))
        filled.append(place.name)
    return tuple(filled)


def add_charts(document: WordDocument, chart_of: Callable[[str], NewChart]) -> int:
    """Put a chart where each mark stands; gives how many were added.

    `chart_of` gives the chart of a name; words beside a mark stay in its run.
    """
    if not document.holds(_OPEN):
        return 0
    root, added = document.root, 0
    for text in [t for t in root.iter(w("t")) if _OPEN in (t.text or "")]:
        for part in filter(None, _MARK.split(text.text or "")):
            if part.startswith(_OPEN):
                chart = chart_of(part[1:-1])
                identity = add_chart_part(document.package, document.part, chart)
                text.addprevious(_drawing(chart, identity, _next_id(root)))
                added += 1
            else:
                text.addprevious(text_run(part)[0])
        parent = text.getparent()
        if parent is not None:
            parent.remove(text)
    return added


def add_chart_part(package: Package, document: str, chart: NewChart) -> str:
    """Add the parts of a chart; gives the id by which the document refers to it."""
    number = 1
    while f"word/charts/chart{number}.xml" in package:
        number += 1
    part, book = f"word/charts/chart{number}.xml", f"word/embeddings/chart{number}.xlsx"
    package.ensure_default("xlsx", BOOK_TYPE)
    package.add(part, refill_chart(chart.look, chart.data), CHART_TYPE)
    package.add(book, chart_workbook(chart.data), "")
    kind = f"{RELS}/{_PACKAGE_KIND}"
    identity = parse(chart.look).find(f"{{{_CHART}}}externalData")
    own = identity.get(r("id"), "rId1") if identity is not None else "rId1"
    package.set_relationships(part, [Relationship(own, kind, book, False)])
    return package.relate(document, f"{RELS}/chart", part)


def _next_id(root: etree._Element) -> int:
    taken = [int(e.get("id", "0")) for e in root.iter(f"{{{_WP}}}docPr")]
    return max(taken, default=0) + 1


def _drawing(chart: NewChart, identity: str, number: int) -> etree._Element:
    width, height = (str(int(side * _EMU_PER_CM)) for side in chart.size_cm)
    drawing = etree.Element(w("drawing"), nsmap={"wp": _WP, "a": _A, "c": _CHART})
    inline = etree.SubElement(drawing, f"{{{_WP}}}inline")
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    etree.SubElement(inline, f"{{{_WP}}}extent", cx=width, cy=height)
    named = {"id": str(number), "name": chart.alt.partition(":")[0], "descr": chart.alt}
    etree.SubElement(inline, f"{{{_WP}}}docPr", named)
    etree.SubElement(inline, f"{{{_WP}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic")
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", uri=_CHART)
    etree.SubElement(data, f"{{{_CHART}}}chart").set(r("id"), identity)
    return drawing
