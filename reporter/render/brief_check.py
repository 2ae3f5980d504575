"""A brief template -> all that is wrong with it, each with its place and its mend."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from reporter.domain.text import did_you_mean
from reporter.errors import TemplateError
from reporter.office.package import Package
from reporter.office.risks import Finding, active_content
from reporter.office.word_charts import chart_places
from reporter.office.word_document import WordDocument
from reporter.render.tag_walk import TagWalk
from reporter.render.word_tags import environment
from reporter.report.brief_schema import SCHEMA
from reporter.report.charts import CHARTS

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_TAG = re.compile(r"<[^>]+>")
_BROKEN = re.compile(r"\{\{|\{%|%\}|\}\}")
_AROUND_CHARS = 60


def check_brief(package: Package) -> tuple[list[Finding], list[str]]:
    """All findings in a brief template, and the tags that it does not use.

    Raises:
        TemplateError: it is no Word file.
    """
    if not package.target("", "officeDocument").startswith("word/"):
        raise TemplateError(package.name, ["is no Word file"])
    findings = list(active_content(package))
    used: set[str] = set()
    for part in filter(_PARTS.fullmatch, package.names()):
        source = _source(package, part)
        findings += _check_source(source, part, used)
    findings += _check_charts(package, used)
    unused = [name for name in SCHEMA if name not in used]
    return list(dict.fromkeys(findings)), unused


def _source(package: Package, part: str) -> str:
    """The part with its tags made whole, as docxtpl hands it to Jinja."""
    template = DocxTemplate(io.BytesIO(package.as_stored_bytes()))
    patched: str = template.patch_xml(package.read(part).decode("utf-8"))
    return patched


def _check_source(source: str, part: str, used: set[str]) -> Iterator[Finding]:
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        lines = source.splitlines()[max(error.lineno - 2, 0) : error.lineno + 1]
        near = _text("\n".join(lines))
        yield Finding(
            f"{part}, near “{near[-2 * _AROUND_CHARS :]}”",
            str(error.message),
            "correct the tag; each begin needs its end",
        )
        return
    walk = TagWalk(is_body=part == "word/document.xml")
    walk.walk(tree)
    used |= walk.used
    for what, mend, fragment in walk.found:
        yield Finding(f"{part}, near “{_near(source, fragment)}”", what, mend)
    for left in _left_over(tree):
        yield Finding(
            f"{part}, near “{left}”",
            "half a tag",
            "write {{ name }} or {% … %} whole, in one paragraph",
        )


def _left_over(tree: nodes.Template) -> Iterator[str]:
    """Braces that stand in the text because their tag was never closed."""
    for data in tree.find_all(nodes.TemplateData):
        text = _text(data.data)
        for broken in _BROKEN.finditer(text):
            at = broken.start()
            yield text[max(at - 20, 0) : at + 20].strip()


def _check_charts(package: Package, used: set[str]) -> Iterator[Finding]:
    known = ", ".join(CHARTS)
    for place in chart_places(WordDocument(package)):
        if place.name not in CHARTS:
            yield Finding(
                place.part,
                f"a chart whose alt text names no figures: {place.name!r}",
                f"begin it with one of {known}{did_you_mean(place.name, CHARTS)}",
            )
        used.add(place.name)


def _near(source: str, fragment: str) -> str:
    """The page's text around a tag."""
    at = source.find(fragment)
    if at < 0:
        return fragment
    before = _text(source[max(at - 600, 0) : at])[-_AROUND_CHARS // 2 :]
    behind = _text(source[at : at + 600])[:_AROUND_CHARS]
    return (before + behind).strip()


def _text(xml: str) -> str:
    whole = xml[xml.find(">") + 1 :] if ">" in xml.split("<", 1)[0] else xml
    return " ".join(_TAG.sub(" ", whole).split())
