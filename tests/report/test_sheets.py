from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.domain.taxonomy import Taxonomy, Theme
from reporter.domain.values import Flag, Quadrant, Week
from reporter.report.sheets import workbook_content
from reporter.report.sheets.catalogue import CATALOGUE, label_of, meaning_of
from reporter.report.sheets.content import (
    Tally,
    ToClaims,
    ToEvidence,
    ToSheet,
    ToSource,
)
from reporter.report.wording import LANGUAGES
from tests.builders import an_evidence
from tests.reports import TAXONOMY, WEEK, a_report, an_empty_report, articles


def rows_of(table, report=None):
    """The rows of a table as dictionaries by field."""
    found = workbook_content(report or a_report()).table(table)
    fields = [column.field for column in found.columns]
    return [dict(zip(fields, row, strict=True)) for row in found.rows]


def named(report):
    return {n.name: n.value for n in workbook_content(report).names}


@pytest.mark.parametrize("language", range(len(LANGUAGES)))
def test_every_field_has_a_label_and_a_meaning(language):
    for table, columns in CATALOGUE.items():
        labels = [label_of(table, c.field, language) for c in columns]
        assert len({label.casefold() for label in labels}) == len(labels), table
        assert all(meaning_of(table, c.field, language) for c in columns)


def test_no_spelling_of_a_header_means_two_columns():
    for table, columns in CATALOGUE.items():
        spellings = [s for c in columns for s in {s.casefold() for s in c.spellings}]
        assert len(set(spellings)) == len(spellings), table


def test_evidence_holds_all_that_the_csv_holds_and_the_corrections():
    from reporter.render.evidence_csv import FIELDS

    fields = [column.field for column in CATALOGUE["Evidence"]]
    assert set(FIELDS) <= set(fields)
    assert fields[len(FIELDS) :] == [
        "new_platform", "new_quadrant", "new_initiatives", "new_stage", "dismiss", "note",
    ]  # fmt: skip


def test_evidence_shows_labels_dates_and_numbers():
    first = rows_of("Evidence")[0]
    assert first["platform"] == "微信"
    assert first["quadrant"] == "S 优势"
    assert first["theme"] == "商家"
    assert first["stage"] == "试点"
    assert first["mentions"] == "京东"
    assert first["published_at"] == datetime.combine(date(2025, 7, 8), time(9, 30))
    assert first["confidence"] == 0.8
    assert first["source"] == ToSource("东岸财经", "R01", articles()[0].url)


def test_english_rows_have_english_labels():
    first = rows_of("Evidence", a_report("en"))[0]
    assert (first["platform"], first["quadrant"]) == ("WeChat", "S Strength")


def test_a_claim_leads_to_its_article_and_to_its_evidence():
    first = rows_of("Swot")[0]
    assert first["sources"].text == "东岸财经 2025-07-08 +1"
    assert first["sources"].url == "https://example.org/a?b=1&c=2"
    assert first["evidence_ids"] == ToEvidence("e1|e2", "e1")


def test_review_begins_with_the_least_sure():
    rows = rows_of("Review")
    assert [row["confidence"] for row in rows] == [0.2, 0.3]
    assert rows[0]["evidence_id"] == ToEvidence("e10", "e10")


def test_figures_that_sources_disagree_on_stand_first_and_say_who_disagrees():
    rows = rows_of("Metrics")
    assert "西岸快讯" in rows[0]["conflict"]
    assert "3.6亿" in rows[0]["conflict"]
    (conflict,) = rows_of("Conflicts")
    assert conflict["value_a"].startswith("3亿")
    assert conflict["value_b"].startswith("3.6亿")


def test_the_matrix_counts_evidence_and_names_initiatives_with_their_stage():
    table = workbook_content(a_report()).table("Matrix")
    assert [c.zh for c in table.columns] == ["平台", "流量与内容", "商家", "合计"]
    assert table.makes_columns
    wechat, jd, total = table.rows
    assert wechat == ("微信", 7, "1\n小店直连 ○试点", 8)
    assert jd == ("京东", "1\n夜间达 ●已上线", None, 1)
    assert total == ("合计", 8, 1, 9)


def test_two_themes_of_one_label_still_get_different_headers(monkeypatch):
    themes = (Theme("a", "商家", "Merchants"), Theme("b", "商家", "Merchants"))
    twins = Taxonomy("twins", "zh", TAXONOMY.platforms, themes)
    monkeypatch.setattr("tests.reports.TAXONOMY", twins)
    headers = [c.zh for c in workbook_content(a_report()).table("Matrix").columns]
    assert headers == ["平台", "商家", "商家 b", "合计"]


def test_platforms_without_news_are_listed_only_when_watched():
    report = a_report(platforms=("kuaishou",))
    rows = rows_of("Platforms", report)
    labels = [getattr(row["platform"], "text", row["platform"]) for row in rows]
    assert labels == ["微信", "京东", "快手"]
    assert named(report)["report_quiet"] == "本期无消息的关注平台：快手"


def test_only_platforms_with_enough_claims_have_a_sheet_and_a_link_to_it():
    content = workbook_content(a_report(sheet_entries=4))
    assert [sheet.title for sheet in content.sheets] == ["微信"]
    wechat, jd = content.table("Platforms").rows[:2]
    assert wechat[0] == ToSheet("微信", "微信")
    assert jd[0] == ToClaims("京东")
    assert not workbook_content(a_report(sheet_entries=99)).sheets


def test_a_platform_sheet_numbers_its_claims_and_links_each():
    (sheet,) = workbook_content(a_report()).sheets
    blocks = {block.name: block for block in sheet.blocks}
    assert list(blocks) == [
        "strengths", "weaknesses", "opportunities", "threats",
        "platform_initiatives", "platform_metrics",
    ]  # fmt: skip
    number, text, source = blocks["weaknesses"].rows[0]
    assert number == ToEvidence("W1", "e4")
    assert text.startswith("客服人手不足")
    assert source.source_id == "R01"
    assert "{n}" in blocks["strengths"].more


def test_an_outlet_counts_once_and_a_copy_not_at_all():
    rows = rows_of("Sources")
    assert [row["independent"] for row in rows] == [1, 0, 1]
    assert rows[1]["copy_of"] == "R01"
    tally = named(a_report())["count_independent_sources"]
    assert tally.value == sum(row["independent"] for row in rows)


@pytest.mark.parametrize(
    "report", [a_report(), an_empty_report()], ids=["full", "empty"]
)
def test_every_tally_is_what_its_column_holds(report):
    content = workbook_content(report)
    for name, tally in named(report).items():
        if not isinstance(tally, Tally):
            continue
        table = content.table(tally.table)
        fields = [column.field for column in table.columns]
        values = [row[fields.index(tally.field)] for row in table.rows]
        if tally.measure.name == "SUM":
            assert tally.value == sum(values), name
        elif tally.measure.name == "POSITIVE":
            assert tally.value == sum(value > 0 for value in values), name
        else:
            assert tally.value == sum(value not in (None, "") for value in values), name


def test_industry_is_no_platform_of_the_headline_figure():
    outlook = an_evidence("行业增速放缓", articles()[0], platform="industry")
    report = a_report(items=(outlook,))
    assert named(report)["count_platforms"].value == 0
    assert rows_of("Platforms", report)[-1]["claims"] == 1


def test_what_matters_takes_new_claims_first_and_no_platform_takes_all():
    block = next(b for b in workbook_content(a_report()).blocks if b.name == "matters")
    texts = [row[0].text for row in block.rows]
    assert texts[0].startswith("微信 · S 优势：=小店直连")
    assert sum(text.startswith("微信") for text in texts) == 2
    assert any(text.startswith("京东") for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_week_says_so_on_every_sheet(language):
    report = an_empty_report(language)
    content = workbook_content(report)
    filled = {table.name for table in content.tables if table.rows}
    assert filled == {
        "Platforms",
        "PlatformList",
        "QuadrantList",
        "StageList",
        "DismissList",
    }
    names = named(report)
    assert all(names[f"note_{t}"] for t in ("changes", "review", "swot", "evidence"))
    assert not content.sheets


def test_drop_downs_offer_labels():
    content = workbook_content(a_report("en"))
    offered = {t.name: [row[0] for row in t.rows] for t in content.tables}
    assert offered["PlatformList"][-2:] == ["Industry", "Other companies"]
    assert offered["QuadrantList"][0] == "S Strength"
    assert offered["InitiativeList"] == ["小店直连", "夜间达"]


def test_a_row_that_does_not_fit_its_table_is_refused():
    from reporter.report.sheets.catalogue import table

    with pytest.raises(ValueError, match="does not fit"):
        table("Changes", (("new",),))


@st.composite
def some_evidence(draw):
    """Evidence of any platform, quadrant and article, some of it uncertain or known."""
    size = draw(st.integers(0, 12))
    return [
        an_evidence(
            draw(st.text(min_size=1, max_size=40)),
            draw(st.sampled_from(articles())),
            evidence_id=f"e{number}",
            platform=draw(st.sampled_from(["wechat", "jd", "industry", "other"])),
            quadrant=draw(st.sampled_from(list(Quadrant))),
            initiatives=draw(
                st.sampled_from([(), ("小店直连",), ("夜间达", "某计划")])
            ),
            theme=draw(st.sampled_from(["", "merchants"])),
            flags=draw(st.sampled_from([(), (Flag.REVIEW,)])),
            first_seen=draw(st.sampled_from([WEEK, Week(2025, 20)])),
        )
        for number in range(size)
    ]


@given(some_evidence())
@settings(max_examples=40, deadline=None)
def test_every_link_leads_to_a_row_or_sheet_that_is_there(items):
    content = workbook_content(a_report(items=items, sheet_entries=2))
    keys = {name: keys_of(content, *name) for name in KEYS}
    titles = {sheet.title for sheet in content.sheets}
    for cell in all_cells(content):
        match cell:
            case ToSource(source_id=key, url=""):
                assert key in keys["Sources", "source_id"]
            case ToEvidence(evidence_id=key):
                assert key in keys["Evidence", "evidence_id"]
            case ToClaims(text):
                assert text in keys["Swot", "platform"]
            case ToSheet(title=title):
                assert title in titles


@given(some_evidence())
@settings(max_examples=40, deadline=None)
def test_every_piece_of_evidence_has_a_row_and_each_count_adds_up(items):
    report = a_report(items=items)
    content = workbook_content(report)
    assert len(content.table("Evidence").rows) == len(items)
    assert len(content.table("Swot").rows) == report.counted_evidence
    assert named(report)["count_claims"].value == report.counted_evidence
    rows = rows_of("Platforms", report)
    assert sum(row["claims"] for row in rows) == report.counted_evidence
    assert all(row["claims"] == sum(row[q] for q in "swot") for row in rows)


KEYS = [("Sources", "source_id"), ("Evidence", "evidence_id"), ("Swot", "platform")]


def keys_of(content, name, field):
    table = content.table(name)
    at = [column.field for column in table.columns].index(field)
    return {row[at] for row in table.rows}


def all_cells(content):
    blocks = [*content.blocks, *(b for s in content.sheets for b in s.blocks)]
    rows = [
        *(r for t in content.tables for r in t.rows),
        *(r for b in blocks for r in b.rows),
    ]
    return [cell for row in rows for cell in row]


def test_a_headline_names_the_quadrant_that_leads_or_all_that_lead_together():
    report = a_report(sheet_entries=4)
    wechat, jd = rows_of("Platforms", report)[:2]
    assert wechat["headline"].startswith("S 优势最多（2/5）：")
    assert jd["headline"].startswith("S 优势：")
    first = articles()[0]
    tied = [
        an_evidence("甲", first, evidence_id="t1", quadrant=Quadrant.WEAKNESS),
        an_evidence("乙", first, evidence_id="t2", quadrant=Quadrant.THREAT),
    ]
    row = rows_of("Platforms", a_report(items=tied, sheet_entries=2))[0]
    assert row["headline"].startswith("W 劣势、T 威胁并列最多（各 1/2）：甲")


def test_an_initiative_whose_theme_has_no_evidence_is_still_in_the_matrix():
    other = an_evidence("夜间达", platform="wechat", initiatives=("夜间达",), theme="")
    table = workbook_content(a_report(items=[other], sources=(articles()[0],))).table(
        "Matrix"
    )
    assert table.rows[0] == ("京东", "–\n夜间达", None, 0)
