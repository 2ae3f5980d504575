"""What became of each part of a template: the same bytes, changed, added, removed."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.office.package import Package


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The parts of a package by what was done with them; each is in one place only."""

    identical: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    def as_lists(self) -> dict[str, list[str]]:
        """The same as plain lists, for a manifest."""
        return {
            "changed": list(self.changed),
            "added": list(self.added),
            "removed": list(self.removed),
            "identical": list(self.identical),
        }


def fidelity_of(package: Package) -> Fidelity:
    """What has been done with a package since it was opened."""
    original, touched = set(package.original), set(package.touched)
    names = package.names()
    return Fidelity(
        identical=tuple(n for n in names if n in original and n not in touched),
        changed=tuple(n for n in names if n in original and n in touched),
        added=tuple(n for n in names if n not in original),
        removed=tuple(n for n in package.original if n not in package),
    )
