"""The pivots and slicers of the shipped templates, filled with a report."""

import zipfile
from collections import Counter

import pytest
from lxml import etree
from openpyxl import load_workbook

from reporter.render.workbook import render_workbook
from reporter.report.wording import LANGUAGES, Words
from tests.office import parts
from tests.render.test_workbook import TEMPLATES, table_of
from tests.reports import a_report, an_empty_report

DUE = {  # pivot -> table, fields down, fields across, by their Chinese headers
    "platform_quadrant": ("Evidence", ("平台",), ("象限",)),
    "source_quadrant": ("Evidence", ("来源",), ("象限",)),
    "theme_platform": ("Evidence", ("主题",), ("平台",)),
    "week_platform": ("Evidence", ("发布周",), ("平台",)),
    "metrics_sum": ("Metrics", ("平台", "单位"), ()),
    "metrics_range": ("Metrics", ("平台", "单位"), ()),
}
SLICERS = {
    "pivot_Evidence_platform", "pivot_Evidence_quadrant",
    "pivot_Evidence_published_week", "pivot_Evidence_theme",
    "pivot_Metrics_platform", "pivot_Metrics_measure",
    "table_Evidence_platform", "table_Evidence_quadrant",
    "table_Evidence_published_week", "table_Evidence_theme",
}  # fmt: skip
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"


def render(folder, report):
    target = folder / "workbook.xlsx"
    template = TEMPLATES / report.words.language / "workbook.xlsx"
    assert render_workbook(report, template, target).notes == ()
    return target


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return render(tmp_path_factory.mktemp("pivots"), a_report("zh"))


def pivots_of(book):
    return {p.name: p for p in book["透视"]._pivots}


def names_of(pivot, fields):
    names = [field.name for field in pivot.cache.cacheFields]
    return tuple(names[f.x] for f in fields if f.x >= 0)


def records(book, table):
    """The rows of a table as a pivot sees them: what a link shows, text in any case."""
    _, _, rows = table_of(book, table)
    values = [{name: cell.value for name, cell in row.items()} for row in rows]
    return [row for row in values if any(v is not None for v in row.values())]


def test_the_pivots_cross_what_analysts_ask_for(path):
    pivots = pivots_of(load_workbook(path))
    found = {
        name: (
            p.cache.cacheSource.worksheetSource.name,
            names_of(p, p.rowFields),
            names_of(p, p.colFields),
        )
        for name, p in pivots.items()
    }
    assert found == DUE
    shown = [
        d.subtotal
        for n in ("metrics_sum", "metrics_range")
        for d in pivots[n].dataFields
    ]
    assert shown == ["sum", "average", "min", "max"]


@pytest.mark.parametrize("name", [n for n in DUE if not n.startswith("metrics")])
def test_counts_are_those_of_the_table(path, name):
    book = load_workbook(path, data_only=True)
    table, (down,), (across,) = DUE[name]
    due = Counter(
        (row[down] or "（空白）", row[across] or "（空白）")
        for row in records(book, table)
    )
    ref = pivots_of(book)[name].location.ref
    _, heads, *lines = [[c.value for c in row] for row in book["透视"][ref]]
    *lines, totals = lines
    found = {
        (line[0], head): value
        for line in lines
        for head, value in zip(heads[1:-1], line[1:-1], strict=True)
        if value is not None
    }
    assert found == due
    assert totals[-1] == sum(due.values())
    assert [line[-1] for line in lines] == [
        sum(v for (d, _), v in due.items() if d == line[0]) for line in lines
    ]


def test_metrics_are_added_up_by_platform_and_unit(path):
    book = load_workbook(path, data_only=True)
    ref = pivots_of(book)["metrics_sum"].location.ref
    lines = [[c.value for c in row] for row in book["透视"][ref]]
    assert lines == [["平台", "单位", "合计", "平均"], ["微信", "人", 6.6e8, 3.3e8]]
    ref = pivots_of(book)["metrics_range"].location.ref
    lines = [[c.value for c in row] for row in book["透视"][ref]]
    assert lines[1] == ["微信", "人", 3e8, 3.6e8]


def test_quadrants_stand_in_their_order_and_not_by_the_alphabet(path):
    book = load_workbook(path, data_only=True)
    ref = pivots_of(book)["platform_quadrant"].location.ref
    heads = [cell.value for cell in book["透视"][ref][1]]
    assert heads == ["平台", "S 优势", "W 劣势", "O 机会", "T 威胁", "N 中性", "总计"]


def test_every_slicer_has_its_cache_its_name_and_a_frame_with_words(path):
    package = parts(path)
    slicers = named(package, "xl/slicers/", "slicer")
    assert set(slicers) == SLICERS
    caches = {
        etree.fromstring(data).get("name")
        for name, data in package.items()
        if name.startswith("xl/slicerCaches/slicerCache")
    }
    assert caches == set(slicers.values())
    assert caches <= set(load_workbook(path).defined_names)
    drawings = b"".join(d for n, d in package.items() if n.startswith("xl/drawings/d"))
    text = drawings.decode()
    assert all(f'name="{name}"' in text for name in slicers)
    assert text.count("<mc:Fallback>") == len(slicers)
    assert text.count("在 Excel 中点选") == 2 * len(slicers)


def named(package, folder, kind):
    return {
        element.get("name"): element.get("cache")
        for name, data in package.items()
        if name.startswith(folder) and name.endswith(".xml")
        for element in etree.fromstring(data).iter(f"{X14}{kind}")
    }


def test_a_pivot_slicer_drives_all_pivots_of_its_table_and_lists_all_items(path):
    package, book = parts(path), load_workbook(path)
    pivots = pivots_of(book)
    for name, data in package.items():
        if not name.startswith("xl/slicerCaches/slicerCache"):
            continue
        root = etree.fromstring(data)
        tabular = root.find(f".//{X14}tabular")
        if tabular is None:
            continue
        driven = {e.get("name") for e in root.iter(f"{X14}pivotTable")}
        field, items = root.get("sourceName"), root.findall(f".//{X14}i")
        table = root.get("name").split("_")[2]
        assert driven == {n for n, (t, *_) in DUE.items() if t == table}
        for pivot in (pivots[n] for n in driven):
            names = [f.name for f in pivot.cache.cacheFields]
            at = names.index(field)
            shared = pivot.cache.cacheFields[at].sharedItems._fields
            assert len(items) == len(shared)
            listed = [i for i in pivot.pivotFields[at].items if i.t == "data"]
            assert len(listed) == len(shared)


def test_the_pivot_chart_draws_the_pivot_in_the_colours_of_the_quadrants(path):
    with zipfile.ZipFile(path) as package:
        (chart,) = [
            text
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
            and "pivotSource" in (text := package.read(name).decode())
        ]
    assert "]透视!platform_quadrant" in chart
    assert "'透视'!$B$19:$B$20" in chart
    series = chart.split("<c:ser>")[1:]
    colours = ["2E7D32", "B26A00", "1565C0", "B3261E", "616161"]
    letters = ["S 优势", "W 劣势", "O 机会", "T 威胁", "N 中性"]
    for text, letter, colour in zip(series, letters, colours, strict=True):
        assert f"<c:v>{letter}</c:v>" in text
        assert colour in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_week_has_empty_pivots(tmp_path, language):
    path = render(tmp_path, an_empty_report(language))
    sheet = load_workbook(path)[Words(language)("sheet.pivot")]
    assert len(sheet._pivots) == len(DUE)


@pytest.mark.office
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_sees_each_pivot_with_our_figures(tmp_path, soffice, language):
    path = render(tmp_path, a_report(language))
    title = Words(language)("sheet.pivot")
    ours = load_workbook(path, data_only=True)[title]
    theirs = load_workbook(soffice(path, "xlsx"), data_only=True)[title]
    due = {p.name: sorted(numbers(ours, p)) for p in ours._pivots}
    assert {p.name: sorted(numbers(theirs, p)) for p in theirs._pivots} == due


def numbers(sheet, pivot):
    """The figures of a pivot; how its heads are set out is each program's own."""
    return [
        round(cell.value, 6)
        for row in sheet[pivot.location.ref]
        for cell in row
        if isinstance(cell.value, int | float)
    ]


def test_excel_keeps_the_colours_of_the_series_when_it_reads_the_pivot_anew(path):
    package = parts(path)
    (chart,) = [
        etree.fromstring(data)
        for name, data in package.items()
        if name.startswith("xl/charts/chart") and b"pivotSource" in data
    ]
    names = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
             "a": "http://schemas.openxmlformats.org/drawingml/2006/main"}  # fmt: skip
    tied = [
        (
            entry.find("c:idx", names).get("val"),
            entry.find(".//a:srgbClr", names).get("val"),
        )
        for entry in chart.iterfind(".//c:pivotFmt", names)
    ]
    colours = ["2E7D32", "B26A00", "1565C0", "B3261E", "616161"]
    assert tied == [(str(n), colour) for n, colour in enumerate(colours)]
    pivot = etree.fromstring(package["xl/pivotTables/pivotTable1.xml"])
    formats = pivot.findall("{*}chartFormats/{*}chartFormat")
    items = [f.findall(".//{*}reference")[1].find("{*}x").get("v") for f in formats]
    assert items == ["0", "1", "2", "3", "4"]
