"""Charts of a Word document, found by their alt text and given other figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reporter.office.chart_workbook import chart_workbook
from reporter.office.charts import ChartData, refill_chart
from reporter.office.package import Package, parse
from reporter.office.wordml import r

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PACKAGE_KIND = "package"


@dataclass(frozen=True, slots=True)
class ChartPlace:
    """A chart in a document: `name` is the first word of its alt text."""

    name: str
    part: str


def chart_places(package: Package, document: str) -> Iterator[ChartPlace]:
    """The charts of a document that carry a name, in order."""
    targets = {x.id: x.target for x in package.relationships(document)}
    root = parse(package.read(document))
    for drawing in root.iter(f"{{{_WP}}}inline", f"{{{_WP}}}anchor"):
        properties = drawing.find(f"{{{_WP}}}docPr")
        chart = next(drawing.iter(f"{{{_CHART}}}chart"), None)
        if chart is None or properties is None:
            continue
        name = properties.get("descr", "").partition(":")[0].strip()
        part = targets.get(_relation(chart), "")
        if name and part:
            yield ChartPlace(name, part)


def refill_charts(package: Package, charts: Mapping[str, ChartData]) -> tuple[str, ...]:
    """Fill the charts of a document by name; gives the names that were filled.

    The embedded workbook holds the same figures as the chart.
    """
    document = package.target("", "officeDocument")
    filled: list[str] = []
    for place in chart_places(package, document):
        data = charts.get(place.name)
        if data is None or not data.series:
            continue
        package.replace(place.part, refill_chart(package.read(place.part), data))
        workbook = package.target(place.part, _PACKAGE_KIND)
        if workbook:
            package.replace(workbook, chart_workbook(data))
        filled.append(place.name)
    return tuple(filled)


def _relation(chart: etree._Element) -> str:
    return chart.get(r("id"), "")
