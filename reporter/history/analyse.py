"""Articles and what is remembered of earlier weeks -> what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reporter.analysis.conflicts import find_conflicts
from reporter.analysis.copies import find_copies
from reporter.analysis.corrections import apply_corrections, with_names_of
from reporter.analysis.duplicates import find_translations
from reporter.analysis.gather import gather_evidence
from reporter.analysis.register import build_matrix, build_register
from reporter.analysis.states import age_in_weeks
from reporter.analysis.swots import build_swots
from reporter.domain.clippings import Article
from reporter.domain.evidence import Evidence
from reporter.domain.findings import Analysis, Conflict
from reporter.domain.frame import Frame
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Flag, Week
from reporter.history.corrections import corrections_of
from reporter.history.store import NO_HISTORY, History
from reporter.history.weeks import evidence_of, first_seen


def analyse(
    articles: Sequence[Article], frame: Frame, history: History = NO_HISTORY
) -> Analysis:
    """Group the bullets and add them up."""
    log = corrections_of(history)
    taxonomy = with_names_of(frame.taxonomy, log)
    gathered = gather_evidence(articles, taxonomy, frame.settings)
    gathered = apply_corrections(gathered, log)
    known = first_seen(history, [e.evidence_id for e in gathered], frame.week)
    conflicts = find_conflicts(gathered)
    evidence = tuple(_completed(gathered, conflicts, frame, known))
    frame = replace(frame, taxonomy=taxonomy)
    return _summed_up(articles, evidence, _between(evidence, conflicts), frame)


def analysis_of_week(history: History, frame: Frame) -> Analysis:
    """What a week added up to that was built before, by what its build left."""
    evidence = evidence_of(history, frame.week)
    taxonomy = with_names_of(frame.taxonomy, corrections_of(history))
    articles = tuple(dict.fromkeys(item.article for item in evidence))
    frame = replace(frame, taxonomy=taxonomy)
    return _summed_up(articles, evidence, find_conflicts(evidence), frame)


def _between(
    evidence: Iterable[Evidence], conflicts: Iterable[Conflict]
) -> tuple[Conflict, ...]:
    """Conflicts of this evidence that were found before it was completed."""
    completed = {item.evidence_id: item for item in evidence}
    return tuple(
        replace(
            conflict,
            first=(conflict.first[0], completed[conflict.first[1].evidence_id]),
            second=(conflict.second[0], completed[conflict.second[1].evidence_id]),
        )
        for conflict in conflicts
    )


def _summed_up(
    articles: Sequence[Article],
    evidence: tuple[Evidence, ...],
    conflicts: tuple[Conflict, ...],
    frame: Frame,
) -> Analysis:
    taxonomy = frame.taxonomy
    platforms = (*_printing_order(taxonomy, frame.settings), INDUSTRY)
    register = build_register(evidence, taxonomy)
    return Analysis(
        articles=tuple(articles),
        evidence=evidence,
        swots=build_swots(evidence, platforms),
        initiatives=register,
        matrix=build_matrix(
            evidence, register, platforms, [theme.id for theme in taxonomy.themes]
        ),
        conflicts=conflicts,
        copies=(*find_copies(articles), *find_translations(evidence)),
    )


def _printing_order(taxonomy: Taxonomy, settings: Settings) -> tuple[str, ...]:
    """Watched platforms first, in the team's order, then the pack's others."""
    ids = (*settings.platforms, *(platform.id for platform in taxonomy.platforms))
    return tuple(dict.fromkeys(ids))


def _completed(
    gathered: Iterable[Evidence],
    conflicts: Iterable[Conflict],
    frame: Frame,
    known: Mapping[str, Week],
) -> Iterable[Evidence]:
    """Add what only the whole input and the history tell.

    Which figures are disputed, which week first held a piece, what is stale.
    """
    disputed = {e.evidence_id for c in conflicts for e in (c.first[1], c.second[1])}
    for item in gathered:
        found = {*item.flags}
        if item.evidence_id in disputed:
            found.add(Flag.DISPUTED)
        first = known.get(item.evidence_id, frame.week)
        if age_in_weeks(item, first, frame.week) >= frame.settings.stale_weeks:
            found.add(Flag.STALE)
        flags = tuple(flag for flag in Flag if flag in found)
        yield replace(item, flags=flags, first_seen=first)
