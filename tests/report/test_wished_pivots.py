"""The pivots that a team wishes for."""

import pytest
from openpyxl import load_workbook

from reporter.domain.settings import PivotWish
from reporter.errors import TemplateError
from reporter.render.workbook import render_workbook
from reporter.report.sheets import workbook_content
from reporter.report.sheets.pivots import wish_faults
from tests.office import a_template, cells
from tests.render.test_workbook import TEMPLATES
from tests.reports import a_report

WISH = PivotWish(
    "阶段/按平台", rows=("平台",), columns=("stage",), filters=("theme",),
    slicers=("Quadrant",), line=3,
)  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        (PivotWish("A", "Evidense", ("platform",), line=2),
         "line 2: pivots: A: no table 'Evidense'; did you mean Evidence?"),
        (PivotWish("A", rows=("platfrom",), line=2),
         "line 2: pivots: A: Evidence has no field 'platfrom'; did you mean platform?"),
        (PivotWish("A", rows=("published_at",), line=2),
         "line 2: pivots: A: 'published_at' holds dates; take a week instead"),
        (PivotWish("A", rows=("stage",), columns=("stage",), line=2),
         "line 2: pivots: A: 'stage' stands on two axes; leave one out"),
    ],
)  # fmt: skip
def test_a_wish_for_what_no_table_has_is_named_with_its_line(wish, fault):
    assert list(wish_faults([wish])) == [fault]


def test_fields_may_be_named_by_id_or_by_any_label():
    assert list(wish_faults([WISH])) == []
    (pivot,) = workbook_content(a_report(pivots=(WISH,))).pivots
    assert [c.field for c in (*pivot.rows, *pivot.columns)] == ["platform", "stage"]
    assert [v.caption for v in pivot.values] == ["条数"]


@pytest.mark.office
def test_a_wished_pivot_gets_a_sheet_of_its_own_with_its_figures(tmp_path, validator):
    report = a_report(pivots=(WISH, PivotWish("Again", rows=("theme",))))
    target = tmp_path / "workbook.xlsx"
    render_workbook(report, TEMPLATES / "zh" / "workbook.xlsx", target)
    assert validator(target) == []
    book = load_workbook(target)
    at = book.sheetnames.index("透视")
    assert book.sheetnames[at + 1 : at + 3] == ["阶段 按平台", "Again"]
    (pivot,) = book["阶段 按平台"]._pivots
    assert cells(target, "阶段 按平台", pivot.location.ref) == [
        ("条数", "阶段", None, None, None),
        ("平台", "试点", "已上线", "（空白）", "总计"),
        ("微信", 1, None, 8, 9),
        ("京东", None, 1, None, 1),
        ("总计", 1, 1, 8, 10),
    ]
    # Names of sheets behind the new ones still belong to them.
    assert "strengths" in book["微信"].defined_names


def test_a_template_without_the_table_is_refused_by_name(tmp_path):
    template = a_template(tmp_path / "mine.xlsx", name="Other")
    with pytest.raises(
        TemplateError, match=r"pivot '阶段/按平台' needs a table Evidence"
    ):
        render_workbook(a_report(pivots=(WISH,)), template, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
