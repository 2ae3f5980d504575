"""One sheet of a template -> one sheet per platform, with all that hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml import etree

from reporter.office.book import RELS, Book, Sheet, tag
from reporter.office.charts import move_references
from reporter.office.follow import formulas_of
from reporter.office.package import Package, parse, serialise
from reporter.office.refs import rename_sheet
from reporter.office.relationships import Relationship

PLACEHOLDER = "{platform}"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MAX_TITLE = 31
# Parts that belong to one sheet alone and are copied with it; others are shared.
_COPIED = frozenset(
    {"drawing", "vmlDrawing", "comments", "table", "chart", "chartStyle", "slicer",
     "chartColorStyle", "ctrlProp", "threadedComment"}
)  # fmt: skip


def placeholder_sheet(book: Book) -> Sheet | None:
    """The sheet that stands for one platform, if the template has one."""
    return next((s for s in book.sheets if PLACEHOLDER in s.name), None)


def sheet_titles(wanted: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Titles that Excel takes: no forbidden character, at most 31, each only once."""
    used = {title.casefold() for title in taken}
    titles = []
    for title in wanted:
        clean = _FORBIDDEN.sub(" ", title).strip().strip("'")[:_MAX_TITLE] or "-"
        unique, number = clean, 2
        while unique.casefold() in used:
            ending = f" ({number})"
            unique, number = clean[: _MAX_TITLE - len(ending)] + ending, number + 1
        used.add(unique.casefold())
        titles.append(unique)
    return titles


def repeat_sheet(book: Book, original: Sheet, titles: Sequence[str]) -> None:
    """Put a copy of a sheet for each title in its place, and take it out itself."""
    package = book.package
    sheets = book.root.find(tag("sheets"))
    if sheets is None:
        return
    entry = sheets[original.index]
    next_id = max(int(e.get("sheetId", "0")) for e in sheets) + 1
    for offset, title in enumerate(titles):
        part = _copy_part(package, original.part, {}, (original.name, title))
        relation = package.relate(book.part, f"{RELS}/worksheet", part)
        copy = deepcopy(entry)
        copy.set("name", title)
        copy.set("sheetId", str(next_id + offset))
        copy.set(f"{{{RELS}}}id", relation)
        sheets.insert(original.index + 1 + offset, copy)
    _repeat_names(book, original, titles)
    _forget(book, original, entry)


def _copy_part(
    package: Package, part: str, copies: dict[str, str], renamed: tuple[str, str]
) -> str:
    """Copy a part and the parts that are its own; gives the name of the copy."""
    if part in copies:
        return copies[part]
    name = package.free_name(part)
    copies[part] = name
    content = package.read(part)
    if "/charts/chart" in part:
        content = move_references(content, lambda text: rename_sheet(text, *renamed))
    elif "/worksheets/" in part:
        content = _with_own_formulas(content, renamed)
    elif "/tables/" in part:
        content = _renamed_table(package, content)
    package.add(name, content, package.content_type(part))
    relations = package.relationships(part)
    if relations:
        copied = [
            Relationship(
                relation.id,
                relation.type,
                _copy_part(package, relation.target, copies, renamed),
                is_external=False,
            )
            if not relation.is_external and relation.kind in _COPIED
            else relation
            for relation in relations
        ]
        package.set_relationships(name, copied)
    return name


def _with_own_formulas(content: bytes, renamed: tuple[str, str]) -> bytes:
    """A copied sheet whose formulas and links that meant the original mean itself."""
    root = parse(content)
    for formula in formulas_of(root):
        if formula.text:
            formula.text = rename_sheet(formula.text, *renamed)
    for link in root.iter(tag("hyperlink")):
        if link.get("location"):
            link.set("location", rename_sheet(link.get("location", ""), *renamed))
    return serialise(root)


def _renamed_table(package: Package, content: bytes) -> bytes:
    """A table with an id and a name that no other table has."""
    tables = [
        parse(package.read(name)) for name in package.names() if "/tables/" in name
    ]
    ids = {int(table.get("id", "0")) for table in tables}
    names = {table.get("displayName", "").casefold() for table in tables}
    root = parse(content)
    stem, number = root.get("displayName", "Table"), 2
    while f"{stem}_{number}".casefold() in names:
        number += 1
    root.set("id", str(max(ids) + 1))
    root.set("name", f"{stem}_{number}")
    root.set("displayName", f"{stem}_{number}")
    return serialise(root)


def _repeat_names(book: Book, original: Sheet, titles: Sequence[str]) -> None:
    """Names of the sheet for each copy; scopes of the sheets behind it move on."""
    names = book.root.find(tag("definedNames"))
    if names is None:
        return
    moved = len(titles) - 1
    for element in list(names):
        scope = element.get("localSheetId")
        if scope is None or int(scope) < original.index:
            continue
        if int(scope) > original.index:
            element.set("localSheetId", str(int(scope) + moved))
            continue
        for offset, title in enumerate(titles):
            copy = deepcopy(element)
            copy.set("localSheetId", str(original.index + offset))
            copy.text = rename_sheet(element.text or "", original.name, title)
            element.addprevious(copy)
        names.remove(element)
    if not len(names):
        book.root.remove(names)


def _forget(book: Book, original: Sheet, entry: etree._Element) -> None:
    """Take the original and the parts that only it used out of the package."""
    package = book.package
    relation_id = entry.get(f"{{{RELS}}}id")
    kept = [r for r in package.relationships(book.part) if r.id != relation_id]
    package.set_relationships(book.part, kept)
    parent = entry.getparent()
    if parent is not None:
        parent.remove(entry)
    _remove_with_own(package, original.part)
    views = book.root.find(tag("bookViews"))
    for view in views if views is not None else ():
        for key in ("activeTab", "firstSheet"):
            if int(view.get(key, "0")) >= original.index:
                view.set(key, "0")


def _remove_with_own(package: Package, part: str) -> None:
    for relation in package.relationships(part):
        if not relation.is_external and relation.kind in _COPIED:
            _remove_with_own(package, relation.target)
    package.remove(part)
