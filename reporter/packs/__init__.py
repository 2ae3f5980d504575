"""YAML packs -> Taxonomy, checked."""
