"""Briefs for audiences and platforms, as PDF; brief and workbook say the same."""

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree
from openpyxl import load_workbook

from reporter import Order, build
from reporter.domain.settings import Audience
from reporter.errors import TemplateError
from reporter.office.package import Package
from reporter.office.wordml import w
from reporter.pipeline import compose, read
from reporter.render import word_process
from reporter.render.brief import render_brief
from reporter.render.templates import shipped_templates
from reporter.render.word_tags import fill_tags
from reporter.report.audience import for_audience
from reporter.report.brief import brief_content
from tests.conftest import ROOT, SAMPLES

WEEK = "2025-W28"


@pytest.fixture(scope="module")
def report():
    order = Order(inputs=(SAMPLES / WEEK,))
    return compose(order, read(order.inputs))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    outcome = build(Order(inputs=(SAMPLES / WEEK,), out=out, per_platform=True))
    return out / WEEK, outcome.report


def words_of(path):
    return "\n".join(
        "".join(t.text or "" for t in paragraph.iter(w("t")))
        for paragraph in docx.Document(str(path)).element.body.iter(w("p"))
    )


def made(report, tmp_path, audience=None):
    target = tmp_path / "brief.docx"
    language = report.words.language
    render_brief(
        report, shipped_templates() / language / "brief.docx", target, audience
    )
    return target


def test_each_platform_with_a_claim_has_its_brief(built):
    folder, report = built
    names = {path.name for path in (folder / "briefs").iterdir()}
    assert names == {f"{v.platform}-{WEEK}.docx" for v in report.platforms if v.claims}


def test_a_platform_brief_speaks_of_that_platform_alone(report):
    part = for_audience(report, Audience("jd", platforms=("jd",)))
    content = brief_content(part)
    assert {claim["platform"] for claim in content["matters"]} == {"京东"}
    assert [row["platform"] for row in content["overview"]] == ["京东"]
    assert {chart.categories for chart in part.charts[:2]} == {("京东",)}


def test_sources_keep_the_numbers_of_the_whole_report(report):
    part = for_audience(report, Audience("jd", platforms=("jd",)))
    whole = {s.article.title: s.source_id for s in report.sources}
    assert {s.article.title: s.source_id for s in part.sources}.items() <= whole.items()


def test_an_audience_chooses_sections(report, tmp_path):
    audience = Audience("board", sections=("matters", "overview"))
    path = made(report, tmp_path, audience)
    text = words_of(path)
    assert "平台一览" in text
    assert "附录" not in text
    assert "重点平台" not in text
    with zipfile.ZipFile(path) as archive:
        assert b"<w:drawing>" not in archive.read("word/document.xml")


def test_an_audience_chooses_the_language(report, tmp_path):
    part = for_audience(report, Audience("board", language="en"))
    assert "What matters this week" in words_of(made(part, tmp_path))
    assert [s.source_id for s in part.sources] == [s.source_id for s in report.sources]


def test_an_audience_chooses_how_many_entries_a_quadrant_shows(report):
    content = brief_content(report, Audience("x", entries=1))
    assert {len(box["strengths"]) for box in content["annex"]} <= {0, 1}
    assert content["annex"][0]["more_strengths"]


def test_audiences_of_the_settings_get_their_briefs(tmp_path):
    settings = tmp_path / "reporter.yaml"
    settings.write_text(
        "audiences:\n  - name: board\n    sections: [matters]\n    language: en\n",
        encoding="utf-8",
    )
    build(Order(inputs=(SAMPLES / WEEK,), out=tmp_path / "out", settings=settings))
    brief = tmp_path / "out" / WEEK / "briefs" / f"board-{WEEK}.docx"
    assert "What matters this week" in words_of(brief)


def test_a_missing_libreoffice_is_said_before_anything_is_built(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "reporter", "build", str(SAMPLES / WEEK), "--pdf",
         "--out", str(tmp_path / "out")],
        cwd=ROOT, capture_output=True, timeout=60, env={**os.environ, "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 5
    assert b"--pdf needs LibreOffice" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.office
def test_the_pdf_has_the_briefs_text_and_the_same_bytes_twice(tmp_path, soffice):
    for name in ("one", "two"):
        build(Order(inputs=(SAMPLES / WEEK,), out=tmp_path / name, pdf=True))
    one, two = (tmp_path / name / WEEK / f"brief-{WEEK}.pdf" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes().startswith(b"%PDF")


def table_of(book, name):
    for sheet in book.worksheets:
        if name in sheet.tables:
            head, *rows = sheet[sheet.tables[name].ref]
            keys = [cell.value for cell in head]
            return [
                dict(zip(keys, (c.value for c in row), strict=True)) for row in rows
            ]
    raise AssertionError(name)


def test_brief_and_workbook_say_the_same(built):
    folder, report = built
    book = load_workbook(folder / f"workbook-{WEEK}.xlsx", data_only=True)
    text = words_of(folder / f"brief-{WEEK}.docx")
    claims = {row["论点"]: row for row in table_of(book, "Swot")}
    content = brief_content(report)
    shown = [
        c
        for box in content["annex"]
        for k in ("strengths", "weaknesses", "opportunities", "threats")
        for c in box[k]
    ]
    for claim in [*content["matters"], *content["others"], *shown]:
        assert claims[claim["text"]]["平台"] == claim["platform"]
        assert claims[claim["text"]]["象限"] == claim["quadrant"]
        assert claim["text"] in text
    sources = {row["来源编号"]: row["标题"] for row in table_of(book, "Sources")}
    for row in content["sources"]:
        assert sources[row["id"]] == row["title"]
    counts = {row["平台"]: row for row in table_of(book, "Platforms")}
    for view in report.platforms:
        if view.claims:
            assert counts[view.label]["论点数"] == len(view.claims)


def test_charts_of_brief_and_workbook_have_the_same_figures(built):
    folder, _ = built
    book = load_workbook(folder / f"workbook-{WEEK}.xlsx", data_only=True)
    rows = {row["平台"]: row for row in table_of(book, "Platforms")}
    with zipfile.ZipFile(folder / f"brief-{WEEK}.docx") as archive:
        root = etree.fromstring(archive.read("word/charts/chart1.xml"))
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for series in root.iter(f"{c}ser"):
        name = series.findtext(f"{c}tx//{c}v")
        labels = [v.text for v in series.find(f"{c}cat").iter(f"{c}v")]
        values = [int(v.text) for v in series.find(f"{c}val").iter(f"{c}v")]
        assert values == [rows[label][name] for label in labels]


def test_the_contents_lead_to_headings(built):
    folder, _ = built
    with zipfile.ZipFile(folder / f"brief-{WEEK}.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    anchors = [a for h in root.iter(w("hyperlink")) if (a := h.get(w("anchor")))]
    assert len(anchors) > 5
    assert set(anchors) <= names


def test_no_paragraph_is_empty(built):
    folder, _ = built
    with zipfile.ZipFile(folder / f"brief-{WEEK}.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    for paragraph in root.iter(w("p")):
        has_content = next(paragraph.iter(w("t"), w("drawing")), None) is not None
        assert has_content, etree.tostring(paragraph)[:300]


@pytest.fixture(params=[True, False], ids=["forked", "afresh"])
def apart(request, monkeypatch):
    """Filling in a process of its own, in both ways."""
    monkeypatch.setattr(word_process, "_can_fork", lambda: request.param)
    return word_process.fill_tags_apart


def template_of(tmp_path, text):
    document = docx.Document()
    document.add_paragraph(text)
    path = tmp_path / "brief.docx"
    document.save(str(path))
    return Package.open(path)


def test_a_template_that_loops_for_ever_is_stopped(apart, tmp_path):
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}"
    endless = template_of(tmp_path, f"{loop}{{% endfor %}}{{% endfor %}}")
    with pytest.raises(TemplateError, match="never end"):
        apart(endless, {}, seconds=2)


def test_a_template_that_asks_for_too_much_memory_is_stopped(apart, tmp_path):
    greedy = template_of(tmp_path, "{{ 'x' * 9999999999 }}")
    with pytest.raises(TemplateError, match="cannot be filled"):
        apart(greedy, {})


def test_what_is_wrong_is_said_from_a_process_of_its_own(apart, tmp_path):
    with pytest.raises(TemplateError, match="'nonsense' is undefined"):
        apart(template_of(tmp_path, "{{ nonsense }}"), {})


def test_a_process_of_its_own_fills_as_this_one_does(apart, report, tmp_path):
    tags = "{{ title }}{% for s in sources %}{{ s.title }}{{ cite(s) }}{% endfor %}"
    content = brief_content(report)
    alone = apart(template_of(tmp_path, tags), content)
    here = fill_tags(template_of(tmp_path, tags), content)
    assert {n: alone.read(n) for n in alone.names()} == {
        n: here.read(n) for n in here.names()
    }


def test_a_chart_can_be_asked_for_by_a_tag(report, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ chart('evidence_by_week') }}")
    document.add_paragraph("{{ chart('evidence_by_quadrant') }}")
    path = tmp_path / "brief.docx"
    document.save(str(path))
    target = tmp_path / "out.docx"
    render_brief(report, path, target)
    with zipfile.ZipFile(target) as archive:
        charts = [
            n for n in archive.namelist() if re.match(r"word/charts/chart\d+\.xml", n)
        ]
        assert len(charts) == 2
        text = archive.read("word/document.xml").decode()
    assert "evidence_by_week: " in text


def test_words_beside_a_chart_tag_stay(report, tmp_path):
    document = docx.Document()
    document.add_paragraph("Before {{ chart('evidence_by_week') }} behind")
    path = tmp_path / "brief.docx"
    document.save(str(path))
    render_brief(report, path, tmp_path / "out.docx")
    assert words_of(tmp_path / "out.docx") == "Before  behind"
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        assert archive.read("word/document.xml").count(b"<w:drawing") == 1


def test_a_chart_that_there_is_not_is_named(report, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ chart('evidence') }}")
    path = tmp_path / "brief.docx"
    document.save(str(path))
    with pytest.raises(TemplateError, match="no chart is called evidence; there are"):
        render_brief(report, path, tmp_path / "out.docx")


@pytest.mark.office
@pytest.mark.parametrize("name", ["weekly", "tag"])
def test_the_validator_finds_nothing_in_other_briefs(
    name, built, report, tmp_path, validator
):
    folder, _ = built
    if name == "weekly":
        assert validator(folder / "briefs" / f"jd-{WEEK}.docx") == []
        return
    document = docx.Document()
    document.add_paragraph("{{ chart('evidence_by_week') }}")
    path = tmp_path / "brief.docx"
    document.save(str(path))
    render_brief(report, path, tmp_path / "out.docx")
    assert validator(tmp_path / "out.docx") == []


def test_an_empty_week_says_so_in_one_line(report, tmp_path):
    analysis = replace(
        report.analysis, evidence=(), swots=(), initiatives=(), conflicts=()
    )
    empty = replace(
        report, edition=replace(report.edition, analysis=analysis), platforms=(),
    )  # fmt: skip
    text = words_of(made(empty, tmp_path))
    assert "本周没有实质变化。" in text
