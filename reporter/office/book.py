"""A workbook package: its sheets, tables, defined names and styles, located."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reporter.office.package import Package, parse
from reporter.office.refs import Area, unquote_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ESCAPED_BREAK = "_x000a_"


def tag(name: str) -> str:
    """The full name of a SpreadsheetML element."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its name, its part, and its place among the tabs from 0."""

    name: str
    part: str
    index: int


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: `area` with header (and totals) row, headers in order."""

    name: str
    part: str
    sheet: Sheet
    area: Area
    headers: tuple[str, ...]
    totals_rows: int

    @property
    def cells(self) -> Area:
        """The data cells, without header and totals."""
        return replace(
            self.area,
            top=self.area.top + 1,
            bottom=self.area.bottom - self.totals_rows,
        )


@dataclass(frozen=True, slots=True)
class NamePlace:
    """What a defined name refers to; `scope` is a sheet's index or None."""

    name: str
    scope: int | None
    sheet: str
    area: Area


class Book:
    """The workbook part and what it leads to."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = package.target("", "officeDocument")
        self.root = parse(package.read(self.part))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All worksheets in tab order; chart and dialog sheets keep their index."""
        targets = {
            r.id: r for r in self.package.relationships(self.part) if not r.is_external
        }
        found = self.root.iterfind(f"{tag('sheets')}/{tag('sheet')}")
        return tuple(
            Sheet(element.get("name", ""), relation.target, index)
            for index, element in enumerate(found)
            if (relation := targets.get(element.get(f"{{{RELS}}}id", "")))
            and relation.kind == "worksheet"
        )

    def tables(self) -> tuple[TablePlace, ...]:
        """All tables, in tab order."""
        return tuple(
            _table(parse(self.package.read(relation.target)), relation.target, sheet)
            for sheet in self.sheets
            for relation in self.package.relationships(sheet.part)
            if relation.kind == "table"
        )

    def defined_names(self) -> Iterator[etree._Element]:
        """The elements of all defined names."""
        return self.root.iterfind(f"{tag('definedNames')}/{tag('definedName')}")

    def define(self, name: str, text: str) -> None:
        """Add a defined name of the whole workbook."""
        names = self.root.find(tag("definedNames"))
        if names is None:
            names = etree.Element(tag("definedNames"))
            before = ("externalReferences", "functionGroups", "sheets")
            found = (self.root.find(tag(element)) for element in before)
            next(element for element in found if element is not None).addnext(names)
        element = etree.SubElement(names, tag("definedName"), name=name)
        element.text = text

    def calculate_on_load(self) -> None:
        """Have Excel compute all formulas when it opens the workbook."""
        calculation = self.root.find(tag("calcPr"))
        if calculation is None:
            calculation = etree.Element(tag("calcPr"))
            before = ("definedNames", "externalReferences", "functionGroups", "sheets")
            found = (self.root.find(tag(element)) for element in before)
            next(e for e in found if e is not None).addnext(calculation)
        calculation.set("fullCalcOnLoad", "1")

    def names(self) -> tuple[NamePlace, ...]:
        """The defined names that refer to one range of cells."""
        return tuple(place for e in self.defined_names() if (place := _name(e)))


def _table(root: etree._Element, part: str, sheet: Sheet) -> TablePlace:
    columns = root.iterfind(f"{tag('tableColumns')}/{tag('tableColumn')}")
    return TablePlace(
        name=root.get("displayName", ""),
        part=part,
        sheet=sheet,
        area=Area.parse(root.get("ref", "")),
        headers=tuple(c.get("name", "").replace(_ESCAPED_BREAK, "\n") for c in columns),
        totals_rows=int(root.get("totalsRowCount", "0")),
    )


def _name(element: etree._Element) -> NamePlace | None:
    sheet, mark, cells = (element.text or "").rpartition("!")
    if not mark:
        return None
    try:
        area = Area.parse(cells)
    except ValueError:
        return None
    scope = element.get("localSheetId")
    return NamePlace(
        element.get("name", ""),
        int(scope) if scope is not None else None,
        unquote_sheet(sheet),
        area,
    )


@dataclass(frozen=True, slots=True)
class CellLook:
    """What of a cell style decides the height of its row.

    `size_pt` is that of its font; `default_pt` that of the workbook's first font, in
    whose digits the widths of columns are counted (18.3.1.13).
    """

    wraps: bool
    size_pt: float
    default_pt: float


def read_looks(package: Package, book_part: str) -> tuple[CellLook, ...]:
    """The look of each cell style (cellXfs), in order."""
    part = package.target(book_part, "styles")
    if not part:
        return ()
    root = parse(package.read(part))
    sizes = [
        float(size.get("val", "11"))
        if (size := font.find(tag("sz"))) is not None
        else 11
        for font in root.iterfind(f"{tag('fonts')}/{tag('font')}")
    ]
    return tuple(
        _look(xf, sizes) for xf in root.iterfind(f"{tag('cellXfs')}/{tag('xf')}")
    )


def _look(xf: etree._Element, sizes: list[float]) -> CellLook:
    alignment = xf.find(tag("alignment"))
    wraps = alignment is not None and alignment.get("wrapText") in ("1", "true")
    font = int(xf.get("fontId", "0"))
    default = sizes[0] if sizes else 11.0
    return CellLook(wraps, sizes[font] if font < len(sizes) else default, default)
