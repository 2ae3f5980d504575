"""A Word template with Jinja tags + plain data -> a document with marks, by docxtpl."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

from docxtpl import DocxTemplate, RichText
from jinja2 import StrictUndefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from reporter.errors import TemplateError
from reporter.office.cells import clean_text
from reporter.office.footnotes import mark
from reporter.office.package import Package
from reporter.office.word_charts import chart_mark

# The parts that docxtpl renders, by their content types.
_FILLED = re.compile(
    r"(?:document\.main|header|footer|footnotes|core-properties)\+xml$"
    r"|template\.main\+xml$"
)
_MARKS = re.compile("[\ue0f0-\ue0f3]")
# Of Jinja's own helpers those that neither run code nor choose at random.
_HELPERS = ("range", "dict", "cycler", "joiner", "namespace")


def fill_tags(package: Package, context: Mapping[str, object]) -> Package:
    """Fill the tags of a document in place; marks stand where notes and charts go.

    Raises:
        TemplateError: a tag is wrong or unknown, or reaches for what it is not given.
    """
    document = DocxTemplate(io.BytesIO(package.as_stored_bytes()))
    try:
        document.render(_clean(context), environment())
    except (JinjaError, TypeError, ValueError, KeyError, OverflowError) as error:
        raise TemplateError(package.name, [_fault(error)]) from error
    # Only what docxtpl has filled is taken from it; all other parts stay as they are.
    for part in document.docx.part.package.iter_parts():
        name = part.partname.membername
        if name in package and _FILLED.search(part.content_type):
            package.replace(name, part.blob)
    return package


def environment() -> ImmutableSandboxedEnvironment:
    """An environment in which a template can print what it is given, and no more."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    helpers = {name: made.globals[name] for name in _HELPERS}
    made.globals = {**helpers, "cite": _cite, "chart": chart_mark, "rich": _rich}
    return made


def _cite(item: Mapping[str, Sequence[str]]) -> str:
    """Marks for the sources of an item, which become its footnotes."""
    return "".join([mark(source) for source in item["sources"]])


def _rich(text: object, **look: object) -> RichText:
    """Text in a look of its own, for `{{r rich(…) }}`; a look cannot bring markup."""
    plain = {k: escape(v) if isinstance(v, str) else v for k, v in look.items()}
    return RichText(text, **plain)


def _fault(error: Exception) -> str:
    """What is wrong with a tag, and the text around it where docxtpl knows it."""
    context = getattr(error, "docx_context", None)
    around = " ".join("".join(context).split()) if context else ""
    return f"{error}; near: {around}" if around else str(error)


def _clean(value: object) -> object:
    """Plain data without characters that a document cannot hold, or that are marks."""
    if isinstance(value, str):
        return value if value.isprintable() else _MARKS.sub("", clean_text(value))
    if isinstance(value, dict):
        return {
            key: item if type(item) is str and item.isprintable() else _clean(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
