"""Briefs of one and of many platforms, without notes and with thousands."""

import json
import re
import zipfile

import pytest
from lxml import etree

from reporter.office.package import Package
from reporter.office.wordml import w
from reporter.render.brief import finish, render_brief
from reporter.render.templates import shipped_templates
from reporter.render.word_tags import fill_tags
from reporter.report.brief import brief_content
from tests.reports import a_large_report

MANY = 2_000
CITE = re.compile(rb"\{\{ cite\([^)]*\) \}\}")


def made(tmp_path, language, platforms, sources):
    report = a_large_report(language, platforms=platforms, sources=sources)
    target = tmp_path / f"brief-{language}-{platforms}-{sources}.docx"
    render_brief(report, shipped_templates() / language / "brief.docx", target)
    return report, target


def made_without_notes(tmp_path, language, platforms):
    """A brief that is full, from a template that cites nothing."""
    report = a_large_report(language, platforms=platforms, sources=10 * platforms)
    package = Package.open(shipped_templates() / language / "brief.docx")
    document = "word/document.xml"
    package.replace(document, CITE.sub(b"", package.read(document)))
    finish(fill_tags(package, brief_content(report)), report)
    target = tmp_path / "brief.docx"
    package.save(target)
    return target


def root_of(path, part):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


def titles_in_order(report, path):
    """The titles of the notes, in the order in which the document refers to them."""
    notes = {
        note.get(w("id")): "".join(t.text for t in note.iter(w("t")))
        for note in root_of(path, "word/footnotes.xml").iter(w("footnote"))
        if note.get(w("type")) is None
    }
    return [
        title_in(notes[reference.get(w("id"))])
        for reference in root_of(path, "word/document.xml").iter(w("footnoteReference"))
    ]


def title_in(text):
    """The number of the article that a note names."""
    return int(re.search(r"第(\d+)篇", text)[1])


@pytest.mark.parametrize(("language", "platforms"), [("zh", 1), ("en", 12), ("zh", 60)])
def test_each_article_has_one_note_however_many_there_are(
    tmp_path, language, platforms
):
    report, path = made(tmp_path, language, platforms, MANY)
    titles = titles_in_order(report, path)
    assert sorted(titles) == list(range(1, MANY + 1))
    with zipfile.ZipFile(path) as archive:
        assert b"\xee\x83\xb0" not in archive.read("word/document.xml")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reference_back_shows_the_number_of_its_note(tmp_path, language):
    _, path = made(tmp_path, language, 12, 200)
    document = root_of(path, "word/document.xml")
    named, number = {}, 0
    for element in document.iter(w("bookmarkStart"), w("footnoteReference")):
        if element.tag == w("footnoteReference"):
            number += 1
        elif element.get(w("name")).startswith("_Note"):
            named[element.get(w("name"))] = number + 1
    shown = re.findall(
        r"NOTEREF (_Note\d+) .*?<w:t [^>]*>(\d+)</w:t>",
        etree.tostring(document).decode(),
    )
    assert len(shown) > 100
    assert all(named[name] == int(text) for name, text in shown)


@pytest.mark.office
@pytest.mark.parametrize(
    ("language", "platforms", "sources"),
    [("zh", 1, 0), ("zh", 1, MANY), ("en", 60, MANY)],
)
def test_the_validator_finds_nothing_whatever_the_size(
    tmp_path, validator, language, platforms, sources
):
    _, path = made(tmp_path, language, platforms, sources)
    assert validator(path) == []


@pytest.mark.office
@pytest.mark.parametrize(("language", "platforms"), [("en", 1), ("zh", 12), ("en", 60)])
def test_the_validator_finds_nothing_in_a_full_brief_without_notes(
    tmp_path, validator, language, platforms
):
    path = made_without_notes(tmp_path, language, platforms)
    assert b"footnoteReference" not in zipfile.ZipFile(path).read("word/document.xml")
    assert validator(path) == []


def notes_in(tree):
    """The notes of a document as pandoc tells it, in order."""
    if isinstance(tree, dict):
        if tree.get("t") == "Note":
            yield json.dumps(tree["c"], ensure_ascii=False)
        else:
            yield from notes_in(tree.get("c", tree.get("blocks", ())))
    elif isinstance(tree, list):
        for inner in tree:
            yield from notes_in(inner)


@pytest.mark.office
def test_pandoc_sees_the_notes_in_order_each_with_its_source(tmp_path, pandoc):
    report, path = made(tmp_path, "zh", 12, MANY)
    notes = list(notes_in(json.loads(pandoc(path, "json"))))
    assert len(notes) == MANY
    titles = [title_in(note) for note in notes]
    assert titles == titles_in_order(report, path)
    links = [
        re.search(r"https://example\.com/\?a=(\d+)&b=1", note)[1] for note in notes
    ]
    assert [int(number) for number in links] == titles


@pytest.mark.office
def test_libreoffice_sees_the_notes_in_order_each_with_its_source(tmp_path, soffice):
    report, path = made(tmp_path, "en", 60, 300)
    read = etree.parse(soffice(path, "fodt")).getroot()
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    notes = [
        "".join(note.find(f"{text}note-body").itertext())
        for note in read.iter(f"{text}note")
    ]
    assert [title_in(note) for note in notes] == titles_in_order(report, path)
    assert len(notes) == 300
