"""Charts (DrawingML, ECMA-376 part 1, 21.2): series, references and caches.

Viewers that do not calculate draw a chart from its caches alone, so they are always
written together with the references.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from reporter.office.package import parse, serialise
from reporter.office.refs import column_letters, quote_sheet

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
Values = Sequence[str | float | None]
# What may stand before idx, order, tx in a series, in the order of the schema.
_AFTER_SHAPE = ("invertIfNegative", "marker", "explosion", "dPt", "dLbls", "trendline")


def c(name: str) -> str:
    """The full name of a chart element."""
    return f"{{{C}}}{name}"


@dataclass(frozen=True, slots=True)
class ChartData:
    """Categories, and named series of one number (or a gap) per category."""

    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """References to the cells of a series."""

    name: str
    categories: str
    values: str


def refresh_caches(xml: bytes, values_of: Callable[[str], Values | None]) -> bytes:
    """Rewrite the caches of all references for which `values_of` knows the values."""
    root = parse(xml)
    for kind in ("strRef", "numRef"):
        for reference in list(root.iter(c(kind))):
            formula = reference.find(c("f"))
            values = values_of(formula.text or "") if formula is not None else None
            if values is not None:
                _write_cache(reference, values, is_text=_is_text(reference, values))
    return serialise(root)


def _is_text(reference: etree._Element, values: Values) -> bool:
    """Whether a reference holds text; one to categories becomes so with its values."""
    is_category = _local(reference.getparent()) in ("cat", "xVal")
    if is_category and any(isinstance(value, str) and value for value in values):
        reference.tag = c("strRef")
        for cache in reference.findall(c("numCache")):
            reference.remove(cache)
    return _local(reference) == "strRef"


def move_references(xml: bytes, moved: Callable[[str], str]) -> bytes:
    """Send every reference of a chart through `moved`."""
    root = parse(xml)
    for formula in root.iter(c("f")):
        formula.text = moved(formula.text or "")
    return serialise(root)


def refill_chart(xml: bytes, data: ChartData, sheet: str = "Sheet1") -> bytes:
    """Give a chart other series and categories; styles are those of its series.

    References lead to `sheet`: categories in column A from row 2 on, names in row 1.

    Raises:
        ValueError: the chart has no series to take the style from.
    """
    place, last = quote_sheet(sheet), max(len(data.categories), 1) + 1
    letters = [column_letters(index + 2) for index in range(len(data.series))]
    places = [
        SeriesPlace(
            name=f"{place}!${letter}$1",
            categories=f"{place}!$A$2:$A${last}",
            values=f"{place}!${letter}$2:${letter}${last}",
        )
        for letter in letters
    ]
    return refill_series(xml, data, places)


def refill_series(xml: bytes, data: ChartData, places: Sequence[SeriesPlace]) -> bytes:
    """Give a chart other series, whose references are those of `places`.

    A series takes the look of the one that had its name, else of the one in its
    place, else that of the last one without its colour.

    Raises:
        ValueError: the chart has no series to take the style from.
    """
    root = parse(xml)
    old = list(root.iter(c("ser")))
    if not old:
        raise ValueError("the chart has no series to take the style from")
    parent = old[0].getparent()
    assert parent is not None
    at = parent.index(old[0])
    named = {name: element for element in old if (name := _name_of(element))}
    for element in old:
        element.getparent().remove(element)  # type: ignore[union-attr]
    for index, (name, values) in enumerate(data.series):
        sample = deepcopy(named.get(name, old[min(index, len(old) - 1)]))
        if name not in named and index >= len(old):
            _drop(sample, "spPr")
        _fill_series(sample, index, (name, values), (places[index], data.categories))
        parent.insert(at + index, sample)
    return serialise(root)


def _name_of(series: etree._Element) -> str:
    return series.findtext(f"{c('tx')}//{c('v')}") or ""


def _fill_series(
    series: etree._Element,
    index: int,
    named: tuple[str, Values],
    axis: tuple[SeriesPlace, Sequence[str]],
) -> None:
    (name, values), (place, categories) = named, axis
    for kind in ("idx", "order", "tx", "cat", "val"):
        _drop(series, kind)
    head = [
        etree.Element(c("idx"), val=str(index)),
        etree.Element(c("order"), val=str(index)),
        _reference("tx", "strRef", place.name, [name]),
    ]
    for at, element in enumerate(head):
        series.insert(at, element)
    tail = [
        _reference("cat", "strRef", place.categories, categories),
        _reference("val", "numRef", place.values, values),
    ]
    before = [child for child in series if _local(child) in _BEFORE_CATEGORIES]
    at = series.index(before[-1]) + 1
    for offset, element in enumerate(tail):
        series.insert(at + offset, element)


_BEFORE_CATEGORIES = frozenset(
    {"idx", "order", "tx", "spPr", *_AFTER_SHAPE, "errBars", "pictureOptions"}
)


def _reference(name: str, kind: str, formula: str, values: Values) -> etree._Element:
    element = etree.Element(c(name))
    reference = etree.SubElement(element, c(kind))
    etree.SubElement(reference, c("f")).text = formula
    _write_cache(reference, values, is_text=kind == "strRef")
    return element


def _write_cache(reference: etree._Element, values: Values, *, is_text: bool) -> None:
    kind = "strCache" if is_text else "numCache"
    old = reference.find(c(kind))
    code = old.findtext(c("formatCode")) if old is not None else None
    cache = etree.Element(c(kind))
    if not is_text:
        etree.SubElement(cache, c("formatCode")).text = code or "General"
    etree.SubElement(cache, c("ptCount"), val=str(len(values)))
    for index, value in enumerate(values):
        if value is None or value == "" or (not is_text and isinstance(value, str)):
            continue
        point = etree.SubElement(cache, c("pt"), idx=str(index))
        etree.SubElement(point, c("v")).text = _written(value)
    if old is not None:
        reference.replace(old, cache)
    else:
        formula = reference.find(c("f"))
        assert formula is not None
        formula.addnext(cache)


def _written(value: str | float) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _drop(element: etree._Element, name: str) -> None:
    for child in element.findall(c(name)):
        element.remove(child)


def _local(element: etree._Element | None) -> str:
    return etree.QName(element).localname if element is not None else ""
