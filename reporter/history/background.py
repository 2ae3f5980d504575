"""The history and this week -> what the weeks before add to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.analysis.changes import find_changes
from reporter.analysis.copies import normal
from reporter.analysis.states import state_of
from reporter.domain.changes import Background, Change, Past, WeekState
from reporter.domain.clippings import Article, Section
from reporter.domain.findings import Analysis
from reporter.domain.values import Week
from reporter.errors import HistoryError
from reporter.history.past import past_of, state_of_week
from reporter.history.store import History
from reporter.history.weeks import (
    articles_of,
    evidence_called,
    evidence_of,
    weeks_before,
)


def background_of(history: History, analysis: Analysis, week: Week) -> Background:
    """What changed in a week that is being built."""
    return _background(history, state_of(analysis, week), past_of(history, week))


def background_of_week(
    history: History, week: Week | None, since: Week | None = None
) -> tuple[Week, Background]:
    """What changed in a week that was built, the newest one if none is named.

    Raises:
        HistoryError: the history does not hold the week, or `since` is not before it.
    """
    known = weeks_before(history)
    if not known:
        raise HistoryError("the history holds no week yet")
    week = week or known[-1]
    state = state_of_week(history, week)
    if state is None:
        raise HistoryError(f"the history holds no {week}; newest is {known[-1]}")
    if since is not None and (since >= week or not any(w <= since for w in known)):
        raise HistoryError(f"the history holds no week up to {since} and before {week}")
    found = _background(history, state, past_of(history, week, since))
    own = evidence_of(history, week)
    return week, replace(found, earlier=(*found.earlier, *own))


def carried_articles(
    history: History, week: Week, window: int, own: Sequence[Article]
) -> tuple[Article, ...]:
    """The articles of the last `window` weeks, but for what is handed in again."""
    weeks = [
        before
        for before in weeks_before(history, week)
        if (week.monday - before.monday).days <= 7 * window
    ]
    return _each_once(history, weeks, own)


def all_articles(history: History, own: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of all weeks, each statement once, but for those that `own` has."""
    return _each_once(history, weeks_before(history), own)


def _each_once(
    history: History, weeks: Sequence[Week], own: Sequence[Article]
) -> tuple[Article, ...]:
    newest_first = _without_known(articles_of(history, weeks), own)
    return tuple(reversed(list(newest_first)))


def _background(history: History, state: WeekState, past: Past | None) -> Background:
    if past is None:
        return Background()
    changes = find_changes(state, past)
    ids = list(dict.fromkeys(_ids_before(changes)))
    return Background(
        compared_with=past.week,
        changes=changes,
        earlier=evidence_called(history, ids, state.week),
        standings=past.standings,
    )


def _ids_before(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.before:
            yield from change.before.evidence_ids


def _without_known(
    articles: Sequence[Article], own: Sequence[Article]
) -> Iterator[Article]:
    """Articles, last first, without statements that `own` or a later one has too."""
    known = {statement for article in own for statement in _statements(article)}
    for article in reversed(articles):
        sections = [_section(article, section, known) for section in article.sections]
        kept = tuple(section for section in sections if section.bullets)
        if kept:
            known.update(_statements(article))
            yield replace(article, sections=kept)


def _section(
    article: Article, section: Section, known: set[tuple[str, str, str]]
) -> Section:
    page = normal(article.title), article.outlet
    kept = (b for b in section.bullets if (*page, normal(b.text)) not in known)
    return replace(section, bullets=tuple(kept))


def _statements(article: Article) -> Iterator[tuple[str, str, str]]:
    for bullet in article.bullets:
        yield normal(article.title), article.outlet, normal(bullet.text)
