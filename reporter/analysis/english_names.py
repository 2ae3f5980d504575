"""An English sentence -> names in it, told by capitals and surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reporter.analysis.lexicon import Match
from reporter.analysis.names import INNER, LEAST_CHARS, Hint, Words

_LONGEST_WORDS, _MOST_WORDS_BEHIND = 5, 3
_WORD = r"[A-Z][\w’'-]*\+?"
_RUN = re.compile(rf"(?<![\w.&’'$€£-]){_WORD}(?:\s(?:(?:&|by|for|with|to)\s)?{_WORD})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_OWNER = re.compile(r".*\w(?:['’]s|s['’])\s")
_PEOPLE = re.compile(r"\w+(?:ian|ians|ese|ish)")
_HYPHENED = re.compile("-[a-z]")
_CAPITAL = re.compile(r"(?:^|\s)[A-Z]")
_START_CHARS, _BEFORE_CHARS = 2, 24
_START = re.compile(r"(?:[.!?:;]\s|[“\"(]\s?)$")
_PERSON_BEFORE = re.compile(
    r"(?:chief|executive|officer|president|analyst|founder|director|manager|head|Mr|Ms"
    r"|Mrs|Dr|judge|senator|chair|boss|veteran|economist|lawyer|successor|insider|under"
    r"|predecessor|rival|firm|company|broker|retailer|chain|maker|giant),?\s$",
    re.I,
)
_PERSON_BEHIND = re.compile(
    r",?\s(?:said|says|told|argue[sd]?|thinks?|reckons?|who|took|steps?|stepped"
    r"|retires?|retired|joins|joined|succeed|wrote|warned|estimates?|estimated|found"
    r"|an? analyst)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|across|around|outside|throughout|between)\s$"
)
_PERHAPS_PLACE_BEFORE = re.compile(r"\b(?:from|to|into|of|with|and|or),?\s$")


class EnglishNames:
    """Finds names by their capitals."""

    def __init__(self, words: Words) -> None:
        self._words = words
        kinds = "|".join(re.escape(kind) for kind in words.kinds if kind.isascii())
        self._kind = re.compile(rf"\s(?:{kinds})\b" if kinds else r"(?!)")

    def sure(self, text: str, platforms: Sequence[Match]) -> Iterator[tuple[int, str]]:
        """Names that stand where only a name stands, by their places."""
        runs = _runs(text, self._words)
        for match in platforms if runs else ():
            yield from self._behind(match, text)
        ends = {match.end for match in platforms}
        for at, run in runs:
            words = run.split()
            if (
                self._ends_well(words)
                or (at + len(run) in ends and _is_made_by(words, is_start=at == 0))
                or self._is_single_product(at, run, text)
            ):
                yield at, run
        if self._words.has_codes:
            yield from self._words.codes(text)

    def hints(self, text: str) -> Iterator[Hint]:
        """What is a name only if its article has it again."""
        for at, run in _runs(text, self._words):
            if self._is_none(at, run, text):
                yield Hint(run, -1)
                continue
            is_one = " " not in run and not INNER.fullmatch(run)
            is_place = is_one and _PERHAPS_PLACE_BEFORE.search(_before(text, at))
            is_start = is_one and _begins(text, at)
            yield Hint(run, 0 if is_place or is_start else 1)

    def _behind(self, match: Match, text: str) -> Iterator[tuple[int, str]]:
        """What stands behind a platform's name: `Best Buy Ads`, `Amazon's Haul`."""
        is_owner = text[match.end : match.end + 3] in ("'s ", "’s ")
        if not is_owner and text[match.end : match.end + 1] != " ":
            return
        behind = _RUN.match(text, match.end + (3 if is_owner else 1))
        if behind and self._is_line(behind[0].split()):
            at = behind.start() if is_owner else match.start
            yield at, _POSSESSIVE.sub("", text[at : behind.end()])

    def _is_line(self, words: Sequence[str]) -> bool:
        """Whether words behind a platform's name are the name of something of it."""
        plain = [_POSSESSIVE.sub("", word) for word in words]
        return (
            len(words) <= _MOST_WORDS_BEHIND
            and all(len(word) > 1 for word in words)
            and plain[:-1] == list(words[:-1])
            and words[0] not in self._words.first_names
            and not self._words.has_other(plain)
            and not any(_PEOPLE.fullmatch(word) for word in plain)
        )

    def _ends_well(self, words: Sequence[str]) -> bool:
        return (
            len(words) > 1
            and words[-1] in self._words.endings
            and words[0] not in self._words.first_names
            and not all(word in self._words.others for word in words[:-1])
        )

    def _is_single_product(self, at: int, run: str, text: str) -> bool:
        """`DashPass` that begins a bullet; a `Megapack` battery inside one."""
        is_plain = run in self._words.openers
        if " " in run or is_plain or not self._words.is_name(run):
            return False
        if at == 0:
            return bool(INNER.fullmatch(run))
        is_inside = not _begins(text, at) and not _PEOPLE.fullmatch(run)
        return is_inside and bool(self._kind.match(text, at + len(run)))

    def _is_none(self, at: int, run: str, text: str) -> bool:
        """Whether a run is a person, a place, a people, a company or a plain word."""
        words, lists = run.split(), self._words
        if len(run) < LEAST_CHARS or run in lists.others or lists.has_other(words):
            return True
        if words[0] in lists.first_names or any(map(_PEOPLE.fullmatch, words)):
            return True
        before = _before(text, at)
        if len(words) == 1 and (run in lists.openers or _PLACE_BEFORE.search(before)):
            return True
        behind = _PERSON_BEHIND.match(text, at + len(run))
        return bool(behind or _PERSON_BEFORE.search(before))


@lru_cache(maxsize=4)  # a text is asked for what is sure and what is not
def _runs(text: str, words: Words) -> tuple[tuple[int, str], ...]:
    """Runs of capitalised words, without ordinary words that begin a sentence.

    None where capitals tell nothing.
    """
    if _is_headline(text):
        return ()
    return tuple(_runs_of(text, words))


def _runs_of(text: str, words: Words) -> Iterator[tuple[int, str]]:
    for found in _RUN.finditer(text):
        at, run = found.start(), _POSSESSIVE.sub("", found[0])
        owner = _OWNER.match(run)
        if owner:
            at, run = at + owner.end(), run[owner.end() :]
        while " " in run and _begins(text, at) and _is_ordinary(run, words):
            first, _, run = run.partition(" ")
            at += len(first) + 1
        if run[0].isupper() and len(run.split()) <= _LONGEST_WORDS:
            yield at, run


def _is_ordinary(run: str, words: Words) -> bool:
    """Whether a run that begins a sentence does so with a word of no name."""
    first, second = run.split()[:2]
    if f"{first} {second}" in words.platforms or not second[0].isalpha():
        return False
    return first in words.openers or bool(_HYPHENED.search(first))


def _begins(text: str, at: int) -> bool:
    """Whether a sentence or a quotation begins here."""
    return at == 0 or bool(_START.search(text[max(at - _START_CHARS, 0) : at]))


def _before(text: str, at: int) -> str:
    return text[max(at - _BEFORE_CHARS, 0) : at]


def _is_made_by(words: Sequence[str], *, is_start: bool) -> bool:
    """`Fulfilled by TikTok`, but no `Parcels by Amazon` at the start of a sentence."""
    if "by" not in words[1:]:
        return False
    return not is_start or words[0].endswith("ed") or words.index("by") > 1


def _is_headline(text: str) -> bool:
    """Whether capitals tell nothing, since most words have one."""
    words = text.split()
    return 2 * len(_CAPITAL.findall(text)) > len(words) + 1
