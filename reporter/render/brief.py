"""Report + template -> the brief: docxtpl fills the text, `office` notes and charts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reporter.errors import OutputError, TemplateError
from reporter.office.cells import clean_text
from reporter.office.charts import ChartData
from reporter.office.footnotes import Note, mark, place_footnotes
from reporter.office.package import Package
from reporter.office.word_charts import refill_charts
from reporter.report.brief import brief_content
from reporter.report.model import Chart, Report, Source
from reporter.report.numbers import long_day
from reporter.report.wording import Words


def render_brief(report: Report, template: Path, target: Path) -> None:
    """Fill a copy of `template` with the report and save it as `target`.

    Raises:
        TemplateError: the template cannot be filled; nothing is written.
        OutputError: the target cannot be written.
    """
    filled = _fill(Package.open(template), brief_content(report))
    place_footnotes(filled, _notes(report))
    refill_charts(filled, {chart.name: _data(chart) for chart in report.charts})
    try:
        filled.save(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{target}: cannot be written ({reason})") from error


def _fill(package: Package, context: Mapping[str, object]) -> Package:
    """Render the tags of a document; `cite` leaves marks where footnotes go."""
    source, result = io.BytesIO(), io.BytesIO()
    package.write_to(source)
    document = DocxTemplate(source)
    try:
        document.render(_clean(context), _environment())
    except JinjaError as error:
        raise TemplateError(package.name, [_fault(error)]) from error
    document.save(result)
    return Package.read_from(result, package.name)


def _environment() -> ImmutableSandboxedEnvironment:
    """An environment in which a template can print what it is given, and no more."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined
    )
    environment.globals = {"cite": _cite}
    return environment


def _cite(item: Mapping[str, Sequence[str]]) -> Markup:
    """Marks for the sources of an item, which become its footnotes."""
    return Markup("").join(mark(source) for source in item["sources"])


def _fault(error: JinjaError) -> str:
    """What is wrong with a tag, and the text around it where docxtpl knows it."""
    context = getattr(error, "docx_context", None)
    around = " ".join("".join(context).split()) if context else ""
    return f"{error.message}; near: {around}" if around else str(error.message)


def _clean(value: object) -> object:
    """Plain data without characters that a document cannot hold."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


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
