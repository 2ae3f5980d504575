"""YAML packs -> Taxonomy, checked."""

from reporter.packs.reading import load_packs, shipped_packs

__all__ = ["load_packs", "shipped_packs"]
