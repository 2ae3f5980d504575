"""A sentence -> what in it helps, hurts, is outside, planned, ruled, conceded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reporter.analysis.lexicon import Lexicon, Match

# A comma between digits is part of a number; a dot ends a clause before a blank only.
_CLAUSE = re.compile(
    r"(?<!\d)[,，]|[,，](?!\d)|[;；。:：！!？?]|\s(?=[\u4e00-\u9fff])|\.\s"
)
# 增 and 降 are cues before an amount only (净利增12%, 股价跌至), else part of a word.
_AMOUNT_BEHIND = re.compile(r"[约近超逾至到了\d一二两三四五六七八九十半成]|$")
_REACH_ZH, _REACH_EN = (14, 8), (40, 24)
_NEGATION_REACH_ZH, _NEGATION_REACH_EN = 3, 16
_CARRY_CHARS = 32
_TOO_EARLY_TO_TURN = 2
_OTHER_SIGNALS = (
    "hedges", "plans", "openings", "needs", "launches", "threats", "outside", "inside",
    "rules", "history", "partnership",
)  # fmt: skip
_CUE_LISTS = (
    "helps", "hurts", "good_things", "bad_things", "rises", "falls", "negations",
    "not_negations", "turns", "concessions", "remedies", "neutral_words", "transitives",
    *_OTHER_SIGNALS,
)  # fmt: skip
_THINGS = frozenset({"good_things", "bad_things"})
_MOVES = frozenset({"rises", "falls"})
_JUDGEMENTS = frozenset({"helps", "hurts"})
# A movement counts more where it is known of what, less where it is not.
_MOVED, _ROSE, _FELL = 1.2, 0.5, 0.4


class Cue(NamedTuple):
    """One word that counts: for which signal, how much, and where it stands.

    `start` is its place in the sentence; `clause` counts from 0; `is_stressed` says
    whether it stands in the half of the sentence that the writer stresses.
    """

    signal: str
    word: str
    weight: float
    is_stressed: bool
    start: int
    clause: int


class CueReader:
    """Reads the cues of sentences by the cue lists of a taxonomy."""

    def __init__(self, cues: Mapping[str, Sequence[str]]) -> None:
        lists = {name: cues.get(name, ()) for name in _CUE_LISTS}
        self._lexicon = Lexicon(lists, ignores_case=True)

    def read(self, text: str, names: Sequence[Match] = ()) -> tuple[Cue, ...]:
        """All cues of a sentence, in order; words inside `names` are no cues."""
        found = [
            match
            for match in _outside(self._lexicon.find(text), names)
            if not _is_part_of_word(text, match)
        ]
        borders = [match.end() for match in _CLAUSE.finditer(text)]
        clauses: dict[int, list[Match]] = {}
        for match in found:
            clauses.setdefault(bisect_right(borders, match.start), []).append(match)
        start, end = _stressed(text, found)
        return tuple(
            Cue(signal, match.word, weight, start <= match.start < end, match.start, at)
            for at, near in clauses.items()
            for match in near
            for signal, weight in _signals(match, near, clauses.get(at - 1, ()))
        )


def _outside(found: list[Match], names: Sequence[Match]) -> list[Match]:
    """The matches that no name covers: 红猫计划 is no plan."""
    if not names:
        return found
    return [
        m for m in found if not any(n.start < m.end and m.start < n.end for n in names)
    ]


def _is_part_of_word(text: str, match: Match) -> bool:
    """Whether a match only looks like a cue: the month of May, the 增 of 增程."""
    if match.word == "may":
        return text[match.start] == "M"
    is_bare_verb = match.end - match.start == 1 and not _MOVES.isdisjoint(match.lists)
    return is_bare_verb and not _AMOUNT_BEHIND.match(text, match.end)


def _stressed(text: str, found: Iterable[Match]) -> tuple[int, int]:
    """The part that the writer stresses: behind the last turn, before a concession."""
    start, end = 0, len(text)
    for match in found:
        if "turns" in match.lists and match.start > _TOO_EARLY_TO_TURN:
            start = match.end
        elif "concessions" in match.lists and match.start > len(text) // 2 > start:
            end = match.start
    return start, end


def _signals(
    match: Match, near: Sequence[Match], before: Sequence[Match]
) -> Iterator[tuple[str, float]]:
    moves = not _MOVES.isdisjoint(match.lists)
    judges = not _JUDGEMENTS.isdisjoint(match.lists)
    thing = (_thing(match, near) or _carried(match, near, before)) if moves else None
    if thing is not None:
        # Whether a rise helps depends on what rises.
        is_good = ("rises" in match.lists) != ("bad_things" in thing.lists)
        yield _sided(is_good != _is_negated(match, near)), _MOVED
        return
    if judges and not _is_moved(match, near):
        is_good = "helps" in match.lists
        is_undone = not is_good and _is_remedied(match, near)
        if is_undone or _is_negated(match, near):
            is_good = not is_good
        yield _sided(is_good), 1.0
        if is_undone:
            return  # tariffs that are avoided are no threat
    elif moves and not judges:
        rises = "rises" in match.lists
        yield _sided(rises), _ROSE if rises else _FELL
    for name in _OTHER_SIGNALS:
        if name in match.lists:
            yield name, 1.0


def _sided(is_good: bool) -> str:
    return "help" if is_good else "hurt"


def _is_moved(match: Match, near: Sequence[Match]) -> bool:
    """Whether a word is what rises or falls: then its movement is what counts."""
    if _THINGS.isdisjoint(match.lists):
        return False
    return any(
        other is not match
        and not _MOVES.isdisjoint(other.lists)
        and _thing(other, near) is match
        for other in near
    )


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


def _thing(match: Match, near: Sequence[Match]) -> Match | None:
    """What rises or falls: the nearest thing before, else right behind.

    Of 拉低 and the like it is the object, which stands behind.
    """
    before, behind = _REACH_EN if match.word[:1].isascii() else _REACH_ZH
    nearest = None
    takes_object = "transitives" in match.lists
    for other in near:
        if other is match or not _is_thing(other):
            continue
        if takes_object and 0 <= other.start - match.end <= behind:
            return other
        if 0 <= match.start - other.end <= before:
            nearest = other
        elif nearest is None and 0 <= other.start - match.end <= behind:
            return other
    return nearest


def _carried(
    match: Match, near: Sequence[Match], before: Sequence[Match]
) -> Match | None:
    """The thing of the clause before: 营销费用334亿元,同比增加43%."""
    if any(other.start < match.start and _is_thing(other) for other in near):
        return None
    things = [m for m in before if _is_thing(m) and match.start - m.end <= _CARRY_CHARS]
    return things[-1] if things else None


def _is_thing(match: Match) -> bool:
    return not _THINGS.isdisjoint(match.lists)
