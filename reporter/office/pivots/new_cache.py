"""A pivot cache for a table that has none yet."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reporter.office.book import MAIN, RELS, Book, TablePlace, tag
from reporter.office.package import parse, serialise
from reporter.office.pivots.cache import read_caches, shared_items
from reporter.office.pivots.table import read_pivots

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
VERSIONS = {"createdVersion": "6", "minRefreshableVersion": "3"}
_TYPE = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml"
    ".pivotCacheDefinition+xml"
)
_CACHE_ID_EXTENSION = "{725AE2AE-9491-48be-B2B4-4EB974FC3084}"
_BEFORE_CACHES = (
    "customWorkbookViews", "oleSize", "calcPr", "definedNames", "externalReferences",
    "functionGroups", "sheets",
)  # fmt: skip


def cache_for(
    book: Book, table: TablePlace, tables: Sequence[TablePlace]
) -> tuple[str, int]:
    """The part and the number of the cache of a table, made where there is none."""
    caches = read_caches(book, tables)
    pivots = read_pivots(book, caches)
    for part, cache in caches.items():
        own = (pivot for pivot in pivots if pivot.cache is cache)
        if cache.source == table and not any(any(p.unsupported()) for p in own):
            return part, cache.cache_id
    number = max((cache.cache_id for cache in caches.values()), default=0) + 1
    package = book.package
    part = package.free_name("xl/pivotCache/pivotCacheDefinition1.xml")
    package.add(part, serialise(_new_cache(table, number)), _TYPE)
    relation = package.relate(book.part, f"{RELS}/pivotCacheDefinition", part)
    parent = book.root.find(tag("pivotCaches"))
    if parent is None:
        parent = etree.Element(tag("pivotCaches"))
        before = (book.root.find(tag(name)) for name in _BEFORE_CACHES)
        next(element for element in before if element is not None).addnext(parent)
    entry = etree.SubElement(parent, tag("pivotCache"), cacheId=str(number))
    entry.set(f"{{{RELS}}}id", relation)
    return part, number


def _new_cache(table: TablePlace, number: int) -> etree._Element:
    root = parse(f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELS}"/>'.encode())
    for name, value in (
        ("saveData", "0"), ("refreshOnLoad", "1"), ("refreshedBy", "reporter"),
        ("refreshedVersion", "6"), *VERSIONS.items(), ("recordCount", "1"),
    ):  # fmt: skip
        root.set(name, value)
    source = etree.SubElement(root, tag("cacheSource"), type="worksheet")
    etree.SubElement(source, tag("worksheetSource"), name=table.name)
    fields = etree.SubElement(root, tag("cacheFields"), count=str(len(table.headers)))
    for header in table.headers:
        field = etree.SubElement(fields, tag("cacheField"), name=header, numFmtId="0")
        field.append(shared_items(()))
    extensions = etree.SubElement(root, tag("extLst"))
    extension = etree.SubElement(extensions, tag("ext"), uri=_CACHE_ID_EXTENSION)
    names = {"x14": X14}
    own = etree.SubElement(extension, f"{{{X14}}}pivotCacheDefinition", nsmap=names)
    own.set("pivotCacheId", str(number))
    return root
