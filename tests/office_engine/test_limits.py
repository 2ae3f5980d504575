"""What a workbook cannot hold is handled, and something is said of it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from reporter.errors import TemplateError
from reporter.office import links as links_module
from reporter.office import plan as plan_module
from reporter.office.cells import Link, clean_text, formula_string, write_cell
from reporter.office.fill import NameFill, TableFill, WorkbookFill
from reporter.office.repeat import sheet_titles
from tests.office import HEADERS, a_fill, a_template, cells, filled, parts

TEXTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1", "＝1+1",
    "'quoted", "<b>&amp;</b>", "_x000D_", "_x0041_", " two  blanks ", "line\nbreak", "0012",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text_whatever_it_begins_with(tmp_path, text):
    template = a_template(tmp_path / "t.xlsx")
    path, report = filled(template, a_fill([(text, "q", "i", 1)]))
    cell = load_workbook(path)["Data"]["A5"]
    # openpyxl leaves the escape of an underscore in; Excel takes it out (22.9.2.19).
    shown = cell.value.replace("_x005F_", "_").replace("\r", "\n")
    assert (cell.data_type, shown) == ("s", text.replace("\r", "\n"))
    assert report.notes == ()


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
@settings(max_examples=200, deadline=None)
def test_every_text_gives_xml_that_holds_it(text):
    xml = write_cell("A1", "", text)
    read = "".join(etree.fromstring(xml.encode("utf-8")).itertext())
    due = clean_text(text).replace("\r\n", "\n").replace("\r", "\n")
    assert re.sub("_x005F_", "_", read) == re.sub("_x005F_", "_", due)


def test_characters_that_no_workbook_holds_show_as_blanks_and_are_named(tmp_path):
    rows = [
        ("a\x00b\ud800c\uffff", "q", "i", 1),
        ("fine", "q", "i", 1),
        ("\x07", "q", "i", 1),
    ]
    path, report = filled(a_template(tmp_path / "t.xlsx"), a_fill(rows))
    assert cells(path, "Data", "A5:A5") == [("a b c ",)]
    assert report.notes == (
        "Data!A5: characters that a workbook cannot hold shown as blanks"
        " (cells of this kind: 2)",
    )


@pytest.mark.parametrize("char", ["长", "😀"])
def test_a_text_that_is_too_long_is_cut_with_a_mark_and_named(tmp_path, char):
    path, report = filled(
        a_template(tmp_path / "t.xlsx"), a_fill([(char * 40_000, "q", "i", 1)])
    )
    ((text,),) = cells(path, "Data", "A5:A5")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("…")
    assert report.notes[0].startswith("Data!A5: text cut to the 32,767 characters")


def test_a_text_that_just_fits_is_whole(tmp_path):
    path, report = filled(
        a_template(tmp_path / "t.xlsx"), a_fill([("长" * 32_767, "q", "i", 1)])
    )
    assert cells(path, "Data", "A5:A5") == [("长" * 32_767,)]
    assert report.notes == ()


def test_rows_beyond_the_sheet_are_counted_in_its_last_row(tmp_path, monkeypatch):
    monkeypatch.setattr(plan_module, "MAX_ROWS", 8)
    rows = [(f"r{n}", "q", f"i{n}", n) for n in range(10)]
    fill = WorkbookFill(
        (
            TableFill(
                "Evidence",
                tuple((h,) for h in HEADERS),
                rows,
                more="{n} more elsewhere",
            ),
        )
    )
    path, report = filled(a_template(tmp_path / "t.xlsx"), fill)
    assert cells(path, "Data", "A5:A8") == [
        ("r0",),
        ("r1",),
        ("r2",),
        ("7 more elsewhere",),
    ]
    assert report.notes == ("Data: 6 rows of Evidence do not fit on the sheet",)


def test_links_beyond_the_limit_stay_as_text(tmp_path, monkeypatch):
    monkeypatch.setattr(links_module, "MAX_LINKS", 2)
    rows = [(Link(f"t{n}", f"https://example.org/{n}"), "q", "i", n) for n in range(4)]
    path, report = filled(a_template(tmp_path / "t.xlsx"), a_fill(rows))
    sheet = load_workbook(path)["Data"]
    assert [bool(sheet[f"A{row}"].hyperlink) for row in range(5, 9)] == [
        True,
        True,
        False,
        False,
    ]
    assert [sheet[f"A{row}"].value for row in range(5, 9)] == ["t0", "t1", "t2", "t3"]
    assert "Data: 2 links have no room" in report.notes[0]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a b",
     "\\\\server\\share", "https://example.org/" + "a" * 2_100],
)  # fmt: skip
def test_an_address_that_is_no_page_stays_text(tmp_path, url):
    path, _ = filled(
        a_template(tmp_path / "t.xlsx"), a_fill([(Link("text", url), "q", "i", 1)])
    )
    cell = load_workbook(path)["Data"]["A5"]
    assert (cell.value, cell.hyperlink) == ("text", None)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_an_error_and_not_broken_xml(tmp_path, value):
    path, _ = filled(a_template(tmp_path / "t.xlsx"), a_fill([("a", "q", "i", value)]))
    assert cells(path, "Data", "D5:D5") == [("#NUM!",)]


def test_names_of_sheets_are_such_as_excel_takes():
    wanted = ["a/b\\c?d*e[f]g:h", "x" * 40, "x" * 40, "'quoted'", "", "Data", "data"]
    found = sheet_titles(wanted, ["DATA"])
    assert all(0 < len(title) <= 31 for title in found)
    assert not any(set(title) & set(r"[]:*?/\\") for title in found)
    assert len({title.casefold() for title in ["DATA", *found]}) == len(found) + 1


def test_a_text_in_a_formula_is_no_longer_than_excel_takes():
    assert len(formula_string("长" * 300)) == 257
    assert formula_string('say "x"') == '"say ""x"""'


def test_two_tables_of_one_name_are_refused(tmp_path):
    template = a_template(
        tmp_path / "t.xlsx", lambda b, s: s.add_table("G4:H5", {"name": "Other"})
    )
    package = parts(template)
    name = "xl/tables/table2.xml"
    package[name] = package[name].replace(b'"Other"', b'"evidence"')
    import zipfile

    with zipfile.ZipFile(template, "w") as target:
        for part, data in package.items():
            target.writestr(part, data)
    with pytest.raises(TemplateError, match="two tables are called evidence"):
        filled(template)


def test_a_named_value_with_everything_wrong_is_still_a_value(tmp_path):
    def name(book, sheet):
        book.define_name("report_title", "=Data!$G$1")

    fill = WorkbookFill(names=(NameFill("report_title", "=\x00 <&>"),))
    path, _ = filled(a_template(tmp_path / "t.xlsx", name), fill)
    assert cells(path, "Data", "G1:G1") == [("=  <&>",)]
