"""Slicers of pivots and of tables ([MS-XLSX] 2.3.5; [MS-ODRAWXML] 2.23).

A slicer is a cache that the workbook lists, an entry in a part of its sheet, a name
without a value, and a frame in the sheet's drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from reporter.office.book import MAIN, RELS, Book, Sheet, TablePlace, tag
from reporter.office.drawing import SlicerFrame, add_frames
from reporter.office.package import parse, serialise
from reporter.office.pivots.cross import Scalar
from reporter.office.pivots.table import Pivot

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
_OFFICE = "http://schemas.microsoft.com/office/2007/relationships"
_CACHE_TYPE = "application/vnd.ms-excel.slicerCache+xml"
_SLICER_TYPE = "application/vnd.ms-excel.slicer+xml"
_TABLE_CACHE = "{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}"
# Extensions that list slicers: of pivots, of tables; in the workbook, in a sheet.
_IN_BOOK = ("{BBE1A952-AA13-448e-AADC-164F8A28A991}",
            "{46BE6895-7355-4a93-B00E-2C351335B9C9}")  # fmt: skip
_IN_SHEET = ("{A8765BA9-456A-4dab-B4F3-ACF838C121DE}",
             "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}")  # fmt: skip
_ROW_HEIGHT_EMU = "241300"


@dataclass(frozen=True, slots=True)
class SlicerSpec:
    """A slicer to be made, on the column `header`, in `columns` of buttons.

    `name` is unique in the workbook; `frame` says where it stands and what those see
    whose program knows no slicers.
    """

    name: str
    header: str
    caption: str
    frame: SlicerFrame
    columns: int = 1


def add_pivot_slicers(
    book: Book, sheet: Sheet, specs: Sequence[SlicerSpec], pivots: Sequence[Pivot]
) -> None:
    """Add slicers that drive all of some pivots, which must share one cache."""
    number = _pivot_cache_id(pivots[0].cache.root, pivots[0].cache.cache_id)
    ids = _sheet_ids(book)
    for spec in specs:
        root = _new_cache(spec)
        listed = etree.SubElement(root, _x14("pivotTables"))
        for pivot in pivots:
            attributes = {"tabId": ids[pivot.sheet.index], "name": pivot.name}
            etree.SubElement(listed, _x14("pivotTable"), attributes)
        data = etree.SubElement(root, _x14("data"))
        attributes = {"pivotCacheId": str(number)}
        tabular = etree.SubElement(data, _x14("tabular"), attributes)
        items = etree.SubElement(tabular, _x14("items"), count="1")
        etree.SubElement(items, _x14("i"), x="0", s="1")
        _register(book, root, of_table=False)
    _place(book, sheet, specs, of_table=False)


def add_table_slicers(
    book: Book, table: TablePlace, specs: Sequence[SlicerSpec]
) -> None:
    """Add slicers of a table on its sheet; raises ValueError for a header it lacks."""
    number = parse(book.package.read(table.part)).get("id", "0")
    for spec in specs:
        root = _new_cache(spec)
        extensions = etree.SubElement(root, _x14("extLst"))
        extension = etree.SubElement(extensions, tag("ext"), uri=_TABLE_CACHE)
        own = etree.SubElement(
            extension, f"{{{X15}}}tableSlicerCache", nsmap={"x15": X15}
        )
        own.set("tableId", number)
        own.set("column", str(table.headers.index(spec.header) + 1))
        _register(book, root, of_table=True)
    _place(book, table.sheet, specs, of_table=True)


def follow_in_slicers(
    book: Book,
    listed: Mapping[tuple[int, str], tuple[Sequence[Scalar], Sequence[Scalar]]],
) -> None:
    """Give the slicers of pivots the items that their field has now.

    `listed` holds, by cache number and field, the items before and after; what was
    chosen stays chosen.
    """
    for relation in book.package.relationships(book.part):
        if relation.kind != "slicerCache" or relation.target not in book.package:
            continue
        root = parse(book.package.read(relation.target))
        tabular = root.find(f"{_x14('data')}/{_x14('tabular')}")
        if tabular is None:
            continue
        key = int(tabular.get("pivotCacheId", "0")), root.get("sourceName", "")
        if key in listed:
            _rewrite_items(tabular, *listed[key])
            book.package.replace(relation.target, serialise(root))


def _rewrite_items(
    tabular: etree._Element, before: Sequence[Scalar], after: Sequence[Scalar]
) -> None:
    items = tabular.find(_x14("items"))
    if items is None:
        return
    dropped = {
        before[int(item.get("x", "0"))]
        for item in items
        if item.get("s", "0") not in ("1", "true")
        and int(item.get("x", "0")) < len(before)
    }
    if not set(after) - dropped:
        dropped = set()
    for child in list(items):
        items.remove(child)
    for at, item in enumerate(after):
        element = etree.SubElement(items, _x14("i"), x=str(at))
        if item not in dropped:
            element.set("s", "1")
    items.set("count", str(len(items)))


def _pivot_cache_id(root: etree._Element, default: int) -> int:
    own = next(root.iter(f"{{{X14}}}pivotCacheDefinition"), None)
    return int(own.get("pivotCacheId", default)) if own is not None else default


def pivot_cache_id(pivot: Pivot) -> int:
    """The number by which slicers know the cache of a pivot."""
    return _pivot_cache_id(pivot.cache.root, pivot.cache.cache_id)


def _sheet_ids(book: Book) -> list[str]:
    """The id of each sheet by its index: slicers name sheets by it, not by place."""
    return [e.get("sheetId", "") for e in book.root.iterfind(f"{tag('sheets')}/*")]


def _new_cache(spec: SlicerSpec) -> etree._Element:
    root = parse(f'<slicerCacheDefinition xmlns="{X14}" xmlns:x="{MAIN}"/>'.encode())
    root.set("name", f"Slicer_{spec.name}")
    root.set("sourceName", spec.header)
    return root


def _register(book: Book, root: etree._Element, *, of_table: bool) -> None:
    """Add a cache part, list it in the workbook, and reserve its name."""
    package = book.package
    part = package.free_name("xl/slicerCaches/slicerCache1.xml")
    package.add(part, serialise(root), _CACHE_TYPE)
    relation = package.relate(book.part, f"{_OFFICE}/slicerCache", part)
    kind = f"{{{X15}}}slicerCaches" if of_table else _x14("slicerCaches")
    entries = _entries(book.root, _IN_BOOK[of_table], kind)
    entry = etree.SubElement(entries, _x14("slicerCache"))
    entry.set(f"{{{RELS}}}id", relation)
    book.define(root.get("name", ""), "#N/A")
    package.replace(book.part, serialise(book.root))


def _place(
    book: Book, sheet: Sheet, specs: Sequence[SlicerSpec], *, of_table: bool
) -> None:
    """List the slicers of a sheet in a part of their own, and draw their frames."""
    package = book.package
    slicers = parse(f'<slicers xmlns="{X14}"/>'.encode())
    for spec in specs:
        element = etree.SubElement(slicers, _x14("slicer"), name=spec.name)
        element.set("cache", f"Slicer_{spec.name}")
        element.set("caption", spec.caption)
        if spec.columns > 1:
            element.set("columnCount", str(spec.columns))
        element.set("rowHeight", _ROW_HEIGHT_EMU)
    part = package.free_name("xl/slicers/slicer1.xml")
    package.add(part, serialise(slicers), _SLICER_TYPE)
    relation = package.relate(sheet.part, f"{_OFFICE}/slicer", part)
    root = parse(package.read(sheet.part))
    add_frames(package, sheet.part, root, [(s.name, s.frame) for s in specs], of_table)
    entries = _entries(root, _IN_SHEET[of_table], _x14("slicerList"))
    entry = etree.SubElement(entries, _x14("slicer"))
    entry.set(f"{{{RELS}}}id", relation)
    package.replace(sheet.part, serialise(root))


def _entries(root: etree._Element, uri: str, kind: str) -> etree._Element:
    """The list in an extension of a part, made where there is none."""
    extensions = root.find(tag("extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, tag("extLst"))
    for extension in extensions:
        if extension.get("uri", "").lower() == uri.lower():
            return extension[0]
    extension = etree.SubElement(extensions, tag("ext"), uri=uri)
    return etree.SubElement(extension, kind, nsmap={"x14": X14, "x15": X15})


def _x14(name: str) -> str:
    return f"{{{X14}}}{name}"
