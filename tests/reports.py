"""Small reports for tests of what is made from them."""

from dataclasses import replace
from datetime import date, time

from reporter.analysis.conflicts import find_conflicts
from reporter.analysis.register import build_matrix, build_register
from reporter.analysis.swots import build_swots
from reporter.domain.clippings import Problem
from reporter.domain.evidence import Metric
from reporter.domain.findings import Analysis
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import (
    INDUSTRY,
    KnownInitiative,
    Platform,
    Taxonomy,
    Theme,
)
from reporter.domain.values import (
    Exactness,
    Flag,
    Moment,
    Quadrant,
    SourceRef,
    Stage,
    Week,
)
from reporter.report.build import build_report
from reporter.report.model import Edition
from tests.builders import an_article, an_evidence

WEEK = Week(2025, 28)
TAXONOMY = Taxonomy(
    id="test-pack",
    language="zh",
    platforms=(
        Platform("wechat", "微信", "WeChat"),
        Platform("jd", "京东", "JD"),
        Platform("douyin", "抖音", "Douyin"),
        Platform("kuaishou", "快手", "Kuaishou"),
    ),
    themes=(
        Theme("traffic_content", "流量与内容", "Traffic and content"),
        Theme("merchants", "商家", "Merchants"),
    ),
    initiatives=(
        KnownInitiative("小店直连", "wechat", "merchants", ("直连小店",)),
        KnownInitiative("夜间达", "jd", "traffic_content"),
    ),
)


def articles():
    """Three articles: one with an address, one that repeats it, one without a date."""
    first = an_article(1, "小店直连开放报名", "东岸财经", date(2025, 7, 8))
    first = replace(
        first,
        published_at=Moment(date(2025, 7, 8), time(9, 30)),
        url="https://example.org/a?b=1&c=2",
    )
    copy = an_article(2, "小店直连开放报名", "西岸快讯", date(2025, 7, 9))
    return first, copy, an_article(3, "快递观察", "", None)


def a_metric(text="3亿", value=3e8, **more):
    facts = {
        "platform": "wechat",
        "measure": "mau",
        "value": value,
        "unit": "people",
        "currency": "",
        "period": "2025-Q1",
        "exactness": Exactness.ABOUT,
        "text": text,
        **more,
    }
    return Metric(**facts)


def evidence():
    """All quadrants, an initiative, a repeat, a conflict and what waits for review."""
    first, copy, undated = articles()
    lead = an_evidence(
        "=小店直连首批开放三个行业,商家可直接发货",
        first,
        evidence_id="e1",
        initiatives=("小店直连",),
        stage=Stage.PILOT,
        theme="merchants",
        independent_sources=2,
        metrics=(a_metric(),),
        mentions=("jd",),
        first_seen=WEEK,
    )
    repeat = an_evidence(
        "小店直连先开放三个行业", copy, evidence_id="e2", duplicate_of="e1"
    )
    spare = {"article": copy, "initiatives": ("夜间达",), "first_seen": Week(2025, 27)}
    return (
        lead,
        repeat,
        an_evidence("月活约3.6亿", copy, evidence_id="e3", metrics=(a_metric("3.6亿", 3.6e8),)),
        an_evidence("客服人手不足", first, evidence_id="e4", quadrant=Quadrant.WEAKNESS),
        an_evidence("县域市场有增量", first, evidence_id="e5", quadrant=Quadrant.OPPORTUNITY),
        an_evidence("对手降价抢单", first, evidence_id="e6", quadrant=Quadrant.THREAT),
        an_evidence("夜间达覆盖十城", platform="jd", evidence_id="e7", stage=Stage.LIVE, **spare),
        an_evidence("七月一日成立", first, evidence_id="e8", quadrant=Quadrant.NEUTRAL),
        an_evidence(
            "也许会调整佣金", undated, evidence_id="e9", confidence=0.3, flags=(Flag.REVIEW,)
        ),
        an_evidence(
            "可能更换总部", first, evidence_id="e10", confidence=0.2, flags=(Flag.REVIEW,)
        ),
    )  # fmt: skip


def a_report(language="zh", items=None, sources=None, taxonomy=None, **settings):
    """A report of one week; without `items` that of `evidence()`.

    The second article repeats the first, unless a taxonomy of one's own is given.
    """
    items = evidence() if items is None else tuple(items)
    sources = articles() if sources is None else sources
    copies = () if taxonomy or len(sources) < 2 else ((sources[1], sources[0]),)
    taxonomy = taxonomy or TAXONOMY
    platforms = (*(platform.id for platform in taxonomy.platforms), INDUSTRY)
    register = build_register(items, taxonomy)
    themes = [theme.id for theme in taxonomy.themes]
    analysis = Analysis(
        articles=sources,
        evidence=items,
        swots=build_swots(items, platforms),
        initiatives=register,
        matrix=build_matrix(items, register, platforms, themes),
        conflicts=find_conflicts(items),
        copies=copies,
    )
    problem = Problem(SourceRef("note.txt", 7), "没有标题", "按正文读入", "补上标题行")
    edition = Edition(
        week=WEEK,
        language=language,
        taxonomy=taxonomy,
        settings=Settings(**{"platforms": ("wechat", "kuaishou"), **settings}),
        analysis=analysis,
        problems=(problem,) if items else (),
        facts=(("reporter", "0.1.0"),),
    )
    return build_report(edition)


def an_empty_report(language="zh"):
    """A report of an input in which nothing was found."""
    return a_report(language, items=(), sources=())


def a_large_report(language="zh", *, platforms=1, sources=0):
    """A report with a claim of each of `sources` articles, in turn of all platforms."""
    named = tuple(
        Platform(f"p{n}", f"平台{n}", f"Platform {n}") for n in range(1, platforms + 1)
    )
    written = tuple(
        an_article(
            n, f"第{n}篇：来源&<b>", f"媒体{n}", url=f"https://example.com/?a={n}&b=1"
        )
        for n in range(1, sources + 1)
    )
    quadrants = Quadrant.counted()
    items = (
        an_evidence(
            f"第{n}条论点，订单同比增长{n}%",
            article,
            evidence_id=f"e{n}",
            platform=named[n % platforms].id,
            quadrant=quadrants[n // platforms % len(quadrants)],
            first_seen=WEEK,
        )
        for n, article in enumerate(written)
    )
    taxonomy = replace(TAXONOMY, platforms=named)
    return a_report(language, items, written, taxonomy)
