"""The lines of a pivot's axis: which rows it has, or which columns, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from lxml import etree

from reporter.office.book import tag
from reporter.office.pivots.cross import Aggregate, CrossTable, Path


class LineKind(Enum):
    """What a line shows; the value is its `t` (18.18.43), empty for an item."""

    ITEM = ""
    SUBTOTAL = "default"
    GRAND = "grand"


@dataclass(frozen=True, slots=True)
class ValueSort:
    """Items sorted by what they come to in a value field."""

    field: int
    aggregate: Aggregate
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Level:
    """How one field of an axis is set out (pivotField, 18.10.1.69)."""

    is_outline: bool = False
    is_compact: bool = False
    subtotal_on_top: bool = False
    has_subtotal: bool = True
    sort: ValueSort | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its group, how much of it the line before shows, its value field."""

    path: Path
    kind: LineKind = LineKind.ITEM
    shared: int = 0
    value: int = 0


@dataclass(frozen=True, slots=True)
class AxisOrder:
    """What decides the lines of an axis: 0 for the rows, 1 for the columns.

    With several `values` (more than one) each line stands once for each of them.
    """

    axis: int
    levels: tuple[Level, ...]
    values: int
    has_grand: bool


def lines_of(order: AxisOrder, cross: CrossTable) -> tuple[Line, ...]:
    """All lines of an axis, in order; each knows what it shares with the one before."""
    found: list[Line] = []
    before: Path = ()
    for path, kind in _groups(order, cross, ()):
        shared = min(_common(before, path), len(path) - 1)
        found.append(Line(path, kind, shared))
        before = path
    if (order.has_grand and order.levels) or not found:
        is_grand = order.has_grand and order.levels
        kind = LineKind.GRAND if is_grand else LineKind.ITEM
        found.append(Line((), kind))
    return tuple(
        Line(line.path, line.kind, line.shared, value)
        for line in found
        for value in range(order.values)
    )


def _groups(
    order: AxisOrder, cross: CrossTable, prefix: Path
) -> Iterator[tuple[Path, LineKind]]:
    at = len(prefix)
    if at == len(order.levels):
        return
    level, is_last = order.levels[at], at == len(order.levels) - 1
    for item in _sorted(order, cross, prefix):
        path = (*prefix, item)
        if is_last:
            yield path, LineKind.ITEM
            continue
        if level.is_outline:
            yield path, LineKind.ITEM
        yield from _groups(order, cross, path)
        if level.has_subtotal and not (level.is_outline and level.subtotal_on_top):
            yield path, LineKind.SUBTOTAL


def _sorted(order: AxisOrder, cross: CrossTable, prefix: Path) -> Sequence[int]:
    items = cross.children(order.axis, prefix)
    sort = order.levels[len(prefix)].sort
    if sort is None:
        return items

    def figure(item: int) -> float:
        path = (*prefix, item)
        row, column = (path, ()) if order.axis == 0 else ((), path)
        value = cross.value(row, column, sort.field, sort.aggregate) or 0
        return -value if sort.is_descending else value

    return sorted(items, key=figure)


def _common(first: Path, second: Path) -> int:
    for at, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return at
    return min(len(first), len(second))


def line_elements(lines: Sequence[Line], name: str, values: int) -> etree._Element:
    """`rowItems` or `colItems` (18.10.1.84, 18.10.1.14) of some lines."""
    parent = etree.Element(tag(name), count=str(len(lines)))
    for line in lines:
        parent.append(_element(line, values))
    return parent


def _element(line: Line, values: int) -> etree._Element:
    element = etree.Element(tag("i"))
    if line.kind is not LineKind.ITEM:
        element.set("t", line.kind.value)
    # A further value field of a group repeats the whole group.
    is_further = line.kind is LineKind.ITEM and line.value > 0
    shared = len(line.path) if is_further else line.shared
    if shared:
        element.set("r", str(shared))
    if line.value:
        element.set("i", str(line.value))
    shown = list(line.path[shared:])
    if line.kind is LineKind.ITEM and values > 1:
        shown.append(line.value)
    if line.kind is not LineKind.ITEM:
        shown = shown or [0]
    for number in shown:
        x = etree.SubElement(element, tag("x"))
        if number:
            x.set("v", str(number))
    return element
