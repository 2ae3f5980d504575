"""What was written is what independent readers see: calamine, openpyxl, LibreOffice."""

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from reporter.render.workbook import render_workbook
from reporter.report.wording import LANGUAGES, Words
from tests.render.test_workbook import TEMPLATES
from tests.reports import a_report


@pytest.fixture(scope="module", params=LANGUAGES)
def path(request, tmp_path_factory):
    target = tmp_path_factory.mktemp("readers") / f"{request.param}.xlsx"
    template = TEMPLATES / request.param / "workbook.xlsx"
    render_workbook(a_report(request.param), template, target)
    return target


def plain(value):
    """A value in one form: numbers as floats, dates as moments, blanks as None."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return round(float(value), 9)
    if isinstance(value, datetime):
        # Excel's moments are fractions of a day; readers round them to seconds.
        return (value + timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(value, date):
        return datetime.combine(value, time())
    return value.replace("\r\n", "\n")


def by_openpyxl(path):
    book = load_workbook(path, data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if plain(cell.value) is not None
        }
        for sheet in book
    }


def by_calamine(path):
    book = CalamineWorkbook.from_path(str(path))
    found = {}
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        top, left = sheet.start or (0, 0)
        found[name] = {
            (row + top + 1, column + left + 1): plain(value)
            for row, values in enumerate(sheet.to_python(skip_empty_area=True))
            for column, value in enumerate(values)
            if plain(value) is not None
        }
    return found


def test_calamine_and_openpyxl_see_the_same_cells(path):
    assert by_calamine(path) == by_openpyxl(path)


@pytest.mark.office
def test_libreoffice_sees_the_same_cells(path, soffice):
    ours, theirs = by_openpyxl(path), by_openpyxl(soffice(path, "xlsx"))
    assert list(ours) == list(theirs)
    # Pivots are compared figure by figure elsewhere: their captions are LibreOffice's.
    own = Words(path.stem)("sheet.pivot")
    for name in ours:
        if name != own:
            assert theirs[name] == ours[name], name
