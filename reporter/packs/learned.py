"""What was learned from labelled bullets: weights, wording and network, as shipped."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from reporter.domain.taxonomy import Network, Wording
from reporter.packs import nodes

SHIPPED = Path(__file__).resolve().parent / "shipped"
WEIGHTS, WORDING, NETWORK = "weights", "wording.json", "network.json"
# The columns of the file of wording, in the order of a signal's weights.
WORDING_COLUMNS = ("helps", "hurts", "neither", "outside_if_helps", "outside_if_hurts")


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """How much each signal speaks for what."""
    text = (SHIPPED / f"{WEIGHTS}.yaml").read_text(encoding="utf-8")
    found = yaml.load(text, nodes.LOADER)
    rows = {name: tuple(map(float, row)) for name, row in found.items()}
    return MappingProxyType(rows)


@cache
def wording() -> Wording:
    """How much each run of wording speaks for what."""
    found = json.loads((SHIPPED / WORDING).read_bytes())
    return Wording(found["runs"], tuple(found[column] for column in WORDING_COLUMNS))


@cache
def network() -> Network:
    """What reads English words by what stands beside them."""
    found = json.loads((SHIPPED / NETWORK).read_bytes())
    filters = {int(width): b64decode(f) for width, f in found["filters"].items()}
    return Network(
        words=tuple(found["words"]),
        vectors=b64decode(found["vectors"]),
        filters=MappingProxyType(filters),
        bias=tuple(found["bias"]),
        outputs=tuple(map(tuple, found["outputs"])),
        start=tuple(found["start"]),
        scale=found["scale"],
    )
