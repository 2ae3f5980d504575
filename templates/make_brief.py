"""Make the shipped brief templates: `python templates/make_brief.py`.

Writes `templates/<language>/brief.docx` beside this script. The templates are then
files that people edit; the program only fills them.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import docx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # so that the script runs from any folder

from reporter.report.wording import LANGUAGES, Words  # noqa: E402
from templates.brief_body import (  # noqa: E402
    CHART_CM,
    add_annex,
    add_first_page,
    add_second_page,
)
from templates.brief_charts import save_with_charts  # noqa: E402
from templates.brief_look import (  # noqa: E402
    add_field,
    right_tab,
    set_page,
    set_styles,
)


def make_brief(language: str, target: Path) -> None:
    """Write the template of one language."""
    target.parent.mkdir(parents=True, exist_ok=True)
    document, words = docx.Document(), Words(language)
    set_page(document)
    set_styles(document, language)
    _set_properties(document)
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = "{{ title }}\t{{ week }}"
    footer = section.footer.paragraphs[0]
    before, between, behind = words("brief.head.page").split("#")
    footer.add_run("\t" + before)
    add_field(footer, "PAGE")
    footer.add_run(between)
    add_field(footer, "NUMPAGES")
    footer.add_run(behind)
    for paragraph in (header, footer):
        right_tab(paragraph)
    add_first_page(document, words)
    add_second_page(document, words)
    add_annex(document, words)
    save_with_charts(document, words, target, CHART_CM)


def _set_properties(document: docx.document.Document) -> None:
    """A title from the report, no personal data, a fixed day."""
    properties = document.core_properties
    properties.title = "{{ title }} {{ week }}"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    properties.revision = 1


if __name__ == "__main__":
    for each in LANGUAGES:
        make_brief(each, HERE / each / "brief.docx")
