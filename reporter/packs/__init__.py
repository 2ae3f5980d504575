"""YAML packs -> Taxonomy, checked."""

from reporter.packs.checking import check_packs, write_new_pack
from reporter.packs.reading import load_packs, shipped_packs
from reporter.packs.used import load_used_packs, used_packs

__all__ = [
    "check_packs",
    "load_packs",
    "load_used_packs",
    "shipped_packs",
    "used_packs",
    "write_new_pack",
]
