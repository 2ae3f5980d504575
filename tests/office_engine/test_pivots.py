"""Pivots follow the rows of their table: figures, items, places, charts, slicers."""

import re
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from reporter.errors import TemplateError
from reporter.office.fill import ItemOrder, PivotWords
from reporter.office.pivots.cross import Aggregate, CrossTable
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

COUNT = PivotValue("id", Aggregate.COUNT, "pieces")
SUM = PivotValue("value", Aggregate.SUM, "sum of value")
ORDER = (ItemOrder("Evidence", "quadrant", ("S 优势", "W 劣势", "O 机会", "T 威胁")),)
WORDS = PivotWords("（空白）", "{} 汇总", "总计")


def a_pivot(**more):
    facts = {
        "name": "P1",
        "table": "Evidence",
        "sheet": "Pivot",
        "corner": (3, 1),
        "rows": ("platform",),
        "columns": ("quadrant",),
        "values": (COUNT,),
        "words": WORDS,
        **more,
    }
    return PivotSpec(**facts)


def a_book(tmp_path, *specs, draw=None):
    def sheets(book, data):
        sheet = book.add_worksheet("Pivot")
        if draw:
            draw(book, sheet)

    template = a_template(tmp_path / "template.xlsx", sheets)
    return with_pivots(template, *(specs or (a_pivot(),)))


def test_the_cells_of_a_pivot_hold_the_figures_of_the_rows(tmp_path):
    path, report = filled(a_book(tmp_path), a_fill(orders=ORDER, words=WORDS))
    assert report.notes == ()
    assert cells(path, "Pivot", "A3:F9") == [
        ("pieces", "Column Labels", None, None, None, None),
        ("Row Labels", "S 优势", "W 劣势", "O 机会", "T 威胁", "总计"),
        ("=1+1", None, None, 1, None, 1),
        ("京东", 2, None, None, None, 2),
        ("微信", 1, 1, None, None, 2),
        ("（空白）", None, None, None, 1, 1),
        ("总计", 3, 1, 1, 1, 6),
    ]


def test_text_of_a_pivot_is_never_a_formula(tmp_path):
    path, _ = filled(a_book(tmp_path))
    sheet = load_workbook(path)["Pivot"]
    assert [c.data_type for c in sheet["A"] if c.value == "=1+1"] == ["s"]


def test_a_pivot_knows_its_items_and_is_read_anew_by_excel(tmp_path):
    path, _ = filled(a_book(tmp_path), a_fill(orders=ORDER))
    (pivot,) = load_workbook(path)["Pivot"]._pivots
    assert pivot.location.ref == "A3:F9"
    assert pivot.cache.refreshOnLoad
    assert pivot.cache.recordCount == len(ROWS)
    shared = [item.v for item in pivot.cache.cacheFields[1].sharedItems._fields]
    assert shared == ["S 优势", "W 劣势", "O 机会", "T 威胁"]
    assert not [n for n in parts(path) if "pivotCacheRecords" in n]


@pytest.mark.parametrize(
    ("spec", "ref", "due"),
    [
        (
            a_pivot(rows=("platform", "quadrant"), columns=(), values=(SUM,)),
            "A3:B12",
            [("Row Labels", "sum of value"), ("=1+1", -1), ("O 机会", -1),
             ("京东", 11.5), ("S 优势", 11.5), ("微信", 7), ("S 优势", 3),
             ("W 劣势", 4), ("（空白）", None), ("T 威胁", None)],
        ),
        (
            a_pivot(
                rows=("platform", "quadrant"), columns=(), values=(COUNT, SUM),
                is_tabular=True, has_totals=(False, False), has_subtotals=False,
            ),
            "A3:D7",
            [("platform", "quadrant", "pieces", "sum of value"),
             ("=1+1", "O 机会", 1, -1), ("京东", "S 优势", 2, 11.5),
             ("微信", "S 优势", 1, 3), (None, "W 劣势", 1, 4)],
        ),
        (
            a_pivot(
                rows=("platform", "quadrant"), columns=(), values=(COUNT,),
                is_tabular=True,
            ),
            "A3:C8",
            [("platform", "quadrant", "pieces"), ("=1+1", "O 机会", 1),
             ("=1+1 汇总", None, 1), ("京东", "S 优势", 2), ("京东 汇总", None, 2),
             ("微信", "S 优势", 1)],
        ),
        (
            a_pivot(rows=("quadrant",), columns=("platform",), values=(COUNT, SUM)),
            "A4:E6",
            [(None, "=1+1", None, "京东", None),
             ("Row Labels", "pieces", "sum of value", "pieces", "sum of value"),
             ("O 机会", 1, -1, None, None)],
        ),
        (
            a_pivot(rows=("platform",), columns=(), values=tuple(
                PivotValue("value", a, a.value) for a in Aggregate)),
            "A3:F6",
            [("Row Labels", "sum", "count", "average", "min", "max"),
             ("=1+1", -1, 1, -1, -1, -1), ("京东", 11.5, 2, 5.75, 5, 6.5),
             ("微信", 7, 2, 3.5, 3, 4)],
        ),
    ],
    ids=["nested", "tabular", "subtotals", "values-across", "aggregates"],
)  # fmt: skip
def test_each_form_of_a_pivot_is_set_out_as_excel_does(tmp_path, spec, ref, due):
    path, _ = filled(a_book(tmp_path, spec), a_fill(words=WORDS))
    assert cells(path, "Pivot", ref) == due


def test_a_pivot_of_no_rows_keeps_its_heads(tmp_path):
    path, _ = filled(a_book(tmp_path), a_fill(rows=[], words=WORDS))
    assert cells(path, "Pivot", "A4:B5") == [("Row Labels", "总计"), ("总计", None)]


def test_what_was_filtered_out_stays_out(tmp_path):
    template = a_book(tmp_path)
    first, _ = filled(template, a_fill())
    hide(first, "xl/pivotTables/pivotTable1.xml", '<item x="1"/>')
    path, _ = filled(first, name="again.xlsx")
    grid = cells(path, "Pivot", "A3:F8")
    assert "京东" not in [row[0] for row in grid]
    assert grid[-1][-1] == 4


def hide(path, part, item):
    """Hide an item of the first field of a pivot, as a person does."""
    package = parts(path)
    text = package[part].decode()
    package[part] = text.replace(item, item.replace("<item", '<item h="1"'), 1).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, data in package.items():
            target.writestr(name, data)


def test_pivots_move_out_of_the_way_of_each_other(tmp_path):
    beside = a_pivot(name="P2", corner=(3, 5))
    below = a_pivot(name="P3", corner=(9, 1))
    path, _ = filled(a_book(tmp_path, a_pivot(), beside, below), a_fill())
    areas = [p.location.ref for p in load_workbook(path)["Pivot"]._pivots]
    assert areas == ["A3:F9", "I3:N9", "A12:F18"]
    assert cells(path, "Pivot", "I4:I5") == [("Row Labels",), ("=1+1",)]


def test_a_pivot_that_would_cover_other_cells_is_refused_by_cell(tmp_path):
    template = a_book(tmp_path, draw=lambda book, sheet: sheet.write("B8", "mine"))
    with pytest.raises(TemplateError, match=r"Pivot!B8: the pivot P1 needs this cell"):
        filled(template)
    assert not (tmp_path / "filled.xlsx").exists()


def test_a_pivot_that_we_cannot_work_out_is_left_to_excel_and_named(tmp_path):
    template = a_book(tmp_path)
    package = parts(template)
    part = "xl/pivotTables/pivotTable1.xml"
    text = (
        package[part]
        .decode()
        .replace('subtotal="count"', 'subtotal="count" showDataAs="percentOfTotal"')
    )
    package[part] = text.encode()
    with zipfile.ZipFile(template, "w") as target:
        for name, data in package.items():
            target.writestr(name, data)
    path, report = filled(template)
    assert parts(path)[part] == package[part]
    assert "the pivot P1 shows figures of the template" in report.notes[0]
    assert (
        b'refreshOnLoad="1"' in parts(path)["xl/pivotCache/pivotCacheDefinition1.xml"]
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.integers(-9, 9)),
        max_size=30,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_total_is_that_of_its_records(records):
    rows = [ord(r[0]) - ord("a") for r in records]
    columns = [ord(r[1]) - ord("x") for r in records]
    values = [r[2] for r in records]
    cross = CrossTable([rows], [columns], [values], range(len(records)))
    for path in [(), (0,), (1,), (2,)]:
        for across in [(), (0,), (1,)]:
            due = [
                v
                for r, c, v in zip(rows, columns, values, strict=True)
                if path in ((), (r,)) and across in ((), (c,))
            ]
            found = cross.value(path, across, 0, Aggregate.SUM)
            assert found == (sum(due) if due else None)
            assert cross.value(path, across, 0, Aggregate.MOST) == max(
                due, default=None
            )


@pytest.mark.office
def test_the_validator_finds_no_error_in_any_form(tmp_path, validator):
    specs = (
        a_pivot(),
        a_pivot(name="P2", corner=(3, 5), rows=("platform", "quadrant"), columns=(),
                values=(COUNT, SUM), is_tabular=True),
        a_pivot(name="P3", corner=(3, 12), columns=("quadrant", "value")),
        a_pivot(name="P4", corner=(3, 20), values=(COUNT, SUM), filters=()),
    )  # fmt: skip
    template = a_book(tmp_path, *specs)
    for number, rows in enumerate((ROWS, [])):
        path, _ = filled(template, a_fill(rows=rows), name=f"{number}.xlsx")
        assert validator(path) == []


@pytest.mark.office
def test_libreoffice_sees_each_pivot_as_a_pivot_with_our_figures(tmp_path, soffice):
    template = a_book(
        tmp_path, a_pivot(), a_pivot(name="P2", corner=(3, 5), values=(SUM,))
    )
    path, _ = filled(template, a_fill(orders=ORDER))
    theirs = soffice(path, "xlsx")
    assert figures(theirs, "Pivot") == figures(path, "Pivot")
    names = [p.name for p in load_workbook(theirs)["Pivot"]._pivots]
    assert sorted(names) == ["P1", "P2"]


def figures(path, sheet):
    """The numbers of a sheet by cell; captions are each program's own."""
    book = load_workbook(path, data_only=True)
    return {
        cell.coordinate: cell.value
        for row in book[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def test_a_stray_prefix_in_no_part(tmp_path):
    """Each part parses and declares what it uses."""
    path, _ = filled(a_book(tmp_path))
    for name, data in parts(path).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
            assert not re.search(rb"ns\d:", data), name


def test_a_format_of_an_item_stays_with_the_item_or_goes_with_it(tmp_path):
    first, _ = filled(a_book(tmp_path), a_fill(orders=ORDER))
    package = parts(first)
    part = "xl/pivotTables/pivotTable1.xml"
    area = (
        '<format dxfId="0"><pivotArea dataOnly="0" outline="0" fieldPosition="0"><references'
        ' count="1"><reference field="0" count="1"><x v="{}"/></reference></references>'
        "</pivotArea></format>"
    )
    formats = f'<formats count="2">{area.format(1)}{area.format(2)}</formats>'
    text = package[part].decode().replace("</dataFields>", f"</dataFields>{formats}")
    package[part] = text.encode()
    with zipfile.ZipFile(first, "w") as target:
        for name, data in package.items():
            target.writestr(name, data)
    rows = [row for row in ROWS if row[0] not in ("微信", "=1+1")]
    path, _ = filled(first, a_fill(rows), name="again.xlsx")
    root = etree.fromstring(parts(path)[part])
    # Items were =1+1, 京东, 微信, blank: the format of 京东 follows, that of 微信 goes.
    assert [x.get("v") for x in root.findall("{*}formats//{*}x")] == ["0"]
    assert root.find("{*}formats").get("count") == "1"


RECORDS = (
    '<pivotCacheRecords xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' count="1"><r><s v="a"/><s v="b"/><s v="c"/><n v="1"/></r></pivotCacheRecords>'
)
RELATION = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/pivotCacheRecords" Target="pivotCacheRecords1.xml"/>'
    "</Relationships>"
)


def test_a_cache_with_records_of_other_rows_gives_them_up(tmp_path):
    """Excel saves the records of a pivot; those of the template are of its sample rows."""
    template = a_book(tmp_path)
    package = parts(template)
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    package["xl/pivotCache/pivotCacheRecords1.xml"] = RECORDS.encode()
    package["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = RELATION.encode()
    package[cache] = package[cache].replace(b'saveData="0"', b'r:id="rId1"')
    types = package["[Content_Types].xml"].decode()
    added = (
        '<Override PartName="/xl/pivotCache/pivotCacheRecords1.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheRecords+xml"/></Types>'
    )
    package["[Content_Types].xml"] = types.replace("</Types>", added).encode()
    with zipfile.ZipFile(template, "w") as target:
        for name, data in package.items():
            target.writestr(name, data)
    path, report = filled(template)
    assert "xl/pivotCache/pivotCacheRecords1.xml" in report.fidelity.removed
    root = etree.fromstring(parts(path)[cache])
    assert root.get("saveData") == "0"
    assert not [name for name in root.attrib if name.endswith("}id")]
    assert b"pivotCacheRecords" not in parts(path)["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("source", "follows"),
    [('ref="A4:D5" sheet="Data"', True), ('ref="A4:D99" sheet="Data"', False)],
)
def test_a_pivot_of_cells_follows_only_if_they_are_those_of_a_table(
    tmp_path, source, follows
):
    template = a_book(tmp_path)
    package = parts(template)
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    text = (
        package[cache]
        .decode()
        .replace('worksheetSource name="Evidence"', f"worksheetSource {source}")
    )
    package[cache] = text.encode()
    with zipfile.ZipFile(template, "w") as target:
        for name, data in package.items():
            target.writestr(name, data)
    path, report = filled(template)
    text = parts(path)[cache].decode()
    assert 'refreshOnLoad="1"' in text
    assert ('ref="A4:D10"' in text) == follows
    assert bool(report.notes) != follows
    if not follows:
        assert "it reads other cells than those of one table" in report.notes[0]


def test_a_column_that_excel_calculates_is_left_to_excel(tmp_path):
    def formula(book, data):
        data.write_formula("E5", "=D5*2", None, 2)
        book.add_worksheet("Pivot")

    headers = (*HEADERS, "twice")
    template = a_template(tmp_path / "t.xlsx", formula, headers=headers)
    twice = PivotValue("twice", Aggregate.SUM, "sum of twice")
    _, report = filled(with_pivots(template, a_pivot(values=(twice,))))
    assert "the column twice is calculated by Excel" in report.notes[0]


def test_items_that_are_dates_are_left_to_excel(tmp_path):
    rows = [(date(2025, 7, 8), "q", "e1", 1)]
    _, report = filled(a_book(tmp_path), a_fill(rows))
    assert "the column platform holds dates" in report.notes[0]
