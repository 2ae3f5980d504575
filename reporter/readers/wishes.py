"""The `pivots:` of the settings -> wishes, with the line of every fault.

pivots:
- title: Stages by platform
table: Evidence
rows: [platform]
columns: [stage]
values: [count, average of confidence]
filters: [theme]
slicers: [quadrant]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from reporter.domain.settings import AGGREGATES, PivotWish
from reporter.domain.text import did_you_mean
from reporter.packs.nodes import line_of

_TEXTS, _LISTS = ("title", "table"), ("rows", "columns", "values", "filters", "slicers")
_VALUE = re.compile(r"(\w+)(?:\s+(?:of\s+)?(.+))?")


def read_wishes(node: yaml.Node) -> tuple[tuple[PivotWish, ...], list[str]]:
    """All pivots that are understood, and what is wrong with the others."""
    if not isinstance(node, yaml.SequenceNode):
        return (), [f"line {line_of(node)}: pivots: must be a list"]
    found: list[PivotWish] = []
    faults: list[str] = []
    for entry in node.value:
        wrong = list(_faults(entry))
        faults.extend(f"line {line}: pivots: {fault}" for line, fault in wrong)
        if not wrong:
            found.append(_wish(entry))
    titles = [wish.title.casefold() for wish in found]
    faults.extend(
        f"line {wish.line}: pivots: two are called {wish.title!r}"
        for at, wish in enumerate(found)
        if wish.title.casefold() in titles[:at]
    )
    return tuple(found), faults


def _faults(entry: yaml.Node) -> Iterator[tuple[int, str]]:
    if not isinstance(entry, yaml.MappingNode):
        yield line_of(entry), "each must have a title, rows or columns, and values"
        return
    for key, value in entry.value:
        for fault in _entry(key.value, value):
            yield line_of(key), f"{key.value}: {fault}"
    keys = {key.value for key, _ in entry.value}
    if "title" not in keys:
        yield line_of(entry), "title: is missing"
    if not keys & {"rows", "columns"}:
        yield line_of(entry), "rows: there must be rows or columns"


def _entry(key: str, node: yaml.Node) -> Iterator[str]:
    if key in _TEXTS:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            yield "must be a name"
    elif key not in _LISTS:
        yield f"unknown key{did_you_mean(key, (*_TEXTS, *_LISTS))}"
    elif not isinstance(node, yaml.SequenceNode) or not all(
        isinstance(item, yaml.ScalarNode) for item in node.value
    ):
        yield "must be a list of fields"
    elif key == "values":
        for item in node.value:
            yield from _value_faults(item.value)


def _value_faults(text: str) -> Iterator[str]:
    match = _VALUE.fullmatch(text.strip())
    how = match[1] if match else text
    if match is None or how not in AGGREGATES:
        yield f"no way to add up {how!r}{did_you_mean(how, AGGREGATES)}"
    elif how != "count" and not match[2]:
        yield f"{how} of what? Write `{how} of FIELD`"


def _wish(entry: yaml.MappingNode) -> PivotWish:
    facts: dict[str, Any] = {
        key.value: tuple(item.value for item in value.value)
        if key.value in _LISTS
        else value.value.strip()
        for key, value in entry.value
    }
    if "values" in facts:
        facts["values"] = tuple(_value(text) for text in facts["values"])
    return PivotWish(**facts, line=line_of(entry))


def _value(text: str) -> tuple[str, str]:
    match = _VALUE.fullmatch(text.strip())
    return (match[1], (match[2] or "").strip()) if match else (text, "")
