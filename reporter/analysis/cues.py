"""A sentence -> what in it helps, hurts, is outside, planned, ruled, conceded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reporter.analysis.lexicon import Lexicon, Match

_CLAUSE = re.compile(r"[,，;；。:：！!？?、]|\s(?=[\u4e00-\u9fff])|\.\s")
_NEAR_BEFORE, _NEAR_BEHIND = 14, 8
_NEGATION_REACH_ZH, _NEGATION_REACH_EN = 3, 14
_OTHER_SIGNALS = (
    "hedges", "plans", "openings", "needs", "launches", "threats", "outside", "inside",
    "rules", "history", "partnership",
)  # fmt: skip
_CUE_LISTS = (
    "helps", "hurts", "good_things", "bad_things", "rises", "falls", "negations",
    "not_negations", "turns", "concessions", "remedies", "neutral_words",
    *_OTHER_SIGNALS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One word that counts: for which signal, how much, and where it stands."""

    signal: str
    word: str
    weight: float
    is_stressed: bool


class CueReader:
    """Reads the cues of sentences by the cue lists of a taxonomy."""

    def __init__(self, cues: Mapping[str, Sequence[str]]) -> None:
        lists = {name: cues.get(name, ()) for name in _CUE_LISTS}
        self._lexicon = Lexicon(lists, ignores_case=True)

    def read(self, text: str) -> tuple[Cue, ...]:
        """All cues of a sentence, in order."""
        found = self._lexicon.find(text)
        stress = _stressed(text, found)
        borders = [0, *(m.start() for m in _CLAUSE.finditer(text)), len(text)]
        cues: list[Cue] = []
        for match in found:
            if match.word == "may" and text[match.start] == "M":
                continue  # the month
            near = [m for m in found if _in_one_clause(m, match, borders)]
            is_stressed = stress[0] <= match.start < stress[1]
            for signal, weight in _signals(match, near):
                cues.append(Cue(signal, match.word, weight, is_stressed))
        return tuple(cues)


def _stressed(text: str, found: Iterable[Match]) -> tuple[int, int]:
    """The part that the writer stresses: behind the last turn, before a concession."""
    start, end = 0, len(text)
    for match in found:
        if "turns" in match.lists and match.start > 2:
            start = match.end
        elif "concessions" in match.lists and match.start > len(text) // 2 > start:
            end = match.start
    return start, end


def _in_one_clause(a: Match, b: Match, borders: Sequence[int]) -> bool:
    low, high = sorted((a.start, b.start))
    return not any(low < border <= high for border in borders)


def _signals(match: Match, near: Sequence[Match]) -> Iterator[tuple[str, float]]:
    lists = match.lists
    thing = _thing(match, near) if _moves(match) else None
    if thing is not None:
        signal, weight = _direction(match, thing)
        if _is_negated(match, near):
            signal = "hurt" if signal == "help" else "help"
        yield signal, weight
    elif _judges(match) and not _is_moved(match, near):
        is_good = "helps" in lists
        if _is_negated(match, near) or (not is_good and _is_remedied(match, near)):
            is_good = not is_good
        yield ("help" if is_good else "hurt"), 1.0
    elif _moves(match):
        yield ("help", 0.5) if "rises" in lists else ("hurt", 0.4)
    for name in _OTHER_SIGNALS:
        if name in lists:
            yield name, 1.0


def _judges(match: Match) -> bool:
    return "helps" in match.lists or "hurts" in match.lists


def _moves(match: Match) -> bool:
    return "rises" in match.lists or "falls" in match.lists


def _is_moved(match: Match, near: Sequence[Match]) -> bool:
    """Whether a word is what rises or falls: then its movement is what counts."""
    if not {"good_things", "bad_things"} & set(match.lists):
        return False
    return any(_moves(m) and _thing(m, near) is match for m in near if m is not match)


def _is_negated(match: Match, near: Sequence[Match]) -> bool:
    """Whether a negation stands right before a cue."""
    is_latin = match.word[:1].isascii()
    reach = _NEGATION_REACH_EN if is_latin else _NEGATION_REACH_ZH
    return any(
        "negations" in other.lists
        and "not_negations" not in other.lists
        and other is not match
        and 0 <= match.start - other.end <= reach
        for other in near
    )


def _is_remedied(match: Match, near: Sequence[Match]) -> bool:
    """Whether a harm is undone: a remedy stands before it in its clause."""
    return any("remedies" in m.lists and m.end <= match.start for m in near)


def _direction(match: Match, thing: Match) -> tuple[str, float]:
    """Whether a rise or fall helps or hurts: it depends on what rises or falls."""
    is_good = ("rises" in match.lists) != ("bad_things" in thing.lists)
    return ("help" if is_good else "hurt"), 1.2


def _thing(match: Match, near: Sequence[Match]) -> Match | None:
    """What rises or falls: the nearest thing before, else right behind."""
    things = [
        m
        for m in near
        if m is not match and {"good_things", "bad_things"} & set(m.lists)
    ]
    before = [m for m in things if 0 <= match.start - m.end <= _NEAR_BEFORE]
    if before:
        return before[-1]
    behind = [m for m in things if 0 <= m.start - match.end <= _NEAR_BEHIND]
    return behind[0] if behind else None
