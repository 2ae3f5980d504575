"""What is done with weeks that were built: tell their changes, take corrections in."""

from __future__ import annotations

from pathlib import Path

from reporter.domain.values import Week
from reporter.errors import HistoryError
from reporter.history.background import background_of_week
from reporter.history.store import Place, open_history, require_there
from reporter.history.weeks import language_of, weeks_before
from reporter.intake import Intake, take_in
from reporter.pipeline import taxonomy_of
from reporter.report.build import labels_of
from reporter.report.changes import told_changes
from reporter.report.wording import Words


def changes(
    place: Place, week: Week | None, since: Week | None, language: str = ""
) -> tuple[str, ...]:
    """What changed in a week that was built, the newest if none is named.

    Lines of text, the first of which names both weeks.

    Raises:
        HistoryError: there is no history, or it does not hold the weeks.
    """
    require_there(place)
    with open_history(place) as history:
        shown, background = background_of_week(history, week, since)
        words = Words(language or language_of(history, shown) or "zh")
        labels = labels_of(taxonomy_of(history, shown), words)
    against = background.compared_with
    if against is None:
        return (words("change.first"),)
    if not background.changes:
        return (words("change.none", week=against),)
    lines = told_changes(background, words, labels)
    return (
        words("change.since", week=shown, since=against),
        *(f"{line.text} [{'|'.join(line.evidence_ids)}]" for line in lines),
    )


def review(
    workbook: Path, place: Place, packs: tuple[str, ...] = (), by: str = ""
) -> Intake:
    """Take the corrections of a workbook into the history; `by` says who made them.

    Without `packs` it is read by those of the newest week.

    Raises:
        InputError: the workbook cannot be read.
        HistoryError: the history cannot be reached or written to.
    """
    with open_history(place) as history:
        if history.connection is None:
            raise HistoryError("; ".join(history.notes))
        newest = next(reversed(weeks_before(history)), None)
        taxonomy = taxonomy_of(history, newest, packs)
        return take_in(history, workbook, taxonomy, by)
