"""A sentence -> what in it helps, hurts, is outside, planned, ruled, conceded."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from reporter.analysis.lexicon import Lexicon, Match, folded

# A comma between digits is part of a number; a dot ends a clause before a blank only.
# A set of characters comes first: by it a search leaps over all others.
_CLAUSE = re.compile(
    r"[,，;；。:：！!？?.\s](?:(?<=[;；。:：！!？?])|(?<=[,，])(?:(?<!\d[,，])|(?!\d))"
    r"|(?<=\.)\s|(?<=\s)(?=[\u4e00-\u9fff]))"
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
CUE_LISTS = (
    "helps", "hurts", "good_things", "bad_things", "rises", "falls", "negations",
    "not_negations", "turns", "concessions", "remedies", "undone", "neutral_words",
    "transitives", *_OTHER_SIGNALS,
)  # fmt: skip
# Each list is a bit, so that one number says in which lists a word stands.
_BITS = {name: 1 << at for at, name in enumerate(CUE_LISTS)}
_HELPS, _RISES, _BAD_THINGS = _BITS["helps"], _BITS["rises"], _BITS["bad_things"]
_NEGATIONS, _NOT_NEGATIONS = _BITS["negations"], _BITS["not_negations"]
_REMEDIES, _UNDONE = _BITS["remedies"], _BITS["undone"]
_TRANSITIVES = _BITS["transitives"]
_TURNS, _CONCESSIONS = _BITS["turns"], _BITS["concessions"]
_THINGS = _BITS["good_things"] | _BAD_THINGS
_MOVES = _RISES | _BITS["falls"]
_JUDGEMENTS = _HELPS | _BITS["hurts"]
_MOVES_AND_JUDGEMENTS, _PARTING = _MOVES | _JUDGEMENTS, _TURNS | _CONCESSIONS
# What may only look like a cue: the month of May, the 增 of 增程.
_DOUBTFUL = 1 << len(CUE_LISTS)
# A movement counts more where it is known of what, less where it is not.
_MOVED, _ROSE, _FELL = 1.2, 0.5, 0.4
# No labelled bullet has taught the weights what a team's own word means: its word is
# taken for it.
_OWN_COUNTS = 3.0


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


class _Word(NamedTuple):
    """A word of the cue lists in a sentence, and the bits of its lists.

    `others` are the signals that it gives whatever stands around it.
    """

    start: int
    end: int
    word: str
    lists: int
    others: tuple[tuple[str, float], ...]


class _Clause(NamedTuple):
    """The words of a clause, in order, and the bits of all their lists."""

    words: Sequence[_Word] = ()
    lists: int = 0


_NO_CLAUSE = _Clause()


class CueReader:
    """Reads the cues of sentences by cue lists; a team's `own` words count more."""

    def __init__(
        self, cues: Mapping[str, Sequence[str]], own: Iterable[str] = ()
    ) -> None:
        lists = {name: cues.get(name, ()) for name in CUE_LISTS}
        self._own = frozenset(map(folded, own))
        self._lexicon = Lexicon(lists, ignores_case=True)
        self._entries = [
            (word, _bits(word, names), _others(names))
            for word, names in self._lexicon.entries
        ]

    def read(self, text: str, names: Sequence[Match] = ()) -> tuple[Cue, ...]:
        """All cues of a sentence, in order; words inside `names` are no cues."""
        words = self._words(text, names)
        if not words:
            return ()
        start, end = _stressed(text, words)
        found: list[Cue] = []
        before, last = _NO_CLAUSE, -1
        for at, clause in _clauses(text, words):
            if at != last + 1:
                before = _NO_CLAUSE
            for word in clause.words:
                place = word.start
                times = _OWN_COUNTS if word.word in self._own else 1.0
                for signal, weight in _signals(word, clause, before):
                    is_stressed = start <= place < end
                    found.append(
                        Cue(signal, word.word, weight * times, is_stressed, place, at)
                    )
            before, last = clause, at
        return tuple(found)

    def _words(self, text: str, names: Sequence[Match]) -> list[_Word]:
        """The words that no name covers: 红猫计划 is no plan."""
        words: list[_Word] = []
        for number, start, end in self._lexicon.spans(text):
            word, lists, others = self._entries[number]
            if lists & _DOUBTFUL and _is_part_of_word(text, word, start, end):
                continue
            if not names or _is_free(start, end, names):
                words.append(_Word(start, end, word, lists, others))
        return words


def _is_free(start: int, end: int, names: Sequence[Match]) -> bool:
    """Whether no name covers a part of what stands between two places."""
    return all(name.end <= start or end <= name.start for name in names)


def _bits(word: str, lists: Iterable[str]) -> int:
    bits = sum([_BITS[name] for name in lists])
    is_bare_verb = bits & _MOVES and len(word) == 1
    return bits | _DOUBTFUL if is_bare_verb or word == "may" else bits


@lru_cache
def _others(lists: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    return tuple((name, 1.0) for name in _OTHER_SIGNALS if name in lists)


def _is_part_of_word(text: str, word: str, start: int, end: int) -> bool:
    """Whether a doubtful word is none: a month, or a character of a longer word."""
    if word == "may":
        return text[start] == "M"
    return not _AMOUNT_BEHIND.match(text, end)


def _clauses(text: str, words: Sequence[_Word]) -> list[tuple[int, _Clause]]:
    """The clauses that hold words, each with its number, from 0."""
    borders = [match.end() for match in _CLAUSE.finditer(text)]
    if not borders or words[-1].start < borders[0]:
        return [(0, _clause(words))]
    found: dict[int, list[_Word]] = {}
    for word in words:
        found.setdefault(bisect_right(borders, word.start), []).append(word)
    return [(at, _clause(near)) for at, near in found.items()]


def _clause(words: Sequence[_Word]) -> _Clause:
    lists = 0
    for word in words:
        lists |= word.lists
    return _Clause(words, lists)


def _stressed(text: str, words: Iterable[_Word]) -> tuple[int, int]:
    """The part that the writer stresses: behind the last turn, before a concession."""
    start, end = 0, len(text)
    for word in words:
        if not word.lists & _PARTING:
            continue
        if word.lists & _TURNS and word.start > _TOO_EARLY_TO_TURN:
            start = word.end
        elif word.lists & _CONCESSIONS and word.start > len(text) // 2 > start:
            end = word.start
    return start, end


def _signals(
    word: _Word, near: _Clause, before: _Clause
) -> Sequence[tuple[str, float]]:
    """What a word speaks for, and how much."""
    lists = word.lists
    if not lists & _MOVES_AND_JUDGEMENTS:
        return word.others
    if lists & _MOVES:
        thing = _thing(word, near) or _carried(word, near, before)
        if thing is not None:
            # Whether a rise helps depends on what rises.
            is_good = bool(lists & _RISES) != bool(thing.lists & _BAD_THINGS)
            return [(_sided(is_good != _is_negated(word, near)), _MOVED)]
    if lists & _JUDGEMENTS and not _is_moved(word, near):
        is_good = bool(lists & _HELPS)
        is_undone = not is_good and _is_remedied(word, near)
        if is_undone or _is_negated(word, near):
            is_good = not is_good
        # Tariffs that are avoided are no threat.
        return [(_sided(is_good), 1.0), *(() if is_undone else word.others)]
    if lists & _MOVES and not lists & _JUDGEMENTS:
        rises = bool(lists & _RISES)
        return [(_sided(rises), _ROSE if rises else _FELL), *word.others]
    return word.others


def _sided(is_good: bool) -> str:
    return "help" if is_good else "hurt"


def _is_moved(word: _Word, near: _Clause) -> bool:
    """Whether a word is what rises or falls: then its movement is what counts."""
    if not word.lists & _THINGS or not near.lists & _MOVES:
        return False
    return any(
        other is not word and other.lists & _MOVES and _thing(other, near) is word
        for other in near.words
    )


def _is_negated(word: _Word, near: _Clause) -> bool:
    """Whether a negation stands right before a cue."""
    if not near.lists & _NEGATIONS:
        return False
    is_latin = word.word[:1].isascii()
    reach = _NEGATION_REACH_EN if is_latin else _NEGATION_REACH_ZH
    return any(
        other.lists & _NEGATIONS
        and not other.lists & _NOT_NEGATIONS
        and other is not word
        and 0 <= word.start - other.end <= reach
        for other in near.words
    )


def _is_remedied(word: _Word, near: _Clause) -> bool:
    """Whether a harm is undone, by what stands before it or behind, in its clause."""
    return bool(near.lists & (_REMEDIES | _UNDONE)) and any(
        (other.lists & _REMEDIES and other.end <= word.start)
        or (other.lists & _UNDONE and other.start >= word.end)
        for other in near.words
    )


def _thing(word: _Word, near: _Clause) -> _Word | None:
    """What rises or falls: the nearest thing before, else right behind.

    Of 拉低 and the like it is the object, which stands behind.
    """
    if not near.lists & _THINGS:
        return None
    before, behind = _REACH_EN if word.word[:1].isascii() else _REACH_ZH
    nearest = None
    takes_object = word.lists & _TRANSITIVES
    for other in near.words:
        if other is word or not other.lists & _THINGS:
            continue
        if takes_object and 0 <= other.start - word.end <= behind:
            return other
        if 0 <= word.start - other.end <= before:
            nearest = other
        elif nearest is None and 0 <= other.start - word.end <= behind:
            return other
    return nearest


def _carried(word: _Word, near: _Clause, before: _Clause) -> _Word | None:
    """The thing of the clause before: 营销费用334亿元,同比增加43%."""
    if not before.lists & _THINGS:
        return None
    if any(o.start < word.start and o.lists & _THINGS for o in near.words):
        return None
    things = [w for w in before.words if w.lists & _THINGS]
    reached = [w for w in things if word.start - w.end <= _CARRY_CHARS]
    return reached[-1] if reached else None
