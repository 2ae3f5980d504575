"""YAML packs -> one Taxonomy; everything wrong is named at once, with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import yaml

from reporter.domain.taxonomy import KnownInitiative, Platform, Taxonomy, Theme
from reporter.domain.text import did_you_mean
from reporter.errors import PackError
from reporter.packs import nodes
from reporter.packs.learned import SHIPPED, WEIGHTS, network, weights, wording
from reporter.packs.nodes import Faults

_CUE_FILES = ("cues-zh", "cues-en")
_KEYS = ("id", "language", "platforms", "themes", "initiatives", "cues")
_LANGUAGES = ("zh", "en")
_LISTS = frozenset({"aliases", "cues"})
_REQUIRED = {
    Platform: ("id", "zh", "en"),
    Theme: ("id", "zh", "en"),
    KnownInitiative: ("name", "platform"),
}
Entry = TypeVar("Entry", Platform, Theme, KnownInitiative)
Cues = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack as its file says it."""

    id: str
    language: str
    platforms: tuple[Platform, ...]
    themes: tuple[Theme, ...]
    initiatives: tuple[KnownInitiative, ...]
    cues: Cues


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with reporter."""
    found = (path.stem for path in SHIPPED.glob("*.yaml"))
    return tuple(sorted(name for name in found if name not in (*_CUE_FILES, WEIGHTS)))


def load_packs(names: Sequence[str]) -> Taxonomy:
    """Read packs, by shipped name or file, and merge them; the later one wins.

    Raises:
        PackError: a pack is not there or has faults; all of them are named.
    """
    general, packs = _general_cues(), read_packs(names)
    taxonomy = Taxonomy(
        id="+".join(pack.id for pack in packs),
        language=packs[-1].language,
        platforms=_merged((p.platforms for p in packs), lambda entry: entry.id),
        themes=_merged((p.themes for p in packs), lambda entry: entry.id),
        initiatives=_merged((p.initiatives for p in packs), lambda entry: entry.name),
        cues=_joined([general, *(pack.cues for pack in packs)]),
        own_cues=frozenset(_own_cues(names, packs)),
        weights=weights(),
        wording=wording(),
        network=network(),
    )
    faults = _dangling(taxonomy)
    if faults:
        raise PackError(", ".join(names), faults)
    return taxonomy


def _own_cues(names: Sequence[str], packs: Sequence[Pack]) -> Iterator[str]:
    """The cues of packs that do not come with reporter."""
    for name, pack in zip(names, packs, strict=True):
        if name not in shipped_packs():
            for words in pack.cues.values():
                yield from words


def read_packs(names: Sequence[str]) -> tuple[Pack, ...]:
    """Read packs, by shipped name or file, each as it stands.

    Raises:
        PackError: a pack is not there or has faults; all of them are named.
    """
    known = frozenset(_general_cues())
    return tuple(_read_pack(_find(name), known) for name in names)


def _find(name: str) -> Path:
    shipped = SHIPPED / f"{name}.yaml"
    if name in shipped_packs():
        return shipped
    path = Path(name)
    if path.is_file():
        return path
    known = ", ".join(shipped_packs())
    hint = did_you_mean(name, shipped_packs())
    raise PackError(name, [f"no such file, and no such pack (there are {known}){hint}"])


def _compose(path: Path) -> yaml.Node:
    try:
        node = nodes.compose(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PackError(str(path), [f"cannot be read ({error})"]) from error
    if node is None:
        raise PackError(str(path), ["line 1: the file is empty"])
    return node


@cache
def _general_cues() -> Cues:
    """The cue lists of the languages, which every pack builds on."""
    lists = []
    for name in _CUE_FILES:
        path = SHIPPED / f"{name}.yaml"
        faults = Faults(path)
        lists.append(_cues(_compose(path), faults, None))
        _raise_if_any(faults)
    return _joined(lists)


def _read_pack(path: Path, cue_lists: frozenset[str]) -> Pack:
    root, faults = _compose(path), Faults(path)
    values: dict[str, yaml.Node] = {}
    for key, node in nodes.entries(root, "", faults):
        if key in _KEYS:
            values[key] = node
        else:
            faults.add(node, key, f"unknown key{did_you_mean(key, _KEYS)}")
    for key in ("id", "platforms", "themes"):
        if key not in values:
            faults.add(root, key, "is missing")
    language = _word(values, "language", faults) or "zh"
    if language not in _LANGUAGES:
        faults.add(values["language"], "language", f"is zh or en, not {language}")
    pack = Pack(
        id=_word(values, "id", faults),
        language=language,
        platforms=_list(values, "platforms", Platform, faults),
        themes=_list(values, "themes", Theme, faults),
        initiatives=_list(values, "initiatives", KnownInitiative, faults),
        cues=_cues(values["cues"], faults, cue_lists) if "cues" in values else {},
    )
    _raise_if_any(faults)
    return pack


def _word(values: Mapping[str, yaml.Node], key: str, faults: Faults) -> str:
    return nodes.word(values[key], key, faults) if key in values else ""


def _list(
    values: Mapping[str, yaml.Node], key: str, kind: type[Entry], faults: Faults
) -> tuple[Entry, ...]:
    if key not in values:
        return ()
    found: dict[str, Entry] = {}
    for number, node in enumerate(nodes.items(values[key], key, faults), start=1):
        entry = _entry(node, f"{key}[{number}]", kind, faults)
        if entry is None:
            continue
        name = entry.name if isinstance(entry, KnownInitiative) else entry.id
        if name in found:
            faults.add(node, f"{key}[{number}]", f"{name} stands here twice")
        found[name] = entry
    return tuple(found.values())


def _entry(
    node: yaml.Node, place: str, kind: type[Entry], faults: Faults
) -> Entry | None:
    known = [field.name for field in fields(kind)]
    values: dict[str, str | tuple[str, ...]] = {}
    before = len(faults.found)
    for key, value in nodes.entries(node, f"{place}.", faults):
        where = f"{place}.{key}"
        if key not in known:
            faults.add(value, where, f"unknown key{did_you_mean(key, known)}")
        elif key in _LISTS:
            values[key] = nodes.words(value, where, faults)
        else:
            values[key] = nodes.word(value, where, faults)
    for key in _REQUIRED[kind]:
        if key not in values:
            faults.add(node, f"{place}.{key}", "is missing")
    if len(faults.found) > before:
        return None
    return kind(**values)  # type: ignore[arg-type]  # keys and types are checked above


def _cues(node: yaml.Node, faults: Faults, known: frozenset[str] | None) -> Cues:
    lists: dict[str, tuple[str, ...]] = {}
    for key, value in nodes.entries(node, "cues.", faults):
        if known is not None and key not in known:
            hint = did_you_mean(key, known)
            faults.add(value, f"cues.{key}", f"no such list of cues{hint}")
        lists[key] = nodes.words(value, f"cues.{key}", faults)
    return lists


def _joined(lists: Iterable[Cues]) -> Cues:
    joined: dict[str, tuple[str, ...]] = {}
    for cues in lists:
        for key, words in cues.items():
            joined[key] = tuple(dict.fromkeys((*joined.get(key, ()), *words)))
    return MappingProxyType(joined)


def _merged(
    lists: Iterable[tuple[Entry, ...]], key: Callable[[Entry], str]
) -> tuple[Entry, ...]:
    return tuple({key(entry): entry for found in lists for entry in found}.values())


def _dangling(taxonomy: Taxonomy) -> list[str]:
    """References to platforms and themes that no pack has."""
    platforms = {platform.id for platform in taxonomy.platforms}
    themes = {theme.id for theme in taxonomy.themes}
    faults = [
        f"platforms.{p.id}.group: no platform {p.group!r}"
        + did_you_mean(p.group, platforms)
        for p in taxonomy.platforms
        if p.group and p.group not in platforms
    ]
    for entry in taxonomy.initiatives:
        place = f"initiatives.{entry.name}"
        if entry.platform not in platforms:
            hint = did_you_mean(entry.platform, platforms)
            faults.append(f"{place}.platform: no platform {entry.platform!r}{hint}")
        if entry.theme and entry.theme not in themes:
            hint = did_you_mean(entry.theme, themes)
            faults.append(f"{place}.theme: no theme {entry.theme!r}{hint}")
    return faults


def _raise_if_any(faults: Faults) -> None:
    if faults.found:
        raise PackError(str(faults.path), faults.found)
