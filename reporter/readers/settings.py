"""reporter.yaml -> Settings, with the line of every fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from email_validator import EmailNotValidError, validate_email

from reporter.domain.settings import FILES, SECTIONS, Audience, Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.text import did_you_mean
from reporter.errors import SettingsError
from reporter.readers.wishes import read_wishes

NAME = "reporter.yaml"
_LINK = re.compile(r"https?://[^\s<>\"]+")
_FILE_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Check:
    """What the value of a key must be, in words and as a test."""

    expected: str
    is_met: Callable[[object], bool]


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
    faults: list[str] = []
    values = _values(node, "", _CHECKS, faults)
    faults += _unknown_platforms(node, values.get("platforms"), known)
    audiences = tuple(_audiences(node, known, faults))
    pivots = [value for key, value in node.value if key.value == "pivots"]
    wishes, unread = read_wishes(pivots[0]) if pivots else ((), [])
    faults += unread
    if faults:
        raise SettingsError(str(path), sorted(faults, key=_line_of))
    values |= {"audiences": audiences, "pivots": wishes}
    return Settings(**values)  # type: ignore[arg-type]  # checked key by key above


def _line_of(fault: str) -> int:
    return int(fault.partition(":")[0].removeprefix("line "))


def _values(
    node: yaml.MappingNode, place: str, checks: Mapping[str, Check], faults: list[str]
) -> dict[str, object]:
    """The values of a mapping, lists as tuples; what is wrong goes to `faults`."""
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        key, value = key_node.value, _plain(value_node)
        where = f"line {key_node.start_mark.line + 1}: {place}{key}"
        check = checks.get(key)
        if check is None:
            faults.append(f"{where}: unknown key{did_you_mean(key, checks)}")
        elif not check.is_met(value):
            faults.append(f"{where}: must be {check.expected}, not {value!r}")
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return values


def _audiences(
    root: yaml.MappingNode, known: Collection[str], faults: list[str]
) -> Iterator[Audience]:
    nodes = [value for key, value in root.value if key.value == "audiences"]
    entries = (
        nodes[0].value if nodes and isinstance(nodes[0], yaml.SequenceNode) else []
    )
    for number, entry in enumerate(entries, start=1):
        place = f"audiences[{number}]."
        line = entry.start_mark.line + 1
        if not isinstance(entry, yaml.MappingNode):
            faults.append(f"line {line}: {place[:-1]}: must hold `key: value` pairs")
            continue
        values = _values(entry, place, _AUDIENCE, faults)
        faults += _unknown_platforms(entry, values.get("platforms"), known)
        if "name" in values:
            yield Audience(**values)  # type: ignore[arg-type]  # checked above
        else:
            faults.append(f"line {line}: {place}name: is missing")


def _unknown_platforms(
    node: yaml.Node, names: object, known: Collection[str]
) -> Iterator[str]:
    line = next(
        (k.start_mark.line + 1 for k, _ in node.value if k.value == "platforms"), 0
    )
    for name in names if isinstance(names, tuple) else ():
        if name not in known:
            hint = did_you_mean(name, known)
            yield f"line {line}: platforms: no platform {name!r} in the pack{hint}"


def _plain(node: yaml.Node) -> object:
    """The value of a node as YAML resolves it."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    finally:
        loader.dispose()


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _are_sections(value: object) -> bool:
    return isinstance(value, list) and all(name in SECTIONS for name in value)


def _is_share(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= float(str(value)) <= 1


def _is_count(value: object) -> bool:
    return _is_number_of_weeks(value) and value != 0


def _is_number_of_weeks(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_address(value: object) -> bool:
    """Whether a value is one mail address as servers of today take it, and no more."""
    if not isinstance(value, str):
        return False
    try:
        found = validate_email(
            value, check_deliverability=False, allow_smtputf8=False,
            test_environment=True,
        )  # fmt: skip
    except EmailNotValidError:
        return False
    return found.ascii_email is not None and value == value.strip()


def _are_addresses(value: object) -> bool:
    return isinstance(value, list) and all(is_address(item) for item in value)


def _are_files(value: object) -> bool:
    return isinstance(value, list) and all(name in FILES for name in value)


def _is_link(value: object) -> bool:
    return isinstance(value, str) and bool(_LINK.fullmatch(value))


def _is_file_name(value: object) -> bool:
    return isinstance(value, str) and bool(_FILE_NAME.fullmatch(value))


_PLATFORMS = Check("a list of platform ids", _is_names)
_CHECKS = {
    "title": Check("words", lambda value: isinstance(value, str)),
    "platforms": _PLATFORMS,
    "review_below": Check("a number from 0 to 1", _is_share),
    "sheet_entries": Check("a whole number from 1", _is_count),
    "window": Check("a whole number of weeks, 0 for none", _is_number_of_weeks),
    "stale_weeks": Check("a whole number from 1", _is_count),
    "sender": Check("a mail address", is_address),
    "audiences": Check("a list", lambda value: isinstance(value, list)),
    "pivots": Check("a list", lambda value: isinstance(value, list)),
}
_AUDIENCE = {
    "name": Check("a word that can stand in a file's name", _is_file_name),
    "platforms": _PLATFORMS,
    "sections": Check(f"a list of {', '.join(SECTIONS)}", _are_sections),
    "language": Check("zh or en", lambda value: value in ("zh", "en")),
    "entries": Check("a whole number from 1", _is_count),
    "recipients": Check("a list of mail addresses", _are_addresses),
    "files": Check(f"a list of {', '.join(FILES)}", _are_files),
    "link": Check("an address that begins with https://", _is_link),
}
