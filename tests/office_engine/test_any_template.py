"""Templates that other programs made go in, and come out with nothing lost."""

import re

import openpyxl
import pytest
from openpyxl.worksheet.table import Table, TableStyleInfo

from tests.office import HEADERS, ROWS, a_fill, a_template, filled, parts
from tests.templates import OPENPYXL, XLSXWRITER

CASES = [(maker.__name__, maker) for maker in (*XLSXWRITER, *OPENPYXL)]
# What a fill may touch; all else belongs to the author.
OURS = re.compile(
    r"xl/worksheets/sheet\d+\.xml|xl/tables/table\d+\.xml|xl/charts/chart\d+\.xml"
    r"|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|\[Content_Types\]\.xml|xl/calcChain\.xml"
)


def make(folder, maker):
    """The template of a maker; fonts of openpyxl are put in the order of the schema."""
    kind = "xlsm" if maker.__name__ in ("macros", "buttons") else "xlsx"
    path = folder / f"template.{kind}"
    if maker in XLSXWRITER:
        return a_template(path, maker)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for at, header in enumerate(HEADERS, start=1):
        sheet.cell(4, at, header)
        sheet.cell(5, at, 1 if header == "value" else "x")
    table = Table(displayName="Evidence", ref="A4:D5")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1")
    sheet.add_table(table)
    maker(book, sheet)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """Each template with its filled copies and reports, by the maker's name."""
    found = {}
    for name, maker in CASES:
        folder = tmp_path_factory.mktemp(name)
        template = make(folder, maker)
        suffix = template.suffix
        more, report = filled(template, name=f"more{suffix}")
        less, back = filled(more, a_fill(rows=ROWS[:2]), name=f"less{suffix}")
        found[name] = template, more, report, less, back
    return found


@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_parts_are_the_same_bytes_but_for_those_that_the_report_names(grown, name):
    template, more, report, less, back = grown[name]
    for before, after, told in ((template, more, report), (more, less, back)):
        old, new = parts(before), parts(after)
        same = {part for part in old if new.get(part) == old[part]}
        fidelity = told.fidelity
        assert set(fidelity.identical) == same
        assert set(fidelity.changed) == set(old) & set(new) - same
        assert set(fidelity.added) == set(new) - set(old)
        assert set(fidelity.removed) == set(old) - set(new)
        assert [p for p in set(old) - same if not OURS.fullmatch(p)] == []


@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_the_rows_are_there_and_no_others(grown, name):
    _, more, _, less, _ = grown[name]
    for path, rows in ((more, ROWS), (less, ROWS[:2])):
        table = openpyxl.load_workbook(path)["Data"].tables["Evidence"]
        assert table.ref == f"A4:D{4 + len(rows)}"
        sheet = openpyxl.load_workbook(path)["Data"]
        shown = [tuple(c.value for c in row) for row in sheet[f"A5:D{4 + len(rows)}"]]
        assert shown == rows
        assert [c.value for c in sheet[5 + len(rows)][:4]] == [None] * 4


@pytest.mark.office
@pytest.mark.parametrize("name", [name for name, _ in CASES])
def test_filling_brings_no_error_that_was_not_there(grown, validator, name):
    template, more, _, less, _ = grown[name]
    for path in (more, less):
        errors = validator(path)
        if errors:
            assert normalised(errors) <= normalised(validator(template))


def normalised(errors):
    """Errors without the row numbers that grow."""
    return {re.sub(r"\[\d+\]", "", error) for error in errors}


FOLLOWS = {  # a part of the template -> what must be in it when six rows were filled
    "sparklines": ("xl/worksheets/sheet1.xml", ["<xm:f>Data!D5:D10</xm:f>"]),
    "data_bars": ("xl/worksheets/sheet1.xml", ['sqref="D5:D10"', "<xm:sqref>D5:D10<"]),
    "icon_sets": ("xl/worksheets/sheet1.xml", ['sqref="D5:D10"']),
    "rules": ("xl/worksheets/sheet1.xml", ['sqref="A5:D10"', 'sqref="C5:C10"']),
    "validations": ("xl/worksheets/sheet1.xml", ['sqref="B5:B10"', 'sqref="D5:D10"']),
    "chart": ("xl/charts/chart1.xml", ["Data!$D$5:$D$10", "<c:v>6.5</c:v>"]),
    "other_sheet_charts": ("xl/charts/chart5.xml", ["Data!$A$5:$A$10"]),
    "combined_chart": ("xl/charts/chart1.xml", ["Data!$D$5:$D$10"]),
    "print_set_up": ("xl/workbook.xml", ["Data!$A$1:$D$10", "Data!$4:$4"]),
    "names": ("xl/workbook.xml", ["Data!$D$5:$D$10", "Data!$A$5:$A$10", ">42<"]),
    "formulas_over_the_table": ("xl/worksheets/sheet2.xml", ["SUM(Data!$D$5:$D$10)"]),
    "openpyxl_names_and_print": ("xl/workbook.xml", ["Data!$D$5:$D$10"]),
    "openpyxl_charts": ("xl/charts/chart1.xml", ["'Data'!$D$5:$D$10"]),
    "openpyxl_rules": ("xl/worksheets/sheet1.xml", ['sqref="A5:D10"']),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_ends_on_the_last_row_follows_and_comes_back(grown, name):
    _, more, _, less, _ = grown[name]
    part, due = FOLLOWS[name]
    text = parts(more)[part].decode()
    assert [piece for piece in due if piece not in text] == []
    shorter = parts(less)[part].decode()
    back = [piece.replace("10", "6") for piece in due if "10" in piece]
    assert [piece for piece in back if piece not in shorter] == []
