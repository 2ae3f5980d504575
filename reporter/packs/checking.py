"""Packs -> what a person should know of them before they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from reporter.domain.taxonomy import Taxonomy
from reporter.errors import OutputError, UsageError
from reporter.packs.reading import Pack, load_packs, read_packs

_EXAMPLE = Path(__file__).resolve().parent / "example.yaml"
_EXAMPLE_ID = "id: my-field"
# Lists of which a word should stand in one alone.
_OPPOSITES = (("helps", "hurts"), ("good_things", "bad_things"), ("rises", "falls"))
_SHORTEST_ALIAS = 2


def write_new_pack(target: Path) -> None:
    """Write a commented pack to start from, named after its file.

    Raises:
        UsageError: the file is there already.
        OutputError: it cannot be written.
    """
    if target.exists():
        raise UsageError(f"{target} is there already; choose another name")
    text = _EXAMPLE.read_text(encoding="utf-8")
    text = text.replace(_EXAMPLE_ID, f"id: {target.stem}", 1)
    try:
        target.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror})") from error


def check_packs(names: Sequence[str]) -> tuple[str, ...]:
    """What packs hold, how they merge, and what in them is doubtful.

    Raises:
        PackError: a pack has faults; all of them are named with their lines.
    """
    packs = read_packs(names)
    taxonomy = load_packs(names)
    return (
        *(_summary(name, pack) for name, pack in zip(names, packs, strict=True)),
        *(line for earlier, later in pairwise(packs) for line in _won(earlier, later)),
        *_doubts(taxonomy),
    )


def _summary(name: str, pack: Pack) -> str:
    cues = sum(len(words) for words in pack.cues.values())
    return (
        f"{name}: {pack.id} ({pack.language}): {len(pack.platforms)} platforms, "
        f"{len(pack.themes)} themes, {len(pack.initiatives)} initiatives, {cues} cues"
    )


def _won(earlier: Pack, later: Pack) -> Iterator[str]:
    """Which entries of a later pack replace those of an earlier one."""
    for kind, before, after in (
        (
            "platforms",
            (p.id for p in earlier.platforms),
            (p.id for p in later.platforms),
        ),
        ("themes", (t.id for t in earlier.themes), (t.id for t in later.themes)),
        (
            "initiatives",
            (i.name for i in earlier.initiatives),
            (i.name for i in later.initiatives),
        ),
    ):
        known = set(before)
        for name in after:
            if name in known:
                yield f"{kind}.{name}: {later.id} replaces what {earlier.id} says"


def _doubts(taxonomy: Taxonomy) -> Iterator[str]:
    yield from _shared_names(taxonomy)
    for one, other in _OPPOSITES:
        both = set(taxonomy.cues.get(one, ())) & set(taxonomy.cues.get(other, ()))
        for word in sorted(both):
            yield f"cues: {word} stands in {one} and in {other}"
    for platform in taxonomy.platforms:
        for alias in platform.aliases:
            if len(alias) < _SHORTEST_ALIAS:
                place = f"platforms.{platform.id}.aliases"
                yield f"{place}: {alias} is so short that it is found by chance"


def _shared_names(taxonomy: Taxonomy) -> Iterator[str]:
    """Names that mean two platforms: the earlier one gets them."""
    named: list[tuple[str, str]] = [
        (name, p.id)
        for p in taxonomy.platforms
        for name in dict.fromkeys((p.zh, p.en, *p.aliases))
    ]
    yield from _twice(named, "platforms")
    yield from _twice(
        [
            (name, i.name)
            for i in taxonomy.initiatives
            for name in dict.fromkeys((i.name, *i.aliases))
        ],
        "initiatives",
    )


def _twice(named: Iterable[tuple[str, str]], kind: str) -> Iterator[str]:
    first: dict[str, str] = {}
    for name, owner in named:
        winner = first.setdefault(name, owner)
        if winner != owner:
            yield f"{kind}: {name} means {winner} and {owner}; {winner} gets it"
