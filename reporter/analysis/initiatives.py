"""A sentence -> the initiatives that it names or points at, and how far they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reporter.analysis.lexicon import Lexicon, Match
from reporter.domain.taxonomy import KnownInitiative, Taxonomy
from reporter.domain.values import Stage

_QUOTED = re.compile(
    r"[“\"「『]([^“”\"「」『』\s]{2,16}|[^“”\"「」『』]{2,30})[”\"」』]"
)
_MAX_NAME = 14
_SHORT = 2
_GENERIC = frozenset(
    {"电商", "商城", "直播", "合作", "小店", "补贴", "超市", "减免", "礼物"}
)
_LOOSE_ENDINGS = frozenset({"模式", "机制", "战略", "体系", "方案"})
_BEGIN = re.compile(r"推出|上线|启动|发起|建立|公布|发布|宣布|试行")
# Later stages are told by rarer words: an ended programme was launched once, too.
_STAGES_BY_FORCE = (
    Stage.ENDED, Stage.PAUSED, Stage.PILOT, Stage.SCALING, Stage.LIVE, Stage.ANNOUNCED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The initiatives that a text names, in order, each once, and where they stand."""

    names: tuple[str, ...]
    matches: tuple[Match, ...]
    inherited_from: str = ""


class InitiativeReader:
    """Finds known initiatives by name, and new ones by their form."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._lexicon = Lexicon(
            {i.name: (i.name, *i.aliases) for i in taxonomy.initiatives}
        )
        endings = taxonomy.cues.get("initiative_endings", ())
        zh = "|".join(
            sorted((e for e in endings if not e.isascii()), key=len, reverse=True)
        )
        en = "|".join(
            sorted((e for e in endings if e.isascii()), key=len, reverse=True)
        )
        self._ending = re.compile(f"(?:{zh})$") if zh else None
        self._behind = re.compile(f"(?:{zh})") if zh else None
        self._english = (
            re.compile(rf"\b((?:[A-Z][\w&-]*\s){{1,4}}(?:{en}))\b") if en else None
        )
        pointers = taxonomy.cues.get("pointers", ())
        self._pointers = Lexicon({"pointer": pointers}, ignores_case=True)

    def find(self, text: str) -> tuple[str, ...]:
        """The initiatives that a text names, in order, each once."""
        return self.read(text).names

    def read(self, text: str) -> Named:
        """The initiatives that a text names, and where."""
        matches = self._lexicon.find(text)
        known = [(m.start, m.lists[0]) for m in matches]
        spans = [(m.start, m.end) for m in matches]
        new = [
            (start, name)
            for start, name in self._discovered(text)
            if not any(a <= start + 1 and start < b for a, b in spans)
            and not any(name in known_name for _, known_name in known)
        ]
        names = tuple(dict.fromkeys(name for _, name in sorted(known + new)))
        found = [Match(at, at + len(name), name, (name,)) for at, name in new]
        return Named(names, tuple(sorted((*matches, *found))))

    def short_form_of(self, text: str, names: Sequence[str]) -> str:
        """The first of the names before that a sentence calls by its last word.

        `驿站` is short for 拼多多驿站; words that end many names are short for none.
        """
        for name in names:
            short = name[-_SHORT:]
            is_generic = self._behind is not None and self._behind.search(short)
            is_short = not is_generic and short not in _GENERIC and not short.isascii()
            if is_short and len(name) > _SHORT and short in text:
                return name
        return ""

    def points_back(self, text: str) -> bool:
        """Whether a sentence speaks of `the plan` and the like without its name."""
        return any(match.start <= 2 for match in self._pointers.find(text))

    def _discovered(self, text: str) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        if self._ending and self._behind:
            for quoted in _QUOTED.finditer(text):
                name = quoted[1]
                behind = self._behind.match(text, quoted.end())
                if behind and len(name) <= _MAX_NAME:
                    if _is_begun(text, quoted.start(), behind[0]):
                        found.append((quoted.start(), _named(name, behind[0])))
                elif self._ending.search(name) and 4 <= len(name) <= _MAX_NAME:
                    found.append((quoted.start(), name))
        if self._english:
            found += [
                (m.start(1), _without_article(m[1]))
                for m in self._english.finditer(text)
            ]
        return found


def _is_begun(text: str, at: int, ending: str) -> bool:
    """Whether a quoted word before 模式, 机制 or 战略 is a name: somebody begins it."""
    if ending not in _LOOSE_ENDINGS:
        return True
    return bool(_BEGIN.search(text, max(at - 8, 0), at))


def _named(name: str, ending: str) -> str:
    """A quoted name with the word behind it, unless it ends so already."""
    if name.endswith(ending) or name.isascii():
        return name
    return name + ending if ending in ("计划", "公约", "驿站", "项目", "行动") else name


def _without_article(name: str) -> str:
    return name.removeprefix("The ").removeprefix("Its ").strip()


@dataclass(slots=True)
class Spoken:
    """The initiatives that each bullet of an article speaks of, in reading order."""

    reader: InitiativeReader
    _named: tuple[str, ...] = ()
    _known_here: dict[str, None] = field(default_factory=dict)

    def begin_article(self, title: str) -> None:
        """Forget the last article; the title may name what bullets point at."""
        self._known_here = {}
        self._meet(self.reader.find(title))

    def begin_section(self, heading: str) -> None:
        """A heading may name what the bullets below it point at."""
        self._meet(self.reader.find(heading))

    def read(self, text: str) -> Named:
        """What a bullet names, else what it points at or calls by a short form."""
        named = self.reader.read(text)
        if not named.names:
            named = self._pointed_at(text)
        self._meet(named.names)
        return named

    def _meet(self, names: tuple[str, ...]) -> None:
        self._known_here.update(dict.fromkeys(names))
        self._named = names or self._named

    def _pointed_at(self, text: str) -> Named:
        if self.reader.points_back(text):
            return Named(self._named[:1], (), "what was named before")
        short = self.reader.short_form_of(text, tuple(self._known_here))
        return Named((short,), (), "a short form") if short else Named((), ())


class StageReader:
    """Tells how far an initiative has come."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._lexicon = Lexicon(
            {s.value: taxonomy.cues.get(f"stage_{s.value}", ()) for s in Stage},
            ignores_case=True,
        )

    def stage(self, text: str) -> Stage | None:
        """The stage that a sentence tells, or None."""
        named = {name for match in self._lexicon.find(text) for name in match.lists}
        return next((s for s in _STAGES_BY_FORCE if s.value in named), None)


def known_by_name(known: Sequence[KnownInitiative]) -> dict[str, KnownInitiative]:
    """Known initiatives by their canonical name."""
    return {initiative.name: initiative for initiative in known}
