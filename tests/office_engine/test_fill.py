"""Tables grow and shrink, sheets are repeated, and what cannot be done is refused."""

import re

import pytest
from openpyxl import load_workbook

from reporter.errors import TemplateError
from reporter.office.fill import BlockFill, NameFill, SheetFill, WorkbookFill
from reporter.office.pivots.cross import Aggregate
from reporter.office.pivots.make import PivotSpec, PivotValue
from tests.office import (
    HEADERS,
    ROWS,
    a_fill,
    a_template,
    cells,
    filled,
    parts,
    with_pivots,
)
from tests.templates import chart, sparklines


def test_a_totals_row_moves_with_the_last_row(tmp_path):
    def totals(book, sheet):
        sheet.add_table(
            "G4:H6",
            {"name": "Mine", "total_row": True, "data": [["x", 1]],
             "columns": [{"header": "name", "total_string": "all"},
                         {"header": "n", "total_function": "sum"}]},
        )  # fmt: skip

    template = a_template(tmp_path / "t.xlsx", totals)
    rows = [(f"r{n}", n) for n in range(4)]
    path, _ = filled(template, a_fill(rows, ("name", "n"), "Mine"))
    sheet = load_workbook(path)["Data"]
    assert sheet.tables["Mine"].ref == "G4:H9"
    assert [sheet["G8"].value, sheet["G9"].value] == ["r3", "all"]
    assert sheet["H9"].value == "=SUBTOTAL(109,[n])"


def test_a_calculated_column_is_filled_down_as_excel_copies_it(tmp_path):
    headers = (*HEADERS, "twice")

    def formula(book, sheet):
        sheet.write_formula("E5", "=D5*2+$D$1", None, 2)

    template = a_template(tmp_path / "t.xlsx", formula, headers=headers)
    path, _ = filled(template, a_fill())
    sheet = load_workbook(path)["Data"]
    assert [sheet[f"E{row}"].value for row in (5, 10)] == ["=D5*2+$D$1", "=D10*2+$D$1"]


def test_columns_are_matched_by_header_in_any_order_and_case(tmp_path):
    template = a_template(
        tmp_path / "t.xlsx", headers=("VALUE", "mine", "Id ", "platform")
    )
    path, _ = filled(template, a_fill())
    assert cells(path, "Data", "A5:D5") == [(3, None, "e1", "微信")]


def test_cells_beside_a_table_stay_where_they_are(tmp_path):
    template = a_template(tmp_path / "t.xlsx", lambda b, s: s.write("G5", "beside"))
    path, _ = filled(template)
    assert load_workbook(path)["Data"]["G5"].value == "beside"


@pytest.mark.parametrize("rows", [ROWS, ROWS[:2]])
def test_what_stands_below_a_table_is_refused_by_its_cell(tmp_path, rows):
    template = a_template(tmp_path / "t.xlsx", lambda b, s: s.write("B9", "below"))
    with pytest.raises(
        TemplateError, match=r"Data!B9: stands below the table Evidence"
    ):
        filled(template, a_fill(rows))
    assert not (tmp_path / "filled.xlsx").exists()


def test_a_table_below_another_is_refused(tmp_path):
    def below(book, sheet):
        sheet.add_table("A12:B13", {"name": "Below", "data": [["x", 1]]})

    with pytest.raises(
        TemplateError, match="Data!A12: stands below the table Evidence"
    ):
        filled(a_template(tmp_path / "t.xlsx", below))


def test_a_sheet_whose_elements_have_a_prefix_is_filled_too(tmp_path):
    template = a_template(tmp_path / "t.xlsx")
    package = parts(template)
    part = "xl/worksheets/sheet1.xml"
    text = package[part].decode()
    text = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text.replace("<?xml", "<?XML"))
    text = text.replace("<?XML", "<?xml").replace(' xmlns="', ' xmlns:x="', 1)
    rewrite(template, {**package, part: text.encode()})
    path, _ = filled(template)
    assert cells(path, "Data", "A10:C10") == [("=1+1", "O 机会", "e6")]


def rewrite(path, package):
    import zipfile

    with zipfile.ZipFile(path, "w") as target:
        for name, data in package.items():
            target.writestr(name, data)


def a_platform_sheet(book, sheet):
    one = book.add_worksheet("About {platform}")
    one.write("A1", "title")
    one.write_row("A3", [1, 2, 3])
    one.write_formula("B1", "=SUM('About {platform}'!A3:C3)")
    book.define_name("'About {platform}'!platform_title", "='About {platform}'!$A$1")
    book.define_name("'About {platform}'!strengths", "='About {platform}'!$A$6:$C$8")
    drawn = book.add_chart({"type": "column"})
    drawn.add_series({"values": "='About {platform}'!$A$3:$C$3"})
    one.insert_chart("E2", drawn)
    one.insert_textbox("E20", "words")
    one.write_comment("A1", "the platform")
    one.add_table("A12:B13", {"name": "Notes", "data": [["x", 1]]})
    one.add_sparkline("D3", {"range": "'About {platform}'!A3:C3"})
    one.conditional_format("A3:C3", {"type": "3_color_scale"})
    book.add_worksheet("Last")
    book.define_name("Last!here", "=Last!$A$1")


SHEETS = tuple(
    SheetFill(title, title, (NameFill("platform_title", title),),
              (BlockFill("strengths", (("S1", f"{title} first", "src"),)),))
    for title in ("微信", "京东/Jingdong: a name too long for a sheet", "微信")
)  # fmt: skip


@pytest.fixture
def repeated(tmp_path):
    template = a_template(tmp_path / "t.xlsx", a_platform_sheet)
    path, _ = filled(template, WorkbookFill(sheets=SHEETS))
    return path


def test_a_sheet_is_repeated_with_names_that_excel_takes(repeated):
    book = load_workbook(repeated)
    assert book.sheetnames == [
        "Data", "微信", "京东 Jingdong  a name too long fo", "微信 (2)", "Last",
    ]  # fmt: skip
    assert book["微信 (2)"]["A1"].value == "微信"
    assert book["微信"]["B6"].value == "微信 first"


def test_each_repetition_has_its_own_names_charts_tables_and_drawings(repeated):
    book = load_workbook(repeated)
    tables = [t for sheet in book for t in sheet.tables.values()]
    assert len({t.id for t in tables}) == len({t.displayName for t in tables}) == 4
    for title in book.sheetnames[1:4]:
        sheet = book[title]
        assert {"platform_title", "strengths"} == set(sheet.defined_names)
        (drawn,) = sheet._charts
        assert title in drawn.series[0].val.numRef.f
        assert sheet["A1"].comment.text == "the platform"
    assert "here" in book["Last"].defined_names


def test_formulas_of_a_repeated_sheet_mean_the_repetition(repeated):
    book = load_workbook(repeated)
    for number, title in enumerate(book.sheetnames[1:4], start=3):
        text = parts(repeated)[f"xl/worksheets/sheet{number + 1}.xml"].decode()
        assert f"<xm:f>'{title}'!A3:C3</xm:f>" in text
        assert book[title]["B1"].value == f"=SUM('{title}'!A3:C3)"


def pivot_on_it(book, sheet):
    book.add_worksheet("{platform}")


@pytest.mark.parametrize(
    ("draw", "fault"),
    [
        (lambda b, s: (b.add_worksheet("{platform}"),
                       s.write_formula("G2", "='{platform}'!A1")),
         "Data!G2: refers to the sheet {platform}"),
        (lambda b, s: (b.add_worksheet("{platform}"),
                       b.define_name("all", "='{platform}'!$A$1")),
         "the name all: refers to the sheet {platform}"),
        (lambda b, s: (b.add_worksheet("{platform}"), b.add_worksheet("{platform} 2")),
         "{platform} 2: is a second sheet for platforms"),
    ],
)  # fmt: skip
def test_what_would_lose_its_sheet_is_refused_by_its_place(tmp_path, draw, fault):
    with pytest.raises(TemplateError, match=re.escape(fault)):
        filled(a_template(tmp_path / "t.xlsx", draw))


def test_a_pivot_on_a_sheet_that_is_repeated_is_refused(tmp_path):
    template = a_template(tmp_path / "t.xlsx", pivot_on_it)
    spec = PivotSpec(
        "P1", "Evidence", "{platform}", (3, 1), ("platform",), (),
        (PivotValue("id", Aggregate.COUNT, "pieces"),),
    )  # fmt: skip
    with pytest.raises(TemplateError, match=r"\{platform\}!A3:B5: a pivot cannot be"):
        filled(with_pivots(template, spec))


@pytest.mark.office
def test_the_validator_finds_no_error_in_a_repeated_sheet(repeated, validator):
    assert validator(repeated) == []


def test_without_a_platform_the_sheet_is_gone(tmp_path):
    template = a_template(tmp_path / "t.xlsx", a_platform_sheet)
    path, _ = filled(template, WorkbookFill())
    assert load_workbook(path).sheetnames == ["Data", "Last"]
    assert not [name for name in parts(path) if "chart" in name or "comments" in name]


def test_charts_and_sparklines_of_a_growing_table_draw_all_rows(tmp_path):
    def draw(book, sheet):
        chart(book, sheet)
        sparklines(book, sheet)

    path, _ = filled(a_template(tmp_path / "t.xlsx", draw))
    text = parts(path)["xl/charts/chart1.xml"].decode()
    assert '<c:ptCount val="6"/>' in text.replace("\n", "")
    assert (
        "<xm:f>Data!D5:D10</xm:f>" in parts(path)["xl/worksheets/sheet1.xml"].decode()
    )
