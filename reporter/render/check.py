"""A workbook template -> all that should be mended before a week is built with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from reporter.domain.text import slip_of
from reporter.errors import TemplateError
from reporter.office.book import Book, TablePlace
from reporter.office.fidelity import Fidelity
from reporter.office.fill import fill_package
from reporter.office.lint import (
    broken_names,
    broken_parts,
    in_the_way_of_tables,
    missing_lists,
    unrepeatable,
)
from reporter.office.package import Package
from reporter.office.repeat import placeholder_sheet
from reporter.office.risks import Finding, active_content
from reporter.render.brief_check import check_brief
from reporter.render.workbook import as_fill
from reporter.report.sheets.anchors import global_names, trial_content
from reporter.report.sheets.catalogue import CATALOGUE
from reporter.report.sheets.swot import PLATFORM_NAMES

# What links and corrections look a row up by.
_KEYS = {"Evidence": "evidence_id", "Review": "evidence_id", "Sources": "source_id"}
_BRIEF, _WORKBOOK = (".docx",), (".xlsx", ".xlsm", ".xltx", ".xltm")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a template, what a build does to its parts, what it leaves out.

    `fidelity` is None for a brief and where the template cannot be filled; `unused`
    names what a brief template could print and does not.
    """

    path: Path
    findings: tuple[Finding, ...]
    fidelity: Fidelity | None = None
    unused: tuple[str, ...] = ()


def check_template(path: Path) -> Checked:
    """All findings in a template of either kind, at once."""
    kind = path.suffix.lower()
    if kind not in (*_BRIEF, *_WORKBOOK):
        what = f"is no template ({kind or 'no ending'})"
        return Checked(path, (Finding(path.name, what, "give a .xlsx or a .docx"),))
    try:
        package = Package.open(path)
    except TemplateError as error:
        return Checked(path, tuple(_refused(path, fault) for fault in error.faults))
    if kind in _BRIEF:
        return _check_brief(path, package)
    return _check_workbook(path, package)


def _check_brief(path: Path, package: Package) -> Checked:
    try:
        findings, unused = check_brief(package)
    except TemplateError as error:
        return Checked(path, tuple(_refused(path, fault) for fault in error.faults))
    return Checked(path, tuple(findings), unused=tuple(unused))


def _refused(path: Path, fault: str) -> Finding:
    return Finding(path.name, fault, "nothing can be filled until it is mended")


def _check_workbook(path: Path, package: Package) -> Checked:
    broken = tuple(broken_parts(package))
    if broken:
        return Checked(path, broken)
    book = Book(package)
    if not book.part or not book.sheets:
        what = Finding(path.name, "is no workbook", "save it as .xlsx in Excel")
        return Checked(path, (what,))
    filled = {name.casefold() for name in CATALOGUE}
    findings = list(
        chain(
            active_content(package),
            _tables(book),
            _names(book),
            broken_names(book),
            missing_lists(book),
            in_the_way_of_tables(book, filled),
            unrepeatable(book),
        )
    )
    fidelity = None
    try:
        fill = as_fill(trial_content("zh"))
        fidelity = fill_package(Package.open(path), fill).fidelity
    except TemplateError as error:
        if not findings:
            findings = [_refused(path, fault) for fault in error.faults]
    return Checked(path, tuple(findings), fidelity)


def _tables(book: Book) -> Iterator[Finding]:
    places, known = book.tables(), {name.casefold(): name for name in CATALOGUE}
    if not any(place.name.casefold() in known for place in places):
        yield Finding(
            "the workbook",
            "holds no table that a build fills",
            f"name one {', '.join(list(CATALOGUE)[:3])} … (Table Design > Table Name)",
        )
    for place in places:
        name = known.get(place.name.casefold())
        if name:
            yield from _headers(place, name)
        elif near := slip_of(place.name, CATALOGUE):
            yield Finding(
                _where(place),
                f"no table is called {place.name}",
                f"did you mean {near}?",
            )


def _where(place: TablePlace) -> str:
    return f"{place.sheet.name}!{place.area}"


def _headers(place: TablePlace, name: str) -> Iterator[Finding]:
    """Headers that are nearly known, tables without any, and keys that are missing."""
    columns = CATALOGUE[name]
    fields = {s.casefold(): c.field for c in columns for s in c.spellings}
    taken = {fields.get(header.casefold().strip()) for header in place.headers}
    if name != "Matrix" and taken == {None}:
        yield Finding(
            _where(place),
            f"no column of {name} has a header that a build knows",
            f"name columns {', '.join(c.field for c in columns[:4])} …",
        )
        return
    free = [s for c in columns if c.field not in taken for s in c.spellings]
    for header in place.headers:
        is_known = header.casefold().strip() in fields
        if not is_known and name != "Matrix" and (near := slip_of(header, free)):
            yield Finding(
                _where(place),
                f"{name} has no field {header}",
                f"did you mean {near}?",
            )
    key = _KEYS.get(name)
    if key and key not in taken:
        yield Finding(
            _where(place),
            f"{name} lacks {key}, by which links and corrections find a row",
            f"add a column {key}; it may be hidden",
        )


def _names(book: Book) -> Iterator[Finding]:
    known = global_names(trial_content("zh"))
    original = placeholder_sheet(book)
    scoped: set[str] = set()
    for element in book.defined_names():
        name, scope = element.get("name", ""), element.get("localSheetId")
        of_platform = original is not None and scope == str(original.index)
        if of_platform:
            scoped.add(name.casefold())
        due = PLATFORM_NAMES if of_platform else known
        near = "" if name.casefold() in due else slip_of(name, due)
        if near and near.casefold() not in _defined(book, scope):
            yield Finding(
                f"the name {name}",
                "is none that a build fills",
                f"did you mean {near}?",
            )
    if original is not None and not scoped & set(PLATFORM_NAMES):
        yield Finding(
            original.name,
            "holds none of a platform's names, so that all its copies are the same",
            f"define {', '.join(PLATFORM_NAMES[:3])} … with this sheet as their scope",
        )


def _defined(book: Book, scope: str | None) -> set[str]:
    """The names that are there already in the same scope."""
    return {
        element.get("name", "").casefold()
        for element in book.defined_names()
        if element.get("localSheetId") == scope
    }
