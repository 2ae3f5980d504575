"""Report + template -> the brief: docxtpl fills the text, `office` notes and charts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reporter.domain.settings import Audience
from reporter.errors import TemplateError
from reporter.office.cells import clean_text
from reporter.office.charts import ChartData
from reporter.office.contents import fill_contents
from reporter.office.footnotes import Note, place_footnotes
from reporter.office.language import set_language
from reporter.office.package import Package
from reporter.office.risks import active_content
from reporter.office.word_charts import (
    NewChart,
    add_charts,
    chart_places,
    refill_charts,
)
from reporter.office.word_document import WordDocument
from reporter.render.templates import shipped_templates
from reporter.render.word_process import fill_tags_apart
from reporter.render.word_tags import fill_tags
from reporter.report.brief import brief_content
from reporter.report.model import Chart, Report, Source
from reporter.report.numbers import long_day
from reporter.report.wording import Words

_LANGUAGES = {"zh": ("en-US", "zh-CN"), "en": ("en-US", "zh-CN")}


def render_brief(
    report: Report, template: Path, target: Path, audience: Audience | None = None
) -> None:
    """Fill a copy of `template` with the report and save it as `target`.

    A template other than the shipped ones is filled in a process of its own.

    Raises:
        TemplateError: the template cannot be filled; nothing is written.
        OutputError: the target cannot be written.
    """
    package = Package.open(template)
    faults = [str(finding) for finding in active_content(package)]
    if faults:
        raise TemplateError(package.name, faults)
    is_shipped = template.resolve().is_relative_to(shipped_templates().resolve())
    fill = fill_tags if is_shipped else fill_tags_apart
    package = fill(package, brief_content(report, audience))
    finish(package, report)
    package.save(target)


def finish(package: Package, report: Report) -> None:
    """Give a filled document its notes, charts, contents and language."""
    language = report.words.language
    place_footnotes(package, _notes(report))
    document = WordDocument(package)
    refill_charts(document, {chart.name: _data(chart) for chart in report.charts})
    added = add_charts(document, lambda name: _new_chart(name, package, report))
    if fill_contents(document) or added:
        document.save()
    set_language(package, *_LANGUAGES[language])


def _new_chart(name: str, package: Package, report: Report) -> NewChart:
    """A chart for a template that has none, with the look of the shipped one."""
    charts = {chart.name: chart for chart in report.charts}
    if name not in charts:
        fault = f"no chart is called {name}; there are {', '.join(charts)}"
        raise TemplateError(package.name, [fault])
    looks = _shipped_looks(report.words.language)
    look = looks.get(name, next(iter(looks.values())))
    chart = charts[name]
    return NewChart(look, _data(chart), f"{name}: {chart.title}")


@cache
def _shipped_looks(language: str) -> Mapping[str, bytes]:
    """The charts of the shipped template, by name."""
    package = Package.open(shipped_templates() / language / "brief.docx")
    places = chart_places(WordDocument(package))
    return {place.name: package.read(place.part) for place in places}


def _notes(report: Report) -> dict[str, Note]:
    """The footnote of each source."""
    return {s.source_id: _note(s, report.words) for s in report.sources}


def _note(source: Source, words: Words) -> Note:
    article = source.article
    facts = {
        "outlet": article.outlet or words("note.unnamed"),
        "title": article.title or words("note.untitled"),
    }
    if article.published_at is None:
        text = words("note.source.undated", **facts)
    else:
        day = long_day(article.published_at.day, words)
        text = words("note.source", day=day, **facts)
    if not article.url:
        return Note(clean_text(text))
    separated = text + words("note.separator")
    return Note(clean_text(separated), (article.url, article.url))


def _data(chart: Chart) -> ChartData:
    series = tuple((series.name, series.values) for series in chart.series)
    return ChartData(chart.categories, series)
