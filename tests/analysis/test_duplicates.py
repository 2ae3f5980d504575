"""Exact, re-worded and translated repeats are told apart; sources are counted honestly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.copies import find_copies
from reporter.analysis.duplicates import find_translations, join_repeats
from reporter.analysis.facts import read_facts
from reporter.domain.clippings import Section
from reporter.domain.values import Flag, Quadrant, Repeat
from tests.builders import a_bullet, an_article, an_evidence

FUND = "快手本地生活关停十一个城市的直营团队,7月起由3亿元基金支持服务商"
FUND_EN = "Kuaishou closed its own teams in eleven cities; from July 300 million yuan goes to agents"


def joined(*said):
    """Evidence of one bullet an article; `said` are text, outlet, and what differs."""
    items = []
    for number, (text, outlet, more) in enumerate(said, start=1):
        day = more.pop("day", date(2025, 7, 8))
        article = an_article(
            number, title=f"第{number}篇说的事", outlet=outlet, day=day
        )
        items.append(
            an_evidence(
                text,
                article,
                evidence_id=f"e{number}",
                **{"platform": "kuaishou", **more},
            )
        )
    return join_repeats(items, ())


def told(*said):
    return [(e.duplicate_of, e.repeat, e.independent_sources) for e in joined(*said)]


def test_the_same_words_elsewhere_are_an_exact_repeat_and_no_second_source():
    assert told((FUND, "甲报", {}), (FUND.replace(",", "，"), "乙报", {})) == [
        ("", None, 1),
        ("e1", Repeat.EXACT, 1),
    ]


def test_a_reworded_bullet_of_another_outlet_is_a_second_source():
    again = "快手本地生活业务关停11个城市直营团队，7月起以3亿元基金支持服务商"
    first, second = joined((FUND, "甲报", {}), (again, "乙报", {}))
    assert (second.duplicate_of, second.repeat) == ("e1", Repeat.NEAR)
    assert first.independent_sources == second.independent_sources == 2
    assert Flag.SINGLE_SOURCE not in first.flags


def test_one_fact_in_two_languages_is_joined():
    assert told((FUND, "甲报", {}), (FUND_EN, "Post", {})) == [
        ("", None, 2),
        ("e1", Repeat.CROSS_LANGUAGE, 2),
    ]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (FUND_EN.replace("300", "500"), {}),
        (FUND_EN.replace("July", "August"), {}),
        (FUND_EN, {"platform": "douyin"}),
        (FUND_EN, {"mentions": ("jd",)}),
        (FUND_EN, {"day": date(2025, 7, 30)}),
    ],
    ids=["figure", "date", "platform", "mention", "weeks apart"],
)
def test_two_languages_are_not_joined_where_something_disagrees(text, more):
    assert [kind for _, kind, _ in told((FUND, "甲报", {}), (text, "Post", more))] == [
        None,
        None,
    ]


def test_a_rise_is_no_repeat_of_a_fall():
    up = "快手电商二季度商家数同比增长15%,主要来自县域市场"
    down = up.replace("增长", "下降")
    english = "Kuaishou's merchant count fell 15% year on year in the second quarter"
    assert [
        kind
        for _, kind, _ in told(
            (up, "甲报", {}), (down, "乙报", {}), (english, "Post", {})
        )
    ] == [
        None,
        None,
        Repeat.CROSS_LANGUAGE,
    ]


def test_small_numbers_alone_join_nothing_across_languages():
    said = (
        ("快手在两个城市试点新业务", "甲报", {}),
        ("Kuaishou tests lockers in two cities", "Post", {}),
    )
    assert [kind for _, kind, _ in told(*said)] == [None, None]


def test_other_quadrants_are_joined_only_by_the_same_words():
    again = "快手本地生活业务关停11个城市直营团队，7月起以3亿元基金支持服务商"
    said = (FUND, "甲报", {}), (again, "乙报", {"quadrant": Quadrant.WEAKNESS})
    assert [kind for _, kind, _ in told(*said)] == [None, None]


def an_article_of(ordinal, title, outlet, *texts):
    bullets = tuple(a_bullet(text, n) for n, text in enumerate(texts, start=1))
    return an_article(
        ordinal, title=title, outlet=outlet, sections=(Section("", bullets),)
    )


CHINESE = (
    "快手关停了十一个城市的直营团队",
    "平台7月起拿出3亿元基金支持服务商",
    "餐饮商家的复购率只有28%",
)
ENGLISH = (
    "Kuaishou closed its own teams in eleven cities",
    "From July the platform gives agents 300 million yuan",
    "Only 28 percent of restaurants came back",
)


def test_a_translated_article_is_a_copy_and_no_second_source():
    articles = (
        an_article_of(1, "收缩", "甲报", *CHINESE),
        an_article_of(2, "Retreat", "Post", *ENGLISH),
    )
    items = [
        an_evidence(
            b.text,
            article,
            evidence_id=f"a{article.ordinal}b{b.ordinal}",
            platform="kuaishou",
        )
        for article in articles
        for b in article.bullets
    ]
    found = join_repeats(items, find_copies(articles))
    assert [e.repeat for e in found] == [None] * 3 + [Repeat.CROSS_LANGUAGE] * 3
    assert {e.independent_sources for e in found} == {1}
    assert find_translations(found) == ((articles[1], articles[0]),)


def test_a_syndicated_article_is_a_copy():
    texts = tuple(f"{text},且细节写得很长的一句话" for text in CHINESE)
    articles = (
        an_article_of(1, "快手收缩本地生活", "甲报", *texts),
        an_article_of(2, "快手收缩本地生活业务", "乙报", *texts),
        an_article_of(
            3, "京东的冷链", "乙报", "京东在华南建了九个冷链仓", "冷链订单翻倍"
        ),
    )
    assert find_copies(articles) == ((articles[1], articles[0]),)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        (
            "入驻买手突破五万名,三成来自服饰",
            "More than 50,000 buyers, 30% of them in clothing",
        ),
        (
            "2025年第三季度GMV为1.2万亿元",
            "GMV reached 1.2 trillion yuan in the third quarter of 2025",
        ),
        (
            "三成半商家,共2,500家,5月28日前",
            "35 percent of sellers, 2.5 thousand in all, before May 28",
        ),
        ("二十五座城市,1500万单", "twenty-five cities, 15 million orders"),
        ("三百二十亿元,Q2", "32 billion yuan in the second quarter"),
    ],
)
def test_figures_and_dates_are_the_same_in_both_languages(chinese, english):
    one, other = read_facts(chinese), read_facts(english)
    assert one.figures == other.figures
    assert one.dates == other.dates
    assert one.figures


@given(st.text(max_size=80))
def test_facts_of_any_text_are_read(text):
    facts = read_facts(text)
    assert list(facts.figures) == sorted(set(facts.figures))


SAID = st.lists(
    st.tuples(
        st.sampled_from([*CHINESE, *ENGLISH, FUND, FUND_EN, "无数字的一句话"]),
        st.sampled_from(["甲报", "乙报", "Post"]),
    ),
    min_size=1,
    max_size=12,
)


@given(SAID)
def test_a_repeat_names_an_earlier_piece_that_repeats_nothing(said):
    found = joined(*((text, outlet, {}) for text, outlet in said))
    originals = [e.evidence_id for e in found if not e.duplicate_of]
    order = [e.evidence_id for e in found]
    for item in found:
        assert (item.repeat is None) == (not item.duplicate_of)
        if item.duplicate_of:
            assert item.duplicate_of in originals
            assert order.index(item.duplicate_of) < order.index(item.evidence_id)
        assert 1 <= item.independent_sources <= len({o for _, o in said})


def test_days_are_compared_only_where_both_are_known():
    kinds = [
        k for _, k, _ in told((FUND, "甲报", {"day": None}), (FUND_EN, "Post", {}))
    ]
    assert kinds == [None, Repeat.CROSS_LANGUAGE]
