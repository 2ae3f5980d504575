"""A sentence -> Latin names and model codes in it, told by form and surroundings.

Some forms are sure where they stand (a name right behind its platform's); others are
names only if their article has them again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from reporter.analysis.lexicon import Match
from reporter.domain.taxonomy import Taxonomy

_LONGEST_WORDS, _LEAST_CHARS, _KIND_CHARS, _MOST_WORDS_BEHIND = 5, 3, 6, 3
# A pack with as many model codes is about products: a bare code is one, too.
_LEAST_CODES = 3
_CODE = re.compile(
    r"(?<![A-Za-z0-9.\-+])(?:[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3}|[a-z]\d{1,2}|\d{1,2}[XT])"
    r"(?: (?:Pro|Max|Ultra|Plus|Air|Mini))?(?![A-Za-z0-9%\-+]|\.\d)"
)
# Quarters, levels of autonomy, kinds of trade, shares, letters with one digit.
_NO_CODE = re.compile(
    r"(?:[HQTVPSDEBKNAW]\d|L[0-5]|[A-Z]2[A-Z]|Q[1-4]\w*|FY\d*|H[12]\w*|(?:Top|TOP)\d*"
    r"|No\d+|CO2|[A-Z]{2,3}20\d\d|U\d{1,2}|\d[A-Z]|[a-z]\d?|GB\d+|PM\d+)"
)
_BRANDED = re.compile(
    r" ?(?:[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3}|\d{1,2}X|[a-z]\d{1,2}|\d{3}"
    r"|[A-Z][A-Za-z0-9]*\+?(?: [A-Z][A-Za-z0-9]*\+?){0,2})"
    r"(?: (?:Pro|Max|Ultra|Plus|Air|Mini))?(?![A-Za-z0-9%.万亿多余家个款台辆项年])"
)
_LATIN_WORD = r"[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*\+?"
_LATIN = re.compile(rf"(?<![A-Za-z0-9.\-]){_LATIN_WORD}(?: {_LATIN_WORD}){{0,3}}")
_WORD = r"[A-Z][\w’'-]*\+?"
_RUN = re.compile(
    rf"(?<![\w.&’'$€£-]){_WORD}(?:\s(?:(?:&|by|for|with|to)\s)?{_WORD})*"
)
_INNER = re.compile(r"(?!Mc|Mac|De|Le|La)[A-Z][a-z]+[A-Z][a-z]\w*|[A-Z]\w+\+")
_PERSON_BEFORE = re.compile(
    r"(?:chief|executive|officer|president|analyst|founder|director|manager|head|Mr|Ms"
    r"|Mrs|Dr|judge|senator|chair|boss|veteran|economist|lawyer|successor|insider|under"
    r"|predecessor|rival|firm|company|broker|retailer|chain|maker|giant),?\s$",
    re.I,
)
_PERSON_BEHIND = re.compile(
    r",?\s(?:said|says|told|argue[sd]?|thinks?|reckons?|who|took|steps?|stepped|retires?"
    r"|retired|joins|joined|succeed|wrote|warned|estimates?|estimated|found|an? analyst)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|across|around|outside|from|to|throughout|between|into|of|with|and"
    r"|or),?\s$"
)
_START = re.compile(r"(?:^|[.!?:;]\s|[“\"(]\s?)$")


class Hint(NamedTuple):
    """What may be a name: `weight` is 1 inside a sentence, 0 where it begins one.

    Below 0 its surroundings say that it is none.
    """

    name: str
    weight: int


class Forms:
    """Finds Latin names by the word lists and the platforms of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        cues = taxonomy.cues
        self._endings = frozenset(cues.get("product_words", ()))
        self._platforms = frozenset(
            name for p in taxonomy.platforms for name in (p.en, p.zh, *p.aliases)
        )
        self._others = frozenset(cues.get("no_products", ())) | self._platforms
        self._first_names = frozenset(cues.get("first_names", ()))
        kinds = "|".join(map(re.escape, cues.get("product_kinds", ())))
        self._kind = re.compile(f"(?:{kinds})$") if kinds else None
        self._has_codes = _count_codes(taxonomy) >= _LEAST_CODES

    def sure(self, text: str, platforms: Sequence[Match]) -> Iterator[tuple[int, str]]:
        """Names that stand where only a name stands, by their places."""
        if not _has_capital(text):
            return
        if _is_chinese(text):
            yield from self._sure_in_chinese(text, platforms)
        elif not _is_headline(text):
            yield from self._sure_in_english(text, platforms)

    def hints(self, text: str) -> Iterator[Hint]:
        """What is a name only if its article has it again."""
        if not _has_capital(text):
            return
        if _is_chinese(text):
            for form in (_CODE, _LATIN):
                for found in form.finditer(text):
                    if self._is_name(found[0]):
                        yield Hint(found[0], 1)
        elif not _is_headline(text):
            yield from self._hints_in_english(text)

    def _is_name(self, name: str) -> bool:
        words = name.split()
        is_code = bool(_CODE.fullmatch(name))
        if name in self._others or _NO_CODE.fullmatch(name):
            return False
        if len(words) > 1 and words[-1] in self._endings:
            return True
        return (is_code or len(name) >= _LEAST_CHARS) and not _has(self._others, words)

    def _sure_in_chinese(
        self, text: str, platforms: Sequence[Match]
    ) -> Iterator[tuple[int, str]]:
        for match in platforms:
            behind = _BRANDED.match(text, match.end)
            if behind and self._is_name(behind[0].strip()):
                yield match.start, text[match.start : behind.end()]
        for found in _LATIN.finditer(text) if self._kind else ():
            at = found.start()
            is_kind = self._kind and self._kind.search(text[max(at - _KIND_CHARS, 0) : at])
            if is_kind and self._is_name(found[0]):
                yield at, found[0]
        for found in _CODE.finditer(text) if self._has_codes else ():
            if self._is_name(found[0]):
                yield found.start(), found[0]

    def _sure_in_english(
        self, text: str, platforms: Sequence[Match]
    ) -> Iterator[tuple[int, str]]:
        starts = {match.start: match for match in platforms}
        ends = {match.end for match in platforms}
        for at, run in self._runs(text):
            words = run.split()
            led = starts.get(at)
            behind = run[led.end - led.start :].split() if led else []
            is_branded = (
                0 < len(behind) <= _MOST_WORDS_BEHIND
                and text[at + len(led.word) : at + len(led.word) + 1] == " "
                if led
                else False
            )
            if (
                (is_branded and not _has(self._others, behind))
                or self._ends_well(words)
                or (at + len(run) in ends and _is_made_by(words, is_start=at == 0))
                or (at == 0 and _INNER.fullmatch(run) and self._is_name(run))
            ):
                yield at, run

    def _ends_well(self, words: Sequence[str]) -> bool:
        return (
            len(words) > 1
            and words[-1] in self._endings
            and words[0] not in self._first_names
            and not all(word in self._others for word in words[:-1])
        )

    def _hints_in_english(self, text: str) -> Iterator[Hint]:
        for at, run in self._runs(text):
            words = run.split()
            before, behind = text[:at], text[at + len(run) :]
            is_none = (
                len(run) < _LEAST_CHARS
                or words[0] in self._first_names
                or _has(self._others, words)
                or _PERSON_BEFORE.search(before)
                or _PERSON_BEHIND.match(behind)
            )
            is_place = len(words) == 1 and _PLACE_BEFORE.search(before)
            is_inside = at > 0 and not _START.search(before)
            weight = 1 if is_inside or len(words) > 1 or _INNER.fullmatch(run) else 0
            yield Hint(run, -1 if is_none else 0 if is_place else weight)

    def _runs(self, text: str) -> Iterator[tuple[int, str]]:
        """Runs of capitalised words, without ordinary words that begin a sentence."""
        for found in _RUN.finditer(text):
            at, run = found.start(), re.sub(r"['’]s?$", "", found[0])
            while " " in run and self._is_ordinary(run, text[:at]):
                first, _, run = run.partition(" ")
                at += len(first) + 1
            if run[0].isupper() and len(run.split()) <= _LONGEST_WORDS:
                yield at, run

    def _is_ordinary(self, run: str, before: str) -> bool:
        """Whether a run begins a sentence with a word that belongs to no name."""
        first, second = run.split()[:2]
        if not _START.search(before) or f"{first} {second}" in self._platforms:
            return False
        return first in self._others and first not in self._platforms


def names_of(hints: Iterable[Hint]) -> Iterator[str]:
    """The hints of one article that it has twice or more, and never as another thing."""
    weights: dict[str, list[int]] = {}
    for hint in hints:
        weights.setdefault(hint.name, []).append(hint.weight)
    for name, found in weights.items():
        if len(found) > 1 and min(found) >= 0 and max(found) > 0:
            yield name


def _count_codes(taxonomy: Taxonomy) -> int:
    return sum(
        any(_CODE.fullmatch(word) for name in (i.name, *i.aliases) for word in name.split())
        for i in taxonomy.initiatives
    )


def _is_made_by(words: Sequence[str], *, is_start: bool) -> bool:
    """`Fulfilled by TikTok`, but no `Parcels by Amazon` at the start of a sentence."""
    if "by" not in words[1:]:
        return False
    return not is_start or words[0].endswith("ed") or words.index("by") > 1


def _has(others: Collection[str], words: Iterable[str]) -> bool:
    return any(word in others for word in words)


def _has_capital(text: str) -> bool:
    return text != text.lower()


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _is_headline(text: str) -> bool:
    """Whether capitals tell nothing, since most words have one."""
    words = [word for word in text.split() if word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words) + 1
