"""What matters this week: one order for all files, and why each of it does."""

from dataclasses import replace

import pytest

from reporter.domain.changes import Background, Change, ChangeKind, Side
from reporter.domain.evidence import Metric
from reporter.domain.values import Exactness, Quadrant, Stage, Week
from reporter.report.brief import brief_content
from reporter.report.build import build_report
from reporter.report.matters import matters
from reporter.report.numbers import amount, scaled
from reporter.report.sheets import workbook_content
from reporter.report.wording import Words
from tests.builders import an_evidence
from tests.reports import WEEK, a_large_report, a_report, articles, evidence

LAST_WEEK = Week(2025, 27)
NIGHT = Change(
    ChangeKind.STAGE,
    "jd",
    "夜间达",
    Side(LAST_WEEK, (), stage=Stage.PILOT),
    Side(WEEK, ("e7",), stage=Stage.LIVE),
)


def with_background(report, **facts):
    background = Background(compared_with=LAST_WEEK, **facts)
    return build_report(replace(report.edition, background=background))


def shown_in_workbook(report):
    block = next(b for b in workbook_content(report).blocks if b.name == "matters")
    return [row[0] for row in block.rows]


def test_changes_come_before_claims_in_the_brief_and_in_the_workbook():
    report = with_background(a_report(), changes=(NIGHT,))
    told = brief_content(report)["matters"]
    assert told[0]["platform"] == "京东"
    assert "夜间达" in told[0]["text"]
    rows = shown_in_workbook(report)
    assert len(rows) == len(told) == len(matters(report))
    for row, matter in zip(rows, told, strict=True):
        assert matter["platform"] in row.text
    assert rows[0].evidence_id == "e7"


def test_a_claim_that_a_change_tells_is_not_told_twice():
    told = brief_content(with_background(a_report(), changes=(NIGHT,)))["matters"]
    assert sum("夜间达" in matter["text"] for matter in told) == 1


def test_a_change_that_no_claim_tells_says_what_it_touches():
    moved = an_evidence(
        "夜间达进入新城市", articles()[1], evidence_id="e7", platform="jd",
        quadrant=Quadrant.NEUTRAL, theme="merchants", initiatives=("夜间达",),
    )  # fmt: skip
    items = [moved if e.evidence_id == "e7" else e for e in evidence()]
    report = with_background(a_report(items=items), changes=(NIGHT,))
    why = brief_content(report)["matters"][0]["why"]
    assert "商家" in why
    assert "夜间达" in why


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (Quadrant.STRENGTH, Quadrant.OPPORTUNITY, "可用于机会"),
        (Quadrant.STRENGTH, Quadrant.THREAT, "面对威胁"),
        (Quadrant.WEAKNESS, Quadrant.THREAT, "会放大威胁"),
        (Quadrant.OPPORTUNITY, Quadrant.WEAKNESS, "短板在前"),
    ],
)
@pytest.mark.parametrize("shared", ["theme", "initiative"])
def test_a_matter_names_the_claim_that_it_meets_with_its_source(
    first, second, says, shared
):
    """Two claims of a platform meet in a theme or in an initiative."""
    themes = ("merchants", "merchants" if shared == "theme" else "traffic_content")
    names = ("小店直连",) if shared == "initiative" else ()
    one, other, _ = articles()
    items = [
        an_evidence("甲论点", one, evidence_id="a", quadrant=first, theme=themes[0],
                    initiatives=names, first_seen=WEEK),
        an_evidence("乙论点", other, evidence_id="b", quadrant=second, theme=themes[1],
                    initiatives=names, first_seen=WEEK),
    ]  # fmt: skip
    told = brief_content(a_report(items=items))["matters"]
    matter = next(m for m in told if m["text"] == "甲论点")
    assert matter["meets"]["text"] == f"；{says}：乙论点"
    assert len(matter["meets"]["sources"]) == 1


def test_claims_of_different_themes_do_not_meet():
    one, other, _ = articles()
    items = [
        an_evidence("甲论点", one, evidence_id="a", theme="merchants"),
        an_evidence("乙论点", other, evidence_id="b", quadrant=Quadrant.THREAT),
    ]
    told = brief_content(a_report(items=items))["matters"]
    assert [matter["meets"]["text"] for matter in told] == ["", ""]


def test_the_table_of_platforms_counts_what_is_new_since_last_week():
    def since(report):
        rows = brief_content(report)["overview"]
        return {row["platform"]: row["since_last"] for row in rows}

    assert set(since(a_report()).values()) == {""}
    counted = since(with_background(a_report()))
    assert counted["微信"] == "较上周 S+1"
    assert counted["京东"] == "较上周 无新增"


def test_the_first_page_shows_as_many_platforms_as_it_holds():
    rows = brief_content(a_large_report(platforms=12, sources=240))["overview"]
    assert 3 <= len(rows) <= 8
    crowded = a_large_report(platforms=12, sources=240)
    typed = {f"p{n}": "判断" * 60 for n in range(1, 9)}
    remarks = replace(crowded.edition.remarks, takeaways=typed)
    crowded = build_report(replace(crowded.edition, remarks=remarks))
    content = brief_content(crowded)
    assert len(content["overview"]) == 3
    assert "平台" in content["elsewhere"]


def test_money_that_a_parcel_brings_is_no_key_figure_of_a_platform():
    def figure(value):
        money = Metric(
            platform="wechat", measure="revenue", value=value, unit="money",
            currency="CNY", period="", exactness=Exactness.EXACT, text="x",
        )  # fmt: skip
        item = an_evidence("每件收入", articles()[0], evidence_id="m", metrics=(money,))
        return brief_content(a_report(items=[item]))["figures"]

    assert figure(0.45) == []
    assert len(figure(4.5e9)) == 1


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (1.05e8, "1.05亿", "105 million"),
        (9.2e7, "9200万", "92 million"),
        (3e8, "3亿", "300 million"),
        (1.539e11, "1539亿", "153.9 billion"),
        (12_345, "1.23万", "12,345"),
        (0.45, "0.45", "0.45"),
    ],
)
def test_numbers_follow_the_custom_of_the_language(value, chinese, english):
    assert scaled(value, Words("zh")) == chinese
    assert scaled(value, Words("en")) == english


def test_percentages_have_one_decimal_at_most():
    share = Metric(
        platform="wechat", measure="share", value=0.01234, unit="share", currency="",
        period="", exactness=Exactness.EXACT, text="1.234%",
    )  # fmt: skip
    assert amount(share, Words("zh")) == "1.2%"
