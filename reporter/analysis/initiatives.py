"""A sentence -> the initiatives that it names or points at, and how far they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reporter.analysis.discovery import Discovery
from reporter.analysis.lexicon import Lexicon, Match
from reporter.analysis.names import Hint, names_of, product_aliases
from reporter.domain.clippings import Article
from reporter.domain.taxonomy import OTHER, Taxonomy
from reporter.domain.values import Stage

_NEAR, _SHORTEST = 2, 2
_LEAD_CHARS = 8
# A shorter name would be found by chance, too.
_LEAST_CHARS_UNQUOTED = 4
# What many platforms have is short for no one's.
_GENERIC = frozenset({"电商", "商城", "小店", "直播", "补贴", "会员", "用户", "门店"})
_TRIM = re.compile(r"\s(?:Pro|Max|Ultra|Plus|Air|Mini|Home)$")
_QUOTES = '“"「『'
# Later stages are told by rarer words: an ended programme was launched once, too.
_STAGES_BY_FORCE = (
    Stage.ENDED, Stage.PAUSED, Stage.PILOT, Stage.SCALING, Stage.LIVE, Stage.ANNOUNCED,
)  # fmt: skip


class Named(NamedTuple):
    """The initiatives that a text names, in order, each once, and where they stand.

    `inherited_from` says why a text that does not name it speaks of an initiative.
    """

    names: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    inherited_from: str = ""


_NONE = Named()


@dataclass(frozen=True, slots=True)
class Discovered:
    """Names that no pack knows, and where the texts that give them have them."""

    names: tuple[str, ...] = ()
    by_text: Mapping[str, Mapping[int, str]] = field(default_factory=dict)


_NOTHING = Discovered()


class InitiativeReader:
    """Finds known initiatives by name, and new ones by their form."""

    def __init__(self, taxonomy: Taxonomy, discovered: Discovered = _NOTHING) -> None:
        self._owners = {i.name: i.platform for i in taxonomy.initiatives}
        self._short = dict(_short_forms(taxonomy))
        names = {i.name: [i.name, *i.aliases] for i in taxonomy.initiatives}
        taken = {alias for aliases in names.values() for alias in aliases}
        for alias, platform in product_aliases(taxonomy):
            if alias not in taken:
                names[alias], self._owners[alias] = [alias], platform
        names |= {name: [name] for name in discovered.names if name not in taken}
        self._lexicon = Lexicon(names)
        self._discovered = discovered.by_text
        endings = taxonomy.cues.get("initiative_endings", ())
        self._endings = tuple(e for e in endings if not e.isascii())
        pointers = taxonomy.cues.get("pointers", ())
        self._pointers = Lexicon({"pointer": pointers}, ignores_case=True)

    def read(
        self, text: str, subject: str = "", platforms: Sequence[Match] = ()
    ) -> Named:
        """The initiatives that a text names, and where.

        Those of another platform than the subject count where the text begins with
        them or puts them in quotation marks; elsewhere they are only mentioned.
        """
        matches = self._lexicon.find(text)
        if subject == OTHER:  # initiatives are those of platforms
            return Named((), tuple(matches))
        discovered = self._discovered.get(text, {})
        if not matches and not discovered:
            return _NONE
        known = [
            (m.start, m.lists[0])
            for m in matches
            if self._is_meant(m, text, subject, platforms)
        ]
        new = [
            (at, name)
            for at, name in discovered.items()
            if not any(m.start < at + len(name) and at < m.end for m in matches)
            and not any(name in other for _, other in known)
        ]
        names = tuple(dict.fromkeys(name for _, name in sorted(known + new)))
        found = [Match(at, at + len(name), name, (name,)) for at, name in new]
        return Named(names, tuple(sorted((*matches, *found))))

    def pointed_at(self, text: str, subject: str, named: Sequence[str]) -> str:
        """Which of the names before `the plan` and the like means, or nothing."""
        own = [n for n in named if self._owners.get(n, subject) == subject]
        if not own:
            return ""
        found = self._pointers.find(text)
        pointer = next((m for m in found if m.start <= _NEAR), None)
        if pointer is None:
            return ""
        ending = next((e for e in self._endings if e in pointer.word), "")
        fitting = [name for name in own if ending and name.endswith(ending)]
        return (fitting or own)[-1]

    def short_form_of(self, text: str, subject: str, names: Iterable[str]) -> str:
        """The first of the names before that a sentence calls without its platform.

        `闪购` is short for 淘宝闪购; what many platforms have is short for no one's.
        """
        return next(
            (
                name
                for name in names
                if self._owners.get(name) == subject
                and self._short.get(name, name) in text
            ),
            "",
        )

    def _is_meant(
        self, match: Match, text: str, subject: str, platforms: Sequence[Match]
    ) -> bool:
        owner = self._owners.get(match.lists[0], subject)
        if not subject or owner == subject or text[max(match.start - 1, 0)] in _QUOTES:
            return True
        if match.word.isascii() and match.word.isalpha():  # may be a common word
            return any(owner in named.lists for named in platforms)
        is_plain = match.word.isalpha() or match.word.isdigit()
        return match.start <= _LEAD_CHARS or not is_plain


def _short_forms(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """Names of initiatives without the name of their platform before."""
    names = {p.id: (p.zh, p.en, *p.aliases) for p in taxonomy.platforms}
    for initiative in taxonomy.initiatives:
        for platform in names.get(initiative.platform, ()):
            short = initiative.name.removeprefix(platform).strip()
            is_shorter = _SHORTEST <= len(short) < len(initiative.name)
            if is_shorter and short not in _GENERIC:
                yield initiative.name, short


def discover(articles: Iterable[Article], taxonomy: Taxonomy) -> Discovered:
    """All names that the articles give by their form and the pack does not know."""
    discovery = Discovery(taxonomy)
    known = {n for i in taxonomy.initiatives for n in (i.name, *i.aliases)}
    names = Lexicon({p.id: (p.zh, p.en, *p.aliases) for p in taxonomy.platforms})
    found: dict[str, None] = {}
    again: dict[str, None] = {}
    by_text: dict[str, dict[int, str]] = {}
    for article in articles:
        texts = [article.title]
        for section in article.sections:
            texts += [section.heading, *(b.text for b in section.bullets)]
        hints: list[Hint] = []
        for text in texts:
            here = discovery.find(text, names.find(text))
            if here:
                by_text[text] = here
                found.update(dict.fromkeys(here.values()))
            hints += discovery.hints(text)
        again.update(dict.fromkeys(names_of(hints)))
    unquoted = [n for n in found if len(n) >= _LEAST_CHARS_UNQUOTED or n in again]
    every = known | found.keys() | again.keys()
    new = [
        name
        for name in dict.fromkeys((*unquoted, *again))
        if name not in known
        and every.isdisjoint(name[at:] for at in range(1, len(name)))
        and _without_trim(name) not in known
    ]
    return Discovered(tuple(new), by_text)


def _without_trim(name: str) -> str:
    """`M03 Max` is one of the M03."""
    return _TRIM.sub("", name)


@dataclass(slots=True)
class Spoken:
    """The initiatives that each bullet of an article speaks of, in reading order."""

    reader: InitiativeReader
    _named: tuple[str, ...] = ()
    _of_heading: tuple[str, ...] = ()
    _known_here: dict[str, None] = field(default_factory=dict)

    def begin_article(self, title: str) -> None:
        """Forget the last article; the title may name what bullets point at."""
        self._known_here, self._named = {}, ()
        self._meet(self.reader.read(title).names)

    def begin_section(self, heading: str) -> None:
        """What a heading names, the bullets below it speak of."""
        self._of_heading = self.reader.read(heading).names
        self._meet(self._of_heading)

    def read(
        self, text: str, subject: str = "", platforms: Sequence[Match] = ()
    ) -> Named:
        """What a bullet names or points at, calls by a short form or inherits."""
        named = self.reader.read(text, subject, platforms)
        pointed = self.reader.pointed_at(text, subject, self._named)
        if pointed and pointed not in named.names:
            named = Named(
                (pointed, *named.names), named.matches, "what was named before"
            )
        elif not named.names:
            return self._meant(text, subject, named.matches)
        else:
            self._meet(named.names)
        return named

    def _meet(self, names: tuple[str, ...]) -> None:
        if names:
            self._known_here.update(dict.fromkeys(names))
            self._named = tuple(dict.fromkeys((*self._named, *names)))

    def _meant(self, text: str, subject: str, matches: tuple[Match, ...]) -> Named:
        short = self.reader.short_form_of(text, subject, self._known_here)
        if short:
            return Named((short,), matches, "a short form")
        if self._of_heading:
            return Named(self._of_heading[:1], matches, "the heading")
        return Named((), matches)


_CONDITION = re.compile(
    r"(?:若|如果|倘若|假如|一旦)[^,，。；;]*|\b(?:If|Once|if|once)\b[^,.;]*"
)


class StageReader:
    """Tells how far an initiative has come."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        lists = {s.value: taxonomy.cues.get(f"stage_{s.value}", ()) for s in Stage}
        lists[""] = taxonomy.cues.get("neutral_words", ())  # 获取消费者: no 取消
        self._lexicon = Lexicon(lists, ignores_case=True)

    def stage(self, text: str) -> Stage | None:
        """The stage that a sentence tells, or None."""
        told = _CONDITION.sub("", text)  # 若计划落地: it has not
        named = {name for match in self._lexicon.find(told) for name in match.lists}
        return next((s for s in _STAGES_BY_FORCE if s.value in named), None)
