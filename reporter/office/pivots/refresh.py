"""Pivots whose source was filled -> their caches, items, places and cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reporter.errors import TemplateError
from reporter.office.book import Book, Sheet, tag
from reporter.office.grid import Overlay
from reporter.office.package import parse, serialise
from reporter.office.pivots.cache import (
    Cache,
    column_values,
    holds_dates,
    read_caches,
    refresh_on_load,
    write_cache,
)
from reporter.office.pivots.chart import follow_in_pivot_charts
from reporter.office.pivots.cross import CrossTable, Scalar
from reporter.office.pivots.drawing import Drawing, draw
from reporter.office.pivots.items import Items, new_items, shared_of, write_items
from reporter.office.pivots.lines import line_elements
from reporter.office.pivots.room import Placed, in_the_way, place_pivots
from reporter.office.pivots.table import Pivot, ValueField, read_pivots
from reporter.office.plan import ItemOrder, TablePlan, WorkbookFill
from reporter.office.slicers import follow_in_slicers, pivot_cache_id

Listed = Sequence[Scalar]


@dataclass(slots=True)
class Refreshed:
    """What came of all pivots: cells by sheet, their places, and what had to give.

    `listed` holds the items of a field before and after, by cache number and name.
    """

    cells: dict[Sheet, Overlay] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    listed: dict[tuple[int, str], tuple[Listed, Listed]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class _Source:
    """A cache with the filled table that it reads."""

    def __init__(
        self, cache: Cache, plan: TablePlan, orders: Sequence[ItemOrder]
    ) -> None:
        self.cache, self.plan = cache, plan
        self._orders = [
            order for order in orders if order.table.casefold() == self._name
        ]
        headers = [header.casefold() for header in plan.headers]
        self._at = [
            headers.index(name.casefold()) if name.casefold() in headers else -1
            for name in cache.fields
        ]

    @property
    def _name(self) -> str:
        return self.plan.place.name.casefold()

    def values(self, number: int) -> tuple[Scalar, ...]:
        """The values of a field of the cache."""
        return column_values(self.plan, self._at[number])

    def order(self, number: int) -> tuple[str, ...]:
        """In which order a field's items are listed where nobody says otherwise."""
        at = self._at[number]
        source = self.plan.columns[at]
        names = self.plan.fields[source] if source is not None else ()
        for order in self._orders:
            if order.field in names:
                return order.items
        return ()

    def faults(self, listed: set[int], added: set[int]) -> Iterator[str]:
        """Why fields whose items are listed, or that are added up, cannot be read."""
        for number, name in enumerate(self.cache.fields):
            at = self._at[number]
            if at < 0:
                yield f"its field {name} is not in the table"
            elif number in listed | added and self.plan.columns[at] is None:
                yield f"the column {name} is calculated by Excel"
            elif number in listed and holds_dates(self.plan, at):
                yield f"the column {name} holds dates"


def refresh_pivots(
    book: Book, plans: Sequence[TablePlan], fill: WorkbookFill
) -> Refreshed:
    """Bring every pivot of a filled table to its rows.

    A pivot that we cannot work out keeps its cells, is refreshed by Excel when the
    file opens, and is named in the notes.

    Raises:
        TemplateError: a pivot that grows would run into other cells.
    """
    done = Refreshed()
    caches = read_caches(book, [plan.place for plan in plans])
    pivots = read_pivots(book, caches)
    drawn: dict[Sheet, list[tuple[Pivot, Drawing]]] = {}
    for cache in caches.values():
        plan = next((p for p in plans if p.place == cache.source), None)
        own = [pivot for pivot in pivots if pivot.cache is cache]
        source = _Source(cache, plan, fill.orders) if plan else None
        reasons = _reasons(source, own) if source else _elsewhere(cache, own, plans)
        if reasons:
            _leave(book, cache, reasons, done)
        if reasons or source is None or not own:
            continue
        for pivot, drawing in _refresh(book, source, own, fill, done):
            drawn.setdefault(pivot.sheet, []).append((pivot, drawing))
    faults = [f for sheet in drawn for f in _settle(book, sheet, drawn[sheet], done)]
    if faults:
        raise TemplateError(book.package.name, faults)
    follow_in_slicers(book, done.listed)
    done.notes.extend(follow_in_pivot_charts(book.package, done.placed))
    return done


def _elsewhere(
    cache: Cache, pivots: Sequence[Pivot], plans: Sequence[TablePlan]
) -> list[tuple[Pivot, str]]:
    """Pivots of cells that a filled table may grow into, but that are not just it."""
    if cache.sheet not in {plan.place.sheet.name for plan in plans}:
        return []
    return [(pivot, "it reads other cells than those of one table") for pivot in pivots]


def listed_fields(pivot: Pivot) -> set[int]:
    """The fields whose items a pivot lists."""
    return {n for n, e in enumerate(pivot.fields) if e.find(tag("items")) is not None}


def _reasons(source: _Source, pivots: Sequence[Pivot]) -> list[tuple[Pivot, str]]:
    return [
        (pivot, reason)
        for pivot in pivots
        for reason in (
            *pivot.unsupported(),
            *source.faults(listed_fields(pivot), {v.field for v in _values(pivot)}),
        )
    ]


def _values(pivot: Pivot) -> Sequence[ValueField]:
    return () if any(pivot.unsupported()) else pivot.values


def _leave(
    book: Book, cache: Cache, reasons: Sequence[tuple[Pivot, str]], done: Refreshed
) -> None:
    """Leave a cache to Excel; say of each pivot why."""
    refresh_on_load(cache.root)
    book.package.replace(cache.part, serialise(cache.root))
    for pivot, reason in reasons:
        done.notes.append(
            f"{pivot.sheet.name}!{pivot.area}: the pivot {pivot.name} shows figures of"
            f" the template until Excel opens the file ({reason})"
        )


def _refresh(
    book: Book,
    source: _Source,
    pivots: Sequence[Pivot],
    fill: WorkbookFill,
    done: Refreshed,
) -> Iterator[tuple[Pivot, Drawing]]:
    """Work out all pivots of one cache, and write the cache."""
    listed: dict[int, tuple[Scalar, ...]] = {}
    for pivot in pivots:
        items = {
            n: new_items(pivot, n, source.values(n), source.order(n))
            for n in sorted(listed_fields(pivot))
        }
        for number, found in items.items():
            listed.setdefault(number, found.found.items)
        cross = _cross(source, pivot, items)
        yield pivot, draw(pivot, cross, items, fill.words)
        write_items(pivot, items, listed)
    names, number = source.cache.fields, pivot_cache_id(pivots[0])
    for at, after in listed.items():
        done.listed[number, names[at]] = shared_of(source.cache, at), after
    write_cache(book, source.cache, source.plan, listed)


def _cross(source: _Source, pivot: Pivot, items: Mapping[int, Items]) -> CrossTable:
    kept = [
        number
        for number in range(len(source.plan.rows))
        if all(i.found.numbers[number] not in i.hidden for i in items.values())
    ]
    return CrossTable(
        [items[n].found.numbers for n in pivot.rows],
        [items[n].found.numbers for n in pivot.columns],
        [source.values(value.field) for value in pivot.values],
        kept,
    )


def _settle(
    book: Book, sheet: Sheet, drawn: Sequence[tuple[Pivot, Drawing]], done: Refreshed
) -> Iterator[str]:
    """Give the pivots of a sheet their places; gives what stands in their way."""
    placed = place_pivots(drawn)
    root = parse(book.package.read(sheet.part))
    yield from in_the_way(root, placed)
    overlay = done.cells.setdefault(sheet, Overlay())
    for each in placed:
        _put(each, overlay)
        _write_table(book, each)
    done.placed.extend(placed)


def _put(each: Placed, to: Overlay) -> None:
    """Write a pivot; its filters and the captions in its heads stay, or move along."""
    old, new, cells = each.pivot.area, each.area, each.drawing.cells
    whole = each.pivot.whole_area
    for row in range(whole.top, whole.bottom + 1):
        for column in range(whole.left, whole.right + 1):
            to.cleared.add((row, column))
            offset = row - old.top, column - old.left
            if offset[0] < each.pivot.heads[0] and offset not in cells:
                to.moved[row, column] = new.top + offset[0], new.left + offset[1]
    for (down, over), value in cells.items():
        place = new.top + down, new.left + over
        like_down, like_over = each.drawing.like[down, over]
        to.cells[place] = value
        to.like[place] = old.top + like_down, old.left + like_over


def _write_table(book: Book, each: Placed) -> None:
    """The pivot table part: its place and its lines."""
    root = each.pivot.root
    area = each.area
    each.pivot.location.set("ref", area.both_corners)
    values = len(each.pivot.values)
    for name, lines, count in (
        ("rowItems", each.drawing.row_lines, 1),
        ("colItems", each.drawing.column_lines, values),
    ):
        element = line_elements(lines, name, count)
        old = root.find(tag(name))
        if old is not None:
            root.replace(old, element)
    book.package.replace(each.pivot.part, serialise(root))
