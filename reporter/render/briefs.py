"""All briefs of a week: the main one, one per platform or audience, and a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reporter.domain.settings import Audience
from reporter.errors import SettingsError
from reporter.render.brief import render_brief
from reporter.render.pdf import convert_to_pdf
from reporter.render.templates import find_template
from reporter.report.audience import for_audience, platform_audiences
from reporter.report.model import Report

TEMPLATE = "brief.docx"


@dataclass(frozen=True, slots=True)
class BriefWish:
    """Which briefs somebody asked for; `templates` is the folder of their own ones."""

    templates: Path | None = None
    per_platform: bool = False
    pdf: bool = False


def render_briefs(
    report: Report, wish: BriefWish, path_of: Callable[[str], Path]
) -> None:
    """Make all briefs; `path_of` says where the file of a name is to be written.

    Raises:
        TemplateError: a template cannot be filled.
        OutputError: a target cannot be written, or LibreOffice fails.
    """
    week = report.edition.week
    main = path_of(f"brief-{week}.docx")
    render_brief(report, _template(report, wish), main)
    for audience in _audiences(report, wish):
        part = for_audience(report, audience)
        target = path_of(f"briefs/{audience.name}-{week}.docx")
        target.parent.mkdir(exist_ok=True)
        render_brief(part, _template(part, wish), target, audience)
    if wish.pdf:
        convert_to_pdf(main, path_of(f"brief-{week}.pdf"))


def _template(report: Report, wish: BriefWish) -> Path:
    return find_template(TEMPLATE, report.words.language, wish.templates)


def _audiences(report: Report, wish: BriefWish) -> Iterator[Audience]:
    taken: set[str] = set()
    platforms = platform_audiences(report) if wish.per_platform else ()
    for audience in (*report.edition.settings.audiences, *platforms):
        if audience.name in taken:
            fault = f"audiences: {audience.name!r} would be the name of two briefs"
            raise SettingsError("settings", [fault])
        taken.add(audience.name)
        yield audience
