"""What counts as a change against the weeks before, and what does not."""

from dataclasses import replace
from datetime import date

import pytest

from reporter.analysis.changes import find_changes
from reporter.analysis.moves import do_agree
from reporter.domain.changes import (
    ChangeKind,
    Dispute,
    Judged,
    Past,
    Standing,
    Stated,
    WeekState,
)
from reporter.domain.evidence import Metric
from reporter.domain.values import Exactness, Quadrant, Stage, Week

W26, W27, W28, W29 = (Week(2025, number) for number in (26, 27, 28, 29))


def standing(name="夜间达", stage=Stage.PILOT, week=W27, ids=("i1",), **more):
    facts = {
        "platform": "jd", "theme": "", "aliases": (), "partners": (), "since": "",
        "since_week": week, **more,
    }  # fmt: skip
    return Standing(
        name=name, stage=stage, stage_ids=ids, evidence_ids=ids, week=week, **facts
    )


def metric(value, text, measure="orders", unit="orders", **more):
    facts = {
        "platform": "jd",
        "currency": "",
        "period": "",
        "exactness": Exactness.EXACT,
        **more,
    }
    return Metric(measure=measure, value=value, unit=unit, text=text, **facts)


def stated(sentence, value, text, week=W27, identity="", **more):
    return Stated(
        metric(value, text, **more),
        identity or f"m{value:g}{week}",
        sentence,
        week,
        date(2025, 7, 1),
    )


def judged(text, quadrant, identity, week=W27, platform="jd"):
    return Judged(identity, platform, quadrant, text, week)


def state(new=("i1", "i2"), week=W28, **parts):
    facts = {"judged": (), "standings": (), "stated": (), "disputes": (), **parts}
    return WeekState(week=week, new_ids=frozenset(new), **facts)


def kinds(now, past):
    return [change.kind for change in find_changes(now, past)]


def test_nothing_changes_where_nothing_is_there():
    assert find_changes(state(), Past(W27)) == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (standing(), standing(stage=Stage.LIVE, ids=("i2",), week=W28), [ChangeKind.STAGE]),
        (standing(), standing(ids=("i2",), week=W28), []),
        (standing(), standing(stage=None, week=W28), []),
        (standing(stage=None), standing(stage=Stage.LIVE, week=W28), []),
        (None, standing(week=W28), [ChangeKind.INITIATIVE_NEW]),
        (standing(), None, [ChangeKind.INITIATIVE_QUIET]),
        (standing(week=W26), None, []),
        (standing(week=W26), standing(ids=("i2",), week=W28), [ChangeKind.INITIATIVE_BACK]),
        (standing(week=W26), standing(stage=Stage.ENDED, ids=("i2",), week=W28), [ChangeKind.STAGE, ChangeKind.INITIATIVE_BACK]),
        (standing(), standing(stage=Stage.LIVE, ids=("known",), week=W28), []),
        (standing("夜间达"), standing("“夜间达”", week=W28), []),
        (standing("夜间达计划", aliases=("夜间达",)), standing("夜间达", week=W28), []),
    ],
)  # fmt: skip
def test_an_initiative_changes(before, after, expected):
    past = Past(W27, standings=(before,) if before else ())
    assert kinds(state(standings=(after,) if after else ()), past) == expected


def test_a_stage_change_names_the_evidence_of_both_stages():
    after = standing(stage=Stage.LIVE, ids=("i2",), week=W28)
    (change,) = find_changes(
        state(standings=(after,)), Past(W27, standings=(standing(),))
    )
    assert (change.before.stage, change.before.evidence_ids) == (Stage.PILOT, ("i1",))
    assert (change.after.stage, change.after.evidence_ids) == (Stage.LIVE, ("i2",))


ORDERS = "京东外卖6月日均订单约1500万单,周末更高"
PROFIT = "一季度经营利润同比增长21%,酒店恢复"


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        # the same count of the same thing, in other words around it
        (stated(ORDERS, 1.5e7, "1500万单"), stated("7月第一周,京东外卖日均订单约1800万单", 1.8e7, "1800万单", W28), True),
        (stated(ORDERS, 1.5e7, "1500万单"), stated("京东外卖日均订单1500万单", 1.5e7, "1500万单", W28), False),
        # another thing that is also counted in orders
        (stated(ORDERS, 1.5e7, "1500万单"), stated("单仓每天最多可以处理3000单", 3e3, "3000单", W28), False),
        # rates of different things
        (stated(PROFIT, 0.21, "21%", measure="growth", unit="share"),
         stated("一季度亏损同比收窄35%", 0.35, "35%", W28, measure="growth", unit="share"), False),
        (stated(PROFIT, 0.21, "21%", measure="growth", unit="share", period="2025-Q1"),
         stated("二季度经营利润同比增长18%", 0.18, "18%", W28, measure="growth", unit="share", period="2025-Q2"), True),
        # an older figure that is told again
        (stated(PROFIT, 0.21, "21%", measure="growth", unit="share", period="2025-Q1"),
         stated("经营利润同比增长14%", 0.14, "14%", W28, measure="growth", unit="share", period="2024-Q4"), False),
        # a year is no quarter
        (stated("营收300亿元", 3e10, "300亿元", measure="revenue", unit="money", period="2024"),
         stated("营收90亿元", 9e9, "90亿元", W28, measure="revenue", unit="money", period="2025-Q1"), False),
    ],
)  # fmt: skip
def test_a_metric_moves(before, after, moves):
    found = find_changes(state(stated=(after,)), Past(W27, stated=(before,)))
    assert [change.kind for change in found] == [ChangeKind.METRIC] * moves
    for change in found:
        assert change.before.metrics == (before.metric,)
        assert change.after.metrics == (after.metric,)
        assert change.before.evidence_ids == (before.evidence_id,)


def test_a_figure_is_held_against_the_last_week_that_stated_it():
    older = stated(ORDERS, 1.8e7, "1800万单", W26)
    last = stated(ORDERS, 1.5e7, "1500万单", W27)
    now = stated(ORDERS, 1.8e7, "1800万单", W28)
    (change,) = find_changes(state(stated=(now,)), Past(W27, stated=(older, last)))
    assert change.before.evidence_ids == (last.evidence_id,)


def test_one_movement_is_told_once():
    now = [stated(ORDERS, 1.8e7, "1800万单", W28, f"n{n}") for n in range(3)]
    past = Past(W27, stated=(stated(ORDERS, 1.5e7, "1500万单"),))
    assert len(find_changes(state(stated=tuple(now)), past)) == 1


def test_the_order_of_statements_does_not_matter_for_which_metrics_move():
    now = tuple(
        stated(f"{name}日均订单约{n}万单", n * 1e4, f"{n}万单", W28)
        for n, name in ((18, "甲店"), (29, "乙仓库里"), (31, "丙线上频道"))
    )
    before = tuple(
        stated(f"{name}日均订单约{n}万单", n * 1e4, f"{n}万单")
        for n, name in ((15, "甲店"), (25, "乙仓库里"), (31, "丙线上频道"))
    )
    moved = {
        frozenset(
            c.what + m.text for c in found for m in (c.before.metrics + c.after.metrics)
        )
        for found in (
            find_changes(state(stated=now), Past(W27, stated=before)),
            find_changes(state(stated=now[::-1]), Past(W27, stated=before[::-1])),
        )
    }
    assert len(moved) == 1


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        (metric(100, "100"), metric(100, "100"), True),
        (metric(100, "100"), metric(101, "101"), False),
        (metric(100, "约100", exactness=Exactness.ABOUT), metric(102, "102"), True),
        (metric(100, "约100", exactness=Exactness.ABOUT), metric(110, "110"), False),
        (metric(70, "70-80", upper=80, exactness=Exactness.RANGE), metric(80, "80"), True),
        (metric(0, "0"), metric(0, "0"), True),
        (metric(-5, "-5"), metric(5, "5"), False),
    ],
)  # fmt: skip
def test_figures_agree_as_exactly_as_they_are_stated(a, b, agree):
    assert do_agree(a, b) is do_agree(b, a) is agree


def mau(value, text, week, identity):
    facts = {"measure": "mau", "unit": "people", "platform": "bilibili"}
    return stated(f"B站月活{text}", value, text, week, identity, **facts)


DISPUTE = Dispute(mau(3.7e8, "3.7亿", W27, "a"), mau(3.4e8, "3.4亿", W27, "b"))
AGAIN = Dispute(mau(3.7e8, "3.7亿", W28, "c"), mau(3.4e8, "3.4亿", W28, "d"))


def test_a_conflict_appears_once():
    assert kinds(state(disputes=(AGAIN,)), Past(W27)) == [ChangeKind.CONFLICT_NEW]
    assert kinds(state(disputes=(AGAIN,)), Past(W27, disputes=(DISPUTE,))) == []


def test_a_conflict_is_settled_by_a_statement_of_one_of_its_figures():
    ruling = mau(3.7e8, "3.7亿", W28, "r")
    (change,) = find_changes(state(stated=(ruling,)), Past(W27, disputes=(DISPUTE,)))
    assert change.kind is ChangeKind.CONFLICT_SETTLED
    assert change.before.evidence_ids == ("a", "b")
    assert change.after.evidence_ids == ("r",)


def test_a_conflict_of_which_nobody_speaks_is_not_settled():
    other = mau(1.0e8, "1亿", W28, "o")
    assert kinds(state(stated=(other,)), Past(W27, disputes=(DISPUTE,))) == []
    assert kinds(state(), Past(W27, disputes=(DISPUTE,))) == []


def test_a_conflict_is_settled_once():
    ruling = mau(3.7e8, "3.7亿", W28, "r")
    past = Past(W28, disputes=(DISPUTE,), stated=(ruling,))
    repeated = replace(ruling, week=W29, evidence_id="s")
    assert kinds(state(week=W29, stated=(repeated,)), past) == []


CLAIM = "京东外卖补贴推高履约成本,每单利润走低"


@pytest.mark.parametrize(
    ("text", "identity", "quadrant", "expected"),
    [
        (CLAIM, "q1", Quadrant.THREAT, [ChangeKind.QUADRANT]),
        (CLAIM + "了", "q2", Quadrant.THREAT, [ChangeKind.QUADRANT]),
        (CLAIM + "了", "q2", Quadrant.WEAKNESS, []),
        ("京东外卖新增三十个城市的夜间配送服务", "q2", Quadrant.THREAT, []),
    ],
)
def test_a_claim_changes_its_quadrant(text, identity, quadrant, expected):
    past = Past(W27, judged=(judged(CLAIM, Quadrant.WEAKNESS, "q1"),))
    now = judged(text, quadrant, identity, W28)
    assert kinds(state(judged=(now,)), past) == expected


def test_the_same_sentence_about_another_platform_is_another_claim():
    past = Past(W27, judged=(judged(CLAIM, Quadrant.WEAKNESS, "q1"),))
    now = judged(CLAIM, Quadrant.THREAT, "q2", W28, platform="meituan")
    assert kinds(state(judged=(now,)), past) == []
