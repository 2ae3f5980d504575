"""Formats of a pivot that name items by number (pivotArea, 18.3.1.68)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from reporter.office.book import tag
from reporter.office.pivots.cross import Scalar

VALUES = "4294967294"  # the reference to the value fields
_HOLDERS = ("formats", "conditionalFormats", "chartFormats")


def renumber_items(
    root: etree._Element,
    moved: Mapping[int, tuple[Sequence[Scalar], Sequence[Scalar]]],
) -> None:
    """Let formats name the same items as before; those of items that are gone go too.

    `moved` holds the items of each field before and after.
    """
    for name in _HOLDERS:
        holder = root.find(tag(name))
        for entry in list(holder) if holder is not None else ():
            if not all(_renumber(r, moved) for r in entry.iter(tag("reference"))):
                entry.getparent().remove(entry)  # type: ignore[union-attr]
        if holder is not None:
            holder.set("count", str(len(holder)))
            if not len(holder):
                root.remove(holder)
    for scope in list(root.iter(tag("autoSortScope"))):
        if not all(_renumber(r, moved) for r in scope.iter(tag("reference"))):
            scope.getparent().remove(scope)  # type: ignore[union-attr]


def _renumber(
    reference: etree._Element,
    moved: Mapping[int, tuple[Sequence[Scalar], Sequence[Scalar]]],
) -> bool:
    """Whether anything is left of a reference after its items got new numbers."""
    field = reference.get("field", "")
    if field == VALUES or not field.isdigit() or int(field) not in moved:
        return True
    before, after = moved[int(field)]
    for x in list(reference.iterfind(tag("x"))):
        old = int(x.get("v", "0"))
        if old < len(before) and before[old] in after:
            x.set("v", str(after.index(before[old])))
        else:
            reference.remove(x)
    left = len(reference.findall(tag("x")))
    reference.set("count", str(left))
    return left > 0
