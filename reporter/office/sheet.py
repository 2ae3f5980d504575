"""The XML of one worksheet, refilled: rows are written as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge

from lxml import etree

from reporter.office.book import MAIN, CellLook, tag
from reporter.office.cells import CellValue
from reporter.office.columns import Resolve, TableWriter
from reporter.office.grid import Grid, Overlay, Place, merged, read_grid
from reporter.office.heights import MAX_HEIGHT_PT, Widths, text_height
from reporter.office.package import serialise
from reporter.office.plan import TablePlan
from reporter.office.refs import Area

_MARKER = "rows-stand-here"
_EMPTY_BLOCK_ROW_PT = 6.0
_ROWS_PER_CHUNK = 512
_ROW_STYLE = ("s", "customFormat", "hidden", "outlineLevel", "collapsed")


@dataclass(frozen=True, slots=True)
class SheetJob:
    """What goes into one sheet: tables, cells, areas of blocks, cells of pivots."""

    plans: tuple[TablePlan, ...] = ()
    cells: Mapping[Place, CellValue] = field(default_factory=dict)
    blocks: tuple[Area, ...] = ()
    overlay: Overlay = field(default_factory=Overlay)


class SheetWriter:
    """One worksheet part with its new rows."""

    def __init__(
        self,
        root: etree._Element,
        job: SheetJob,
        looks: Sequence[CellLook],
        resolve: Resolve,
    ) -> None:
        self.root = root
        self._job = job
        self._looks = looks
        self._widths = Widths(root)
        self._merged = merged(root)
        self._grid: Grid = read_grid(root, job.plans)
        self._grid.lay(job.overlay)
        for (row, column), value in job.cells.items():
            self._grid.put(row, column, resolve(value))
        self._filled_rows = {
            row for (row, _), value in job.cells.items() if value not in (None, "")
        }
        self._tables = tuple(
            TableWriter(
                plan, self._grid.samples[plan.place.name], looks, self._widths, resolve
            )
            for plan in job.plans
        )

    def __iter__(self) -> Iterator[bytes]:
        """The whole part, in pieces; `root` must have its final form by then."""
        data = self.root.find(tag("sheetData"))
        if data is None:
            yield serialise(self.root)
            return
        for child in list(data):
            data.remove(child)
        data.text = _MARKER
        head, tail = serialise(self.root).split(_MARKER.encode())
        yield head
        buffer: list[str] = []
        for row in self._rows():
            buffer.append(row)
            if len(buffer) == _ROWS_PER_CHUNK:
                yield "".join(buffer).encode("utf-8")
                buffer.clear()
        yield "".join(buffer).encode("utf-8")
        yield tail

    def extent(self) -> Area | None:
        """From the first to the last written cell, for `dimension`."""
        areas = [plan.area for plan in self._job.plans]
        areas += [
            Area(column, row, column, row)
            for row, cells in self._grid.cells.items()
            for column in cells
        ]
        if not areas:
            return None
        return Area(
            min(area.left for area in areas),
            min(area.top for area in areas),
            max(area.right for area in areas),
            max(area.bottom for area in areas),
        )

    def _rows(self) -> Iterator[str]:
        static = {n for n in self._grid.rows if n in self._grid.cells}
        static |= set(self._grid.cells) | self._styled_rows()
        data = [
            range(plan.cells.top, plan.cells.bottom + 1) for plan in self._job.plans
        ]
        # A sheet whose elements have a prefix needs the namespace on each bare row.
        namespace = "" if self.root.prefix is None else f' xmlns="{MAIN}"'
        before = 0
        for number in merge(sorted(static), *data):
            if number != before:
                yield self._row(number, namespace)
            before = number

    def _styled_rows(self) -> set[int]:
        """Template rows without cells that have a height or a style of their own."""
        data = [plan.place.cells for plan in self._job.plans]
        return {
            number
            for number, attributes in self._grid.rows.items()
            if ("ht" in attributes or "s" in attributes)
            and not any(area.top <= number <= area.bottom for area in data)
        }

    def _row(self, number: int, namespace: str) -> str:
        tables = [t for t in self._tables if t.top <= number <= t.bottom]
        static = self._grid.cells.get(number)
        if len(tables) == 1 and not static:
            body = tables[0].xml(number)
        else:
            cells = dict(static or {})
            for table in tables:
                cells.update(table.cells(number))
            body = "".join(cells[column] for column in sorted(cells))
        attributes = self._attributes(number, tables)
        return f'<row{namespace} r="{number}"{attributes}>{body}</row>'

    def _attributes(self, number: int, tables: Sequence[TableWriter]) -> str:
        sample = tables[0].sample_row if tables else number
        own = self._grid.rows.get(sample)
        if not own:
            return self._height(number, {}, tables)
        kept = "".join([f' {key}="{own[key]}"' for key in _ROW_STYLE if key in own])
        return kept + self._height(number, own, tables)

    def _height(
        self, number: int, own: Mapping[str, str], tables: Sequence[TableWriter]
    ) -> str:
        """A height that fits the text, at least what the template insists on."""
        in_block = [b for b in self._job.blocks if b.top <= number <= b.bottom]
        is_fixed = own.get("customHeight") in ("1", "true")
        if is_fixed and not in_block:
            return f' ht="{own["ht"]}" customHeight="1"' if "ht" in own else ""
        needed = max([table.height(number) for table in tables], default=0.0)
        if number in self._grid.texts:
            needed = max(needed, self._text_height(number))
        if is_fixed and "ht" in own:
            needed = max(needed, float(own["ht"]))
        elif in_block and number not in self._filled_rows:
            return f' ht="{_EMPTY_BLOCK_ROW_PT}" customHeight="1"'
        least = self._widths.default_height
        if needed <= least:
            return f' ht="{own["ht"]}"' if "ht" in own and not tables else ""
        height = min(round(needed, 1), MAX_HEIGHT_PT)
        return f' ht="{height}" customHeight="1"' if in_block else f' ht="{height}"'

    def _text_height(self, number: int) -> float:
        """What the newly written single cells of a row need."""
        needed = 0.0
        for column, text in self._grid.texts.get(number, ()):
            style = self._grid.styles.get((number, column), "")
            look = self._looks[int(style)] if style else None
            if text and look is not None and look.wraps:
                area = self._merged.get((number, column))
                span = area.right - area.left + 1 if area else 1
                rows = area.rows if area else 1
                width = self._widths.of(column, span)
                needed = max(needed, text_height(text, width, look) / rows)
        return needed
