"""A statement -> what its verdict rests on: named numbers, most of them 0 or 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reporter.analysis.cues import Cue, CueReader
from reporter.analysis.lexicon import Lexicon, Match
from reporter.domain.taxonomy import INDUSTRY, Taxonomy

HEADING_CLASSES = ("strength", "weakness", "opportunity", "threat", "neutral")
_JUDGEMENTS = frozenset({"help", "hurt"})
_HEADING_SIGNALS = frozenset({"help", "hurt", "threats", "openings"})
# Each begins with a set of characters, by which a search leaps over all others.
_PERCENT = re.compile(r"[%％倍番](?:(?<=\d[%％倍])|(?<=翻[番倍]))")
_AMOUNT = re.compile(r"\d\s*(?:亿|万|million|billion|bn|trillion)")
_FORMS = (("percent", _PERCENT), ("amount", _AMOUNT))
# 盈利模式待验证: what stands before the colon is a heading of the bullet's own.
_LABEL = re.compile(r"([^:：,，。;；\d]{2,12})[:：]")
_WITH = re.compile(
    r"(?:与|和|跟|同|及|联手|携手|联合|接入|with|and|for|on|via)\s*$", re.I
)
_THAN = re.compile(
    r"(?:比|较|于|不及|不如|逊|像|似|超|than|behind|trails?|lags?|versus|vs\.?|like)\s*$",
    re.I,
)
_JOINED = re.compile(r"[与和及、/]|\band\b|&")
_SATURATION = 3.0
_LEAD_CHARS = 6


@dataclass(frozen=True, slots=True)
class Statement:
    """A bullet as the judge sees it.

    `platforms` and `initiatives` are the names in it, the list of a match being the
    id or canonical name.
    """

    text: str
    heading: str
    subject: str
    platforms: Sequence[Match] = ()
    initiatives: Sequence[Match] = ()


class _Heading(NamedTuple):
    """What a heading tells: the classes that it names, and features."""

    classes: tuple[str, ...]
    features: dict[str, float]


class FeatureReader:
    """Reads features by the cue lists of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._cues = CueReader(taxonomy.cues, taxonomy.own_cues)
        self._headings = Lexicon(
            {
                name: taxonomy.cues.get(f"heading_{name}", ())
                for name in HEADING_CLASSES
            },
            ignores_case=True,
        )
        self._of_heading: dict[str, _Heading] = {}

    def read(self, statement: Statement) -> tuple[dict[str, float], tuple[Cue, ...]]:
        """The features of a statement, absent meaning 0, and its cues."""
        names = (*statement.platforms, *statement.initiatives)
        cues = self._cues.read(statement.text, names)
        found = {"bias": 1.0, **self._heading(statement.heading).features}
        label = _LABEL.match(statement.text)
        if label:
            found |= dict.fromkeys(
                [f"label_{name}" for name in self._classes(label[1])], 1.0
            )
        if cues:
            _count(cues, found)
            _add_last(cues, found)
        _add_facts(statement, found)
        if statement.platforms:
            _add_others(statement, found)
        _add_pairs(found)
        return found, cues

    def heading_classes(self, heading: str) -> tuple[str, ...]:
        """What a heading says of all below it, in words of `HEADING_CLASSES`."""
        return self._heading(heading).classes

    def _classes(self, text: str) -> tuple[str, ...]:
        found = [name for match in self._headings.find(text) for name in match.lists]
        return tuple(dict.fromkeys(found))

    def _heading(self, heading: str) -> _Heading:
        """Many bullets stand below few headings: each is read once."""
        if heading not in self._of_heading:
            classes = self._classes(heading)
            found = {f"heading_{name}": 1.0 for name in classes}
            found |= {
                f"heading_says_{cue.signal}": 1.0
                for cue in self._cues.read(heading)
                if cue.signal in _HEADING_SIGNALS
            }
            if found and _JOINED.search(heading):
                # 现状与挑战 promises either: it leans half as far.
                found = dict.fromkeys(found, 0.5) | {"heading_joins": 1.0}
            self._of_heading[heading] = _Heading(classes, found)
        return self._of_heading[heading]


def _count(cues: Sequence[Cue], found: dict[str, float]) -> None:
    for cue in cues:
        name = cue.signal if cue.is_stressed else f"{cue.signal}_aside"
        found[name] = min(found.get(name, 0.0) + cue.weight, _SATURATION)


def _add_last(cues: Sequence[Cue], found: dict[str, float]) -> None:
    """What the last clause with a judgement says: the point is made at the end."""
    balance, last = 0.0, -1
    for cue in reversed(cues):
        if cue.signal not in _JUDGEMENTS:
            continue
        if cue.clause != last >= 0:
            break
        last = cue.clause
        balance += cue.weight if cue.signal == "help" else -cue.weight
    if balance:
        found["ends_helped" if balance > 0 else "ends_hurt"] = 1.0


def _add_facts(statement: Statement, found: dict[str, float]) -> None:
    text = statement.text
    for name, form in _FORMS:
        if form.search(text):
            found[name] = 1.0
    if statement.subject == INDUSTRY:
        found["industry"] = 1.0
    if statement.initiatives:
        found["names_initiative"] = 1.0


def _add_others(statement: Statement, found: dict[str, float]) -> None:
    """How other platforms are spoken of: as agents, partners, or for comparison."""
    own = [m for m in statement.platforms if m.lists[0] == statement.subject]
    for match in statement.platforms:
        if match.lists[0] == statement.subject:
            continue
        before = statement.text[max(match.start - 8, 0) : match.start]
        if _WITH.search(before):
            found["other_beside"] = 1.0
        elif _THAN.search(before):
            found["other_compared"] = 1.0
        elif match.start <= _LEAD_CHARS:
            found["other_leads"] = 1.0
        else:
            found["other_named"] = 1.0
    if own and own[0].start <= _LEAD_CHARS:
        found["own_leads"] = 1.0


def _add_pairs(found: dict[str, float]) -> None:
    """Add what two signals mean together: harm that is expected, harm from outside."""
    helps, hurts = found.get("help", 0.0), found.get("hurt", 0.0)
    threats, openings = found.get("threats", 0.0), found.get("openings", 0.0)
    ahead = "plans" in found or "hedges" in found
    told: tuple[tuple[str, bool], ...] = ()
    if hurts > helps:
        told = (
            ("mostly_hurts", True), ("hurts_ahead", ahead),
            ("hurts_by_threat", threats > 0),
        )  # fmt: skip
    elif helps > hurts:
        told = (
            ("mostly_helps", True), ("helps_ahead", ahead),
            ("helps_together", "partnership" in found),
            ("helps_other", "other_leads" in found),
        )  # fmt: skip
    elif not helps and not threats and not openings:
        told = (("no_judgement", True),)
    for name, is_so in told:
        if is_so:
            found[name] = 1.0
    if threats != openings:
        found["mostly_threats" if threats > openings else "mostly_openings"] = 1.0
