"""Reading the portal layout, in words of our own."""

from collections import Counter
from datetime import date, time

import pytest
from hypothesis import given

from reporter.domain.values import Moment
from reporter.readers.articles import read_articles, scan
from reporter.readers.lines import split_lines
from tests.strategies import CLIPPING

PORTAL = """\
平台观察

搜索文档
快手把货架搬上首页
某财经· 2025-07-08 09:30
货架场进展 - 首页货架全量开放,动销商品数环比增长两成 [1] - 中小商家仍嫌流量分散 [2][3] 下一步 - 下半年补贴30亿元 [4]
顺丰接下生鲜订单
物流周刊· 2025-07-07
合作内容 - 双方共建冷链仓 [1]
"""


def read(text):
    articles, problems = read_articles(split_lines(text), file="note.txt")
    return articles, problems


def bullets(text):
    return [(b.text, b.citations) for a in read(text)[0] for b in a.bullets]


def headings(text):
    return [section.heading for a in read(text)[0] for section in a.sections]


def characters(text):
    return Counter(char for char in text if not char.isspace())


def test_the_portal_layout_is_read_whole():
    (first, second), problems = read(PORTAL)
    assert problems == []
    assert (first.title, first.outlet) == ("快手把货架搬上首页", "某财经")
    assert first.published_at == Moment(date(2025, 7, 8), time(9, 30))
    assert second.published_at == Moment(date(2025, 7, 7))
    assert [s.heading for s in first.sections] == ["货架场进展", "下一步"]
    assert [b.citations for b in first.bullets] == [(1,), (2, 3), (4,)]
    assert [b.ordinal for b in first.bullets] == [1, 2, 3]
    assert first.bullets[2].text == "下半年补贴30亿元"


def test_an_english_heading_may_be_longer_than_a_chinese_one():
    text = (
        "Week in retail\nSome Outlet· 2025-07-07 09:00\nResults - Sales rose 8% [1] "
        "Winners and losers as the trade sees it - Chains gained [2]"
    )
    assert headings(text) == ["Results", "Winners and losers as the trade sees it"]


def test_lines_are_counted_as_an_editor_counts_them():
    (first, second), _ = read(PORTAL)
    assert (first.source.line, second.source.line) == (4, 7)
    assert {b.source.line for b in first.bullets} == {6}
    text = "标题\n某媒体· 2025-07-08\n- 一句\u2028里有行分隔符 [1]\n- 二 [2]"
    assert [b.source.line for b in read(text)[0][0].bullets] == [3, 4]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("节 - 甲增长[1] - 乙下降[2]", [("甲增长", (1,)), ("乙下降", (2,))]),
        ("节 - 甲增长 [1]. - 乙下降 [2]。", [("甲增长", (1,)), ("乙下降", (2,))]),
        ("节 - 甲 [1],但乙 [2] - 丙 [3]", [("甲,但乙", (1, 2)), ("丙", (3,))]),
        ("节 - 甲 [1][1] - 丙 [3]", [("甲", (1, 1)), ("丙", (3,))]),
        ("节 - 甲方占比70%-80%以上 [1]", [("甲方占比70%-80%以上", (1,))]),
        ("节 - 同比变动-3.5%仍在收窄 [1]", [("同比变动-3.5%仍在收窄", (1,))]),
        ("节 - 自2024-05-01起执行 [1]", [("自2024-05-01起执行", (1,))]),
        ("节 - 推出“天 - 地”双线打法 [1]", [("推出“天 - 地”双线打法", (1,))]),
        ("节 - 全角编号［１２］ - 乙 [2]", [("全角编号", (12,)), ("乙", (2,))]),
    ],
)
def test_texts_and_citations(body, expected):
    assert bullets(f"标题\n某媒体· 2025-07-08\n{body}") == expected


def test_a_bullet_without_citation_is_kept_as_a_bullet():
    body = "节 - 平台宣布全面升级商家服务体系 - 商家普遍认为费率仍然偏高 [2]"
    assert bullets(f"标题\n某媒体· 2025-07-08\n{body}") == [
        ("平台宣布全面升级商家服务体系", ()),
        ("商家普遍认为费率仍然偏高", (2,)),
    ]


def test_bold_labels_are_marks_not_text():
    body = "节 - **流量入口**：首页改版上线 [1]"
    assert bullets(f"标题\n某媒体· 2025-07-08\n{body}") == [
        ("流量入口：首页改版上线", (1,))
    ]


def test_a_label_alone_makes_no_row():
    body = "节 - **供给侧**： - 新增品牌两千家 [1] - 退出品牌三百家 [2]"
    text = f"标题\n某媒体· 2025-07-08\n{body}"
    assert bullets(text) == [("新增品牌两千家", (1,)), ("退出品牌三百家", (2,))]
    assert headings(text) == ["节"]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "1、"])
def test_bullets_on_lines_of_their_own(mark):
    text = f"标题\n某媒体· 2025-07-08\n增长情况\n{mark}甲 [1]\n{mark}乙 [2]\n隐忧\n{mark}丙 [3]"
    assert bullets(text) == [("甲", (1,)), ("乙", (2,)), ("丙", (3,))]
    assert headings(text) == ["增长情况", "隐忧"]


def test_a_parent_heading_and_its_sub_heading_are_joined():
    text = "# 标题\n某媒体· 2025-07-08\n## 增长\n### 用户\n- 甲 [1]\n### 收入\n- 乙 [2]"
    assert headings(text) == ["增长 用户", "增长 收入"]


def test_a_title_after_the_body_is_that_bodys():
    text = "节 - 甲 [1] - 乙 [2]\n后置标题\n某媒体· 2025-07-08 10:00"
    (article,), _ = read(text)
    assert (article.title, article.outlet) == ("后置标题", "某媒体")
    assert len(article.bullets) == 2


def test_an_article_without_a_source_line_is_kept_and_reported():
    articles, problems = read("只有标题\n节 - 甲 [1] - 乙 [2]")
    assert articles[0].title == "只有标题"
    assert articles[0].published_at is None
    assert [str(p.source) for p in problems] == ["note.txt:1"]
    assert "source line" in problems[0].what


def test_an_impossible_date_is_reported_not_guessed():
    articles, problems = read("标题\n某媒体· 2025-02-30 10:00\n节 - 甲 [1]")
    assert articles[0].published_at is None
    assert [p.source.line for p in problems] == [2]
    assert "2025-02-30" in problems[0].what


def test_plain_prose_is_split_into_sentences_and_reported():
    prose = "平台在上半年完成了组织调整，电商与社区合并。商家反馈仍有分歧，效果要到年底才能看清。"
    articles, problems = read(f"标题\n某媒体· 2025-07-08\n{prose}")
    assert [b.text for b in articles[0].bullets] == [
        "平台在上半年完成了组织调整，电商与社区合并。",
        "商家反馈仍有分歧，效果要到年底才能看清。",
    ]
    assert "prose" in problems[0].what


@given(CLIPPING)
def test_every_character_is_in_exactly_one_piece(lines):
    pieces = "".join(
        piece.before + piece.text + piece.after
        for _, article in scan(lines)
        for piece in article
    )
    assert characters(pieces) == characters("".join(lines))


@given(CLIPPING)
def test_bullets_are_numbered_from_one_through_their_article(lines):
    articles, _ = read_articles(lines, file="note.txt")
    assert [a.ordinal for a in articles] == list(range(1, len(articles) + 1))
    for article in articles:
        ordinals = [b.ordinal for b in article.bullets]
        assert ordinals == list(range(1, len(ordinals) + 1))
