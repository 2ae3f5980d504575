"""What stood in earlier weeks, and what changed against them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from reporter.domain.evidence import Evidence, Metric
from reporter.domain.values import Quadrant, Stage, Week


class ChangeKind(Enum):
    """How this week differs from the weeks before, in the order of printing."""

    STAGE = "stage"
    METRIC = "metric"
    INITIATIVE_NEW = "initiative_new"
    INITIATIVE_BACK = "initiative_back"
    INITIATIVE_QUIET = "initiative_quiet"
    CONFLICT_NEW = "conflict_new"
    CONFLICT_SETTLED = "conflict_settled"
    QUADRANT = "quadrant"


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a piece of evidence stated it in a week."""

    metric: Metric
    evidence_id: str
    text: str
    week: Week
    day: date


@dataclass(frozen=True, slots=True)
class Standing:
    """An initiative as it stood in a week.

    `stage_ids` and `evidence_ids` name the evidence of its stage and of the week in
    which it was spoken of; `week` is that week, `since_week` the first such week.
    """

    name: str
    platform: str
    theme: str
    aliases: tuple[str, ...]
    partners: tuple[str, ...]
    stage: Stage | None
    since: str
    stage_ids: tuple[str, ...]
    evidence_ids: tuple[str, ...]
    week: Week
    since_week: Week


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of a week: which quadrant of whose SWOT it stood in."""

    evidence_id: str
    platform: str
    quadrant: Quadrant
    text: str
    week: Week


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two figures that could not both be right in a week."""

    first: Stated
    second: Stated

    @property
    def metric(self) -> Metric:
        """The figure that names platform, measure and period of both."""
        return self.first.metric


@dataclass(frozen=True, slots=True)
class WeekState:
    """All of a week that the next one is compared with.

    `standings` are the initiatives spoken of in that week; `new_ids` the evidence
    that no earlier week held.
    """

    week: Week
    judged: tuple[Judged, ...]
    standings: tuple[Standing, ...]
    stated: tuple[Stated, ...]
    disputes: tuple[Dispute, ...]
    new_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Past:
    """What the history holds of the weeks before one.

    `week` is the newest of them, and `judged` are its claims. `standings` hold every
    initiative as it last stood, `stated` the figures and `disputes` the conflicts of
    recent weeks, oldest first.
    """

    week: Week
    judged: tuple[Judged, ...] = ()
    standings: tuple[Standing, ...] = ()
    stated: tuple[Stated, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What stood before or after: only the field of the change's kind is filled.

    `evidence_ids` begin with the piece to quote.
    """

    week: Week
    evidence_ids: tuple[str, ...]
    stage: Stage | None = None
    metrics: tuple[Metric, ...] = ()
    quadrant: Quadrant | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A difference against the weeks before.

    `what` is an initiative's name, a measure's id or a claim's text, as the kind
    says; a side is None where there was nothing.
    """

    kind: ChangeKind
    platform: str
    what: str
    before: Side | None
    after: Side | None


@dataclass(frozen=True, slots=True)
class Background:
    """What the weeks before add to one: all empty where there is no history.

    `compared_with` is the week that the changes are against; `earlier` is evidence of
    older weeks that they name; `standings` are all initiatives as they stood before.
    """

    compared_with: Week | None = None
    changes: tuple[Change, ...] = ()
    earlier: tuple[Evidence, ...] = ()
    standings: tuple[Standing, ...] = ()


NO_BACKGROUND = Background()
