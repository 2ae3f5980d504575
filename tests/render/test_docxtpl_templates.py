"""Templates written for docxtpl render here as docxtpl renders them."""

import base64
import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate, RichText
from lxml import etree

from reporter.errors import TemplateError
from reporter.office.footnotes import Note, mark, place_footnotes
from reporter.office.package import Package
from reporter.office.word_charts import chart_mark
from reporter.office.wordml import RELS
from reporter.render.word_tags import fill_tags

DATA = {
    "title": "周报 <A&B> “引号” 'x' \"y\"",
    "lines": "第一行\n第二行\t制表",
    "empty": "",
    "number": 1234.5,
    "colour": "E8F5E9",
    "span": 2,
    "people": [
        {"name": "甲", "age": 30, "tags": ["快", "稳"]},
        {"name": "乙 & 丙", "age": 41, "tags": []},
        {"name": "<丁>", "age": 5, "tags": ["新"]},
    ],
    "columns": ["一季度", "二季度", "三季度", "四季度", "全年"],
}
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def paragraphs(*texts):
    def draw(document):
        for text in texts:
            document.add_paragraph(text)

    return draw


def table(*rows):
    """A table of rows of texts; a cell of its own for each."""

    def draw(document):
        made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text

    return draw


def split_runs(document):
    """Tags that Word has cut into runs, as it does while somebody types."""
    paragraph = document.add_paragraph()
    for piece in (
        "{",
        "{ ti",
        "tle",
        " }",
        "} und {% i",
        "f number %}",
        "ja{% endif %}",
    ):
        paragraph.add_run(piece)
    paragraph.runs[1].bold = True


def a_look_of_each_run(document):
    paragraph = document.add_paragraph()
    paragraph.add_run("{{ title }}").bold = True
    paragraph.add_run(" – ")
    paragraph.add_run("{{ number }}").italic = True


def headers_and_footers(document):
    section = document.sections[0]
    section.header.paragraphs[
        0
    ].text = "{{ title }} {%- if number %} · {{ number }}{% endif %}"
    section.footer.paragraphs[
        0
    ].text = "{% for x in people %}{{ x.name }}{{ ', ' if not loop.last }}{% endfor %}"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "first {{ title }}"
    document.add_section().header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "second {{ number }}"
    document.add_paragraph("body")


def a_picture(document):
    document.add_paragraph("{{ title }}")
    document.add_picture(io.BytesIO(PIXEL))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(PIXEL))


def merged_cells(document):
    made = document.add_table(rows=4, cols=3)
    made.cell(0, 0).merge(made.cell(0, 2)).text = "{{ title }}"
    made.cell(1, 0).text = "{%tr for x in people %}"
    made.cell(2, 0).merge(made.cell(2, 1)).text = "{{ x.name }}"
    made.cell(2, 2).text = "{{ x.age }}"
    made.cell(3, 0).text = "{%tr endfor %}"


def a_nested_table(document):
    outer = document.add_table(rows=1, cols=1).cell(0, 0)
    outer.text = "{{ title }}"
    inner = outer.add_table(rows=3, cols=2)
    inner.cell(0, 0).text = "{%tr for x in people %}"
    inner.cell(1, 0).text = "{{ x.name }}"
    inner.cell(1, 1).text = "{{ x.tags|join('、') }}"
    inner.cell(2, 0).text = "{%tr endfor %}"


def footnotes_of_its_own(document):
    """A note in the template, with a tag in it."""
    xml = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:id="1"><w:p><w:r><w:t>{{ title }}</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    )
    part = Part(
        PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package
    )
    document.part.relate_to(part, f"{RELS}/footnotes")
    run = document.add_paragraph("{{ title }}").add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="1"/>'))


def properties(document):
    document.core_properties.title = "{{ title }}"
    document.core_properties.subject = "{% for x in people %}{{ x.name }}{% endfor %}"
    document.add_paragraph("x")


def a_style_of_its_own(document):
    style = document.styles.add_style("要点", WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), "a5")
    document.add_paragraph("{%p for x in people %}")
    document.add_paragraph("{{ x.name }}", style=style)
    document.add_paragraph("{%p endfor %}")


TEMPLATES = {
    "values": paragraphs("{{ title }}", "{{ number }}", "[{{ empty }}]", "{{ lines }}"),
    "filters": paragraphs("{{ number|round|int }} {{ title|upper|e }} {{ people|length }}"),
    "tests and else": paragraphs("{% if number > 2 %}a{% elif empty %}b{% else %}c{% endif %}"),
    "paragraph loop": paragraphs("{%p for x in people %}", "{{ loop.index }}. {{ x.name }}", "{%p endfor %}"),
    "paragraph condition": paragraphs("{%p if empty %}", "never", "{%p else %}", "always", "{%p endif %}"),
    "loop in a paragraph": paragraphs("{% for x in people if x.age > 10 %}{{ x.name }};{% endfor %}"),
    "loop over pairs": paragraphs("{% for k, v in people[0].items() %}{{ k }}={{ v }} {% endfor %}"),
    "run tags": paragraphs("a {%r if number %}b{%r endif %} c"),
    "trimmed": paragraphs("one {%- if number %}", "two", "{%- endif -%}", " three"),
    "trimmed loop": paragraphs("{%- for x in people -%}", "{{ x.name }}", "{%- endfor -%}", "end"),
    "comments": paragraphs("a{# no one reads this #}b", "{#p a paragraph #}", "c"),
    "comment row": table(("a", "b"), ("{#tr a row #}", ""), ("{{ title }}", "c")),
    "escaped tags": paragraphs("{_{ title }_} {_% if %_} {{ '{{' }}"),
    "typographic quotes": paragraphs("{{ people[0][“name”] }}{% if title == ‘x’ %}{% endif %}"),
    "macro and set": paragraphs("{% macro m(x) %}[{{ x }}]{% endmacro %}{% set y = 3 %}{{ m(y) }}{{ m(title) }}"),
    "namespace": paragraphs("{% set n = namespace(s=0) %}{% for x in people %}{% set n.s = n.s + x.age %}{% endfor %}{{ n.s }}"),
    "raw": paragraphs("{% raw %}{{ title }}{% endraw %}"),
    "split runs": split_runs,
    "looks": a_look_of_each_run,
    "row loop": table(("name", "age"), ("{%tr for x in people %}", ""), ("{{ x.name }}", "{{ x.age }}"), ("{%tr endfor %}", "")),
    "row condition": table(("{%tr if empty %}", ""), ("no", "no"), ("{%tr else %}", ""), ("yes", "{{ title }}"), ("{%tr endif %}", "")),
    "column loop": table(
        ("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"),
        ("{%tc for c in columns %}", "{{ loop.index }}", "{%tc endfor %}"),
    ),
    "rows and columns": table(
        ("{%tr for x in people %}", "", "", ""),
        ("{{ x.name }}", "{%tc for c in columns %}", "{{ c }}{{ x.age }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", "", ""),
    ),
    "vertical merge": table(("{%tr for x in people %}", ""), ("{% vm %}组", "{{ x.name }}"), ("{%tr endfor %}", "")),
    "horizontal merge": table(("{%tc for c in columns %}", "{% hm %}{{ title }}", "{%tc endfor %}"), ("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}")),
    "colspan": table(("{% colspan span %}{{ title }}", "x"), ("a", "b")),
    "cell background": table(("{% cellbg colour %}{{ title }}", "{% cellbg 'FF0000' %}x")),
    "merged cells": merged_cells,
    "nested table": a_nested_table,
    "headers and footers": headers_and_footers,
    "pictures": a_picture,
    "notes of its own": footnotes_of_its_own,
    "properties": properties,
    "styles": a_style_of_its_own,
    "tab": paragraphs("a\t{{ number }}\tb"),
}  # fmt: skip


def saved(draw):
    document = docx.Document()
    draw(document)
    handle = io.BytesIO()
    document.save(handle)
    return handle.getvalue()


def by_docxtpl(template, data):
    document = DocxTemplate(io.BytesIO(template))
    document.render(data, autoescape=True)
    handle = io.BytesIO()
    document.save(handle)
    return Package.read_from(handle, "docxtpl.docx")


def by_reporter(template, data):
    package = Package.read_from(io.BytesIO(template), "brief.docx")
    return fill_tags(package, data)


def xml_parts(package):
    """All that the document shows, part by part, in one spelling."""
    return {
        name: etree.tostring(etree.fromstring(package.read(name)), method="c14n")
        for name in package.names()
        if name.endswith(".xml") and name != "[Content_Types].xml"
    }


@pytest.mark.parametrize("draw", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_renders_as_docxtpl_renders_it(draw):
    template = saved(draw)
    ours, theirs = by_reporter(template, DATA), by_docxtpl(template, DATA)
    assert xml_parts(ours) == xml_parts(theirs)
    pictures = [n for n in theirs.names() if n.startswith("word/media/")]
    assert [ours.read(n) for n in pictures] == [theirs.read(n) for n in pictures]


def test_the_templates_say_something():
    """A template that rendered to nothing would be equal, and prove nothing."""
    bare = len(b"".join(xml_parts(by_reporter(saved(lambda _: None), {})).values()))
    for name, draw in TEMPLATES.items():
        filled = xml_parts(by_reporter(saved(draw), DATA))
        assert len(b"".join(filled.values())) > bare, name
        assert not any(b"endfor" in part for part in filled.values()), name


def test_rich_text_is_that_of_docxtpl():
    """Its objects are no plain data: a template makes them of text."""
    look = {"bold": True, "color": "B3261E", "style": "Strong", "size": 20}
    given = {**DATA, "rich": RichText("<乙> & 丙", **look)}
    theirs = by_docxtpl(saved(paragraphs("a {{r rich }} b")), given)
    tag = "{{r rich(text, bold=true, color='B3261E', style='Strong', size=20) }}"
    ours = by_reporter(saved(paragraphs(f"a {tag} b")), {"text": "<乙> & 丙"})
    assert xml_parts(ours) == xml_parts(theirs)


def test_a_look_cannot_bring_markup():
    tag = "{{r rich('x', color=text) }}"
    ours = by_reporter(saved(paragraphs(tag)), {"text": '"/><w:br/><w:x y="'})
    assert b"<w:br" not in xml_parts(ours)["word/document.xml"]


def test_notes_can_be_cited_in_rich_text():
    tag = "{{r rich(item.text ~ cite(item), bold=true) }}"
    package = by_reporter(
        saved(paragraphs(tag)), {"item": {"text": "x", "sources": ["R1"]}}
    )
    assert place_footnotes(package, {"R1": Note("媒体")}) == 1


def test_marks_in_a_clipping_are_no_marks():
    """Characters of private use in the data must not be taken for notes or charts."""
    text = f"a{mark('R9')}b{chart_mark('x')}c"
    package = by_reporter(saved(paragraphs("{{ text }}")), {"text": text})
    assert place_footnotes(package, {}) == 0
    assert "aR9bxc" in package.read("word/document.xml").decode()


@pytest.mark.parametrize("name", ["subdoc", "picture"])
def test_what_plain_data_does_not_hold_is_named(name):
    with pytest.raises(TemplateError, match=f"'{name}' is undefined"):
        by_reporter(saved(paragraphs(f"{{{{p {name} }}}}")), DATA)
