"""Names in a sentence, its heading and its article -> whose statement it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reporter.analysis.lexicon import Lexicon, Match
from reporter.domain.taxonomy import INDUSTRY, OTHER, Taxonomy

# What may stand before the subject of a sentence without being it.
_LEAD_IN = re.compile(
    r"(?:(?:截至|自|从|在|于|对|据|因|随着|目前|近期|此外|同时|其中|而|但|与此同时|首先|其次|例如|如|另有|部分|多数|不少)|"
    r"(?:19|20)\d\d年|\d+月(?:\d+日)?|[一二三四上下]?(?:季度|半年)|Q\d|五一|十一|暑期|暑假|夏季|假期|期间|今年|去年|上半年|下半年|"
    r"(?:In|On|By|For|At|Since|Its|The|But|And|Meanwhile|Analysts say)\b|\d{4}|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Q\d)\b|"
    r"[\s,，、:：“\"「『《（(—*-])+",
)
_PARTNERS = re.compile(
    r"与|和|跟|同|及|、|联手|携手|联合|合作|with|and|alongside", re.I
)
# Below such a heading a rival or a regulator is told of for what it means to P.
_RIVALRY = re.compile(
    r"竞争|格局|对比|对手|比较|围攻|外部|环境|威胁|变量|变局|周边|风险|压力|挑战|夹击|市场"
    r"|rival|competit|versus|compar|outside|external|threat|risk|pressure|watch|headwind",
    re.I,
)
_CONCEDES = re.compile(r"尽管|虽|即便|即使|despite|although|while", re.I)
# In a round-up: news of a company that the pack does not know.
_COMPANY_NEWS = re.compile(
    r"轮融资|天使轮|[A-D]\+?轮|首店|官宣|raised \$|\bstart-?up\b", re.I
)
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_SEVERAL = re.compile(r"[;；｜|]")
_ROUND_UP = re.compile(
    rf"{_SEVERAL.pattern}|速读|盘点|周报|早报|早茶|早读|晚报|大视野|一周|速览|汇总|要闻|快讯|简报|一览"
    r"|round-?up|in brief",
    re.I,
)
# A sentence that begins with the market but speaks of its article's platform.
_OWN = re.compile(r"团队|公司|自身|现有|\bits\b", re.I)
# So far behind its lead-in a sentence still begins.
_NEAR = 2
# What a title may begin with: an English name, or what stands before a colon.
_COMPANY = re.compile(r"([A-Z][\w.&-]+)(?=[\s:,'’])|([\u4e00-\u9fff]{2,6})(?=[:：])")
_LEAST_NAMED = 2
_CONTINUES = re.compile(
    r"公司|自身|现有|该|其(?![他中实它余次])|集团|旗下"
    r"|\b(?:its|it|the (?:company|group|platform|retailer))\b",
    re.I,
)
_MARKET_LISTS = ("market", "market_words", "market_whole")
_SHORTEST_NAME, _LONGEST_NAME = 2, 10
_LED_TITLE = 0.4
_MAIN_SHARE, _CLEAR_SHARE, _LED_SHARE, _CLEAR_LEAD = 0.4, 0.5, 0.25, 2


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


_NOBODY, _NO_MARKET = Naming(), Market()


class Attributed(NamedTuple):
    """Whose statement a bullet is, why, and the platforms that it names."""

    subject: str
    why: str
    naming: Naming

    @property
    def mentions(self) -> tuple[str, ...]:
        """The platforms named besides the subject."""
        return tuple(name for name in self.naming.ids if name != self.subject)


class SubjectReader:
    """Finds whose SWOT a bullet belongs to."""

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
        self._owners = {p.id: p.group for p in taxonomy.platforms if p.group}

    def naming(self, text: str) -> Naming:
        """The platforms that a text names, and the one it is about by its form."""
        found = self._names.find(text)
        if not found:
            return _NOBODY
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

    def market(self, text: str) -> Market:
        """How a text speaks of the market as a whole."""
        found = self._market.find(text)
        if not found:
            return _NO_MARKET
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


@dataclass(frozen=True, slots=True)
class ArticleSubject:
    """What an article is about: its main platform, or none in a round-up.

    `has_rivals` says that its title names none, or others as well (`is_comparison`).
    """

    title: str
    main: str
    is_round_up: bool
    has_rivals: bool = False
    is_comparison: bool = False

    @classmethod
    def of(
        cls,
        title: str,
        reader: SubjectReader,
        namings: Sequence[Naming],
        texts: Sequence[str] = (),
    ) -> ArticleSubject:
        """Weigh the names in the title and, `namings`, in the bullets' `texts`."""
        named = reader.naming(title)
        in_title = named.ids
        counts = Counter(name for naming in namings for name in naming.ids)
        leads = Counter(naming.lead for naming in namings if naming.lead)
        total = max(len(namings), 1)
        if named.lead:
            leads[named.lead] += round(_LED_TITLE * total)
        candidates = in_title or tuple(counts)
        best = max(candidates, key=lambda name: counts[name] + leads[name], default="")
        next_best = max((counts[name] for name in counts if name != best), default=0)
        is_alone = (
            len(in_title) == 1
            and counts[best] >= next_best
            and not _SEVERAL.search(title)
        )
        is_round_up = (
            bool(_ROUND_UP.search(title))
            and not is_alone
            and counts[best] / total < _CLEAR_SHARE
        )
        is_clear = counts[best] > _CLEAR_LEAD * next_best
        least = _LED_SHARE if is_clear else _MAIN_SHARE
        is_named = counts[best] / total >= least or bool(in_title)
        main = "" if is_round_up or not is_named else best
        if not main and not is_round_up and not reader.market(title).begins:
            main = reader.company(title, texts)
        return cls(
            title,
            main,
            is_round_up,
            has_rivals=len(in_title) != 1,
            is_comparison=len(in_title) > 1,
        )


@dataclass(slots=True)
class Attribution:
    """The subject of each bullet of an article, decided in reading order."""

    reader: SubjectReader
    about: ArticleSubject
    _heading: str = ""
    _heading_naming: Naming = _NOBODY
    _heading_market: Market = _NO_MARKET
    _previous: str = ""

    def begin_section(self, heading: str) -> None:
        """Forget what the last section was about."""
        self._heading = heading
        self._heading_naming = self.reader.naming(heading)
        self._heading_market = self.reader.market(heading)
        self._previous = ""

    def attribute(self, text: str, naming: Naming) -> Attributed:
        """The subject of a bullet, given whom it names, and why."""
        subject, reason = self._decide(text, naming)
        self._previous = subject
        return Attributed(subject, reason, naming)

    def _decide(self, text: str, naming: Naming) -> tuple[str, str]:
        main = self._main()
        if self._speaks_of_heading(text, naming):
            return OTHER, "speaks of its heading, which is no platform"
        if naming.lead:
            return self._of_lead(naming, main)
        if main and main in naming.ids:
            return main, f"names {main}, the article's platform"
        named = naming.outside_brackets
        is_alone = len(named) == 1 and self.about.has_rivals
        if named and (is_alone if main else self._previous != OTHER):
            return named[0], f"names {named[0]}"
        return self._inherited(text, naming)

    def _main(self) -> str:
        """Whom the section is about: its heading's platform, else the article's."""
        ids = self._heading_naming.ids
        return ids[0] if len(ids) == 1 else self.about.main

    def _speaks_of_heading(self, text: str, naming: Naming) -> bool:
        """A section about a company that is no platform: its bullets begin with it."""
        heading = self._heading
        return (
            _SHORTEST_NAME <= len(heading) <= _LONGEST_NAME
            and text.startswith(heading)
            and bool(re.search(f"[与和、及]{re.escape(heading)}", self.about.title))
            and not naming.ids
            and not self._heading_market.begins
        )

    def _of_lead(self, naming: Naming, main: str) -> tuple[str, str]:
        """A sentence that begins with a platform, which may be a rival or partner."""
        lead = naming.lead
        if lead == main or not main:
            return lead, f"begins with {lead}"
        if main in naming.outside_brackets:
            return main, f"{lead} and {main}, whom the section is about"
        if self.reader.owner(lead) == main:
            return lead, f"begins with {lead}, a part of {main}"
        if not self.about.has_rivals or _RIVALRY.search(self._heading):
            return main, f"{lead} as a rival of {main}, whom the section is about"
        return lead, f"begins with {lead}"

    def _inherited(self, text: str, naming: Naming) -> tuple[str, str]:
        main, heading = self.about.main, self._heading_naming
        if self._is_of_market(text, naming):
            return INDUSTRY, "begins with the market"
        if len(heading.ids) == 1 or (heading.lead and not main):
            subject = heading.lead or heading.ids[0]
            return subject, f"heading names {subject}"
        is_free = not main or (
            self.about.is_comparison and self._heading_market.begins_surely
        )
        if self._heading_is_market() and is_free and not _OWN.search(text):
            return INDUSTRY, "heading is the market"
        if main:
            return main, f"inherits {main} from the article"
        if self._previous == INDUSTRY and _COMPANY_NEWS.search(text):
            return OTHER, "news of a company that is no platform"
        if self._is_continued(text):
            return self._previous, f"inherits {self._previous} from the bullet before"
        return self._of_nobody(text)

    def _is_continued(self, text: str) -> bool:
        """Whether a sentence goes on with what the one before is about."""
        if self._previous in ("", OTHER):
            return bool(self._previous)
        return self._previous == INDUSTRY or bool(_CONTINUES.search(text))

    def _of_nobody(self, text: str) -> tuple[str, str]:
        """A sentence to which neither article nor sentences before give a subject."""
        if _COMPANY_NEWS.search(text):
            return OTHER, "news of a company that is no platform"
        if self._heading_naming.ids:
            subject = self._heading_naming.ids[0]
            return subject, f"heading names {subject}"
        if self._heading_market.is_named or self.reader.market(text).begins:
            return INDUSTRY, "speaks of the market"
        if self.about.is_round_up:
            return OTHER, "names no platform"
        return INDUSTRY, "names no platform, in an article about none"

    def _is_of_market(self, text: str, naming: Naming) -> bool:
        if naming.ids:
            return False
        market = self.reader.market(text)
        if market.is_whole or not market.begins:
            return market.is_whole
        if not self._main() or self._heading_is_market():
            return True
        return market.begins_surely and not _OWN.search(text)

    def _heading_is_market(self) -> bool:
        return self._heading_market.is_named and not self._heading_naming.ids
