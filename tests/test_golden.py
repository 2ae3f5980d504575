"""What people see, in text: golden files that a person reads in the diff.

`pytest tests/test_golden.py --update-golden` writes them anew.
"""

import docx
import pytest
from openpyxl import load_workbook

from reporter import Order, build
from reporter.office.wordml import w
from tests.conftest import ROOT, SAMPLES

GOLDEN = ROOT / "tests" / "golden"
WEEKS = ("2025-W26", "2025-W27", "2025-W28")
TABLES = ("Swot", "Initiatives", "Changes", "Conflicts", "Platforms")


@pytest.fixture(scope="module")
def last_week(tmp_path_factory):
    """The three sample weeks built in order; gives the folder of the last one."""
    out = tmp_path_factory.mktemp("out")
    for week in WEEKS:
        build(Order(inputs=(SAMPLES / week,), out=out))
    return out / WEEKS[-1]


def compare(name, text, request):
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def brief_lines(path):
    """Style and text of each paragraph, tables included, in order."""
    body = docx.Document(str(path)).element.body
    for paragraph in body.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        name = style.get(w("val")) if style is not None else "Normal"
        text = "".join(
            "[note]" if element.tag == w("footnoteReference") else element.text or ""
            for element in paragraph.iter(w("t"), w("footnoteReference"))
        )
        yield f"{name}\t{text}"


def table_lines(path, name):
    """The cells of a table, a row a line, without what is empty."""
    book = load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        if name in sheet.tables:
            for row in sheet[sheet.tables[name].ref]:
                yield "\t".join(str(cell.value or "") for cell in row).rstrip("\t")


def test_the_brief_reads_as_it_was_read(last_week, request):
    lines = brief_lines(last_week / f"brief-{last_week.name}.docx")
    compare("brief.txt", "\n".join(lines) + "\n", request)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_workbook_reads_as_it_was_read(name, last_week, request):
    lines = table_lines(last_week / f"workbook-{last_week.name}.xlsx", name)
    compare(f"{name}.txt", "\n".join(lines) + "\n", request)
