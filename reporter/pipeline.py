"""Clippings -> the week's package: the one module that sees every floor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reporter.analysis.corrections import remarks_of
from reporter.domain.clippings import Article, Problem
from reporter.domain.frame import Frame
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Week
from reporter.errors import HistoryDamagedError, InputError, SettingsError, UsageError
from reporter.history.analyse import analyse
from reporter.history.background import background_of, carried_articles
from reporter.history.corrections import corrections_of
from reporter.history.store import NO_HISTORY, History, Place, open_history, put_aside
from reporter.history.weeks import keep_packs, packs_of, save_week, weeks_before
from reporter.intake import take_in_last
from reporter.outcome import Outcome as Outcome
from reporter.packs import load_packs, load_used_packs, used_packs
from reporter.readers.articles import read_document
from reporter.readers.documents import read_documents
from reporter.readers.formats.opening import Document
from reporter.readers.language import main_language
from reporter.readers.settings import find_settings, read_settings
from reporter.render.briefs import BriefWish, render_briefs
from reporter.render.evidence_csv import write_evidence
from reporter.render.manifest import write_manifest
from reporter.render.pdf import require_libreoffice
from reporter.render.publish import MANIFEST, sha256, staging
from reporter.render.reading import FileCount, count_by_file
from reporter.render.templates import find_template
from reporter.render.workbook import render_workbook
from reporter.report.build import build_report
from reporter.report.model import Edition, Report
from reporter.report.sheets.pivots import wish_faults

DEFAULT_PACK = "ecommerce-cn"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asked to have built; None and empty mean the default."""

    inputs: tuple[Path, ...]
    out: Path = Path("output")
    week: Week | None = None
    packs: tuple[str, ...] = ()
    templates: Path | None = None
    language: str = ""
    settings: Path | None = None
    per_platform: bool = False
    pdf: bool = False
    state: str = ""
    window: int | None = None

    @property
    def pack_names(self) -> tuple[str, ...]:
        """The packs to read by."""
        return self.packs or (DEFAULT_PACK,)

    @property
    def briefs(self) -> BriefWish:
        """Which briefs are wanted."""
        return BriefWish(self.templates, self.per_platform, self.pdf)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the input."""

    documents: tuple[Document, ...]
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]

    def counts(self) -> tuple[FileCount, ...]:
        """What each file gave, in order of names; also one that could not be read."""
        names = [document.name for document in self.documents]
        return count_by_file(names, self.articles, self.problems)


def _silent(stage: str, done: int, total: int) -> None:
    """Show no progress."""


def build(order: Order, progress: Progress = _silent) -> Outcome:
    """Read the input, group it, and put workbook, brief, CSV and manifest in place.

    Raises:
        ReporterError: the user can fix the cause; no file of the week was replaced.
    """
    if order.pdf:
        require_libreoffice()
    reading = read(order.inputs, progress)
    frame = frame_of(order, reading)
    place = history_place(order.out, order.state)
    try:
        return _build(order, reading, frame, place, progress)
    except HistoryDamagedError:
        note = put_aside(place)
    outcome = _build(order, reading, frame, place, progress)
    return replace(outcome, messages=(note, *outcome.messages))


def _build(
    order: Order, reading: Reading, frame: Frame, place: Place, progress: Progress
) -> Outcome:
    """Make the week in one transaction."""
    with open_history(place) as history:
        told = take_in_last(history, order.out, frame.week, frame.taxonomy)
        report = compose(order, reading, history, frame)
        save_week(
            history,
            report.analysis,
            frame.week,
            own=reading.articles,
            language=report.words.language,
        )
        keep_packs(history, frame.week, used_packs(order.pack_names))
        files, notes = _publish(order, reading, report, progress)
        lost = tuple(_lost_history(history, order.out, frame.week))
    return Outcome(report, files, (*history.notes, *lost, *told, *notes))


def _lost_history(history: History, out: Path, week: Week) -> Iterable[str]:
    """Say so where packages of earlier weeks stand, of which nothing is remembered."""
    if history.notes or weeks_before(history, week):
        return
    names = (path.parent.name for path in out.glob(f"*-W*/{MANIFEST}"))
    if any(name < str(week) for name in names):
        yield f"no history of the weeks before {week}: changes begin anew with this one"


def _publish(
    order: Order, reading: Reading, report: Report, progress: Progress
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Make all files of the week and put them in place; notes tell of what was met."""
    week, language = str(report.edition.week), report.words.language
    templates = {
        name: find_template(name, language, order.templates)
        for name in ("workbook.xlsx", "brief.docx")
    }
    with staging(order.out, week) as stage:
        progress("workbook", 1, 2)
        workbook = stage.path(f"workbook-{week}.xlsx")
        done = render_workbook(report, templates["workbook.xlsx"], workbook)
        progress("brief", 2, 2)
        render_briefs(report, order.briefs, stage.path)
        evidence = report.analysis.evidence
        write_evidence(
            evidence, report.edition.week, stage.path(f"evidence-{week}.csv")
        )
        made = stage.hashes()
        packs = used_packs(order.pack_names)
        files = {
            "inputs": {d.name: d.sha256 for d in reading.documents},
            "packs": {pack.name: pack.sha256 for pack in packs if pack.text},
            "templates": {name: sha256(path) for name, path in templates.items()},
            "outputs": made,
        }
        options = {
            "language": language,
            "packs": [pack.name for pack in packs],
            "window": report.edition.settings.window,
        }
        write_manifest(
            report,
            stage.path(MANIFEST),
            options=options,
            files=files,
            fidelity={"workbook.xlsx": done.fidelity.as_lists()},
        )
        published = stage.publish()
    kept = [f"{old} was edited by hand; kept as {new}" for old, new in published.kept]
    return published.files, (*done.notes, *kept)


def read(inputs: Sequence[Path], progress: Progress = _silent) -> Reading:
    """Read all clippings.

    Raises:
        InputError: an INPUT does not exist or holds no clipping.
    """
    documents, problems = read_documents(inputs)
    articles: list[Article] = []
    for number, document in enumerate(documents, start=1):
        progress("read", number, len(documents))
        found, unread = read_document(document)
        articles.extend(found)
        problems.extend(unread)
    return Reading(tuple(documents), tuple(articles), tuple(problems))


def frame_of(order: Order, reading: Reading) -> Frame:
    """Find pack, settings and week.

    Raises:
        InputError: nothing in the input could be read.
        UsageError: there is no date in the input and no week in the order.
        PackError, SettingsError: a pack or the settings are at fault.
    """
    require_articles(reading)
    settings_file = order.settings or find_settings(order.inputs)
    taxonomy = load_packs(order.pack_names)
    settings = read_settings(settings_file, taxonomy) if settings_file else Settings()
    wrong = list(wish_faults(settings.pivots))
    if wrong:
        raise SettingsError(str(settings_file), wrong)
    if order.window is not None:
        settings = replace(settings, window=order.window)
    return Frame(taxonomy, settings, order.week or _newest_week(reading.articles))


def compose(
    order: Order,
    reading: Reading,
    history: History = NO_HISTORY,
    frame: Frame | None = None,
) -> Report:
    """Everything between the input and the renderers, in memory.

    Raises:
        ReporterError: as `frame_of`, which gives the frame where none is given.
    """
    frame = frame or frame_of(order, reading)
    week, window = frame.week, frame.settings.window
    carried = carried_articles(history, week, window, reading.articles)
    analysis = analyse((*carried, *reading.articles), frame, history)
    return build_report(
        Edition(
            week=week,
            language=order.language or main_language(reading.articles),
            taxonomy=frame.taxonomy,
            settings=frame.settings,
            analysis=analysis,
            problems=reading.problems,
            background=background_of(history, analysis, week),
            remarks=remarks_of(corrections_of(history)),
        )
    )


def history_place(out: Path, state: str = "") -> Place:
    """Where the history is: as `--state` says, else in the folder of the weeks."""
    return Place(state, is_named=True) if state else Place(str(out / "reporter.db"))


def taxonomy_of(
    history: History, week: Week | None, packs: Sequence[str] = ()
) -> Taxonomy:
    """The packs that are named, else those by which a week was built, else the default.

    Raises:
        PackError: a pack is at fault.
    """
    used = packs_of(history, week) if week and not packs else ()
    return load_used_packs(used) if used else load_packs(packs or (DEFAULT_PACK,))


def require_articles(reading: Reading) -> None:
    """Raise InputError, with all reasons, if no bullet could be read."""
    if any(article.bullets for article in reading.articles):
        return
    reasons = "\n  ".join(str(problem) for problem in reading.problems)
    raise InputError(f"nothing could be read from the input\n  {reasons}".rstrip())


def _newest_week(articles: Iterable[Article]) -> Week:
    weeks = [a.published_at.week for a in articles if a.published_at]
    if not weeks:
        raise UsageError("no article has a date: say which week with --week YYYY-Www")
    return max(weeks)
