"""The items of a pivot's fields after its source has other rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reporter.office.book import tag
from reporter.office.pivots.cache import Cache, FieldItems, items_of
from reporter.office.pivots.cross import Scalar
from reporter.office.pivots.renumber import renumber_items
from reporter.office.pivots.table import Pivot


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one field of one pivot, in the order that it shows them.

    `labels` are what the cells show; `hidden` are the numbers of those filtered out.
    """

    found: FieldItems
    labels: tuple[Scalar, ...]
    hidden: frozenset[int]


def old_items(pivot: Pivot, number: int) -> list[tuple[Scalar, etree._Element]]:
    """The items that a field of the template's pivot lists, with their elements."""
    shared = shared_of(pivot.cache, number)
    found = pivot.fields[number].iterfind(f"{tag('items')}/{tag('item')}")
    return [
        (shared[at], element)
        for element in found
        if (at := int(element.get("x", "-1"))) in range(len(shared))
    ]


def new_items(
    pivot: Pivot, number: int, values: Sequence[Scalar], order: Sequence[Scalar]
) -> Items:
    """The items of a field for these values: in the pivot's order, then in `order`.

    A blank item has no label where the pivot gives it none.
    """
    old = old_items(pivot, number)
    sort = pivot.fields[number].get("sortType", "manual")
    known = [*(item for item, _ in old), *order] if sort == "manual" else []
    found = items_of(values, known)
    if sort == "descending":
        found = _reversed(found)
    captions = {item: e.get("n", "") for item, e in old if e.get("n")}
    gone = {item for item, e in old if e.get("h") in ("1", "true")}
    hidden = {at for at, item in enumerate(found.items) if item in gone}
    if len(hidden) == len(found.items):
        hidden = set()
    page = _page_item(pivot, number, old)
    if page in found.items:
        hidden = set(range(len(found.items))) - {found.items.index(page)}
    labels = tuple(captions.get(item) or item for item in found.items)
    return Items(found, labels, frozenset(hidden))


def _reversed(found: FieldItems) -> FieldItems:
    last = len(found.items) - 1
    return FieldItems(
        tuple(reversed(found.items)), tuple(last - n for n in found.numbers)
    )


def _page_item(
    pivot: Pivot, number: int, old: Sequence[tuple[Scalar, etree._Element]]
) -> Scalar | object:
    """The item that a filter shows alone, or something that is no item."""
    for page in pivot.root.iterfind(f"{tag('pageFields')}/{tag('pageField')}"):
        chosen = int(page.get("item", "-1"))
        if int(page.get("fld", "-1")) == number and 0 <= chosen < len(old):
            return old[chosen][0]
    return _page_item


def shared_of(cache: Cache, number: int) -> list[Scalar]:
    """The items that the cache of the template holds of a field."""
    fields = list(cache.root.iter(tag("cacheField")))
    shared = fields[number].find(tag("sharedItems"))
    return [_scalar(e) for e in shared] if shared is not None else []


def _scalar(element: etree._Element) -> Scalar:
    kind, text = etree.QName(element).localname, element.get("v", "")
    if kind == "n":
        return float(text)
    if kind == "b":
        return text in ("1", "true")
    return text if kind in ("s", "d", "e") else None


def write_items(
    pivot: Pivot, listed: Mapping[int, Items], shared: Mapping[int, Sequence[Scalar]]
) -> None:
    """Give each field of a pivot its items, which point into the shared ones."""
    moved = {
        number: ([item for item, _ in old_items(pivot, number)], items.found.items)
        for number, items in listed.items()
    }
    renumber_items(pivot.root, moved)
    for number, items in listed.items():
        field, old = pivot.fields[number], old_items(pivot, number)
        captions = {item: e.get("n") for item, e in old}
        _write(field, items, list(shared[number]), captions)
        _write_page(pivot, number, items)


def _write(
    field: etree._Element,
    items: Items,
    shared: list[Scalar],
    captions: Mapping[Scalar, str | None],
) -> None:
    parent = field.find(tag("items"))
    if parent is None:
        return
    further = [e for e in parent if e.get("t", "data") != "data"]
    for child in list(parent):
        parent.remove(child)
    is_page = field.get("axis") == "axisPage"
    for at, item in enumerate(items.found.items):
        element = etree.SubElement(parent, tag("item"))
        if captions.get(item):
            element.set("n", str(captions[item]))
        if at in items.hidden and not is_page:
            element.set("h", "1")
        element.set("x", str(shared.index(item)))
    parent.extend(further)
    parent.set("count", str(len(parent)))


def _write_page(pivot: Pivot, number: int, items: Items) -> None:
    shown = set(range(len(items.found.items))) - items.hidden
    for page in _pages(pivot, number):
        if page.get("item") is not None:
            if len(shown) == 1 and items.hidden:
                page.set("item", str(shown.pop()))
            else:
                del page.attrib["item"]


def _pages(pivot: Pivot, number: int) -> Iterator[etree._Element]:
    for page in pivot.root.iterfind(f"{tag('pageFields')}/{tag('pageField')}"):
        if int(page.get("fld", "-1")) == number:
            yield page
