"""New pivot tables, put into a workbook: the form that Excel gives them itself.

They are made empty; filling the table that they read gives them items and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from reporter.office.book import MAIN, RELS, Book, TablePlace, tag
from reporter.office.grid import Place
from reporter.office.package import parse, serialise
from reporter.office.pivots.cross import Aggregate
from reporter.office.pivots.new_cache import VERSIONS, X14, cache_for
from reporter.office.pivots.table import DATA_FIELD
from reporter.office.plan import PLAIN_WORDS, PivotWords
from reporter.office.refs import Area
from reporter.office.texts import write_texts

_TABLE_TYPE = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml"
)
_HIDE_VALUES_ROW = "{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}"


@dataclass(frozen=True, slots=True)
class PivotValue:
    """A column that is added up: its header, how, the caption, and a built-in format.

    `number_format` is one of the numbers of 18.8.30: 3 is #,##0 and 4 #,##0.00.
    """

    header: str
    aggregate: Aggregate
    caption: str
    number_format: int = 3


@dataclass(frozen=True, slots=True)
class PivotSpec:
    """A pivot to be made: headers of `table` on its axes, its upper left corner.

    `corner` is a row and a column from 1; filters stand above it, so that with n of
    them there must be n + 1 free rows. `captions` stand at the rows and the columns;
    `listed` fields are on no axis but have a slicer. Where it is tabular each row field
    has a column of its own, else they share one.
    """

    name: str
    table: str
    sheet: str
    corner: Place
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[PivotValue, ...]
    filters: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    captions: tuple[str, str] = ("Row Labels", "Column Labels")
    words: PivotWords = PLAIN_WORDS
    has_totals: tuple[bool, bool] = (True, True)
    has_subtotals: bool = True
    is_tabular: bool = False


def add_pivots(book: Book, specs: Iterable[PivotSpec]) -> None:
    """Add pivots to a workbook; pivots of one table share its cache.

    Raises:
        KeyError: the workbook has no such sheet, table or header.
    """
    tables = {table.name.casefold(): table for table in book.tables()}
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for spec in specs:
        table, sheet = tables[spec.table.casefold()], sheets[spec.sheet]
        part, number = cache_for(book, table, list(tables.values()))
        maker = _Maker(spec, table, number)
        package = book.package
        pivot = package.free_name("xl/pivotTables/pivotTable1.xml")
        package.add(pivot, serialise(maker.root()), _TABLE_TYPE)
        package.relate(pivot, f"{RELS}/pivotCacheDefinition", part)
        package.relate(sheet.part, f"{RELS}/pivotTable", pivot)
        write_texts(package, sheet.part, maker.captions())
    book.package.replace(book.part, serialise(book.root))


class _Maker:
    """Makes the part of one pivot."""

    def __init__(self, spec: PivotSpec, table: TablePlace, cache: int) -> None:
        self.spec, self._table, self._cache = spec, table, cache
        headers = [header.casefold() for header in table.headers]
        self._number = {name: at for at, name in enumerate(headers)}
        self._levels = len(spec.columns) + (len(spec.values) > 1)

    @property
    def head_columns(self) -> int:
        """Columns of heads: one, or one for each row field of a tabular pivot."""
        return max(len(self.spec.rows), 1) if self.spec.is_tabular else 1

    @property
    def head_rows(self) -> int:
        """Rows of heads: one of captions, where columns are named, above the items."""
        return 1 + self._levels if self.spec.columns else 1

    def root(self) -> etree._Element:
        """The whole part; its items are those of no data yet."""
        spec = self.spec
        root = parse(f'<pivotTableDefinition xmlns="{MAIN}"/>'.encode())
        for name, value in self._attributes().items():
            root.set(name, value)
        self._location(root)
        self._fields(root)
        self._axis(root, "row", self._numbers(spec.rows))
        across = self._numbers(spec.columns)
        self._axis(
            root, "col", [*across, *([DATA_FIELD] if len(spec.values) > 1 else [])]
        )
        self._filters(root)
        self._values(root)
        style = etree.SubElement(root, tag("pivotTableStyleInfo"))
        for name, value in (
            ("name", "PivotStyleLight16"), ("showRowHeaders", "1"),
            ("showColHeaders", "1"), ("showRowStripes", "0"), ("showColStripes", "0"),
            ("showLastColumn", "1"),
        ):  # fmt: skip
            style.set(name, value)
        extensions = etree.SubElement(root, tag("extLst"))
        extension = etree.SubElement(extensions, tag("ext"), uri=_HIDE_VALUES_ROW)
        name = f"{{{X14}}}pivotTableDefinition"
        etree.SubElement(extension, name, nsmap={"x14": X14}, hideValuesRow="1")
        return root

    def captions(self) -> dict[Place, str]:
        """What stands in the heads of the pivot, by row and column of the sheet."""
        spec = self.spec
        top, left = spec.corner
        last = top + self.head_rows - 1
        first = left + self.head_columns
        found = {(last, left): spec.captions[0]}
        if spec.is_tabular:
            found |= {(last, left + at): name for at, name in enumerate(spec.rows)}
        if spec.columns:
            found[top, first] = spec.captions[1]
        if len(spec.values) == 1:
            found[top, left if spec.columns else first] = spec.values[0].caption
        for at, header in enumerate(spec.filters):
            row = top - len(spec.filters) - 1 + at
            found[row, left] = header
            found[row, left + 1] = spec.words.everything
        return found

    def _attributes(self) -> dict[str, str]:
        spec, words = self.spec, self.spec.words
        rows, columns = spec.has_totals
        found = {"name": spec.name, "cacheId": str(self._cache)}
        for what in ("Number", "Border", "Font", "Pattern", "Alignment"):
            found[f"apply{what}Formats"] = "0"
        found |= {
            "applyWidthHeightFormats": "1", "dataCaption": "Values",
            "grandTotalCaption": words.grand, "updatedVersion": "6",
            **VERSIONS, "useAutoFormatting": "1",
            "itemPrintTitles": "1", "indent": "0",
            "outline": "1", "outlineData": "1", "multipleFieldFilters": "0",
            "rowHeaderCaption": spec.captions[0],
        }  # fmt: skip
        if spec.columns:
            found["colHeaderCaption"] = spec.captions[1]
        if spec.is_tabular:
            found |= {"compact": "0", "compactData": "0"}
        if not rows:
            found["colGrandTotals"] = "0"
        if not columns:
            found["rowGrandTotals"] = "0"
        return found

    def _location(self, root: etree._Element) -> None:
        """A place for one item on each axis and the totals."""
        spec = self.spec
        top, left = spec.corner
        width = self.head_columns + len(spec.values) * (2 if spec.columns else 1)
        area = Area(left, top, left + width - 1, top + self.head_rows + 1)
        place = etree.SubElement(root, tag("location"), ref=area.both_corners)
        is_hidden = not spec.columns and len(spec.values) > 1
        place.set("firstHeaderRow", "0" if is_hidden else "1")
        place.set("firstDataRow", str(self.head_rows))
        place.set("firstDataCol", str(self.head_columns))
        if spec.filters:
            place.set("rowPageCount", str(len(spec.filters)))
            place.set("colPageCount", "1")

    def _fields(self, root: etree._Element) -> None:
        spec, count = self.spec, len(self._table.headers)
        parent = etree.SubElement(root, tag("pivotFields"), count=str(count))
        axes = {
            **dict.fromkeys(self._numbers(spec.listed), ""),
            **dict.fromkeys(self._numbers(spec.filters), "axisPage"),
            **dict.fromkeys(self._numbers(spec.columns), "axisCol"),
            **dict.fromkeys(self._numbers(spec.rows), "axisRow"),
        }
        added = set(self._numbers(value.header for value in spec.values))
        for number in range(count):
            field = etree.SubElement(parent, tag("pivotField"))
            if axes.get(number):
                field.set("axis", axes[number])
            if number in added:
                field.set("dataField", "1")
            if spec.is_tabular:
                field.set("compact", "0")
                field.set("outline", "0")
            field.set("showAll", "0")
            if number in axes:
                self._items(field)

    def _items(self, field: etree._Element) -> None:
        if self.spec.has_subtotals:
            items = etree.SubElement(field, tag("items"), count="1")
            etree.SubElement(items, tag("item"), t="default")
        else:
            field.set("defaultSubtotal", "0")
            etree.SubElement(field, tag("items"), count="0")

    def _axis(self, root: etree._Element, name: str, numbers: Sequence[int]) -> None:
        if numbers:
            fields = etree.SubElement(
                root, tag(f"{name}Fields"), count=str(len(numbers))
            )
            for number in numbers:
                etree.SubElement(fields, tag("field"), x=str(number))
        etree.SubElement(root, tag(f"{name}Items"), count="0")

    def _filters(self, root: etree._Element) -> None:
        numbers = self._numbers(self.spec.filters)
        if numbers:
            pages = etree.SubElement(root, tag("pageFields"), count=str(len(numbers)))
            for number in numbers:
                etree.SubElement(pages, tag("pageField"), fld=str(number), hier="-1")

    def _values(self, root: etree._Element) -> None:
        values = self.spec.values
        parent = etree.SubElement(root, tag("dataFields"), count=str(len(values)))
        for value in values:
            field = etree.SubElement(parent, tag("dataField"), name=value.caption)
            field.set("fld", str(self._numbers([value.header])[0]))
            if value.aggregate is not Aggregate.SUM:
                field.set("subtotal", value.aggregate.value)
            field.set("baseField", "0")
            field.set("baseItem", "0")
            field.set("numFmtId", str(value.number_format))

    def _numbers(self, headers: Iterable[str]) -> list[int]:
        return [self._number[header.casefold()] for header in headers]
