"""A statement -> what its verdict rests on: named numbers, most of them 0 or 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reporter.analysis.cues import Cue, CueReader
from reporter.analysis.lexicon import Lexicon, Match
from reporter.domain.taxonomy import INDUSTRY, Taxonomy

HEADING_CLASSES = ("strength", "weakness", "opportunity", "threat", "neutral")
_HEADING_SIGNALS = frozenset({"help", "hurt", "threats", "openings"})
_PERCENT = re.compile(r"(?=[\d翻])(?:\d[%％]|\d+倍|翻番|翻倍)")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*(?:亿|万|million|billion|bn|trillion)")
_YEAR = re.compile(r"(?=[12i])(?:(?:19|20)\d\d年|\bin (?:19|20)\d\d\b)")
_FORMS = (("percent", _PERCENT), ("amount", _AMOUNT), ("year", _YEAR))
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
        self._of_heading: dict[str, dict[str, float]] = {}

    def read(self, statement: Statement) -> tuple[dict[str, float], tuple[Cue, ...]]:
        """The features of a statement, absent meaning 0, and its cues."""
        names = (*statement.platforms, *statement.initiatives)
        cues = self._cues.read(statement.text, names)
        found = {"bias": 1.0, **self._heading(statement.heading)}
        label = _LABEL.match(statement.text)
        if label:
            found |= {
                f"label_{name}": 1.0
                for match in self._headings.find(label[1])
                for name in match.lists
            }
        if cues:
            found |= _counted(cues) | _last(cues)
        found |= _facts(statement)
        if statement.platforms:
            found |= _others(statement)
        return _with_pairs(found), cues

    def _heading(self, heading: str) -> dict[str, float]:
        if heading not in self._of_heading:
            found = {
                f"heading_{name}": 1.0
                for match in self._headings.find(heading)
                for name in match.lists
            }
            found |= {
                f"heading_says_{cue.signal}": 1.0
                for cue in self._cues.read(heading)
                if cue.signal in _HEADING_SIGNALS
            }
            if found and _JOINED.search(heading):
                # 现状与挑战 promises either: it leans half as far.
                found = dict.fromkeys(found, 0.5) | {"heading_joins": 1.0}
            self._of_heading[heading] = found
        return self._of_heading[heading]


def _counted(cues: Sequence[Cue]) -> dict[str, float]:
    found: dict[str, float] = {}
    for cue in cues:
        name = cue.signal if cue.is_stressed else f"{cue.signal}_aside"
        found[name] = min(found.get(name, 0.0) + cue.weight, _SATURATION)
    return found


def _last(cues: Sequence[Cue]) -> dict[str, float]:
    """What the last clause with a judgement says: the point is made at the end."""
    judging = [cue for cue in cues if cue.signal in ("help", "hurt")]
    if not judging:
        return {}
    last = judging[-1].clause
    balance = sum(
        cue.weight if cue.signal == "help" else -cue.weight
        for cue in judging
        if cue.clause == last
    )
    return {"ends_helped" if balance > 0 else "ends_hurt": 1.0} if balance else {}


def _facts(statement: Statement) -> dict[str, float]:
    text = statement.text
    found = {name: 1.0 for name, form in _FORMS if form.search(text)}
    if statement.subject == INDUSTRY:
        found["industry"] = 1.0
    if statement.initiatives:
        found["names_initiative"] = 1.0
    return found


def _others(statement: Statement) -> dict[str, float]:
    """How other platforms are spoken of: as agents, partners, or for comparison."""
    found: dict[str, float] = {}
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
    return found


def _with_pairs(found: dict[str, float]) -> dict[str, float]:
    """Add what two signals mean together: harm that is expected, harm from outside."""
    helps, hurts = found.get("help", 0.0), found.get("hurt", 0.0)
    ahead = found.get("plans") or found.get("hedges")
    threats, openings = found.get("threats", 0.0), found.get("openings", 0.0)
    pairs: tuple[tuple[str, object], ...] = ()
    if hurts > helps:
        pairs = (
            ("mostly_hurts", True), ("hurts_ahead", ahead), ("hurts_by_threat", threats)
        )  # fmt: skip
    elif helps > hurts:
        led = found.get("other_leads", 0.0)
        pairs = (
            ("mostly_helps", True), ("helps_ahead", ahead),
            ("helps_together", found.get("partnership")), ("helps_other", led),
        )  # fmt: skip
    elif not helps and not threats and not openings:
        pairs = (("no_judgement", True),)
    for name, is_so in pairs:
        if is_so:
            found[name] = 1.0
    if threats != openings:
        found["mostly_threats" if threats > openings else "mostly_openings"] = 1.0
    return found
