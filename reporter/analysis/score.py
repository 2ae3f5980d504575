"""Evidence against labels -> how often the grouping is right.

The figures are those of the labelling guideline: a bullet counts as right strictly when
the answer is the label, leniently when a careful analyst could defend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from reporter.domain.labels import Answer, Label
from reporter.domain.taxonomy import OTHER

_POLARITY = {"S": 1, "O": 1, "W": -1, "T": -1}


@dataclass(frozen=True, slots=True)
class Mark:
    """One bullet, compared; None where a question is not asked of it."""

    label: Label
    answer: Answer | None
    subject: bool | None = None
    strict: bool | None = None
    lenient: bool | None = None
    polarity_error: bool | None = None
    found: int = 0
    surplus: int = 0
    missed: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether anything about the bullet is to be mended."""
        wrong = self.answer is None or self.polarity_error or self.surplus
        return bool(wrong or self.missed) or False in (self.subject, self.lenient)

    def __str__(self) -> str:
        """Write place, what was wanted and what was found."""
        label, answer = self.label, self.answer
        place = f"{label.article}.{label.bullet}"
        if answer is None:
            return f"{place} missing: {label.check}"
        wanted = (label.subject, label.quadrant, "|".join(sorted(label.initiatives)))
        found = (answer.platform, answer.quadrant, "|".join(sorted(answer.initiatives)))
        kind = "polarity" if self.polarity_error else "differs"
        return (
            f"{place} {kind}: {' '.join(wanted)} <> {' '.join(found)} | {label.check}"
        )


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of a set, each 0 to 1 but for the two counts."""

    bullets: int
    missing: int
    subject: float
    strict: float
    lenient: float
    macro_f1: float
    polarity_error: float
    initiative_precision: float
    initiative_recall: float

    def lines(self) -> tuple[str, ...]:
        """One `key value` per figure, shares to three decimals."""
        figures = asdict(self)
        return tuple(
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
            for key, value in figures.items()
        )


def mark(label: Label, answer: Answer | None) -> Mark:
    """Compare one answer; one whose text is another's counts as missing."""
    if answer is None or not answer.text.startswith(label.check):
        return Mark(label, None)
    found, surplus, missed = _match_names(label.initiatives, answer)
    accepted = {label.quadrant} | label.also_quadrant
    is_scored = label.subject != OTHER
    quadrant = answer.quadrant or "N"
    expected = _polarity(accepted)
    return Mark(
        label,
        answer,
        subject=(answer.platform or OTHER) in {label.subject} | label.also_subject,
        strict=quadrant == label.quadrant if is_scored else None,
        lenient=quadrant in accepted if is_scored else None,
        polarity_error=(
            _POLARITY.get(quadrant, expected) != expected
            if is_scored and expected
            else None
        ),
        found=found,
        surplus=surplus,
        missed=missed,
    )


def mark_all(
    labels: Iterable[Label], answers: Mapping[tuple[int, int], Answer]
) -> list[Mark]:
    """Compare each label with the answer for its article and bullet."""
    return [mark(label, answers.get((label.article, label.bullet))) for label in labels]


def score(marks: Sequence[Mark]) -> Score:
    """Sum up; a share of nothing is 0."""
    found = sum(m.found for m in marks)
    return Score(
        bullets=len(marks),
        missing=sum(m.answer is None for m in marks),
        subject=_share(m.subject for m in marks),
        strict=_share(m.strict for m in marks),
        lenient=_share(m.lenient for m in marks),
        macro_f1=_macro_f1(marks),
        polarity_error=_share(m.polarity_error for m in marks),
        initiative_precision=_ratio(found, found + sum(m.surplus for m in marks)),
        initiative_recall=_ratio(found, found + sum(m.missed for m in marks)),
    )


def _match_names(wanted: frozenset[str], answer: Answer) -> tuple[int, int, int]:
    """How many names were found, are too many, are missing.

    A name may be shorter or longer than the label's; one that title or heading carry
    may be inherited and is not held against the answer.
    """
    got = answer.initiatives
    found = sum(any(_is_same(w, g) for g in got) for w in wanted)
    surplus = sum(
        g not in answer.context and not any(_is_same(w, g) for w in wanted) for g in got
    )
    return found, surplus, len(wanted) - found


def _is_same(a: str, b: str) -> bool:
    return a in b or b in a


def _polarity(quadrants: Iterable[str]) -> int:
    """1 or -1 where all quadrants agree on help or harm, else 0."""
    signs = {_POLARITY.get(quadrant, 0) for quadrant in quadrants}
    return signs.pop() if len(signs) == 1 else 0


def _macro_f1(marks: Sequence[Mark]) -> float:
    pairs = [
        (m.label.quadrant, m.answer.quadrant or "N")
        for m in marks
        if m.answer is not None and m.strict is not None
    ]
    wanted = sorted({quadrant for quadrant, _ in pairs})
    return _share(_f1(quadrant, pairs) for quadrant in wanted)


def _f1(quadrant: str, pairs: Sequence[tuple[str, str]]) -> float:
    hits = sum(want == got == quadrant for want, got in pairs)
    either = sum((want == quadrant) + (got == quadrant) for want, got in pairs)
    return _ratio(2 * hits, either)


def _share(values: Iterable[float | None]) -> float:
    """The mean of the values that are there."""
    there = [value for value in values if value is not None]
    return _ratio(sum(there), len(there))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
