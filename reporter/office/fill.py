"""A template and what goes into it -> a workbook: the door to filling workbooks.

The template is edited as a package, never opened and saved by a spreadsheet library:
what is not ours stays as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reporter.errors import TemplateError
from reporter.office.book import Book, NamePlace, Sheet, TablePlace, read_looks, tag
from reporter.office.cells import CellValue
from reporter.office.fidelity import Fidelity, fidelity_of
from reporter.office.follow import (
    extend_columns,
    follow_elsewhere,
    follow_in_charts,
    follow_in_names,
    follow_in_sheet,
    resize_table,
)
from reporter.office.formulas import Resolver
from reporter.office.grid import Place, content_below
from reporter.office.links import MAX_LINKS, add_links
from reporter.office.names import cells_of_blocks, cells_of_names
from reporter.office.package import Package, parse, serialise
from reporter.office.pivots.refresh import refresh_pivots
from reporter.office.pivots.wished import add_wished
from reporter.office.plan import (
    BlockFill,
    ItemOrder,
    NameFill,
    PivotFill,
    PivotWords,
    SheetFill,
    TableFill,
    TablePlan,
    WorkbookFill,
    plan_table,
)
from reporter.office.refs import Area, Growth
from reporter.office.repeat import placeholder_sheet, repeat_sheet, sheet_titles
from reporter.office.repeatable import repeat_faults
from reporter.office.scan import scan
from reporter.office.sheet import SheetJob, SheetWriter

__all__ = [
    "BlockFill", "FillReport", "ItemOrder", "NameFill", "PivotFill", "PivotWords",
    "SheetFill", "TableFill", "WorkbookFill", "fill_workbook",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FillReport:
    """What filling did: tables filled, what became of each part, what had to give."""

    tables: tuple[str, ...]
    fidelity: Fidelity
    notes: tuple[str, ...]


def fill_workbook(template: Path, target: Path, fill: WorkbookFill) -> FillReport:
    """Fill a copy of `template` and save it as `target`.

    Raises:
        TemplateError: the template cannot be filled; nothing is written.
        OutputError: the target cannot be written.
    """
    package = Package.open(template)
    report = fill_package(package, fill)
    package.save(target, keeps_dates=True)
    return report


def fill_package(package: Package, fill: WorkbookFill) -> FillReport:
    """Fill a package in place.

    Raises:
        TemplateError: it cannot be filled; the package is then of no use.
    """
    book = Book(package)
    return fill_book(book, fill, _repeat(book, fill.sheets))


def fill_book(
    book: Book, fill: WorkbookFill, repeated: Mapping[str, SheetFill]
) -> FillReport:
    """Fill a workbook whose sheets have been repeated, `repeated` by their names."""
    package = book.package
    titles = {one.title: name for name, one in reversed(list(repeated.items()))}
    add_wished(book, fill)
    plans, notes = _plans(book, fill.tables)
    jobs = _jobs(book, fill, plans, repeated)
    faults = [
        fault
        for sheet, job in jobs.items()
        if job.plans
        for fault in content_below(parse(package.read(sheet.part)), job.plans)
    ]
    if faults:
        raise TemplateError(package.name, faults)
    growths = tuple(plan.growth for plan in plans if plan.cells != plan.place.cells)
    refreshed = refresh_pivots(book, plans, fill)
    notes.extend(refreshed.notes)
    for sheet, overlay in refreshed.cells.items():
        jobs[sheet] = replace(jobs.get(sheet, SheetJob()), overlay=overlay)
    resolver = Resolver(plans)
    for sheet, job in jobs.items():
        notes.extend(_write_sheet(book, sheet, job, (resolver, growths, titles)))
    others = [sheet for sheet in book.sheets if sheet not in jobs]
    follow_elsewhere(package, others, growths)
    for plan in plans:
        resize_table(package, plan)
    follow_in_charts(package, plans)
    follow_in_names(book, growths)
    _finish(book)
    tables = tuple(plan.place.name for plan in plans)
    return FillReport(tables, fidelity_of(package), tuple(notes))


def _repeat(book: Book, sheets: Sequence[SheetFill]) -> dict[str, SheetFill]:
    """Repeat the platform sheet; gives what goes into each by the name it got."""
    original = placeholder_sheet(book)
    if original is None:
        return {}
    faults = list(repeat_faults(book, original))
    if faults:
        raise TemplateError(book.package.name, faults)
    wanted = [sheet.title for sheet in sheets]
    others = [sheet.name for sheet in book.sheets if sheet != original]
    titles = sheet_titles(wanted, others)
    repeat_sheet(book, original, titles)
    return dict(zip(titles, sheets, strict=True))


def _plans(
    book: Book, tables: Iterable[TableFill]
) -> tuple[list[TablePlan], list[str]]:
    places = _by_name(book)
    plans: list[TablePlan] = []
    notes: list[str] = []
    for table in tables:
        place = places.get(table.name.casefold())
        if place is None:
            continue
        plan, left = plan_table(table, place)
        plans.append(plan)
        if left:
            sheet = place.sheet.name
            notes.append(
                f"{sheet}: {left} rows of {table.name} do not fit on the sheet"
            )
    return plans, notes


def _by_name(book: Book) -> dict[str, TablePlace]:
    """The tables by their names, which Excel takes without regard to case."""
    places: dict[str, TablePlace] = {}
    faults = []
    for place in book.tables():
        first = places.setdefault(place.name.casefold(), place)
        if first is not place:
            faults.append(
                f"{place.sheet.name}!{place.area}: two tables are called {place.name},"
                f" the other stands at {first.sheet.name}!{first.area}; rename one"
            )
    if faults:
        raise TemplateError(book.package.name, faults)
    return places


def _jobs(
    book: Book,
    fill: WorkbookFill,
    plans: list[TablePlan],
    repeated: Mapping[str, SheetFill],
) -> dict[Sheet, SheetJob]:
    """What goes into each sheet that gets anything, in tab order."""
    names = book.names()
    jobs: dict[Sheet, SheetJob] = {}
    for sheet in book.sheets:
        scoped = repeated.get(sheet.name)
        own = [n for n in names if n.sheet == sheet.name]
        at_large = [n for n in own if n.scope is None or n.scope == sheet.index]
        named = (scoped.names, scoped.blocks) if scoped else (fill.names, fill.blocks)
        cells, blocks = _cells(named, at_large)
        mine = tuple(plan for plan in plans if plan.place.sheet.name == sheet.name)
        if cells or mine:
            jobs[sheet] = SheetJob(mine, cells, blocks)
    return jobs


def _cells(
    named: tuple[Iterable[NameFill], Iterable[BlockFill]], places: list[NamePlace]
) -> tuple[dict[Place, CellValue], tuple[Area, ...]]:
    names, blocks = named
    by_name = {place.name.casefold(): place.area for place in places}
    cells = cells_of_names(names, by_name)
    more, areas = cells_of_blocks(blocks, by_name)
    return {**cells, **more}, areas


def _write_sheet(
    book: Book,
    sheet: Sheet,
    job: SheetJob,
    context: tuple[Resolver, tuple[Growth, ...], Mapping[str, str]],
) -> Iterator[str]:
    package, (resolver, growths, titles) = book.package, context
    root = parse(package.read(sheet.part))
    follow_in_sheet(root, sheet.name, growths)
    for plan in job.plans:
        extend_columns(root, plan)
    scanned = scan(job)
    yield from scanned.notes(sheet.name)
    left = add_links(package, sheet.part, root, scanned.links, titles)
    if left:
        yield (
            f"{sheet.name}: {left} links have no room (Excel takes {MAX_LINKS} a sheet)"
        )
    looks = read_looks(package, book.part)
    writer = SheetWriter(root, job, looks, resolver.resolve)
    dimension, extent = root.find(tag("dimension")), writer.extent()
    if dimension is not None and extent is not None:
        dimension.set("ref", str(extent))
    package.replace(sheet.part, writer)


def _finish(book: Book) -> None:
    """Have Excel calculate on opening; the old order of calculation is void."""
    package = book.package
    for relation in package.relationships(book.part):
        if relation.kind == "calcChain":
            package.remove(relation.target)
            kept = [r for r in package.relationships(book.part) if r != relation]
            package.set_relationships(book.part, kept)
    book.calculate_on_load()
    package.replace(book.part, serialise(book.root))
