"""Pivot caches: what a pivot knows of its source (ECMA-376 part 1, 18.10.1.67)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from reporter.office.book import Book, TablePlace, tag
from reporter.office.cells import CellValue, Formula, clean_text, serial
from reporter.office.package import parse, serialise
from reporter.office.pivots.cross import Scalar
from reporter.office.plan import TablePlan
from reporter.office.refs import Area
from reporter.office.relationships import Relationship

_MAX_SHORT_TEXT = 255


@dataclass(frozen=True, slots=True)
class Cache:
    """A cache definition part, what its workbook calls it, and its source.

    `source` is the table that it reads, or None when it reads something else.
    """

    part: str
    cache_id: int
    root: etree._Element
    source: TablePlace | None

    @property
    def sheet(self) -> str:
        """The sheet whose cells it reads, where it names cells and not a table."""
        source = self.root.find(f"{tag('cacheSource')}/{tag('worksheetSource')}")
        return source.get("sheet", "") if source is not None else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, in order."""
        found = self.root.iterfind(f"{tag('cacheFields')}/{tag('cacheField')}")
        return tuple(field.get("name", "") for field in found)


@dataclass(frozen=True, slots=True)
class FieldItems:
    """The different values of a field in the order shown, and each record's number."""

    items: tuple[Scalar, ...]
    numbers: tuple[int, ...]


def read_caches(book: Book, tables: Sequence[TablePlace]) -> dict[str, Cache]:
    """All pivot caches of a workbook, by part."""
    targets = {
        r.id: r.target
        for r in book.package.relationships(book.part)
        if not r.is_external
    }
    found: dict[str, Cache] = {}
    for element in book.root.iterfind(f"{tag('pivotCaches')}/{tag('pivotCache')}"):
        part = targets.get(_relation_id(element), "")
        if part in book.package:
            root = parse(book.package.read(part))
            number = int(element.get("cacheId", "0"))
            found[part] = Cache(part, number, root, _source(root, book, tables))
    return found


def _relation_id(element: etree._Element) -> str:
    return next(
        (str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), ""
    )


def _source(
    root: etree._Element, book: Book, tables: Sequence[TablePlace]
) -> TablePlace | None:
    """The table that a cache reads, by its name, a defined name, or its cells."""
    source = root.find(f"{tag('cacheSource')}/{tag('worksheetSource')}")
    if source is None or _relation_id(source):
        return None
    name = source.get("name", "").casefold()
    sheet, area = source.get("sheet", ""), _area(source.get("ref", ""))
    for place in book.names():
        if place.name.casefold() == name:
            sheet, area = place.sheet, place.area
    for table in tables:
        if name and table.name.casefold() == name:
            return table
        if area and table.sheet.name == sheet and area == _with_header(table):
            return table
    return None


def _area(text: str) -> Area | None:
    try:
        return Area.parse(text) if text else None
    except ValueError:
        return None


def _with_header(table: TablePlace) -> Area:
    cells = table.cells
    return Area(cells.left, cells.top - 1, cells.right, cells.bottom)


def plain(value: CellValue) -> Scalar:
    """A value as a pivot counts it: links are their text, dates their number."""
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return serial(value)
    if isinstance(value, Formula):
        return value.value
    return value.text or None


def column_values(plan: TablePlan, at: int) -> tuple[Scalar, ...]:
    """The values of a column of the filled table; one blank where it has no rows."""
    source = plan.columns[at]
    if source is None or not len(plan.rows):
        return (None,) * max(len(plan.rows), 1)
    return tuple(plain(row[source]) for row in plan.rows)


def holds_dates(plan: TablePlan, at: int) -> bool:
    """Whether a column of the filled table holds a date; items of dates are special."""
    source = plan.columns[at]
    return source is not None and any(isinstance(r[source], date) for r in plan.rows)


def items_of(values: Sequence[Scalar], known: Iterable[Scalar]) -> FieldItems:
    """The different values, without regard to case: `known` ones first, then sorted."""
    first: dict[Scalar, Scalar] = {}
    for value in values:
        first.setdefault(_key(value), value)
    order = {_key(value): at for at, value in reversed(list(enumerate(known)))}
    keys = sorted(first, key=lambda key: (order.get(key, len(order)), _rank(key)))
    number_of = {key: at for at, key in enumerate(keys)}
    numbers = tuple(number_of[_key(value)] for value in values)
    return FieldItems(tuple(first[key] for key in keys), numbers)


def _key(value: Scalar) -> Scalar:
    return value.casefold() if isinstance(value, str) else value


def _rank(key: Scalar) -> tuple[int, float, str]:
    """Numbers before text, nothing last, as Excel sorts."""
    if key is None:
        return 2, 0, ""
    return (1, 0, key) if isinstance(key, str) else (0, key, "")


def write_cache(
    book: Book, cache: Cache, plan: TablePlan, listed: Mapping[int, Sequence[Scalar]]
) -> None:
    """Bring a cache to the rows of its table; Excel rebuilds the rest on opening.

    `listed` holds the items of each field that lists them, by its number.
    """
    root = cache.root
    source = root.find(f"{tag('cacheSource')}/{tag('worksheetSource')}")
    if source is not None and source.get("ref"):
        cells = plan.cells
        area = Area(cells.left, cells.top - 1, cells.right, cells.bottom)
        source.set("ref", str(area))
    fields = root.iterfind(f"{tag('cacheFields')}/{tag('cacheField')}")
    for number, field in enumerate(fields):
        for old in field.findall(tag("sharedItems")):
            field.remove(old)
        field.insert(0, shared_items(listed.get(number, ())))
    _forget_records(book, cache)
    root.set("recordCount", str(max(len(plan.rows), 1)))
    refresh_on_load(root)
    book.package.replace(cache.part, serialise(root))


def refresh_on_load(root: etree._Element) -> None:
    """Have Excel read the source anew when it opens the file."""
    root.set("refreshOnLoad", "1")


def _forget_records(book: Book, cache: Cache) -> None:
    """Take the records of the template out: they are of other rows."""
    package, root = book.package, cache.root
    kept: list[Relationship] = []
    for relation in package.relationships(cache.part):
        if relation.kind == "pivotCacheRecords":
            package.remove(relation.target)
        else:
            kept.append(relation)
    if len(kept) != len(package.relationships(cache.part)):
        package.set_relationships(cache.part, kept)
    for key in list(root.attrib):
        if str(key).endswith("}id"):
            del root.attrib[key]
    root.set("saveData", "0")


def shared_items(items: Sequence[Scalar]) -> etree._Element:
    """`sharedItems` (18.10.1.90) with the flags that Excel expects of its items."""
    element = etree.Element(tag("sharedItems"))
    if not items:
        return element
    for name, value in (*_type_flags(items), *_number_flags(items)):
        element.set(name, value)
    element.set("count", str(len(items)))
    if any(isinstance(i, str) and len(i) > _MAX_SHORT_TEXT for i in items):
        element.set("longText", "1")
    for item in items:
        _add_item(element, item)
    return element


def _type_flags(items: Sequence[Scalar]) -> Iterator[tuple[str, str]]:
    has_text = any(isinstance(item, str) for item in items)
    if not has_text and None not in items:
        yield "containsSemiMixedTypes", "0"
    if not has_text:
        yield "containsString", "0"
    if None in items:
        yield "containsBlank", "1"
    if has_text and any(isinstance(item, int | float) for item in items):
        yield "containsMixedTypes", "1"


def _number_flags(items: Sequence[Scalar]) -> Iterator[tuple[str, str]]:
    numbers = [item for item in items if isinstance(item, int | float)]
    if not numbers:
        return
    yield "containsNumber", "1"
    if all(float(number).is_integer() for number in numbers):
        yield "containsInteger", "1"
    yield "minValue", _written(min(numbers))
    yield "maxValue", _written(max(numbers))


def _add_item(parent: etree._Element, item: Scalar) -> None:
    if item is None:
        etree.SubElement(parent, tag("m"))
    elif isinstance(item, str):
        etree.SubElement(parent, tag("s"), v=clean_text(item))
    elif isinstance(item, bool):
        etree.SubElement(parent, tag("b"), v=str(int(item)))
    else:
        etree.SubElement(parent, tag("n"), v=_written(item))


def _written(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)
