"""Names in a sentence, its heading and its article -> whose statement it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from reporter.analysis.lexicon import Lexicon, Match
from reporter.domain.clippings import Article
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
_RIVALRY = re.compile(
    r"竞争|格局|对比|对手|比较|围攻|rival|competit|versus|compar", re.I
)
_ROUND_UP = re.compile(
    r"[;；｜|]|速读|盘点|周报|早报|晚报|大视野|一周|round-?up|in brief", re.I
)
# A sentence that begins with the market but speaks of its article's platform.
_OWN = re.compile(r"团队|公司|自身|现有|平台|\bits\b", re.I)
_MAIN_SHARE, _CLEAR_SHARE = 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Naming:
    """The platforms that a text names, in order; `lead` is the one it begins with."""

    ids: tuple[str, ...]
    lead: str = ""
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Attributed:
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
        market = taxonomy.cues.get("market", ())
        self._market = Lexicon({"market": market}, ignores_case=True)

    def naming(self, text: str) -> Naming:
        """The platforms that a text names, and the one it is about by its form."""
        found = self._names.find(text)
        ids = tuple(dict.fromkeys(m.lists[0] for m in found))
        lead_in = _LEAD_IN.match(text)
        start = lead_in.end() if lead_in else 0
        lead = next((m.lists[0] for m in found if m.start <= start), "")
        return Naming(ids, lead, tuple(found))

    def begins_with_market(self, text: str) -> bool:
        """Whether a sentence begins with the market as a whole."""
        lead_in = _LEAD_IN.match(text)
        start = lead_in.end() if lead_in else 0
        return any(m.start <= start + 2 for m in self._market.find(text))

    def names_market(self, text: str) -> bool:
        """Whether the market as a whole is named anywhere."""
        return bool(self._market.find(text))


@dataclass(frozen=True, slots=True)
class ArticleSubject:
    """What an article is about: its main platform, or none in a round-up."""

    main: str
    is_round_up: bool

    @classmethod
    def of(cls, article: Article, reader: SubjectReader) -> ArticleSubject:
        """Weigh the names in title and bullets."""
        in_title = reader.naming(article.title).ids
        counts: Counter[str] = Counter()
        leads: Counter[str] = Counter()
        for bullet in article.bullets:
            naming = reader.naming(bullet.text)
            counts.update(naming.ids)
            leads.update([naming.lead] if naming.lead else [])
        total = max(len(article.bullets), 1)
        candidates = in_title or tuple(counts)
        best = max(candidates, key=lambda name: counts[name] + leads[name], default="")
        is_round_up = bool(_ROUND_UP.search(article.title)) and (
            counts[best] / total < _CLEAR_SHARE
        )
        is_named = counts[best] / total >= _MAIN_SHARE or len(in_title) == 1
        return cls("" if is_round_up or not is_named else best, is_round_up)


@dataclass(slots=True)
class Attribution:
    """The subject of each bullet of an article, decided in reading order."""

    reader: SubjectReader
    about: ArticleSubject
    _heading: str = ""
    _heading_naming: Naming = field(default_factory=lambda: Naming(()))
    _previous: str = ""

    def begin_section(self, heading: str) -> None:
        """Forget what the last section was about."""
        self._heading = heading
        self._heading_naming = self.reader.naming(heading)
        self._previous = ""

    def attribute(self, text: str) -> Attributed:
        """The subject of a bullet, and why."""
        naming = self.reader.naming(text)
        subject, reason = self._decide(text, naming)
        self._previous = subject
        return Attributed(subject, reason, naming)

    def _decide(self, text: str, naming: Naming) -> tuple[str, str]:
        main = self.about.main
        if naming.lead:
            return self._of_lead(text, naming)
        if main and main in naming.ids:
            return main, f"names {main}, the article's platform"
        if not main and naming.ids and self._previous != OTHER:
            return naming.ids[0], f"names {naming.ids[0]}"
        return self._inherited(text, naming)

    def _of_lead(self, text: str, naming: Naming) -> tuple[str, str]:
        """A sentence that begins with a platform, which may be a rival or partner."""
        main, lead = self.about.main, naming.lead
        if lead == main or not main:
            return lead, f"begins with {lead}"
        if main in naming.ids and _PARTNERS.search(text[:40]):
            return main, f"{lead} together with {main}, the article's platform"
        if _RIVALRY.search(self._heading):
            return main, f"{lead} as a rival of {main}, the article's platform"
        return lead, f"begins with {lead}"

    def _inherited(self, text: str, naming: Naming) -> tuple[str, str]:
        main, heading = self.about.main, self._heading_naming
        if self._is_of_market(text, naming):
            return INDUSTRY, "begins with the market"
        if len(heading.ids) == 1 or (heading.lead and not main):
            subject = heading.lead or heading.ids[0]
            return subject, f"heading names {subject}"
        if main:
            return main, f"inherits {main} from the article"
        if self._previous:
            return self._previous, f"inherits {self._previous} from the bullet before"
        if heading.ids:
            return heading.ids[0], f"heading names {heading.ids[0]}"
        if self.reader.names_market(self._heading) or self.reader.begins_with_market(
            text
        ):
            return INDUSTRY, "speaks of the market"
        return OTHER, "names no platform"

    def _is_of_market(self, text: str, naming: Naming) -> bool:
        if naming.ids or not self.reader.begins_with_market(text):
            return False
        if not self.about.main or self._heading_is_market():
            return True
        return not _OWN.search(text)

    def _heading_is_market(self) -> bool:
        return self.reader.names_market(self._heading) and not self._heading_naming.ids
