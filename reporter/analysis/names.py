"""What the forms of names share: word lists of a taxonomy, and hints that add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self

from reporter.domain.taxonomy import Taxonomy

LEAST_CHARS = 3
# A pack with as many model codes is about products: a bare code is one, too.
_LEAST_CODES, _LEAST_SHARE = 3, 0.1
CODE = re.compile(
    r"(?<![A-Za-z0-9.\-+])(?:[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3}|[A-Z][a-z]\d|[a-z]\d{1,2}"
    r"|\d{1,2}[XT]|[A-Z]{2}\.(?:\d|[A-Z]{3,}\d?)|Model [A-Z3])"
    r"(?: (?:Pro|Max|Ultra|Plus|Air|Mini))?(?![A-Za-z0-9%\-+]|\.\d)"
)
# Quarters, levels of autonomy, kinds of trade, shares, letters with one digit.
_NO_CODE = re.compile(
    r"(?:[HQTVPSDEBKNAW]\d|L[0-5]|[A-Z]2[A-Z]|Q[1-4]\w*|FY\d*|H[12]\w*|(?:Top|TOP)\d*"
    r"|No\d+|CO2|[A-Z]{2,3}20\d\d|U\d{1,2}|\d[A-Z]|[a-z]\d?|GB\d+|PM\d+|618)"
)
INNER = re.compile(r"(?!Mc|Mac|De|Le|La)[A-Z][a-z]+[A-Z][a-z]\w*|[A-Z]\w+\+")


class Hint(NamedTuple):
    """What may be a name: `weight` is 1 inside a sentence, 0 where it begins one.

    Below 0 its surroundings say that it is none.
    """

    name: str
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The lists by which names are told: those that end one, those that are none."""

    endings: frozenset[str]
    others: frozenset[str]
    openers: frozenset[str]
    first_names: frozenset[str]
    platforms: frozenset[str]
    kinds: tuple[str, ...]
    has_codes: bool

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Self:
        """The lists of a taxonomy; the names of its platforms are no initiatives."""
        cues = taxonomy.cues
        platforms = frozenset(
            name for p in taxonomy.platforms for name in (p.en, p.zh, *p.aliases)
        )
        return cls(
            frozenset(cues.get("product_words", ()))
            | frozenset(cues.get("initiative_endings", ())),
            frozenset(cues.get("no_products", ())) | platforms,
            frozenset(cues.get("sentence_openers", ())),
            frozenset(cues.get("first_names", ())),
            platforms,
            tuple(cues.get("product_kinds", ())),
            has_codes=_is_of_products(taxonomy),
        )

    def is_name(self, name: str) -> bool:
        """Whether neither the whole nor a word of it is known as something else."""
        words = name.split()
        letters = name.rstrip("0123456789")  # GMV3323
        is_other = len(letters) > 1 and letters in self.others
        if is_other or name in self.others or _NO_CODE.fullmatch(name):
            return False
        if len(words) > 1 and words[-1] in self.endings:
            return True
        is_long = len(name) >= LEAST_CHARS or bool(CODE.fullmatch(name))
        return is_long and not self.has_other(words)

    def has_other(self, words: Iterable[str]) -> bool:
        """Whether one of the words is a company, a place or the like."""
        return any(word in self.others for word in words)

    def codes(self, text: str) -> Iterator[tuple[int, str]]:
        """Model codes: `M9`, `SU7 Ultra`."""
        for found in CODE.finditer(text):
            if self.is_name(found[0]):
                yield found.start(), found[0]


def names_of(hints: Iterable[Hint]) -> Iterator[str]:
    """The hints that an article has twice or more, and never as something else."""
    weights: dict[str, list[int]] = {}
    for hint in hints:
        weights.setdefault(hint.name, []).append(hint.weight)
    for name, found in weights.items():
        if len(found) > 1 and min(found) >= 0 and max(found) > 0:
            yield name


def product_aliases(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Aliases of platforms that are models of theirs, with the platform: `SU7`."""
    for platform in taxonomy.platforms:
        for alias in platform.aliases:
            if CODE.fullmatch(alias):
                yield alias, platform.id


def _is_of_products(taxonomy: Taxonomy) -> bool:
    names = [(i.name, *i.aliases) for i in taxonomy.initiatives]
    codes = sum(any(map(CODE.search, one)) for one in names)
    return codes >= max(_LEAST_CODES, _LEAST_SHARE * len(names))
