"""YAML with the place of every value, so that a fault can name its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(text: str) -> yaml.Node | None:
    """The nodes of one document; raises yaml.YAMLError if it is no YAML."""
    node: yaml.Node | None = yaml.compose(text, LOADER)
    return node


def line_of(node: yaml.Node) -> int:
    """The line of a node, from 1."""
    return int(node.start_mark.line) + 1


@dataclass(slots=True)
class Faults:
    """All that is wrong with one file, in order."""

    path: Path
    found: list[str] = field(default_factory=list)

    def add(self, node: yaml.Node, key: str, what: str) -> None:
        """Note a fault with its line and key."""
        self.found.append(f"line {line_of(node)}: {key}: {what}")


def entries(
    node: yaml.Node, key: str, faults: Faults
) -> Iterator[tuple[str, yaml.Node]]:
    """Keys and values of a mapping; anything else is a fault."""
    if not isinstance(node, yaml.MappingNode):
        faults.add(node, key, "must hold `key: value` pairs")
        return
    seen: set[str] = set()
    for key_node, value in node.value:
        name = str(key_node.value)
        if name in seen:
            faults.add(key_node, f"{key}{name}", "stands here twice")
        seen.add(name)
        yield name, value


def items(node: yaml.Node, key: str, faults: Faults) -> list[yaml.Node]:
    """The entries of a list; anything else is a fault."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    faults.add(node, key, "must be a list")
    return []


def word(node: yaml.Node, key: str, faults: Faults) -> str:
    """A word or sentence; anything else, and an empty one, is a fault."""
    if isinstance(node, yaml.ScalarNode) and str(node.value).strip():
        return str(node.value).strip()
    faults.add(node, key, "must be a word or words")
    return ""


def each_word(node: yaml.Node, key: str, faults: Faults) -> tuple[str, ...]:
    """A list of words, repeats kept."""
    return tuple(word(item, key, faults) for item in items(node, key, faults))


def words(node: yaml.Node, key: str, faults: Faults) -> tuple[str, ...]:
    """A list of words."""
    found = each_word(node, key, faults)
    return tuple(dict.fromkeys(w for w in found if w))
