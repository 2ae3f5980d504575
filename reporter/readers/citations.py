"""Citations as they stand in a text -> the numbers that they name."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBERS_OR_RANGES = re.compile(r"(\d+)(?:\s*[–—－~-]\s*(\d+))?")


@lru_cache(maxsize=1024)
def numbers_in(citations: str) -> tuple[int, ...]:
    """The numbers in `[2][3]`, `[1,2]` or `[3-5]`; few texts recur so often."""
    numbers: list[int] = []
    for first, last in _NUMBERS_OR_RANGES.findall(citations):
        numbers.extend(range(int(first), int(last or first) + 1))
    return tuple(numbers)
