"""Clippings -> the week's package: the one module that sees every floor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reporter.analysis.conflicts import find_conflicts
from reporter.analysis.duplicates import find_copies
from reporter.analysis.explain import explain as explain_bullet
from reporter.analysis.gather import gather_evidence
from reporter.analysis.register import build_matrix, build_register
from reporter.analysis.suggest import Suggestion, suggest_initiatives
from reporter.analysis.swots import build_swots
from reporter.domain.clippings import Article, Problem
from reporter.domain.evidence import Evidence
from reporter.domain.findings import Analysis, Conflict
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import INDUSTRY, Taxonomy
from reporter.domain.values import Flag, Week
from reporter.errors import InputError, SettingsError, UsageError
from reporter.packs import load_packs
from reporter.readers.articles import read_articles
from reporter.readers.documents import Document, read_documents
from reporter.readers.language import main_language
from reporter.readers.settings import find_settings, read_settings
from reporter.readers.weeks import read_week
from reporter.render.briefs import BriefWish, render_briefs
from reporter.render.evidence_csv import write_evidence
from reporter.render.manifest import write_manifest
from reporter.render.pdf import require_libreoffice
from reporter.render.publish import MANIFEST, sha256, staging
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

    @property
    def briefs(self) -> BriefWish:
        """Which briefs are wanted."""
        return BriefWish(self.templates, self.per_platform, self.pdf)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made: the report, its files, and what a person should hear."""

    report: Report
    files: tuple[Path, ...]
    messages: tuple[str, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All input that could not be used as it stands."""
        return self.report.edition.problems


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the input."""

    documents: tuple[Document, ...]
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


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
    report = compose(order, reading)
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
        files = {
            "inputs": {d.name: d.sha256 for d in reading.documents},
            "templates": {name: sha256(path) for name, path in templates.items()},
            "outputs": made,
        }
        options = {"language": language, "packs": list(order.packs or (DEFAULT_PACK,))}
        write_manifest(
            report,
            stage.path(MANIFEST),
            options=options,
            files=files,
            fidelity={"workbook.xlsx": done.fidelity.as_lists()},
        )
        published = stage.publish()
    kept = [f"{old} was edited by hand; kept as {new}" for old, new in published.kept]
    return Outcome(report, published.files, (*done.notes, *kept))


def read(inputs: Sequence[Path], progress: Progress = _silent) -> Reading:
    """Read all clippings.

    Raises:
        InputError: an INPUT does not exist or holds no clipping.
    """
    documents, problems = read_documents(inputs)
    articles: list[Article] = []
    for number, document in enumerate(documents, start=1):
        progress("read", number, len(documents))
        found, unread = read_articles(document.lines, file=document.name)
        articles.extend(found)
        problems.extend(unread)
    return Reading(tuple(documents), tuple(articles), tuple(problems))


def analyse(
    articles: Sequence[Article], taxonomy: Taxonomy, settings: Settings, week: Week
) -> Analysis:
    """Group the bullets and add them up."""
    gathered = gather_evidence(articles, taxonomy, settings)
    conflicts = find_conflicts(gathered)
    evidence = tuple(_completed(gathered, conflicts, week))
    platforms = (*_printing_order(taxonomy, settings), INDUSTRY)
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
        copies=find_copies(articles),
    )


def compose(order: Order, reading: Reading) -> Report:
    """Everything between the input and the renderers, in memory.

    Raises:
        InputError: nothing in the input could be read.
        UsageError: there is no date in the input and no week in the order.
        PackError, SettingsError: a pack or the settings are at fault.
    """
    require_articles(reading)
    settings_file = order.settings or find_settings(order.inputs)
    taxonomy = load_packs(order.packs or (DEFAULT_PACK,))
    settings = read_settings(settings_file, taxonomy) if settings_file else Settings()
    wrong = list(wish_faults(settings.pivots))
    if wrong:
        raise SettingsError(str(settings_file), wrong)
    week = order.week or _newest_week(reading.articles)
    return build_report(
        Edition(
            week=week,
            language=order.language or main_language(reading.articles),
            taxonomy=taxonomy,
            settings=settings,
            analysis=analyse(reading.articles, taxonomy, settings, week),
            problems=reading.problems,
        )
    )


def suggest(inputs: Sequence[Path], packs: Sequence[str]) -> tuple[Suggestion, ...]:
    """Initiatives in the input that the packs do not know.

    Raises:
        InputError: an INPUT does not exist or nothing in it could be read.
        PackError: a pack is at fault.
    """
    reading = read(inputs)
    require_articles(reading)
    taxonomy = load_packs(packs or (DEFAULT_PACK,))
    evidence = gather_evidence(reading.articles, taxonomy, Settings())
    return suggest_initiatives(evidence, taxonomy)


def explain(
    evidence_id: str, out: Path, week: str = "", packs: Sequence[str] = ()
) -> tuple[str, ...]:
    """Why a piece of evidence of a built week stands where it does.

    The week is read from its evidence.csv, with the packs that its manifest names
    unless others are given.

    Raises:
        UsageError: there is no such week or evidence.
        InputError: the files of the week cannot be read.
        PackError: a pack is at fault.
    """
    built = read_week(out, week)
    place = built.places.get(evidence_id)
    if place is None:
        raise UsageError(f"{out / built.name}: no evidence has the id {evidence_id}")
    return explain_bullet(built.articles, place, load_packs(packs or built.packs))


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


def _printing_order(taxonomy: Taxonomy, settings: Settings) -> tuple[str, ...]:
    """Watched platforms first, in the team's order, then the pack's others."""
    ids = (*settings.platforms, *(platform.id for platform in taxonomy.platforms))
    return tuple(dict.fromkeys(ids))


def _completed(
    gathered: Iterable[Evidence], conflicts: Iterable[Conflict], week: Week
) -> Iterable[Evidence]:
    """Add what only the whole input tells: disputed figures, the week first seen."""
    disputed = {e.evidence_id for c in conflicts for e in (c.first[1], c.second[1])}
    for item in gathered:
        flags = item.flags
        if item.evidence_id in disputed:
            found = {*flags, Flag.DISPUTED}
            flags = tuple(flag for flag in Flag if flag in found)
        yield replace(item, flags=flags, first_seen=item.first_seen or week)
