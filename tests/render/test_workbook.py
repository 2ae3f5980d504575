import importlib.util
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from reporter.office.cells import Formula, Jump, Link, SheetLink
from reporter.render.workbook import as_fill, render_workbook
from reporter.report.sheets import workbook_content
from reporter.report.sheets.catalogue import CATALOGUE
from reporter.report.wording import LANGUAGES
from tests.reports import a_report, an_empty_report

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"


def render(tmp_path_factory, report):
    target = tmp_path_factory.mktemp("workbook") / "workbook.xlsx"
    template = TEMPLATES / report.words.language / "workbook.xlsx"
    render_workbook(report, template, target)
    return target


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The path of a rendered workbook, by language and whether it has content."""
    paths = {}
    for language in LANGUAGES:
        paths[language, "full"] = render(tmp_path_factory, a_report(language))
        paths[language, "empty"] = render(tmp_path_factory, an_empty_report(language))
    return paths


@pytest.fixture(scope="module")
def book(made):
    return load_workbook(made["zh", "full"])


def table_of(book, name):
    """The sheet of a table, the table, and its rows by header, in order."""
    for sheet in book:
        if name in sheet.tables:
            table = sheet.tables[name]
            left, top, right, bottom = range_boundaries(table.ref)
            rows = list(sheet.iter_rows(top, bottom, left, right))
            heads = [cell.value for cell in rows[0]]
            return sheet, table, [dict(zip(heads, r, strict=True)) for r in rows[1:]]
    raise AssertionError(f"no table {name}")


def named_cell(book, name):
    ((sheet, address),) = book.defined_names[name].destinations
    return book[sheet][address.replace("$", "").split(":")[0]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_in_the_template_and_gets_its_rows(made, language):
    book = load_workbook(made[language, "full"])
    for table in workbook_content(a_report(language)).tables:
        _, _, rows = table_of(book, table.name)
        assert len(rows) == max(len(table.rows), 1), table.name
        assert len(rows[0]) == len(table.columns), table.name


def test_tables_of_an_empty_week_keep_one_blank_row_and_the_note_says_why(made):
    book = load_workbook(made["zh", "empty"])
    for name in ("Review", "Swot", "Evidence", "Metrics"):
        _, _, rows = table_of(book, name)
        assert [cell.value for cell in rows[0].values()] == [None] * len(rows[0])
        assert named_cell(book, f"note_{name.lower()}").value.startswith("没有")


def test_text_that_looks_like_a_formula_stays_text(book):
    _, _, rows = table_of(book, "Evidence")
    cell = rows[0]["原文"]
    assert (cell.value[0], cell.data_type) == ("=", "s")


def test_dates_and_numbers_are_real(book):
    _, _, rows = table_of(book, "Evidence")
    assert rows[0]["发布日期"].is_date
    assert rows[0]["把握"].value == 0.8
    _, _, figures = table_of(book, "Metrics")
    assert figures[0]["数值"].value == 300_000_000


def test_a_claim_links_to_the_article_or_to_its_row_in_sources(book):
    sheet, _, rows = table_of(book, "Swot")
    by_claim = {row["论点"].value: row["来源"] for row in rows}
    linked = by_claim["客服人手不足"]
    assert linked.hyperlink.target == "https://example.org/a?b=1&c=2"
    looked_up = by_claim["夜间达覆盖十城"]
    assert looked_up.value.startswith("=HYPERLINK(")
    assert "MATCH(" in looked_up.value
    assert sheet.title == "SWOT"


@pytest.mark.parametrize("language", LANGUAGES)
def test_headline_figures_are_formulas_with_their_value(made, language):
    path = made[language, "full"]
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    due = {"articles": 3, "independent_sources": 2, "evidence": 10, "platforms": 2,
           "initiatives": 2, "claims": 6, "changes": 0, "review": 2, "conflicts": 1,
           "problems": 1}  # fmt: skip
    for name, value in due.items():
        assert named_cell(formulas, f"count_{name}").value.startswith("=")
        assert named_cell(values, f"count_{name}").value == value, name


def test_the_sheet_of_a_platform_holds_its_two_by_two(book):
    assert "{platform}" not in " ".join(book.sheetnames)
    sheet = book["微信"]
    area = sheet.defined_names["weaknesses"].attr_text.split("!")[1].replace("$", "")
    number, claim, source = next(iter(sheet[area]))
    assert "W1" in number.value
    assert claim.value == "客服人手不足"
    assert source.hyperlink.target.startswith("https://example.org/")


def test_the_overview_leads_to_the_sheets_of_platforms(book):
    sheet, _, rows = table_of(book, "Platforms")
    assert sheet.title == "概览"
    assert rows[0]["平台"].hyperlink.location == "'微信'!A1"
    assert '"京东"' in rows[1]["平台"].value
    assert rows[2]["平台"].value == "快手"


def test_without_a_platform_that_has_enough_claims_there_is_no_such_sheet(made):
    names = load_workbook(made["en", "empty"]).sheetnames
    assert names[:3] == ["Overview", "Changes", "Review"]
    assert not any("{" in name for name in names)


def test_drop_downs_reach_every_row_and_every_choice(book):
    sheet, _, rows = table_of(book, "Review")
    last = rows[-1]["改：平台"].coordinate
    offered = [v for v in sheet.data_validations.dataValidation if last in v.sqref]
    assert [v.formula1 for v in offered] == ["platform_list"]
    _, _, choices = table_of(book, "PlatformList")
    end = choices[-1]["平台"].row
    assert book.defined_names["platform_list"].attr_text.endswith(f"$A${end}")


def test_quadrants_are_coloured_down_to_the_last_row(book):
    sheet, _, rows = table_of(book, "Evidence")
    last = rows[-1]["象限"].coordinate
    assert any(last in area.cells for area in sheet.conditional_formatting)


def test_the_matrix_is_tinted_in_all_columns_and_rows(book):
    sheet, table, rows = table_of(book, "Matrix")
    assert list(rows[0]) == ["平台", "流量与内容", "商家", "合计"]
    corners = table.ref.split(":")[1]
    assert any(corners in area.cells for area in sheet.conditional_formatting)


def test_charts_draw_all_rows_and_show_figures_before_any_refresh(made):
    with zipfile.ZipFile(made["zh", "full"]) as package:
        charts = [
            package.read(name).decode("utf-8")
            for name in sorted(package.namelist())
            if name.startswith("xl/charts/chart")
        ]
    assert len(charts) == 4
    assert "<c:v>京东</c:v>" in charts[0].replace("\n", "")
    assert all("ptCount" in chart for chart in charts)


def test_the_workbook_opens_on_the_overview_and_each_sheet_at_its_first_cell(book):
    assert book.active.title == "概览"
    assert all(sheet.sheet_view.topLeftCell is None for sheet in book)
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    # Pivots spread over many columns: on one page wide nobody could read them.
    fitted = [sheet for sheet in book if sheet.title != "透视"]
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in fitted)


def test_the_same_report_gives_the_same_bytes(made, tmp_path_factory):
    again = render(tmp_path_factory, a_report("zh"))
    assert again.read_bytes() == made["zh", "full"].read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shipped_template_is_what_its_script_makes(tmp_path, language):
    place = TEMPLATES / "make_workbook.py"
    spec = importlib.util.spec_from_file_location("make_workbook", place)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.make_workbook(language, tmp_path / "workbook.xlsx")
    shipped = TEMPLATES / language / "workbook.xlsx"
    assert parts(tmp_path / "workbook.xlsx") == parts(shipped)


def parts(path):
    """The parts of a package; zlib, and so the file, may differ between machines."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_kind_of_value_becomes_a_cell_of_its_own_kind():
    fill = as_fill(workbook_content(a_report()))
    kinds = {type(cell) for table in fill.tables for row in table.rows for cell in row}
    assert {Jump, Link, SheetLink, str, int, float, type(None)} <= kinds
    assert "" not in {
        cell
        for table in as_fill(workbook_content(a_report())).tables
        for row in table.rows
        for cell in row
        if isinstance(cell, str)
    }
    assert all(
        isinstance(name.value, Formula)
        for name in fill.names
        if name.name.startswith("count_")
    )


def test_the_documentation_names_every_anchor():
    texts = sorted((ROOT / "docs").glob("templates*.md"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in texts)
    content = workbook_content(a_report())
    anchors = {f"`{name}`" for name in CATALOGUE}
    anchors |= {f"| `{c.field}` | {c.zh} |" for t in CATALOGUE.values() for c in t}
    anchors |= {f"`{n.name}`" for n in content.names}
    anchors |= {f"`{b.name}`" for b in content.blocks}
    for sheet in content.sheets:
        anchors |= {f"`{part.name}`" for part in (*sheet.names, *sheet.blocks)}
    assert [anchor for anchor in sorted(anchors) if anchor not in text] == []


@pytest.mark.office
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("content", ["full", "empty"])
def test_the_validator_finds_no_error(made, validator, language, content):
    assert validator(made[language, content]) == []


@pytest.mark.office
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_validator_finds_no_error_in_a_template(validator, language):
    assert validator(TEMPLATES / language / "workbook.xlsx") == []


# LibreOffice keeps the values of a workbook unless its profile says "always".
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


@pytest.fixture
def recalculated(soffice, tmp_path):
    """A workbook with every formula computed anew: `recalculated(path)`.

    `soffice` is asked for only to skip, or fail, where there is no LibreOffice.
    """
    profile = tmp_path / "profile" / "user"
    profile.mkdir(parents=True)
    settings = profile / "registrymodifications.xcu"
    settings.write_text(RECALCULATE, encoding="utf-8")

    def convert(path):
        place = f"-env:UserInstallation={profile.parent.as_uri()}"
        command = [shutil.which("soffice"), place, "--headless", "--convert-to", "xlsx"]
        command += ["--outdir", str(tmp_path / "out"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return load_workbook(tmp_path / "out" / Path(path).name, data_only=True)

    return convert


@pytest.mark.office
def test_a_recalculation_changes_no_headline_figure_and_breaks_no_link(
    made, recalculated
):
    before = load_workbook(made["zh", "full"], data_only=True)
    after = recalculated(made["zh", "full"])
    names = [name for name in before.defined_names if name.startswith("count_")]
    assert names
    for name in names:
        assert named_cell(after, name).value == named_cell(before, name).value, name
    cells = [cell for sheet in after for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "e"] == []


@pytest.mark.office
def test_a_headline_figure_that_is_wrong_is_computed_anew(made, recalculated, tmp_path):
    """The headline figures are formulas: a value that is wrong does not survive."""
    tampered = tmp_path / "workbook.xlsx"
    with (
        zipfile.ZipFile(made["zh", "full"]) as source,
        zipfile.ZipFile(tampered, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub(rb"(<f>COUNTA\([^<]*</f><v>)\d+", rb"\g<1>777", part)
                assert b"<v>777</v>" in part
            target.writestr(name, part)
    assert named_cell(recalculated(tampered), "count_evidence").value == 10
