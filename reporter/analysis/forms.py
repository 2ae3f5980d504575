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
    r"(?<![A-Za-z0-9.\-+])(?:[A-Z]{1,4}\d{1,4}[A-Za-z]{0,3}|[A-Z][a-z]\d|[a-z]\d{1,2}"
    r"|\d{1,2}[XT]|[A-Z]{2}\.(?:\d|[A-Z]{3,}\d?))"
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
# In a pack of products: 坦克500, 帕萨特Pro, 银河E8.
_MIXED = re.compile(
    r"(?:^|[,，、;；:：的与和及])([\u4e00-\u9fff]{1,4}?(?:PLUS|Pro|Max|MAX|Ultra|mini|[A-Z]\d{1,2}"
    r"|\d{3}))(?![A-Za-z0-9%.,万亿多余家个款台辆项年月日元座公种名次人份城吨艘])"
)
_NO_MIXED = re.compile(r"[第约超近达过至到有了是前后每各]")
_KIND_BEHIND = re.compile(r"架构|平台|芯片|电池|系统|大模型|智能体|计划|模式(?!的)|版")
_LATIN_WORD = r"[A-Z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*\+?"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9.\-]){_LATIN_WORD}(?: {_LATIN_WORD}){{0,3}}(?: \d\.\d)?"
)
_WORD = r"[A-Z][\w’'-]*\+?"
_RUN = re.compile(
    rf"(?<![\w.&’'$€£-]){_WORD}(?:\s(?:(?:&|by|for|with|to)\s)?{_WORD})*"
)
_PEOPLE = re.compile(r"\w+(?:ian|ians|ese|ish)")
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
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|across|around|outside|throughout|between)\s$")
_PERHAPS_PLACE_BEFORE = re.compile(r"\b(?:from|to|into|of|with|and|or),?\s$")
_OWNER = re.compile(r".*\w(?:['’]s|s['’])\s")
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
        self._openers = frozenset(cues.get("sentence_openers", ()))
        self._brands = frozenset(name.lower() for name in self._platforms)
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
        for found in _LATIN.finditer(text):
            if self._is_sure_latin(found, text) and self._is_name(found[0]):
                yield found.start(), found[0]
        for found in _MIXED.finditer(text) if self._has_codes else ():
            if not _NO_MIXED.search(found[1]):
                yield found.start(1), found[1]
        for found in _CODE.finditer(text) if self._has_codes else ():
            if self._is_name(found[0]):
                yield found.start(), found[0]

    def _is_sure_latin(self, found: re.Match[str], text: str) -> bool:
        """Whether a Latin name in Chinese text shows that it is a product's."""
        before = text[max(found.start() - _KIND_CHARS, 0) : found.start()]
        first, _, rest = found[0].partition(" ")
        return bool(
            (self._kind and self._kind.search(before))
            or _KIND_BEHIND.match(text, found.end())
            or _INNER.fullmatch(first)
            or (rest and first.lower() in self._brands)
        )

    def _sure_in_english(
        self, text: str, platforms: Sequence[Match]
    ) -> Iterator[tuple[int, str]]:
        ends = {match.end for match in platforms}
        for match in platforms:
            behind = _RUN.match(text, match.end + 1)
            owned = text.startswith("'s ", match.end) or text.startswith("’s ", match.end)
            if owned:
                behind = _RUN.match(text, match.end + 3)
            is_next = text[match.end : match.end + 1] == " "
            if behind and (is_next or owned) and self._is_line(behind[0].split()):
                at = behind.start() if owned else match.start
                yield at, re.sub(r"['’]s?$", "", text[at : behind.end()])
        for at, run in self._runs(text):
            words = run.split()
            if (
                self._ends_well(words)
                or (at + len(run) in ends and _is_made_by(words, is_start=at == 0))
                or (at == 0 and _INNER.fullmatch(run) and self._is_name(run))
            ):
                yield at, run

    def _is_line(self, words: Sequence[str]) -> bool:
        """Whether words behind a platform's name are the name of something of it."""
        plain = [re.sub(r"['’]s?$", "", word) for word in words]
        return (
            len(words) <= _MOST_WORDS_BEHIND
            and plain == [*words[:-1], plain[-1]]
            and words[0] not in self._first_names
            and not _has(self._others, plain)
            and not any(_PEOPLE.fullmatch(word) for word in plain)
        )

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
                or run in self._others
                or _has(self._others, words)
                or any(_PEOPLE.fullmatch(word) for word in words)
                or (len(words) == 1 and _PLACE_BEFORE.search(before))
                or _PERSON_BEFORE.search(before)
                or _PERSON_BEHIND.match(behind)
            )
            is_place = len(words) == 1 and _PERHAPS_PLACE_BEFORE.search(before)
            is_none = is_none or (len(words) == 1 and run in self._openers)
            is_inside = at > 0 and not _START.search(before)
            weight = 1 if is_inside or len(words) > 1 or _INNER.fullmatch(run) else 0
            yield Hint(run, -1 if is_none else 0 if is_place else weight)

    def _runs(self, text: str) -> Iterator[tuple[int, str]]:
        """Runs of capitalised words, without ordinary words that begin a sentence."""
        for found in _RUN.finditer(text):
            at, run = found.start(), re.sub(r"['’]s?$", "", found[0])
            owner = _OWNER.match(run)
            if owner:
                at, run = at + owner.end(), run[owner.end() :]
            while " " in run and self._is_ordinary(run, text[:at]):
                first, _, run = run.partition(" ")
                at += len(first) + 1
            if run[0].isupper() and len(run.split()) <= _LONGEST_WORDS:
                yield at, run

    def _is_ordinary(self, run: str, before: str) -> bool:
        """Whether a run begins a sentence with a word that belongs to no name."""
        first, second = run.split()[:2]
        is_name = f"{first} {second}" in self._platforms or not second[0].isalpha()
        if is_name or not _START.search(before):
            return False
        return first in self._openers or bool(re.search("-[a-z]", first))


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
