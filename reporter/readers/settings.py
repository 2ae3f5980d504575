"""reporter.yaml -> Settings, with the line of every fault."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import yaml

from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.text import did_you_mean
from reporter.errors import SettingsError

NAME = "reporter.yaml"


def find_settings(inputs: Sequence[Path]) -> Path | None:
    """The settings file in or beside the first INPUT that has one, else here."""
    for given in inputs:
        folders = (given, given.parent) if given.is_dir() else (given.parent,)
        for folder in folders:
            if (folder / NAME).is_file():
                return folder / NAME
    here = Path(NAME)
    return here if here.is_file() else None


def read_settings(path: Path, taxonomy: Taxonomy) -> Settings:
    """Read a team's settings; what the file leaves out keeps its default.

    Raises:
        SettingsError: names every key or value that is not understood, with its line.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(str(path), [f"cannot be read ({error})"]) from error
    if node is None:
        return Settings()
    if not isinstance(node, yaml.MappingNode):
        raise SettingsError(str(path), ["line 1: must be a list of `key: value`"])
    known = frozenset(platform.id for platform in taxonomy.platforms)
    values: dict[str, object] = {}
    faults: list[str] = []
    for key_node, value_node in node.value:
        key, value = key_node.value, _plain(value_node)
        found = list(_faults(key, value, known))
        line = key_node.start_mark.line + 1
        faults.extend(f"line {line}: {key}: {fault}" for fault in found)
        values[key] = tuple(value) if isinstance(value, list) else value
    if faults:
        raise SettingsError(str(path), faults)
    return Settings(**values)  # type: ignore[arg-type]  # checked key by key above


def _plain(node: yaml.Node) -> object:
    """The value of a node as YAML resolves it."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    finally:
        loader.dispose()


def _faults(key: str, value: object, platforms: Collection[str]) -> Iterator[str]:
    check = _CHECKS.get(key)
    if check is None:
        yield f"unknown key{did_you_mean(key, _CHECKS)}"
    elif not check(value):
        yield f"must be {_EXPECTED[key]}, not {value!r}"
    elif key == "platforms" and isinstance(value, list):
        for name in value:
            if name not in platforms:
                yield f"no platform {name!r} in the pack{did_you_mean(name, platforms)}"


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _is_share(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= float(str(value)) <= 1


def _is_count(value: object) -> bool:
    return _is_number_of_weeks(value) and value != 0


def _is_number_of_weeks(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_CHECKS: dict[str, Callable[[object], bool]] = {
    "title": lambda value: isinstance(value, str),
    "platforms": _is_names,
    "review_below": _is_share,
    "sheet_entries": _is_count,
    "window": _is_number_of_weeks,
    "stale_weeks": _is_count,
}
_EXPECTED = {
    "title": "words",
    "platforms": "a list of platform ids",
    "review_below": "a number from 0 to 1",
    "sheet_entries": "a whole number from 1",
    "window": "a whole number of weeks, 0 for none",
    "stale_weeks": "a whole number from 1",
}
