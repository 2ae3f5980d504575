"""The brief: footnotes, charts, hostile templates, other programs' reading of it."""

import re
import zipfile
from collections import Counter

import docx
import pytest
from lxml import etree

from reporter import Order
from reporter.errors import TemplateError
from reporter.office.wordml import w
from reporter.pipeline import compose, read
from reporter.render.brief import render_brief
from reporter.render.templates import shipped_templates
from reporter.report.brief import brief_content
from tests.conftest import SAMPLES

LANGUAGES = ("zh", "en")
MARKS = re.compile("[\ue0f0\ue0f1]")


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, tmp_path_factory):
    """Report and brief of the last sample week, in each language."""
    order = Order(inputs=(SAMPLES / "2025-W28",), language=request.param)
    report = compose(order, read(order.inputs))
    target = tmp_path_factory.mktemp("brief") / "brief.docx"
    render_brief(report, shipped_templates() / request.param / "brief.docx", target)
    return report, target


def part(path, name):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def cited_in(value):
    """All source ids that a context offers for citing."""
    if isinstance(value, dict):
        yield from (
            value.get("sources", []) if isinstance(value.get("sources"), list) else []
        )
        for inner in value.values():
            yield from cited_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited_in(inner)


def text_of(element):
    return "".join(t.text or "" for t in element.iter(w("t")))


def test_each_cited_article_has_one_footnote(made):
    report, path = made
    notes = [
        text_of(note)
        for note in part(path, "word/footnotes.xml").iter(w("footnote"))
        if note.get(w("type")) is None
    ]
    cited = {s for s in cited_in(brief_content(report)) if isinstance(s, str)}
    assert len(notes) == len(cited)
    titles = Counter(s.article.title for s in report.sources if s.source_id in cited)
    for title, count in titles.items():
        assert sum(title in note for note in notes) == count


def test_notes_are_numbered_in_order_of_the_document(made):
    _, path = made
    ids = [
        int(r.get(w("id")))
        for r in part(path, "word/document.xml").iter(w("footnoteReference"))
    ]
    assert ids == list(range(1, len(ids) + 1))


def test_a_source_cited_again_refers_to_its_first_note(made):
    _, path = made
    document = part(path, "word/document.xml")
    names = {b.get(w("name")) for b in document.iter(w("bookmarkStart"))}
    words = [c.text.split() for c in document.iter(w("instrText"))]
    codes = [word[1] for word in words if word[0] == "NOTEREF"]
    assert codes
    assert set(codes) <= names


def test_no_mark_and_no_tag_is_left(made):
    _, path = made
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                text = archive.read(name).decode("utf-8")
                assert not MARKS.search(text), name
                assert "{{" not in text, name
                assert "{%" not in text, name


def test_every_claim_carries_a_note(made):
    _, path = made
    document = part(path, "word/document.xml")
    styles = {"Matter", "Entry", "Crossing"}
    claims = [
        p for p in document.iter(w("p"))
        if (style := p.find(f"{w('pPr')}/{w('pStyle')}")) is not None and style.get(w("val")) in styles
    ]  # fmt: skip
    assert claims
    for claim in claims:
        has_note = next(claim.iter(w("footnoteReference"), w("instrText")), None)
        assert has_note is not None, text_of(claim)


def test_charts_hold_the_figures_of_the_report(made):
    report, path = made
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    shown = []
    for number in (1, 2):
        chart = part(path, f"word/charts/chart{number}.xml")
        series = {}
        for ser in chart.iter(f"{c}ser"):
            name = ser.findtext(f"{c}tx//{c}v")
            values = [float(v.text) for v in ser.find(f"{c}val").iter(f"{c}v")]
            series[name] = values
        shown.append(series)
    expected = [
        {s.name: list(s.values) for s in chart.series}
        for chart in report.charts
        if chart.name in ("evidence_by_quadrant", "initiatives_by_stage")
    ]
    assert shown == expected


def test_edit_data_finds_the_figures_of_the_chart(made, tmp_path):
    from openpyxl import load_workbook

    report, path = made
    with zipfile.ZipFile(path) as archive:
        book = tmp_path / "chart.xlsx"
        book.write_bytes(archive.read("word/embeddings/chart1.xlsx"))
    rows = list(load_workbook(book).active.iter_rows(values_only=True))
    chart = next(c for c in report.charts if c.name == "evidence_by_quadrant")
    assert [row[0] for row in rows[1:]] == list(chart.categories)
    assert list(rows[0][1:]) == [series.name for series in chart.series]
    for at, series in enumerate(chart.series, start=1):
        assert [row[at] for row in rows[1:]] == list(series.values)


def test_charts_say_in_words_what_they_show(made):
    _, path = made
    document = part(path, "word/document.xml")
    texts = [e.get("descr") for e in document.iter() if e.tag.endswith("}docPr")]
    assert len(texts) == 2
    assert all(len(text) > 20 for text in texts)


def test_header_rows_are_repeated_and_rows_stay_whole(made):
    _, path = made
    document = part(path, "word/document.xml")
    for table in document.iter(w("tbl")):
        rows = list(table.iter(w("tr")))
        assert all(next(row.iter(w("cantSplit")), None) is not None for row in rows)
    assert next(document.iter(w("tblHeader")), None) is not None


def test_a_square_of_quadrants_stays_on_one_page(made):
    """All rows but the last are kept with the next, in every paragraph."""
    _, path = made
    squares = [
        table
        for table in part(path, "word/document.xml").iter(w("tbl"))
        if next(table.iter(w("tblHeader")), None) is None
    ]
    assert squares
    for square in squares:
        *rows, _ = square.iter(w("tr"))
        assert len(rows) == 3
        for paragraph in (p for row in rows for p in row.iter(w("p"))):
            assert paragraph.find(f"{w('pPr')}/{w('keepNext')}") is not None


def test_properties_name_the_report_and_no_person(made):
    report, path = made
    properties = docx.Document(str(path)).core_properties
    assert report.title in properties.title
    assert properties.author == properties.last_modified_by == ""


def test_fonts_stand_on_styles_not_on_runs(made):
    _, path = made
    runs = part(path, "word/document.xml").iter(w("rFonts"))
    assert list(runs) == []
    normal = next(
        style
        for style in part(path, "word/styles.xml").iter(w("style"))
        if style.get(w("styleId")) == "Normal"
    )
    assert next(normal.iter(w("rFonts"))).get(w("eastAsia")) == "微软雅黑"


def own_template(tmp_path, *lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "brief.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "tag",
    [
        "{{ nonsense }}",
        "{{ title.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__.os.popen('true').read() }}",
        "{{ ''.__class__ }}",
        "{% for x in matters %}{{ x.nonsense }}{% endfor %}",
        "{% if title %}",
        "{% set _ = matters.append(1) %}",
    ],
)
def test_a_template_at_fault_is_refused(tag, made, tmp_path):
    report, _ = made
    target = tmp_path / "out.docx"
    with pytest.raises(TemplateError, match=r"brief\.docx"):
        render_brief(report, own_template(tmp_path, tag), target)
    assert not target.exists()


def test_markup_in_a_clipping_stays_text(tmp_path):
    clipping = tmp_path / "in" / "c.txt"
    clipping.parent.mkdir()
    clipping.write_text(
        "京东外卖 <b>&amp;\n零售日报· 2025-07-09\n"
        "进展 - 京东收入{{ title }}增长<15% & 利润{% raw %}翻倍 [1]\n",
        encoding="utf-8",
    )
    order = Order(inputs=(clipping,))
    report = compose(order, read(order.inputs))
    target = tmp_path / "out.docx"
    template = own_template(
        tmp_path, "{% for c in others %}{{ c.text }}{{ cite(c) }}{% endfor %}"
    )
    render_brief(report, template, target)
    body = text_of(part(target, "word/document.xml"))
    assert body == "京东收入{{ title }}增长<15% & 利润{% raw %}翻倍"
    assert "<b>&amp;" in text_of(part(target, "word/footnotes.xml"))


@pytest.mark.office
def test_the_validator_finds_nothing(made, validator, tmp_path):
    _, path = made
    assert validator(path) == []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("word/embeddings/"):
                book = tmp_path / name.rsplit("/", 1)[1]
                book.write_bytes(archive.read(name))
                assert validator(book) == []


@pytest.mark.office
def test_pandoc_reads_the_same_notes(made, pandoc):
    report, path = made
    text = pandoc(path)
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    by_title = [
        s
        for s in report.sources
        if any(s.article.title[:8] in n for n in notes.values())
    ]
    references = re.findall(r"\[\^(\d+)\](?!:)", text)
    assert [int(number) for number in references] == list(range(1, len(notes) + 1))
    assert len(by_title) == len(notes)
    again = {n for found in re.findall(r"\^\[?(\d+)", text) for n in [found]}
    assert again <= set(notes)


@pytest.mark.office
def test_the_two_pages_come_before_the_annex(made, soffice):
    report, path = made
    import subprocess

    pdf = soffice(path, "pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode("utf-8")
    pages = text.split("\f")
    annex = "附录" if report.words.is_chinese else "Annex: all"
    assert [number for number, page in enumerate(pages, 1) if annex in page][-1] == 3
