"""Pivot tables as a template holds them (ECMA-376 part 1, 18.10.1.73)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reporter.office.book import Book, Sheet, tag
from reporter.office.package import parse
from reporter.office.pivots.cache import Cache
from reporter.office.pivots.cross import Aggregate
from reporter.office.pivots.lines import Level, ValueSort
from reporter.office.refs import Area

DATA_FIELD = -2  # stands on an axis where several value fields do
_AGGREGATES = frozenset(aggregate.value for aggregate in Aggregate)
_EXTRAS = {
    "filters": "label or value filters",
    "calculatedItems": "calculated items",
    "calculatedMembers": "calculated members",
}


@dataclass(frozen=True, slots=True)
class ValueField:
    """A field that is added up, how, and what the pivot calls it."""

    field: int
    aggregate: Aggregate
    caption: str


@dataclass(frozen=True, slots=True)
class Pivot:
    """A pivot table part and the sheet that it stands on."""

    part: str
    sheet: Sheet
    root: etree._Element
    cache: Cache

    @property
    def name(self) -> str:
        """What the workbook calls it."""
        return self.root.get("name", "")

    @property
    def fields(self) -> tuple[etree._Element, ...]:
        """Its fields, one for each of the cache's."""
        return tuple(self.root.iterfind(f"{tag('pivotFields')}/{tag('pivotField')}"))

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the fields down the side."""
        return self._axis("rowFields")

    @property
    def columns(self) -> tuple[int, ...]:
        """The numbers of the fields across, without the one of the values."""
        return tuple(x for x in self._axis("colFields") if x != DATA_FIELD)

    @property
    def location(self) -> etree._Element:
        """Where it stands, and how many of its rows and columns are heads."""
        found = self.root.find(tag("location"))
        assert found is not None
        return found

    @property
    def area(self) -> Area:
        """Its cells, without those of its filters."""
        return Area.parse(self.location.get("ref", "A1"))

    @property
    def whole_area(self) -> Area:
        """Its cells with those of its filters, which stand above with a row between."""
        area, pages = self.area, int(self.location.get("rowPageCount", "0"))
        top = area.top - pages - 1 if pages else area.top
        return Area(area.left, max(top, 1), area.right, area.bottom)

    @property
    def heads(self) -> tuple[int, int]:
        """How many rows and how many columns stand before its figures."""
        place = self.location
        return int(place.get("firstDataRow", "1")), int(place.get("firstDataCol", "1"))

    @property
    def values(self) -> tuple[ValueField, ...]:
        """Its value fields, in order; one of another kind is counted as a sum."""
        return tuple(
            ValueField(
                int(e.get("fld", "0")),
                Aggregate(e.get("subtotal", "sum")),
                e.get("name", ""),
            )
            for e in self._value_elements()
        )

    def grand(self, axis: int) -> bool:
        """Whether the rows (axis 0) end with a total of all, or the columns (1)."""
        name = ("colGrandTotals", "rowGrandTotals")[axis]
        return self.root.get(name, "1") in ("1", "true")

    def levels(self, axis: int) -> tuple[Level, ...]:
        """How the fields of an axis are set out; columns are never outlines."""
        numbers = self.rows if axis == 0 else self.columns
        return tuple(self._level(self.fields[n], is_row=axis == 0) for n in numbers)

    def _level(self, field: etree._Element, *, is_row: bool) -> Level:
        def is_on(name: str) -> bool:
            return field.get(name, "1") in ("1", "true")

        return Level(
            is_outline=is_row and is_on("outline"),
            is_compact=is_row and is_on("compact"),
            subtotal_on_top=is_on("subtotalTop"),
            has_subtotal=is_on("defaultSubtotal"),
            sort=self._sort(field),
        )

    def _sort(self, field: etree._Element) -> ValueSort | None:
        x = field.find(f"{tag('autoSortScope')}//{tag('reference')}/{tag('x')}")
        values = self.values
        number = int(x.get("v", "0")) if x is not None else len(values)
        if number >= len(values):
            return None
        is_descending = field.get("sortType") == "descending"
        return ValueSort(number, values[number].aggregate, is_descending)

    def _axis(self, name: str) -> tuple[int, ...]:
        found = self.root.iterfind(f"{tag(name)}/{tag('field')}")
        return tuple(int(element.get("x", "0")) for element in found)

    def _value_elements(self) -> Iterator[etree._Element]:
        yield from self.root.iterfind(f"{tag('dataFields')}/{tag('dataField')}")

    def unsupported(self) -> Iterator[str]:
        """What of it we cannot work out; Excel does when it opens the file."""
        yield from (r for e in self._value_elements() for r in _unsupported_value(e))
        if DATA_FIELD in self._axis("rowFields"):
            yield "the value fields stand down the side"
        if DATA_FIELD in self._axis("colFields")[:-1]:
            yield "the value fields stand above another field"
        for name, what in _EXTRAS.items():
            if self.root.find(tag(name)) is not None:
                yield f"it has {what}"
        yield from (r for e in self.fields for r in _unsupported_field(e))
        cache_fields = self.cache.root.iter(tag("cacheField"))
        yield from (r for e in cache_fields for r in _unsupported_source(e))


def _unsupported_value(element: etree._Element) -> Iterator[str]:
    if element.get("subtotal", "sum") not in _AGGREGATES:
        yield f"the values are a {element.get('subtotal')}"
    if element.get("showDataAs", "normal") != "normal":
        yield "the values are shown relative to others"


def _unsupported_source(field: etree._Element) -> Iterator[str]:
    if field.find(tag("fieldGroup")) is not None:
        yield f"the field {field.get('name')} is grouped"
    if field.get("formula"):
        yield f"the field {field.get('name')} is calculated"


def _unsupported_field(field: etree._Element) -> Iterator[str]:
    if field.get("insertBlankRow", "0") in ("1", "true"):
        yield "it has blank rows between groups"
    own = ("sum", "countA", "avg", "max", "min", "product", "count", "stdDev", "var")
    if any(field.get(f"{name}Subtotal", "0") in ("1", "true") for name in own):
        yield "a field has subtotals of its own"
    if field.get("showAll", "1") in ("1", "true") and field.get("axis"):
        yield "it shows items without data"


def read_pivots(book: Book, caches: Mapping[str, Cache]) -> tuple[Pivot, ...]:
    """All pivot tables of a workbook, in tab order."""
    return tuple(
        Pivot(relation.target, sheet, parse(book.package.read(relation.target)), cache)
        for sheet in book.sheets
        for relation in book.package.relationships(sheet.part)
        if relation.kind == "pivotTable" and relation.target in book.package
        if (cache := caches.get(_cache_of(book, relation.target)))
    )


def _cache_of(book: Book, part: str) -> str:
    return book.package.target(part, "pivotCacheDefinition")
