"""A text -> the platforms that it names, and how it speaks of the market."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reporter.analysis.lexicon import Lexicon, Match
from reporter.domain.taxonomy import OTHER, Taxonomy

# What may stand before the subject of a sentence without being it.
_LEAD_IN = re.compile(
    r"(?:(?:截至|自|从|在|于|对|据|因|随着|目前|近期|此外|同时|其中|而|但|与此同时|首先|其次|例如|如|另有|部分|多数|不少)|"
    r"(?:19|20)\d\d年|\d+月(?:\d+日)?|[一二三四上下]?(?:季度|半年)|Q\d|五一|十一|暑期|暑假|夏季|假期|期间|今年|去年|上半年|下半年|"
    r"(?:In|On|By|For|At|Since|Its|The|But|And|Meanwhile|Analysts say)\b|\d{4}|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Q\d)\b|"
    r"[\s,，、:：“\"「『《（(—*-])+",
)
_CONCEDES = re.compile(r"尽管|虽|即便|即使|despite|although|while", re.I)
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
# So far behind its lead-in a sentence still begins.
_NEAR = 2
# What a title may begin with: an English name, or what stands before a colon.
_COMPANY = re.compile(r"([A-Z][\w.&-]+)(?=[\s:,'’])|([\u4e00-\u9fff]{2,6})(?=[:：])")
_LEAST_NAMED = 2
_COMPANIES, _SIGNS = "companies", "market_signs"
_MARKET_LISTS = ("market", "market_words", "market_whole")


class Naming(NamedTuple):
    """The platforms that a text names, in order; `lead` is the one it begins with."""

    ids: tuple[str, ...] = ()
    lead: str = ""
    matches: tuple[Match, ...] = ()
    outside_brackets: tuple[str, ...] = ()


class Market(NamedTuple):
    """How a text speaks of the market: at all, as such, first of all.

    `begins_surely` says that it begins with words that cannot mean one platform's own
    market.
    """

    is_named: bool = False
    is_whole: bool = False
    begins: bool = False
    begins_surely: bool = False


NOBODY, NO_MARKET = Naming(), Market()


class NamingReader:
    """Finds names of platforms, and words for the market."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        names: dict[str, list[str]] = {}
        for platform in taxonomy.platforms:
            names[platform.id] = [platform.zh, platform.en, *platform.aliases]
        for initiative in taxonomy.initiatives:
            found = names.setdefault(initiative.platform, [])
            found += [initiative.name, *initiative.aliases]
        self._names = Lexicon(names)
        lists = {n: taxonomy.cues.get(n, ()) for n in _MARKET_LISTS}
        self._market = Lexicon(lists, ignores_case=True)
        self._by_first_word = {p.en.partition(" ")[0]: p.id for p in taxonomy.platforms}
        watched = {word for found in names.values() for word in found}
        watched |= self._by_first_word.keys()
        others = [n for n in taxonomy.cues.get(_COMPANIES, ()) if n not in watched]
        self._companies = Lexicon({_COMPANIES: others})
        signs = {_SIGNS: taxonomy.cues.get(_SIGNS, ())}
        self._signs = Lexicon(signs, ignores_case=True)
        self._owners = {p.id: p.group for p in taxonomy.platforms if p.group}

    def naming(self, text: str) -> Naming:
        """The platforms that a text names, and the one it is about by its form."""
        found = self._names.find(text)
        if not found:
            return NOBODY
        ids = tuple(dict.fromkeys([m.lists[0] for m in found]))
        lead, first = "", found[0]
        if first.start == 0 or first.start <= _end_of_lead_in(text):
            lead = first.lists[0]
        asides = [match.span() for match in _ASIDE.finditer(text)]
        beside = _beside(asides, found) if asides else ids
        return Naming(ids, lead, tuple(found), beside)

    def owner(self, platform: str) -> str:
        """The id of the platform that owns another, or nothing."""
        return self._owners.get(platform, "")

    def company(self, title: str, texts: Sequence[str]) -> str:
        """Of whom a title tells that begins with a name which its texts have again.

        That is a platform if the name begins one's own, else `OTHER`; nobody if it is
        no name: an English word is none where a text has it in small letters.
        """
        head = _COMPANY.match(title)
        if not head:
            return ""
        name = head[1] or head[2]
        is_word = name.isascii() and any(name.lower() in text for text in texts)
        if is_word or sum(name in text for text in texts) < _LEAST_NAMED:
            return ""
        return self._by_first_word.get(name, OTHER)

    def leading_company(self, text: str) -> Match | None:
        """The company that a text begins with, if it is no platform."""
        found = self._companies.find(text)
        if found and found[0].start <= _end_of_lead_in(text) + _NEAR:
            return found[0]
        return None

    def has_market_sign(self, text: str) -> bool:
        """Whether a text without a name is told of the market."""
        return bool(self._signs.find(text))

    def market(self, text: str) -> Market:
        """How a text speaks of the market as a whole."""
        found = self._market.find(text)
        if not found:
            return NO_MARKET
        near = _end_of_lead_in(text) + _NEAR
        first = () if _CONCEDES.match(text) else [m for m in found if m.start <= near]
        return Market(
            is_named=True,
            is_whole=any("market_whole" in m.lists for m in found),
            begins=bool(first),
            begins_surely=any("market" in m.lists for m in first),
        )


def _end_of_lead_in(text: str) -> int:
    lead_in = _LEAD_IN.match(text)
    return lead_in.end() if lead_in else 0


def _beside(
    asides: Sequence[tuple[int, int]], found: Sequence[Match]
) -> tuple[str, ...]:
    """The platforms that are named outside brackets."""
    beside = [
        m.lists[0]
        for m in found
        if not any(start <= m.start < end for start, end in asides)
    ]
    return tuple(dict.fromkeys(beside))
