"""The linter of brief templates: 20 planted faults found, the shipped ones clean."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reporter import Order
from reporter.errors import TemplateError
from reporter.office.package import Package
from reporter.pipeline import compose, read
from reporter.render.brief_check import check_brief as check_package
from reporter.render.templates import shipped_templates
from reporter.report.brief import brief_content
from reporter.report.brief_schema import SCHEMA, table_of_tags
from tests.conftest import ROOT, SAMPLES


def check_brief(path):
    return check_package(Package.open(path))


def template(tmp_path, *lines, header=""):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path = tmp_path / "brief.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_found_in_the_shipped_templates(language):
    findings, unused = check_brief(shipped_templates() / language / "brief.docx")
    assert findings == []
    assert unused == ["language"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["{{ titel }}"], "unknown tag titel; .*did you mean title?"),
        (["{{ coverage.text }}"], "coverage has no text; it is text"),
        (["{%p for m in maters %}", "{{ m.text }}", "{%p endfor %}"], "unknown tag maters; .*matters"),
        (["{%p for m in matters %}", "{{ m.txt }}", "{%p endfor %}"], "m has no txt; it has .*text?"),
        (["{%p for m in title %}", "{{ m }}", "{%p endfor %}"], "title is no list"),
        (["{%p for m in matters %}", "{{ m.text }}"], "near .*(endfor|end)"),
        (["{% if title %}x"], "(endif|end of template)"),
        (["{%p endfor %}"], "endfor"),
        (["{{ title"], "half a tag|expected token|unexpected"),
        (["{{ title }"], "half a tag|unexpected"),
        (["{{ matters.text }}"], "matters is a list; loop over it"),
        (["{{ title.__class__ }}"], "reaches into the program"),
        (["{{ ''.__class__.__mro__ }}"], "reaches into the program"),
        (["{{ cite(title) }}"], "title has no sources to cite"),
        (["{{ chart('evidence_by_qudrant') }}"], "no chart is called .*evidence_by_quadrant?"),
        (["{% for r in overview %}{{ r.strength.txt }}{% endfor %}"], "r.strength has no txt"),
        (["{% for b in annex %}{% for i in b.initiative %}{{ i.name }}{% endfor %}{% endfor %}"],
         "b has no initiative; .*initiatives?"),
        (["{% for b in boxes %}{{ b.judgement }}{% endfor %}"], "b has no judgement"),
        (["{{ title | uper }}"], "uper"),
        (["{{ lipsum() }}"], "unknown tag lipsum"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found_with_its_place(lines, expected, tmp_path):
    import re

    findings, _ = check_brief(template(tmp_path, "第一段的文字", *lines))
    assert findings
    text = "\n".join(map(str, findings))
    assert re.search(expected, text), text
    assert "word/document.xml, near" in text


def test_a_note_in_a_header_is_found(tmp_path):
    path = template(
        tmp_path, "x", header="{% for m in matters %}{{ cite(m) }}{% endfor %}"
    )
    (finding,) = check_brief(path)[0]
    assert finding.place.startswith("word/header")
    assert "prints nothing" in finding.what


def test_risky_content_is_found_and_refused_by_a_build(tmp_path):
    document = docx.Document()
    field = f'<w:r {nsdecls("w")}><w:instrText>INCLUDETEXT "c:/secret.docx"</w:instrText></w:r>'
    document.add_paragraph()._p.append(parse_xml(field))
    document.part.relate_to(
        "file:///c:/x.dotm", "http://x/attachedTemplate", is_external=True
    )
    path = tmp_path / "brief.docx"
    document.save(str(path))
    findings = [str(finding) for finding in check_brief(path)[0]]
    assert any("INCLUDETEXT" in finding for finding in findings)
    assert any("c:/x.dotm" in finding for finding in findings)
    from reporter import build

    (tmp_path / "c.txt").write_text(
        "题\n报· 2025-07-09\n进展 - 京东增长 [1]\n", encoding="utf-8"
    )
    order = Order(
        inputs=(tmp_path / "c.txt",), out=tmp_path / "out", templates=tmp_path
    )
    with pytest.raises(TemplateError, match="INCLUDETEXT"):
        build(order)


def test_all_findings_come_at_once(tmp_path):
    findings, _ = check_brief(
        template(tmp_path, "{{ one }}", "{{ two }}", "{{ three }}")
    )
    assert len(findings) == 3


def test_unused_tags_are_listed(tmp_path):
    _, unused = check_brief(template(tmp_path, "{{ title }}"))
    assert set(unused) == set(SCHEMA) - {"title"}


def test_a_workbook_is_no_brief():
    with pytest.raises(TemplateError, match="no Word file"):
        check_brief(shipped_templates() / "zh" / "workbook.xlsx")


def shape(value):
    if isinstance(value, list):
        return shape(value[0]) if value else None
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return None


def agree(tags, values):
    assert set(tags) == set(values)
    for name, tag in tags.items():
        inner = values[name]
        if isinstance(inner, dict):
            agree(tag.fields, inner)


def test_the_schema_is_what_a_report_gives():
    order = Order(inputs=(SAMPLES / "2025-W27",))
    content = brief_content(compose(order, read(order.inputs)))
    agree(SCHEMA, shape(content))


def test_the_documented_tags_are_those_of_the_schema():
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert table_of_tags() in text
