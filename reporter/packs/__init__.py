"""YAML packs -> Taxonomy, checked."""

from reporter.packs.checking import check_packs, write_new_pack
from reporter.packs.reading import load_packs, shipped_packs

__all__ = ["check_packs", "load_packs", "shipped_packs", "write_new_pack"]
