"""The look of a pivot chart's series, tied to the items of its pivot."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from reporter.office.book import MAIN, tag
from reporter.office.charts import c
from reporter.office.pivots.lines import LineKind
from reporter.office.pivots.renumber import VALUES
from reporter.office.pivots.room import Placed

_BEHIND_CHART_FORMATS = ("pivotHierarchies", "pivotTableStyleInfo", "filters", "extLst")
_HEADS = ("title", "autoTitleDeleted")
_PLAIN_FORMAT = frozenset({"idx", "spPr", "marker"})


def format_series(chart: etree._Element, each: Placed) -> None:
    """Tie the look of each series to its item, so that Excel keeps it on a refresh.

    A chart whose formats somebody made by hand (labels, for instance) keeps them.
    """
    pivot = each.pivot
    old = chart.find(f"{c('chart')}/{c('pivotFmts')}")
    if len(pivot.columns) != 1 or len(pivot.values) != 1 or _is_by_hand(old):
        return
    series = list(chart.iter(c("ser")))
    formats = etree.Element(c("pivotFmts"))
    for number, element in enumerate(series):
        entry = etree.SubElement(formats, c("pivotFmt"))
        etree.SubElement(entry, c("idx"), val=str(number))
        look = element.find(c("spPr"))
        if look is not None:
            entry.append(deepcopy(look))
    if old is not None:
        old.getparent().remove(old)  # type: ignore[union-attr]
    frame = chart.find(c("chart"))
    if frame is not None:
        heads = [e for e in frame if etree.QName(e).localname in _HEADS]
        frame.insert(frame.index(heads[-1]) + 1 if heads else 0, formats)
    _tie(pivot.root, pivot.columns[0], _items(each))


def _is_by_hand(formats: etree._Element | None) -> bool:
    if formats is None:
        return False
    inner = (child for entry in formats for child in entry)
    return any(etree.QName(child).localname not in _PLAIN_FORMAT for child in inner)


def _items(each: Placed) -> list[int]:
    """The item of each series, in order."""
    lines = each.drawing.column_lines
    return [line.path[0] for line in lines if line.kind is LineKind.ITEM]


def _tie(root: etree._Element, field: int, items: Sequence[int]) -> None:
    """The pivot's side: format `n` of its chart is that of an item."""
    old = root.find(tag("chartFormats"))
    if old is not None:
        root.remove(old)
    if not items:
        return
    entries = "".join(
        f'<chartFormat chart="0" format="{number}" series="1"><pivotArea type="data"'
        ' outline="0" fieldPosition="0"><references count="2"><reference'
        f' field="{VALUES}" count="1" selected="0"><x v="0"/></reference><reference'
        f' field="{field}" count="1" selected="0"><x v="{item}"/></reference>'
        "</references></pivotArea></chartFormat>"
        for number, item in enumerate(items)
    )
    xml = f'<chartFormats xmlns="{MAIN}" count="{len(items)}">{entries}</chartFormats>'
    element = etree.fromstring(xml)
    behind = [root.find(tag(name)) for name in _BEHIND_CHART_FORMATS]
    first = next((e for e in behind if e is not None), None)
    if first is not None:
        first.addprevious(element)
    else:
        root.append(element)
    root.set("chartFormat", "1")
