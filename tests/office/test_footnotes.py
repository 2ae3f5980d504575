"""Marks become footnotes: order, repeats, what a template already has, what is unsafe."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from reporter.office.footnotes import Note, mark, place_footnotes, without_marks
from reporter.office.package import Package, parse, serialise
from reporter.office.wordml import w

NOTES = {"a": Note("First source"), "b": Note("Second source"), "c": Note("Third")}
DOCUMENT, FOOTNOTES = "word/document.xml", "word/footnotes.xml"


def package_of(document):
    saved = io.BytesIO()
    document.save(saved)
    return Package.read_from(saved, "brief.docx")


def with_text(*lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return package_of(document)


def notes_of(package):
    return [
        "".join(t.text for t in note.iter(w("t"))).strip()
        for note in parse(package.read(FOOTNOTES)).iter(w("footnote"))
        if note.get(w("type")) is None
    ]


def words_of(package):
    return "".join(t.text for t in parse(package.read(DOCUMENT)).iter(w("t")))


def test_notes_stand_in_order_of_citation():
    package = with_text(f"x{mark('b')}", f"y{mark('a')}z")
    assert place_footnotes(package, NOTES) == 2
    assert notes_of(package) == ["Second source", "First source"]
    assert words_of(package) == "xyz"


def test_a_source_cited_again_shows_the_number_of_its_note():
    package = with_text(f"x{mark('a')}", f"y{mark('b')}", f"z{mark('a')}{mark('b')}")
    assert place_footnotes(package, NOTES) == 2
    assert words_of(package) == "xyz1,2"


def test_runs_keep_their_look_on_both_sides_of_a_mark():
    document = docx.Document()
    document.add_paragraph().add_run(f"before{mark('a')}behind").bold = True
    package = package_of(document)
    place_footnotes(package, NOTES)
    bold = {
        "".join(t.text for t in run.iter(w("t")))
        for run in parse(package.read(DOCUMENT)).iter(w("r"))
        if run.find(f"{w('rPr')}/{w('b')}") is not None
    }
    assert bold == {"before", "behind"}


def test_marks_in_tables_become_notes():
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = f"in a cell{mark('c')}"
    package = package_of(document)
    assert place_footnotes(package, NOTES) == 1


def test_marks_in_a_header_are_taken_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = f"head{mark('a')}"
    document.add_paragraph(f"body{mark('a')}")
    package = package_of(document)
    place_footnotes(package, NOTES)
    header = next(n for n in package.names() if n.startswith("word/header"))
    assert mark("a") not in package.read(header).decode("utf-8")


def test_a_document_without_marks_is_left_alone():
    package = with_text("nothing to cite")
    assert place_footnotes(package, NOTES) == 0
    assert package.touched == ()


def test_notes_of_the_template_stay_and_count():
    package = with_text(f"x{mark('a')}")
    place_footnotes(package, NOTES)
    root = parse(package.read(DOCUMENT))
    paragraph = root.find(f".//{w('p')}")
    run = etree.SubElement(paragraph, w("r"))
    etree.SubElement(run, w("t")).text = f"more{mark('b')}{mark('a')}"
    package.replace(DOCUMENT, serialise(root))
    assert place_footnotes(package, NOTES) == 2
    assert notes_of(package) == ["First source", "Second source", "First source"]
    ids = [
        r.get(w("id"))
        for r in parse(package.read(DOCUMENT)).iter(w("footnoteReference"))
    ]
    assert ids == ["1", "2", "3"]


def test_style_ids_of_a_chinese_template_are_used():
    document = docx.Document()
    style = document.styles.add_style("footnote reference", 2)
    style.element.set(w("styleId"), "a3")
    document.add_paragraph(f"x{mark('a')}")
    package = package_of(document)
    place_footnotes(package, NOTES)
    used = {s.get(w("val")) for s in parse(package.read(DOCUMENT)).iter(w("rStyle"))}
    assert used == {"a3"}


@pytest.mark.parametrize(
    ("address", "is_linked"),
    [
        ("https://example.com/a?b=c", True),
        ("mailto:desk@example.com", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.com/ x", False),
    ],
)
def test_only_safe_addresses_become_links(address, is_linked):
    package = with_text(f"x{mark('a')}")
    place_footnotes(package, {"a": Note("Source, ", ("link", address))})
    targets = [r.target for r in package.relationships(FOOTNOTES) if r.is_external]
    assert targets == ([address] if is_linked else [])


def test_a_mark_without_a_note_is_an_error():
    with pytest.raises(KeyError):
        place_footnotes(with_text(f"x{mark('missing')}"), NOTES)


def test_marks_can_be_taken_out_of_text():
    assert without_marks(f"a{mark('x')}b{mark('y')}") == "ab"


def with_xml(body):
    """A document of one paragraph that holds this."""
    document = docx.Document()
    paragraph = f"<w:p {nsdecls('w')}>{body}</w:p>"
    document.element.body.insert(0, parse_xml(paragraph))
    return package_of(document)


ALONE = f"<w:t>x{mark('a')}y</w:t>"
BOX = f"<w:pict><w:txbxContent><w:p><w:r><w:t>b{mark('b')}</w:t></w:r></w:p></w:txbxContent></w:pict>"


@pytest.mark.parametrize(
    ("body", "words", "notes"),
    [
        (f"<w:r><w:t>1</w:t><w:tab/>{ALONE}</w:r>", "1xy", 1),
        (f"<w:r><w:t>1</w:t><w:br/><w:t>2{mark('a')}</w:t></w:r>", "12", 1),
        (f"<w:r>{ALONE}<w:br/><w:t>z{mark('b')}</w:t></w:r>", "xyz", 2),
        (f"<w:r><w:rPr/>{ALONE}</w:r>", "xy", 1),
        (f"<w:r><w:tab/><w:t>{mark('a')}</w:t></w:r>", "", 1),
        (f"<w:r>{BOX}{ALONE}</w:r>", "bxy", 1),
        (f"<w:r>{BOX}</w:r>", "b", 0),
        (
            "<w:r><w:rPr><w:b/><w:rPrChange w:id='9' w:author='x'><w:rPr><w:i/></w:rPr>"
            f"</w:rPrChange></w:rPr>{ALONE}</w:r>",
            "xy",
            1,
        ),
        (f"<w:r><w:instrText>c{mark('a')}</w:instrText></w:r><w:r>{ALONE}</w:r>", "xy", 1),
    ],
)  # fmt: skip
def test_marks_are_found_wherever_a_run_holds_them(body, words, notes):
    package = with_xml(body)
    assert place_footnotes(package, NOTES) == notes
    assert words_of(package) == words
    assert "\ue0f0" not in package.read(DOCUMENT).decode()
    breaks = parse(package.read(DOCUMENT)).iter(w("br"), w("tab"))
    assert len(list(breaks)) == body.count("<w:br/>") + body.count("<w:tab/>")


def test_a_number_shown_again_counts_the_notes_of_the_template():
    own = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    again = f"<w:r><w:t>z{mark('a')}</w:t></w:r>"
    package = with_xml(f"{own}<w:r>{ALONE}</w:r>{own}{again}")
    place_footnotes(package, NOTES)
    assert words_of(package) == "xyz2"


def test_a_source_cited_once_needs_no_bookmark():
    package = with_text(f"x{mark('a')}", f"y{mark('b')}{mark('a')}")
    place_footnotes(package, NOTES)
    names = [
        b.get(w("name")) for b in parse(package.read(DOCUMENT)).iter(w("bookmarkStart"))
    ]
    assert names == ["_Note1"]


def test_keys_and_texts_may_hold_markup():
    key = "R&1"
    package = with_text(f"x{mark(key)}")
    place_footnotes(package, {key: Note("<b> & {c}")})
    assert notes_of(package) == ["<b> & {c}"]
