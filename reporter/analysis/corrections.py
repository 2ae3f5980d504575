"""Corrections: which of them are new, and what they make of this week's evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from reporter.analysis.near import NearTexts
from reporter.domain.corrections import Correction, Field, Plan, Remarks, Subject
from reporter.domain.evidence import Evidence
from reporter.domain.taxonomy import KnownInitiative, Taxonomy
from reporter.domain.values import Flag, Quadrant, Stage

Place = tuple[Subject, str, Field]
# A name this short is found in too many texts to be looked for.
_MIN_NAME = 3
# What a person decided is sure.
_SURE = 1.0
WITHDRAWN = ("", "-")
_PLAN_FIELDS = (Field.OWNER, Field.NEXT_STEP, Field.DUE)


@dataclass(frozen=True, slots=True)
class Settled:
    """The corrections of a workbook that are new, and those that another overrules."""

    taken: tuple[Correction, ...]
    overruled: tuple[tuple[Correction, Correction], ...]


def settle(answers: Iterable[Correction], log: Sequence[Correction]) -> Settled:
    """What a workbook says that the log (oldest first) does not know yet.

    Of two answers about one thing the first holds, and Review comes before Evidence. A
    cell that holds what its workbook showed when it was made was not touched; so an old
    workbook takes nothing back.
    """
    taken: dict[Place, Correction] = {}
    overruled: list[tuple[Correction, Correction]] = []
    known = _ByPlace(log)
    for answer in answers:
        if known.says(answer):
            continue
        first = taken.setdefault(place_of(answer), answer)
        if first.value != answer.value:
            overruled.append((answer, first))
    return Settled(tuple(taken.values()), tuple(overruled))


class _ByPlace:
    def __init__(self, log: Sequence[Correction]) -> None:
        self._log: dict[Place, list[Correction]] = {}
        for correction in log:
            self._log.setdefault(place_of(correction), []).append(correction)

    def says(self, answer: Correction) -> bool:
        """Whether an answer repeats what is known, or what its workbook showed."""
        found = self._log.get(place_of(answer), [])
        if not answer.field.is_shown:
            return bool(found) and found[-1].value == answer.value
        shown = [c.value for c in found if c.week < answer.week]
        same_week = [c.value for c in found if c.week == answer.week]
        before = shown[-1] if shown else ""
        if answer.value == (before if before != "-" else ""):
            return True
        return bool(same_week) and answer.value == same_week[-1]


def place_of(correction: Correction) -> Place:
    """What a correction is about; a row without its id is known by its sentence."""
    return correction.subject, correction.key or correction.text, correction.field


def in_force(log: Iterable[Correction]) -> dict[Place, Correction]:
    """The last correction of each place."""
    return {place_of(correction): correction for correction in log}


def remarks_of(log: Iterable[Correction]) -> Remarks:
    """What analysts typed for people to read, as it stands now."""
    takeaways: dict[str, str] = {}
    plans: dict[str, Plan] = {}
    notes: dict[str, str] = {}
    for (_, key, field), correction in in_force(log).items():
        if correction.value in WITHDRAWN:
            continue
        if field is Field.TAKEAWAY:
            takeaways[key] = correction.value
        elif field is Field.NOTE:
            notes[key] = correction.value
        elif field in _PLAN_FIELDS:
            plan = plans.get(key, Plan())
            plans[key] = replace(plan, **{field.value: correction.value})
    return Remarks(
        MappingProxyType(takeaways), MappingProxyType(plans), MappingProxyType(notes)
    )


def with_names_of(taxonomy: Taxonomy, log: Iterable[Correction]) -> Taxonomy:
    """The taxonomy with the initiatives that analysts named and it does not know."""
    known = {initiative.name for initiative in taxonomy.initiatives}
    current = in_force(log)
    named: dict[str, KnownInitiative] = {}
    for (subject, key, field), correction in current.items():
        if field is not Field.INITIATIVES:
            continue
        moved = current.get((subject, key, Field.PLATFORM))
        platform = moved.value if moved else correction.platform
        for name in correction.value.split("|"):
            if len(name) >= _MIN_NAME and name not in known:
                named.setdefault(name, KnownInitiative(name, platform))
    return replace(taxonomy, initiatives=(*taxonomy.initiatives, *named.values()))


def apply_corrections(
    evidence: Sequence[Evidence], log: Sequence[Correction]
) -> tuple[Evidence, ...]:
    """Evidence as analysts decided of the same piece or of nearly the same words."""
    decided = decisions_on(evidence, log)
    return tuple(map(_as_decided, evidence, decided))


def decisions_on(
    evidence: Sequence[Evidence], log: Sequence[Correction]
) -> tuple[Mapping[Field, Correction], ...]:
    """What analysts decided of each piece of evidence, or of nearly the same words."""
    decisions = _Decisions(log)
    return tuple(decisions.of(item.evidence_id, item.text) for item in evidence)


def decision_told(evidence_id: str, text: str, log: Sequence[Correction]) -> str:
    """What was decided of one sentence, as its row says it, or nothing."""
    return "; ".join(_told(_Decisions(log).of(evidence_id, text)))


class _Decisions:
    """The corrections of evidence that are in force, by id and by sentence."""

    def __init__(self, log: Sequence[Correction]) -> None:
        self._by_key: dict[str, dict[Field, Correction]] = {}
        current = in_force(log)
        for (subject, key, field), correction in current.items():
            if subject is Subject.EVIDENCE and field is not Field.NOTE:
                self._by_key.setdefault(key, {})[field] = correction
        newest_first = [
            (next(iter(found.values())).text, found)
            for found in reversed(self._by_key.values())
        ]
        self._near = NearTexts((text, found) for text, found in newest_first if text)

    def of(self, evidence_id: str, text: str) -> dict[Field, Correction]:
        """What was decided of one piece of evidence."""
        found = {**(self._near.find(text) or {}), **self._by_key.get(evidence_id, {})}
        return {f: c for f, c in found.items() if not _is_withdrawn(c)}


def _as_decided(item: Evidence, decided: Mapping[Field, Correction]) -> Evidence:
    for field in Field:
        if field in decided:
            item = _CHANGES[field](item, decided[field].value)
    return _marked(item, decided) if decided else item


def _is_withdrawn(correction: Correction) -> bool:
    return correction.field.is_shown and correction.value in WITHDRAWN


def _platform(item: Evidence, value: str) -> Evidence:
    metrics = tuple(
        replace(metric, platform=value) if metric.platform == item.platform else metric
        for metric in item.metrics
    )
    mentions = tuple(m for m in item.mentions if m != value)
    return replace(item, platform=value, metrics=metrics, mentions=mentions)


def _quadrant(item: Evidence, value: str) -> Evidence:
    return replace(item, quadrant=Quadrant(value), confidence=_SURE)


def _initiatives(item: Evidence, value: str) -> Evidence:
    return replace(item, initiatives=tuple(n for n in value.split("|") if n))


def _stage(item: Evidence, value: str) -> Evidence:
    return replace(item, stage=None if value == "none" else Stage(value))


def _dismiss(item: Evidence, value: str) -> Evidence:
    """What is not adopted keeps its row, and nothing of it is counted anywhere."""
    if value != "yes":
        return item
    return replace(
        item,
        quadrant=Quadrant.NEUTRAL,
        initiatives=(),
        stage=None,
        metrics=(),
        flags=(*item.flags, Flag.DISMISSED),
    )


_CHANGES = {
    Field.PLATFORM: _platform,
    Field.QUADRANT: _quadrant,
    Field.INITIATIVES: _initiatives,
    Field.STAGE: _stage,
    Field.DISMISS: _dismiss,
}


def _marked(item: Evidence, decided: Mapping[Field, Correction]) -> Evidence:
    """Say in the row what was decided, by whom and when; it needs no review more."""
    corrected = "; ".join(_told(decided))
    return replace(
        item,
        corrected=corrected,
        why=f"{item.why}; corrected: {corrected}",
        flags=tuple(flag for flag in item.flags if flag is not Flag.REVIEW),
    )


def _told(decided: Mapping[Field, Correction]) -> Iterator[str]:
    for field in Field:
        if field in decided:
            correction = decided[field]
            who = " ".join(part for part in (correction.by, correction.at[:10]) if part)
            name = field.value.removeprefix("new_")
            yield f"{name}={correction.value}{f' ({who})' if who else ''}"
