"""The linter of templates: all findings at once, each with its place and its mend."""

import shutil
import zipfile

import pytest
from typer.testing import CliRunner

from reporter.cli import app
from reporter.render.check import check_template
from reporter.report.wording import LANGUAGES
from tests.office import a_template, parts
from tests.render.test_workbook import TEMPLATES
from tests.templates import (
    buttons,
    comments,
    macros,
    pictures,
    properties,
    shapes,
    sparklines,
)

EVIDENCE = ("platform", "象限", "Evidence id", "text")
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def findings(path):
    return [str(finding) for finding in check_template(path).findings]


def a_book(tmp_path, draw=None, **more):
    return a_template(tmp_path / "t.xlsx", draw, **{"headers": EVIDENCE, **more})


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_in_a_shipped_template(language):
    checked = check_template(TEMPLATES / language / "workbook.xlsx")
    assert checked.findings == ()
    assert "xl/theme/theme1.xml" in checked.fidelity.identical
    assert "xl/workbook.xml" in checked.fidelity.changed


@pytest.mark.parametrize(
    "draw", [comments, pictures, properties, shapes, sparklines, None]
)
def test_nothing_is_found_in_a_harmless_template_of_a_user(tmp_path, draw):
    assert findings(a_book(tmp_path, draw)) == []


def misspelt_name(book, sheet):
    book.define_name("report_titel", "=Data!$G$1")


def deleted_name(book, sheet):
    book.define_name("gone", "=Data!#REF!")


def below(book, sheet):
    sheet.write("B12", "sum")
    sheet.add_table("C14:D15", {"name": "Mine"})


def lost_list(book, sheet):
    sheet.data_validation("B5", {"validate": "list", "source": "=quadrant_lst"})


def platforms(book, sheet):
    book.add_worksheet("{platform}")


def referring(book, sheet):
    book.add_worksheet("{platform}")
    book.define_name("'{platform}'!strengths", "='{platform}'!$A$1:$C$4")
    sheet.write_formula("G9", "='{platform}'!A1")


@pytest.mark.parametrize(
    ("draw", "more", "due"),
    [
        (None, {"name": "Evidense"}, [
            "the workbook: holds no table that a build fills; name one Platforms,",
            "Data!A4:D5: no table is called Evidense; did you mean Evidence?"]),
        (None, {"headers": ("platfrom", "象限", "evidence_id", "text")}, [
            "Data!A4:D5: Evidence has no field platfrom; did you mean platform?"]),
        (None, {"headers": ("platform", "象限", "note", "text")}, [
            "Data!A4:D5: Evidence lacks evidence_id, by which links"]),
        (None, {"headers": ("a1", "b1", "c1", "d1")}, [
            "Data!A4:D5: no column of Evidence has a header that a build knows"]),
        (misspelt_name, {}, [
            "the name report_titel: is none that a build fills; did you mean report_title?"]),
        (deleted_name, {}, ["the name gone: refers to cells that were deleted"]),
        (below, {}, [
            "Data!C14:D15: the table Mine stands below the table Evidence; put it beside",
            "Data!B12: stands below the table Evidence, which grows; move it beside"]),
        (lost_list, {}, ["Data!B5: its drop-down offers quadrant_lst, a name that does not"]),
        (platforms, {}, ["{platform}: holds none of a platform's names"]),
        (referring, {}, ["Data!G9: refers to the sheet {platform}, of which there will be"]),
        (macros, {}, ["xl/vbaProject.bin: holds macros; save it as .xlsx"]),
    ],
)  # fmt: skip
def test_a_fault_names_its_place_and_its_mend(tmp_path, draw, more, due):
    found = findings(a_book(tmp_path, draw, **more))
    assert len(found) == len(due), found
    for text, start in zip(found, due, strict=True):
        assert text.startswith(start), text


def test_all_findings_come_at_once(tmp_path):
    def all_of_it(book, sheet):
        for draw in (misspelt_name, deleted_name, below, lost_list, platforms, buttons):
            draw(book, sheet)

    headers = ("platfrom", "象限", "note", "text")
    assert len(findings(a_book(tmp_path, all_of_it, headers=headers))) >= 8


def with_part(path, name, data, relation=""):
    """The package with a part added, and a relationship of the workbook to it."""
    package = parts(path)
    package[name] = data
    rels, end = "xl/_rels/workbook.xml.rels", b"</Relationships>"
    package[rels] = package[rels].replace(end, relation.encode() + end)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part, content in package.items():
            target.writestr(part, content)
    return path


@pytest.mark.parametrize(
    ("name", "relation", "due"),
    [
        ("xl/connections.xml",
         f'<Relationship Id="rId90" Type="{TYPE}/connections" Target="connections.xml"/>',
         "xl/connections.xml: holds data connections; delete them"),
        ("xl/media/x.bin",
         f'<Relationship Id="rId90" Type="{TYPE}/externalLinkPath" Target="file:///c:/a.xlsx"'
         ' TargetMode="External"/>',
         "xl/workbook.xml: leads to a file elsewhere (file:///c:/a.xlsx); break the link"),
    ],
)  # fmt: skip
def test_what_fetches_or_leads_elsewhere_is_found(tmp_path, name, relation, due):
    path = with_part(a_book(tmp_path), name, b"<x/>", relation)
    assert [f for f in findings(path) if f.startswith(due)]


def test_a_broken_part_is_named(tmp_path):
    path = with_part(a_book(tmp_path), "xl/theme/theme9.xml", b"<open>")
    assert findings(path)[0].startswith("xl/theme/theme9.xml: is broken")


def test_packages_that_must_not_be_opened_are_said_to_be_so(tmp_path):
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    assert "is encrypted" in findings(locked)[0]
    bomb = with_part(
        a_book(tmp_path), "xl/big.xml", b"<x>" + b" " * 3_000_000 + b"</x>"
    )
    assert "times its size" in findings(bomb)[0]
    text = tmp_path / "text.xlsx"
    text.write_text("no zip", encoding="utf-8")
    assert "is no Office file" in findings(text)[0]
    assert "cannot be opened" in findings(tmp_path / "none.xlsx")[0]


def test_the_command_exits_with_3_when_something_is_at_fault(tmp_path):
    bad = a_book(tmp_path, name="Evidense")
    good = tmp_path / "good.xlsx"
    shutil.copy(TEMPLATES / "zh" / "workbook.xlsx", good)
    done = CliRunner().invoke(app, ["template", "check", str(bad), str(good)])
    assert done.exit_code == 3
    assert "did you mean Evidence?" in done.output
    assert f"{good}: nothing to mend" in done.output
    done = CliRunner().invoke(app, ["template", "check", str(good)])
    assert done.exit_code == 0
    assert "parts identical" in done.output


def test_new_copies_the_shipped_templates_and_overwrites_nothing(tmp_path):
    done = CliRunner().invoke(app, ["template", "new", str(tmp_path / "mine")])
    assert done.exit_code == 0
    copy = tmp_path / "mine" / "zh" / "workbook.xlsx"
    assert copy.read_bytes() == (TEMPLATES / "zh" / "workbook.xlsx").read_bytes()
    again = CliRunner().invoke(app, ["template", "new", str(tmp_path / "mine")])
    assert again.exit_code == 5
    assert "there already; nothing was copied" in again.output
