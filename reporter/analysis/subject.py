"""Names in a sentence, its heading and its article -> whose statement it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reporter.analysis.namings import (
    NO_MARKET,
    NOBODY,
    Market,
    Naming,
    NamingReader,
)
from reporter.domain.taxonomy import INDUSTRY, OTHER

# Below such a heading a rival or a regulator is told of for what it means to P.
_RIVALRY = re.compile(
    r"竞争|格局|对比|对手|比较|围攻|外部|环境|威胁|变量|变局|周边|风险|压力|挑战|夹击|市场"
    r"|rival|competit|versus|compar|outside|external|threat|risk|pressure|watch|headwind",
    re.I,
)
# In a round-up: news of a company that the pack does not know.
_COMPANY_NEWS = re.compile(
    r"轮融资|天使轮|[A-D]\+?轮|首店|官宣|raised \$|\bstart-?up\b", re.I
)
_SEVERAL = re.compile(r"[;；｜|]")
_COLON = re.compile(r"\s?[:：]")
_ROUND_UP = re.compile(
    rf"{_SEVERAL.pattern}|速读|盘点|周报|早报|早茶|早读|晚报|大视野|一周|速览|汇总|要闻|快讯|简报|一览"
    r"|round-?up|in brief",
    re.I,
)
# A sentence that begins with the market but speaks of its article's platform.
_OWN = re.compile(r"团队|公司|自身|现有|\bits\b", re.I)
_CONTINUES = re.compile(
    r"公司|自身|现有|该|其(?![他中实它余次])|集团|旗下"
    r"|\b(?:its|it|the (?:company|group|platform|retailer))\b",
    re.I,
)
_SHORTEST_NAME, _LONGEST_NAME = 2, 10
_LED_TITLE = 0.4
_MAIN_SHARE, _CLEAR_SHARE, _LED_SHARE, _CLEAR_LEAD = 0.4, 0.5, 0.25, 2


class Attributed(NamedTuple):
    """Whose statement a bullet is, why, and the platforms that it names."""

    subject: str
    why: str
    naming: Naming

    @property
    def mentions(self) -> tuple[str, ...]:
        """The platforms named besides the subject."""
        return tuple(name for name in self.naming.ids if name != self.subject)


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
        reader: NamingReader,
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
            and (_is_of_one(title, named) or not _SEVERAL.search(title))
        )
        is_round_up = (
            bool(_ROUND_UP.search(title))
            and not is_alone
            and counts[best] / total < _CLEAR_SHARE
        )
        is_clear = counts[best] > _CLEAR_LEAD * next_best
        least = _LED_SHARE if is_clear else _MAIN_SHARE
        is_only_one = len(counts) == 1 and bool(namings[0].ids)
        is_named = counts[best] / total >= least or bool(in_title) or is_only_one
        is_of_many = len(in_title) > 2 and all(
            2 * told[best] <= told.total() for told in (leads, counts)
        )
        main = "" if is_round_up or is_of_many or not is_named else best
        company = reader.leading_company(title)
        if company and (not in_title or _COLON.match(title, company.end)):
            main = "" if is_round_up else OTHER
        elif not main and not is_round_up and not reader.market(title).begins:
            main = reader.company(title, texts)
        return cls(
            title,
            main,
            is_round_up,
            has_rivals=len(in_title) != 1,
            is_comparison=len(in_title) > 1,
        )


def _is_of_one(title: str, named: Naming) -> bool:
    """Whether all of a title tells of the platform before its colon: `Kroger: a; b`."""
    return bool(named.lead) and bool(_COLON.match(title, named.matches[0].end))


@dataclass(slots=True)
class Attribution:
    """The subject of each bullet of an article, decided in reading order."""

    reader: NamingReader
    about: ArticleSubject
    _heading: str = ""
    _heading_naming: Naming = NOBODY
    _heading_market: Market = NO_MARKET
    _previous: str = ""
    _has_market: bool = False

    def begin_section(self, heading: str) -> None:
        """Forget what the last section was about."""
        self._heading = heading
        self._heading_naming = self.reader.naming(heading)
        self._heading_market = self.reader.market(heading)
        self._has_market = False
        is_company = self._is_of_company(heading, self._heading_naming)
        self._previous = OTHER if is_company else ""

    def attribute(self, text: str, naming: Naming) -> Attributed:
        """The subject of a bullet, given whom it names, and why."""
        subject, reason = self._decide(text, naming)
        self._previous = subject
        self._has_market |= subject == INDUSTRY
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
        is_alone = len(named) == 1 and self.about.has_rivals and main != OTHER
        if named and (is_alone if main else not self._is_news_of_other()):
            return named[0], f"names {named[0]}"
        return self._inherited(text, naming)

    def _is_news_of_other(self) -> bool:
        return self.about.is_round_up and self._previous == OTHER

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
        main = self.about.main
        if main in ("", OTHER) and self._is_of_company(text, naming):
            return OTHER, "begins with a company that is no platform"
        if self._is_of_market(text, naming):
            return INDUSTRY, "begins with the market"
        if told := self._of_heading():
            return told
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

    def _of_heading(self) -> tuple[str, str] | None:
        """The platform that a heading names: of several the one told of last."""
        heading = self._heading_naming
        if len(heading.ids) > 1 and self._previous in heading.ids:
            return self._previous, f"inherits {self._previous} from the bullet before"
        if len(heading.ids) == 1 or (heading.lead and not self.about.main):
            subject = heading.lead or heading.ids[0]
            return subject, f"heading names {subject}"
        return None

    def _is_continued(self, text: str) -> bool:
        """Whether a sentence goes on with what the one before is about."""
        if self._previous in ("", OTHER):
            return bool(self._previous)
        if self._previous == INDUSTRY or _CONTINUES.search(text):
            return True
        is_of_platforms = not (self.about.is_round_up or self._has_market)
        return is_of_platforms and not self.reader.has_market_sign(text)

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

    def _is_of_company(self, text: str, naming: Naming) -> bool:
        return not naming.ids and self.reader.leading_company(text) is not None

    def _heading_is_market(self) -> bool:
        return self._heading_market.is_named and not self._heading_naming.ids
