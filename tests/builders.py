"""Small makers of records for tests."""

from datetime import date

from reporter.domain.clippings import Article, Bullet, Section
from reporter.domain.evidence import Evidence
from reporter.domain.values import Moment, Quadrant, SourceRef


def an_article(ordinal=1, title="标题", outlet="某媒体", day=date(2025, 7, 8), **more):
    facts = {"file": "note.txt", "url": "", "sections": (), **more}
    file = facts.pop("file")
    return Article(
        ordinal=ordinal,
        source=SourceRef(file, ordinal * 10),
        title=title,
        outlet=outlet,
        published_at=Moment(day) if day else None,
        **facts,
    )


def a_bullet(text, ordinal=1, citations=(1,), line=11):
    return Bullet(ordinal, text, citations, SourceRef("note.txt", line))


def an_evidence(text="平台推出新功能", article=None, **more):
    article = article or an_article()
    facts = {
        "evidence_id": f"e{abs(hash((article.ordinal, text))) % 10**8:08d}",
        "heading": "战略布局",
        "bullet": a_bullet(text),
        "platform": "wechat",
        "mentions": (),
        "quadrant": Quadrant.STRENGTH,
        "runner_up": Quadrant.NEUTRAL,
        "confidence": 0.8,
        "why": "cue",
        "theme": "traffic_content",
        "initiatives": (),
        "stage": None,
        "metrics": (),
        **more,
    }
    return Evidence(article=article, **facts)


def an_article_with(*bullets, heading="战略布局", **more):
    section = Section(heading, tuple(bullets))
    return an_article(sections=(section,), **more)
