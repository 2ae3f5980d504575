"""Pivot tables, their caches, charts and slicers (ECMA-376 part 1, 18.10)."""
