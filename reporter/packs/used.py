"""Packs as a build used them, so that its week can be understood later, elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reporter.domain.taxonomy import Taxonomy, UsedPack
from reporter.packs.reading import load_packs, shipped_packs


def used_packs(names: Sequence[str]) -> tuple[UsedPack, ...]:
    """The packs of these names or files, which `load_packs` could read."""
    shipped = shipped_packs()
    return tuple(
        UsedPack(name) if name in shipped else _of_file(Path(name)) for name in names
    )


def _of_file(path: Path) -> UsedPack:
    content = path.read_bytes()
    text = content.decode("utf-8-sig")
    return UsedPack(path.name, text, hashlib.sha256(content).hexdigest())


def load_used_packs(packs: Sequence[UsedPack]) -> Taxonomy:
    """Merge packs as they were.

    Raises:
        PackError: this reporter does not know a shipped pack, or reads it no longer.
    """
    with TemporaryDirectory() as folder:
        names = []
        for number, pack in enumerate(packs):
            file = Path(folder) / str(number) / pack.name
            names.append(str(file) if pack.text else pack.name)
            if pack.text:
                file.parent.mkdir()
                file.write_text(pack.text, encoding="utf-8")
        return load_packs(names)
