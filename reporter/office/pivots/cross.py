"""Records -> a cross table, with the totals of every group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

Scalar = str | int | float | None
Path = tuple[int, ...]
Key = tuple[Path, Path]


class Aggregate(Enum):
    """What is made of the values of a group, as the format calls it (18.18.17)."""

    SUM = "sum"
    COUNT = "count"
    AVERAGE = "average"
    LEAST = "min"
    MOST = "max"


@dataclass(slots=True)
class Tally:
    """What there is to know of the values of one field in one group."""

    filled: int = 0
    numbers: int = 0
    total: float = 0
    least: float = 0
    most: float = 0

    @classmethod
    def of(cls, values: Iterable[Scalar]) -> Tally:
        """The tally of some values; text counts, but adds up to nothing."""
        filled = [value for value in values if value is not None and value != ""]
        numbers = [value for value in filled if not isinstance(value, str)]
        if not numbers:
            return cls(len(filled))
        return cls(len(filled), len(numbers), sum(numbers), min(numbers), max(numbers))

    def take(self, other: Tally) -> None:
        """Add another group's values to these."""
        self.filled += other.filled
        if other.numbers:
            has_own = self.numbers > 0
            self.least = min(self.least, other.least) if has_own else other.least
            self.most = max(self.most, other.most) if has_own else other.most
            self.numbers += other.numbers
            self.total += other.total

    def value(self, aggregate: Aggregate) -> float | int | None:
        """One figure; None where Excel leaves the cell empty or shows an error."""
        if aggregate is Aggregate.COUNT:
            return self.filled or None
        if aggregate is Aggregate.AVERAGE:
            return self.total / self.numbers if self.numbers else None
        if not self.filled:
            return None
        figures = {
            Aggregate.SUM: self.total,
            Aggregate.LEAST: self.least,
            Aggregate.MOST: self.most,
        }
        return figures[aggregate]


class CrossTable:
    """The tallies of all groups of records.

    A path holds an item number for each field of an axis, outer fields first; a
    shorter path stands for all groups below it, the empty one for all records.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[int]],
        columns: Sequence[Sequence[int]],
        values: Sequence[Sequence[Scalar]],
        kept: Sequence[int],
    ) -> None:
        """Group the records numbered `kept`; each argument holds a list per field."""
        self._tallies: dict[Key, tuple[Tally, ...]] = {}
        self._below: tuple[dict[Path, set[int]], dict[Path, set[int]]] = (
            defaultdict(set),
            defaultdict(set),
        )
        self._width = len(values)
        groups: dict[Key, list[int]] = {}
        for number in kept:
            row = tuple(field[number] for field in rows)
            column = tuple(field[number] for field in columns)
            groups.setdefault((row, column), []).append(number)
        for key, numbers in groups.items():
            tallies = tuple(
                Tally.of(field[number] for number in numbers) for field in values
            )
            self._add(key, tallies)

    def children(self, axis: int, path: Path) -> list[int]:
        """The items below a path of the rows (axis 0) or the columns (axis 1)."""
        return sorted(self._below[axis].get(path, ()))

    def value(
        self, row: Path, column: Path, field: int, aggregate: Aggregate
    ) -> float | int | None:
        """What the records of a row and a column come to in a field."""
        tallies = self._tallies.get((row, column))
        return tallies[field].value(aggregate) if tallies else None

    def _add(self, key: Key, tallies: tuple[Tally, ...]) -> None:
        for axis, path in enumerate(key):
            for length in range(len(path)):
                self._below[axis][path[:length]].add(path[length])
        for row_length in range(len(key[0]) + 1):
            for column_length in range(len(key[1]) + 1):
                place = key[0][:row_length], key[1][:column_length]
                if place not in self._tallies:
                    self._tallies[place] = tuple(Tally() for _ in range(self._width))
                for total, tally in zip(self._tallies[place], tallies, strict=True):
                    total.take(tally)
