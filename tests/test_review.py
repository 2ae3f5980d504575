"""Corrections: typed in a workbook, taken in, and replayed week after week."""

import random
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from typer.testing import CliRunner

from reporter import Order, build
from reporter.analysis.corrections import in_force
from reporter.cli import app
from reporter.domain.corrections import Field, Subject
from reporter.domain.values import Flag, Quadrant, Stage
from reporter.errors import InputError
from reporter.history.corrections import corrections_of
from reporter.history.store import open_history
from reporter.pipeline import compose, history_place, read
from reporter.weekly import review
from tests.conftest import SAMPLES
from tests.sheets import Sheet, edit_workbook

WEEKS = ("2025-W26", "2025-W27", "2025-W28")
FIELDS = {
    "改：平台": (Field.PLATFORM, {"微信": "wechat", "Meituan": "meituan", "饿了么": "eleme", "行业": "industry", "other": "other"}),
    "改：象限": (Field.QUADRANT, {"S 优势": "S", "W Weakness": "W", "机会": "O", "T": "T", "n": "N"}),
    "改：举措": (Field.INITIATIVES, {"微信小店": "微信小店", "全新计划甲、推客": "全新计划甲|推客", "无": ""}),
    "改：阶段": (Field.STAGE, {"试点": "pilot", "live": "live", "阶段未明": "none"}),
    "不采用": (Field.DISMISS, {"是": "yes", "No": "no", "x": "yes"}),
    "备注": (Field.NOTE, {"请再核实": "请再核实", "=1+1 不是公式": "=1+1 不是公式", "a\nb": "a\nb"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The first two sample weeks, built in order."""
    out = tmp_path_factory.mktemp("review")
    (out / "reporter.yaml").write_text("review_below: 0.9\n", encoding="utf-8")
    for week in WEEKS[:2]:
        build_week(out, week)
    return out


@pytest.fixture
def out(built, tmp_path):
    """A copy of the two weeks that a test may work in."""
    return shutil.copytree(built, tmp_path / "out")


def build_week(out, week, **more):
    settings_file = out / "reporter.yaml"
    return build(
        Order(inputs=(SAMPLES / week,), out=out, settings=settings_file, **more)
    )


def composed(out, week):
    """The report of a week with what the history holds now; no file is made."""
    order = Order(inputs=(SAMPLES / week,), out=out, settings=out / "reporter.yaml")
    with open_history(history_place(out)) as history:
        return compose(order, read(order.inputs), history)


def workbook_of(out, week):
    return out / week / f"workbook-{week}.xlsx"


@pytest.fixture
def edit():
    """Open a workbook, change it and save it as somebody."""
    return edit_workbook


def evidence_of(made):
    report = getattr(made, "report", made)
    return {item.evidence_id: item for item in report.analysis.evidence}


def first_evidence(out, week=WEEKS[1], **facts):
    """The first piece of evidence of a week's own that has these facts."""
    found = composed(out, week).analysis.evidence
    return next(
        e for e in found
        if not e.is_repeat and all(getattr(e, name) == value for name, value in facts.items())
    )  # fmt: skip


def test_a_workbook_that_nobody_touched_says_nothing(out):
    intake = review(workbook_of(out, WEEKS[1]), history_place(out))
    assert (intake.taken, intake.refused) == ((), ())


def test_a_correction_is_taken_in_by_the_next_build_and_the_row_says_so(out, edit):
    item = first_evidence(out, quadrant=Quadrant.STRENGTH)

    def change(book):
        sheet = Sheet(book, "证据", "改：象限")
        row = sheet.row_of("证据编号", item.evidence_id)
        sheet.type(row, "改：象限", "T 威胁")
        sheet.type(row, "改：平台", "京东")

    edit(workbook_of(out, WEEKS[1]), change)
    outcome = build_week(out, WEEKS[1])
    found = evidence_of(outcome)[item.evidence_id]
    assert (found.quadrant, found.platform) == (Quadrant.THREAT, "jd")
    assert "quadrant=T (李娜" in found.corrected
    assert found.corrected in found.why
    assert any("2 corrections taken in" in message for message in outcome.messages)
    assert any("kept as" in message for message in outcome.messages)
    assert evidence_of(composed(out, WEEKS[1]))[item.evidence_id] == found


def test_a_reviewed_row_is_not_asked_for_again_also_in_other_words_next_week(
    out, edit, tmp_path
):
    sentence = "美团在县城的夜间配送订单量比去年同期多了一倍，骑手不够用"
    clipping = tmp_path / "in" / "a.txt"
    clipping.parent.mkdir()

    def hand_in(text, day):
        clipping.write_text(
            f"话题\n搜索文档\n夜间配送{day}\n某报· 2025-07-{day} 08:00\n观察 - {text} [1]\n",
            "utf-8",
        )
        return build(Order(inputs=(clipping,), out=out))

    (item,) = hand_in(sentence, "02").report.analysis.evidence

    def change(book):
        sheet = Sheet(book, "证据", "改：象限")
        row = sheet.row_of("证据编号", item.evidence_id)
        sheet.type(row, "改：象限", "W")
        sheet.type(row, "改：举措", "夜间配送")

    edit(workbook_of(out, WEEKS[1]), change)
    (found,) = hand_in(
        sentence.replace("骑手不够用", "骑手仍不够用"), "09"
    ).report.analysis.evidence
    assert found.evidence_id != item.evidence_id
    assert (found.quadrant, found.initiatives) == (Quadrant.WEAKNESS, ("夜间配送",))
    assert Flag.REVIEW not in found.flags
    (other,) = hand_in("有居民说夜间配送的电动车太吵", "16").report.analysis.evidence
    assert other.initiatives == ("夜间配送",)
    assert other.corrected == ""


def test_what_is_dismissed_is_counted_nowhere_and_can_be_taken_back(out, edit):
    item = first_evidence(out, quadrant=Quadrant.STRENGTH, platform="meituan")
    assert item.metrics

    def dismiss(word):
        def change(book):
            sheet = Sheet(book, "证据", "不采用")
            sheet.type(sheet.row_of("证据编号", item.evidence_id), "不采用", word)

        edit(workbook_of(out, WEEKS[1]), change)
        review(workbook_of(out, WEEKS[1]), history_place(out))
        return composed(out, WEEKS[1])

    report = dismiss("是")
    found = evidence_of(report)[item.evidence_id]
    assert found.is_dismissed
    assert (found.metrics, found.initiatives) == ((), ())
    shown = {
        e.evidence_id for v in report.platforms for c in v.claims for e in c.evidence
    }
    assert item.evidence_id not in shown
    back = evidence_of(dismiss("否"))[item.evidence_id]
    assert (back.quadrant, back.is_dismissed) == (Quadrant.STRENGTH, False)


def test_takeaway_owner_and_notes_come_back_in_the_next_workbook_and_the_brief(
    out, edit
):
    item = first_evidence(out)

    def change(book):
        evidence = Sheet(book, "证据", "备注")
        evidence.type(
            evidence.row_of("证据编号", item.evidence_id), "备注", "电话核实过"
        )
        platforms = Sheet(book, "概览", "我们的判断")
        platforms.type(
            platforms.row_of("平台", "美团"), "我们的判断", "先看利润，再看单量。"
        )
        register = Sheet(book, "举措", "负责人")
        row = register.row_of("举措", "半日达枢纽计划")
        register.type(row, "负责人", "王工")
        register.type(row, "下一步", "约菜鸟访谈")
        register.type(row, "期限", "2025-07-18")

    edit(workbook_of(out, WEEKS[1]), change)
    remarks = build_week(out, WEEKS[2]).report.edition.remarks
    assert remarks.takeaways == {"meituan": "先看利润，再看单量。"}
    assert remarks.notes == {item.evidence_id: "电话核实过"}
    book = load_workbook(workbook_of(out, WEEKS[2]))
    platforms, register = (
        Sheet(book, "概览", "我们的判断"),
        Sheet(book, "举措", "负责人"),
    )
    assert (
        platforms.shown(platforms.row_of("平台", "美团"), "我们的判断")
        == "先看利润，再看单量。"
    )
    row = register.row_of("举措", "半日达枢纽计划")
    assert register.shown(row, "负责人") == "王工"
    assert register.shown(row, "期限").date().isoformat() == "2025-07-18"


def test_a_remark_that_is_emptied_is_taken_back_but_not_by_an_old_workbook(out, edit):
    def type_takeaway(week, text):
        def change(book):
            sheet = Sheet(book, "概览", "我们的判断")
            sheet.type(sheet.row_of("平台", "美团"), "我们的判断", text)

        edit(workbook_of(out, week), change)

    def takeaway(outcome):
        return outcome.report.edition.remarks.takeaways.get("meituan")

    shutil.copy(workbook_of(out, WEEKS[1]), out / "old.xlsx")
    type_takeaway(WEEKS[1], "先看利润")
    assert takeaway(build_week(out, WEEKS[2])) == "先看利润"
    review(out / "old.xlsx", history_place(out))
    assert takeaway(build_week(out, WEEKS[2])) == "先看利润"
    type_takeaway(WEEKS[2], None)
    assert takeaway(build_week(out, WEEKS[2])) is None


def test_where_review_and_evidence_differ_review_wins_and_both_cells_are_named(
    out, edit
):
    waiting = next(
        e for e in build_week(out, WEEKS[1]).report.analysis.evidence if e.needs_review
    )
    cells = {}

    def change(book):
        for title, word in (("复核", "O 机会"), ("证据", "T 威胁")):
            sheet = Sheet(book, title, "改：象限")
            row = sheet.row_of("证据编号", waiting.evidence_id)
            cells[title] = sheet.type(row, "改：象限", word)

    edit(workbook_of(out, WEEKS[1]), change)
    intake = review(workbook_of(out, WEEKS[1]), history_place(out))
    (refused,) = intake.refused
    assert all(cell in refused for cell in cells.values())
    found = evidence_of(composed(out, WEEKS[1]))[waiting.evidence_id]
    assert found.quadrant is Quadrant.OPPORTUNITY


@pytest.mark.parametrize(
    ("header", "typed", "said"),
    [
        ("改：平台", "美团外", "no platform '美团外' in the pack"),
        ("改：象限", "优秀", "none of the list"),
        ("改：阶段", "快了", "none of the list"),
        ("不采用", "也许", "none of the list"),
    ],
)
def test_what_is_not_understood_is_told_with_its_cell(out, edit, header, typed, said):
    cells = []

    def change(book):
        sheet = Sheet(book, "证据", header)
        cells.append(sheet.type(sheet.top + 3, header, typed))

    edit(workbook_of(out, WEEKS[1]), change)
    told = CliRunner().invoke(
        app, ["review", str(workbook_of(out, WEEKS[1])), "--out", str(out)]
    )
    assert told.exit_code == 0
    assert cells[0] in told.stdout
    assert said in told.stdout
    assert "[not taken]" in told.stdout


def test_who_decided_can_be_said(out, edit):
    def change(book):
        sheet = Sheet(book, "证据", "改：象限")
        sheet.type(sheet.top + 1, "改：象限", "N")

    edit(workbook_of(out, WEEKS[1]), change)
    place = history_place(out)
    assert {
        c.by for c in review(workbook_of(out, WEEKS[1]), place, by="陈强").taken
    } == {"陈强"}
    with open_history(place) as history:
        (logged,) = corrections_of(history)
    assert (logged.by, logged.week, logged.subject) == (
        "陈强",
        WEEKS[1],
        Subject.EVIDENCE,
    )


def test_a_workbook_is_taken_in_once(out, edit):
    def change(book):
        sheet = Sheet(book, "证据", "改：象限")
        sheet.type(sheet.top + 1, "改：象限", "N")

    edit(workbook_of(out, WEEKS[1]), change)
    place = history_place(out)
    assert len(review(workbook_of(out, WEEKS[1]), place).taken) == 1
    assert len(review(workbook_of(out, WEEKS[1]), place).taken) == 0
    assert not any("taken in" in m for m in build_week(out, WEEKS[2]).messages)


def test_a_row_without_its_id_is_known_by_its_sentence(out, edit):
    item = first_evidence(out, quadrant=Quadrant.STRENGTH)

    def change(book):
        sheet = Sheet(book, "证据", "改：象限")
        sheet.type(sheet.row_of("证据编号", item.evidence_id), "改：象限", "T")
        sheet.sheet.delete_cols(sheet.columns["证据编号"])

    edit(workbook_of(out, WEEKS[1]), change)
    found = evidence_of(build_week(out, WEEKS[1]))[item.evidence_id]
    assert found.quadrant is Quadrant.THREAT


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_told(tmp_path, out, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.xlsx"):
        review(path, history_place(out))


def test_a_damaged_last_workbook_does_not_stop_the_build(out):
    workbook_of(out, WEEKS[1]).write_bytes(b"no workbook")
    outcome = build_week(out, WEEKS[2])
    assert any("corrections not taken in" in message for message in outcome.messages)


CHOOSE_AND_SORT = """
Sub ChooseAndSort(source As String, target As String, sheetName As String, _
    address As String, word As String, area As String, sortColumn As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  sheet = doc.Sheets.getByName(sheetName)
  sheet.getCellRangeByName(address).String = word
  Dim field(0) As New com.sun.star.table.TableSortField
  field(0).Field = CInt(sortColumn)
  field(0).IsAscending = False
  Dim order(1) As New com.sun.star.beans.PropertyValue
  order(0).Name = "SortFields"
  order(0).Value = field()
  order(1).Name = "ContainsHeader"
  order(1).Value = False
  sheet.getCellRangeByName(area).sort(order())
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  saving(0).Name = "FilterName"
  saving(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(target), saving())
  doc.close(True)
End Sub
"""


@pytest.mark.office
def test_a_workbook_that_was_changed_sorted_and_saved_by_libreoffice_is_taken_in(
    out, calc
):
    item = first_evidence(out, quadrant=Quadrant.STRENGTH)
    path = workbook_of(out, WEEKS[1])
    sheet = Sheet(load_workbook(path), "证据", "改：象限")
    row = sheet.row_of("证据编号", item.evidence_id)
    cell = sheet.sheet.cell(row, sheet.columns["改：象限"]).coordinate
    last = sheet.sheet.cell(sheet.sheet.max_row, max(sheet.columns.values())).coordinate
    calc(
        CHOOSE_AND_SORT, "ChooseAndSort", path, path, "证据", cell, "T 威胁",
        f"A{sheet.top + 1}:{last}", sheet.columns["把握"] - 1,
    )  # fmt: skip
    saved = Sheet(load_workbook(path), "证据", "改：象限")
    assert saved.row_of("证据编号", item.evidence_id) != row
    for week in WEEKS[1:]:
        outcome = build_week(out, week)
        told = [m for m in outcome.messages if "correction" in m]
        assert len(told) == (1 if week == WEEKS[1] else 0)
    with open_history(history_place(out)) as history:
        (logged,) = corrections_of(history)
    assert (logged.key, logged.field, logged.value) == (
        item.evidence_id,
        Field.QUADRANT,
        "T",
    )
    found = evidence_of(build_week(out, WEEKS[1]))[item.evidence_id]
    assert found.quadrant is Quadrant.THREAT


# -- any number of edits, in a workbook that was turned inside out ---------------------

EDIT = st.tuples(
    st.sampled_from(["复核", "证据"]),
    st.integers(0, 10_000),
    st.sampled_from(sorted(FIELDS)),
    st.integers(0, 10),
)
EDITS_AT_ONCE = 20


def turned(sheet, dice):
    """Move the columns, sort and delete rows that hold no correction, rename, hide."""
    ws, top = sheet.sheet, sheet.top
    width = max(sheet.columns.values())
    rows = [
        [ws.cell(r, c).value for c in range(1, width + 1)]
        for r in range(top, ws.max_row + 1)
    ]
    inputs = [sheet.columns[header] - 1 for header in FIELDS]
    head, *body = rows
    body = [row for row in body if any(row[i] for i in inputs) or dice.random() > 0.2]
    dice.shuffle(body)
    order = list(range(width))
    dice.shuffle(order)
    ws.tables.clear()
    ws.delete_rows(top, ws.max_row)
    for down, row in enumerate([head, *body]):
        for over, at in enumerate(order):
            cell = ws.cell(top + down, over + 1)
            cell.value = row[at]
            if isinstance(row[at], str) and not row[at].startswith("=HYPERLINK"):
                cell.data_type = "s"
        ws.row_dimensions[top + down].hidden = bool(down and dice.random() < 0.3)


@settings(
    max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    edits=st.lists(EDIT, min_size=EDITS_AT_ONCE, max_size=EDITS_AT_ONCE),
    seed=st.integers(0, 2**16),
)
def test_of_two_hundred_edits_none_is_lost_and_none_misapplied(
    built, tmp_path_factory, edit, edits, seed
):
    out = shutil.copytree(built, tmp_path_factory.mktemp("edits") / "out")
    expected = {"复核": {}, "证据": {}}
    dice = random.Random(seed)

    def change(book):
        sheets = {title: Sheet(book, title, "改：象限") for title in expected}
        for title, at, header, choice in edits:
            sheet = sheets[title]
            row = sheet.rows()[at % len(sheet.rows())]
            field, values = FIELDS[header]
            typed = sorted(values)[choice % len(values)]
            sheet.type(row, header, typed)
            expected[title][sheet.shown(row, "证据编号"), field] = values[typed]
        for title, sheet in sheets.items():
            turned(sheet, dice)
            book[title].title = f"{title} 副本"

    path = out / "back.xlsx"
    edit(workbook_of(out, WEEKS[1]), change, target=path)
    _require_taken(out, path, expected["复核"], expected["证据"])
    before, after = (evidence_of(composed(o, WEEKS[1])) for o in (built, out))
    _require_applied(before, after, {**expected["证据"], **expected["复核"]})


def _require_taken(out, path, in_review, in_evidence):
    place = history_place(out)
    intake = review(path, place)
    with open_history(place) as history:
        found = in_force(corrections_of(history))
    assert {(k, f): c.value for (_, k, f), c in found.items()} == {
        **in_evidence,
        **in_review,
    }
    both = in_review.keys() & in_evidence.keys()
    assert len(intake.refused) == sum(in_review[k] != in_evidence[k] for k in both)


def _require_applied(before, after, wanted):
    decided = {key for key, field in wanted if field is not Field.NOTE}
    texts = {before[key].text for key in decided}
    for identity, item in after.items():
        if identity not in decided:
            if not item.corrected and item.text not in texts:
                assert replace(item, flags=(), metrics=(), duplicate_of="", initiatives=()) == replace(
                    before[identity], flags=(), metrics=(), duplicate_of="", initiatives=()
                )  # fmt: skip
            continue
        values = {
            field: value for (key, field), value in wanted.items() if key == identity
        }
        is_dismissed = values.get(Field.DISMISS) == "yes"
        assert item.is_dismissed is is_dismissed
        if Field.PLATFORM in values:
            assert item.platform == values[Field.PLATFORM]
        if Field.QUADRANT in values and not is_dismissed:
            assert item.quadrant is Quadrant(values[Field.QUADRANT])
        if Field.STAGE in values and not is_dismissed:
            stage = values[Field.STAGE]
            assert item.stage is (None if stage == "none" else Stage(stage))
        if Field.INITIATIVES in values and not is_dismissed:
            assert "|".join(item.initiatives) == values[Field.INITIATIVES]
