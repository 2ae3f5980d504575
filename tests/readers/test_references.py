"""Links and numbered lists of references reach the article, and what fits not is told."""

import pytest

from reporter.readers.articles import read_articles
from reporter.readers.lines import split_lines
from tests.builders import an_evidence

HEAD = "标题\n某媒体· 2025-07-08 09:30\n"
BODY = "节 - 首页改版上线,商家流量增长 [1] - 费率仍然偏高 [2][3]\n"


def read(text):
    return read_articles(split_lines(text), file="note.txt")


def entries(article):
    return [(r.number, r.text, r.url) for r in article.references]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{BODY}原文链接：https://a.org/1",
        f"{HEAD}https://a.org/1\n{BODY}",
        f"https://a.org/1\n{HEAD}{BODY}",
        f"# [标题](https://a.org/1)\n某媒体· 2025-07-08 09:30\n{BODY}",
        f"标题\n[某媒体](https://a.org/1)· 2025-07-08 09:30\n{BODY}",
        f"标题\n某媒体· 2025-07-08 09:30 · [原文](https://a.org/1)\n{BODY}",
        f"标题 https://a.org/1\n某媒体· 2025-07-08 09:30\n{BODY}",
    ],
)
def test_a_link_to_the_source_is_the_articles_address(text):
    (article,), problems = read(text)
    assert problems == []
    assert (article.title, article.outlet) == ("标题", "某媒体")
    assert article.url == "https://a.org/1"
    assert len(article.bullets) == 2


def test_each_article_has_its_own_link_above_or_below():
    below = f"{HEAD}{BODY}https://a.org/1\n{HEAD}{BODY}https://a.org/2\n"
    above = f"https://a.org/1\n{HEAD}{BODY}\nhttps://a.org/2\n{HEAD}{BODY}"
    for text in (below, above):
        articles, _ = read(text)
        assert [a.url for a in articles] == ["https://a.org/1", "https://a.org/2"]


@pytest.mark.parametrize(
    "listed",
    [
        "参考资料\n[1] 报告甲, https://a.org/1\n[2] 报告乙\n[3] https://a.org/3",
        "References:\n1. 报告甲 https://a.org/1\n2. 报告乙\n3. https://a.org/3",
        "[1] 报告甲 https://a.org/1\n[2] 报告乙\n[3] https://a.org/3",
        "## 来源\n[^1]: 报告甲 <https://a.org/1>\n[^2]: 报告乙\n[^3]: <https://a.org/3>",
        "参考文献：\n【1】报告甲\nhttps://a.org/1\n【2】报告乙\n【3】https://a.org/3",
    ],
)
def test_a_list_of_references_is_resolved(listed):
    (article,), problems = read(f"{HEAD}{BODY}\n{listed}")
    assert problems == []
    assert entries(article) == [
        (1, "报告甲", "https://a.org/1"),
        (2, "报告乙", ""),
        (3, "", "https://a.org/3"),
    ]
    assert [b.citations for b in article.bullets] == [(1,), (2, 3)]
    cited = article.references_of(article.bullets[1])
    assert [r.number for r in cited] == [2, 3]


def test_numbers_without_an_entry_and_entries_without_a_use_are_told():
    _, problems = read(
        f"{HEAD}{BODY}参考资料\n[1] 甲\n[3] 丙\n[7] 庚\n- 无号\n[1] 又甲"
    )
    assert [(p.source.line, p.what) for p in problems] == [
        (3, "[2] has no entry in the list of references"),
        (7, "reference [7] is cited nowhere"),
        (8, "a reference without a number: “无号”"),
        (9, "[1] is in the list of references twice"),
    ]


def test_one_list_at_the_end_of_a_file_serves_all_its_articles():
    first = f"{HEAD}节 - 首页改版上线,商家流量增长 [1]\n"
    second = "标题二\n某媒体· 2025-07-09\n节 - 费率仍然偏高,商家有意见 [2]\n"
    articles, problems = read(f"{first}{second}参考资料\n[1] 甲\n[2] 乙")
    assert problems == []
    assert [len(a.references) for a in articles] == [2, 2]


def test_a_heading_that_reads_like_a_list_is_none():
    (article,), _ = read(
        f"{HEAD}节\n- 甲 [1]\n来源\n- 货源来自免税渠道 [4]\n- 其余来自专柜 [5]"
    )
    assert [s.heading for s in article.sections] == ["节", "来源"]
    assert article.references == ()


def test_evidence_rests_on_the_article_then_the_reference_then_its_own_link():
    (article,), _ = read(
        f"{HEAD}{BODY}[1] 甲 https://a.org/1\n[2] 乙\n[3] 丙 https://a.org/3"
    )
    first, second = (an_evidence(article=article, bullet=b) for b in article.bullets)
    assert (first.url, second.url) == ("https://a.org/1", "https://a.org/3")
    (linked,), _ = read(f"{HEAD}- [一句话说增长](https://a.org/9) [1]")
    assert (
        an_evidence(article=linked, bullet=linked.bullets[0]).url == "https://a.org/9"
    )
    assert linked.url == ""
