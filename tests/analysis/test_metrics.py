"""Figures: what they measure, in base units, and where two contradict."""

from dataclasses import replace
from datetime import date

import pytest

from reporter.analysis.conflicts import find_conflicts
from reporter.analysis.metrics import MetricReader
from reporter.domain.values import Direction, Exactness
from reporter.packs import load_packs
from tests.builders import a_bullet, an_article, an_evidence

READER = MetricReader(load_packs(["ecommerce-cn"]))


def only(text):
    (metric,) = READER.read(text, "wechat")
    return metric


@pytest.mark.parametrize(
    ("text", "measure", "value", "unit", "currency"),
    [
        ("月活用户突破14亿", "mau", 14e8, "people", ""),
        ("日活达3亿", "dau", 3e8, "people", ""),
        ("单季GMV达2万亿", "gmv", 2e12, "money", "CNY"),
        ("净利润达2亿美元", "profit", 2e8, "money", "USD"),
        ("日均代收量达3000万单", "orders", 3e7, "orders", ""),
        ("商家规模10万家", "merchants", 1e5, "places", ""),
        ("市场份额超60%", "share", 0.6, "share", ""),
        ("订单量同比增长超7成", "growth", 0.7, "share", ""),
        ("营收七成来自广告", "growth", 0.7, "share", ""),
        ("revenue reached $5.9 billion", "revenue", 5.9e9, "money", "USD"),
        ("累计减免68亿元,利润改善", "amount", 68e8, "money", "CNY"),
        ("收取服务费０．４５元", "amount", 0.45, "money", "CNY"),
        ("站内日均搜索约6.2亿次", "amount", 6.2e8, "items", ""),
        ("active buyers of 134 million", "buyers", 134e6, "people", ""),
    ],
)
def test_a_figure_is_read_in_base_units(text, measure, value, unit, currency):
    metric = only(text)
    assert metric.measure == measure
    assert metric.value == pytest.approx(value)
    assert (metric.unit, metric.currency) == (unit, currency)


@pytest.mark.parametrize(
    ("text", "exactness"),
    [
        ("用户超3亿", Exactness.OVER),
        ("用户近3亿", Exactness.UNDER),
        ("用户约3亿", Exactness.ABOUT),
        ("用户3亿", Exactness.EXACT),
        ("占比70%-80%", Exactness.RANGE),
        ("用户3亿多", Exactness.OVER),
    ],
)
def test_a_figure_says_how_exact_it_is(text, exactness):
    assert only(text).exactness is exactness


def test_a_range_has_both_ends():
    metric = only("广告占营收约70%-80%")
    assert (metric.value, metric.upper) == (pytest.approx(0.7), pytest.approx(0.8))


def test_from_one_value_to_another_is_no_range():
    growth, cost = READER.read("营收成本同比增长68%至1539亿元", "pinduoduo")
    assert (growth.measure, growth.of, growth.upper) == ("growth", "cost", None)
    assert (cost.measure, cost.value) == ("cost", 153.9e9)


@pytest.mark.parametrize(
    ("text", "direction", "base"),
    [
        ("营收同比增长18%", Direction.UP, "yoy"),
        ("营收环比下降3%", Direction.DOWN, "qoq"),
        ("订单量较4月增长近100%", Direction.UP, "4月"),
        ("revenue fell 8% from a year earlier", Direction.DOWN, "yoy"),
        ("市占率60%", None, ""),
    ],
)
def test_a_growth_has_a_direction_and_a_base(text, direction, base):
    metric = only(text)
    assert (metric.direction, metric.compared_with) == (direction, base)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年第二季度营收5亿元", "2024-Q2"),
        ("2025Q1营收5亿元", "2025-Q1"),
        ("2024年3月营收5亿元", "2024-03"),
        ("2024年3月-2025年2月营收5亿元", "2024-03/2025-02"),
        ("2025财年营收5亿元", "FY2025"),
        ("上半年营收5亿元", "H1"),
        ("五一假期营收5亿元", "五一"),
        ("营收5亿元", ""),
    ],
)
def test_a_figure_belongs_to_a_period(text, period):
    assert only(text).period == period


@pytest.mark.parametrize("text", ["成立于2013年", "Q2单季", "618成为节点", "3.0版本"])
def test_a_bare_number_is_no_figure(text):
    assert READER.read(text, "wechat") == ()


def stated(text, number, platform="xiaohongshu"):
    article = an_article(
        number, f"标题{number}", f"媒体{number}", date(2025, 7, number)
    )
    item = an_evidence(text, article, platform=platform, bullet=a_bullet(text, number))
    metrics = READER.read(text, platform)
    return replace(item, evidence_id=f"e{number}", metrics=metrics)


@pytest.mark.parametrize(
    ("one", "other", "is_conflict"),
    [
        ("月活用户3亿", "日活达3亿", True),
        ("平台9亿活跃用户", "10亿年活跃买家", True),
        ("平台9亿活跃用户", "近9亿年活跃买家", False),
        ("2024年GMV达2万亿", "2024年GMV达3万亿", True),
        ("2024年GMV达2万亿", "2023年GMV达3万亿", False),
        ("五一订单量同比增长超7成", "五一订单量同比增长超70%", False),
        ("五一订单量同比增长116%", "五一订单量同比增长70%", True),
        ("用户超3亿", "用户约3.1亿", False),
        ("营收5亿元", "利润8亿元", False),
    ],
)
def test_two_sources_contradict_or_round(one, other, is_conflict):
    found = find_conflicts([stated(one, 1), stated(other, 2)])
    assert bool(found) is is_conflict
    if found:
        assert {found[0].first[1].evidence_id, found[0].second[1].evidence_id} == {
            "e1",
            "e2",
        }


def test_other_platforms_are_not_compared():
    first, second = stated("用户3亿", 1), stated("用户9亿", 2, platform="wechat")
    assert find_conflicts([first, second]) == ()
