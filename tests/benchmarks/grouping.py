"""`python -m tests.benchmarks.grouping`: grouping against reading, in one run.

Prints how many times as long as reading its bullets grouping takes, how that grows with
the number of bullets and with the size of the pack, and the memory at its peak. Ratios
of one run hold on any machine; exits 1 where one is above its bound.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

from reporter.analysis.gather import gather_evidence
from reporter.domain.clippings import Article
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Platform, Taxonomy
from reporter.packs import load_packs
from reporter.readers.articles import read_articles

_BULLETS, _PER_ARTICLE = 100_000, 12
_MOST_TIMES_READING, _MOST_GROWTH, _MOST_FOR_PACK = 8.0, 1.5, 1.5
_PACK_FACTOR = 20
_WHO = (
    "淘宝", "京东", "美团", "抖音", "快手", "小红书", "拼多多", "得物", "盒马", "唯品会",
    "平台", "公司", "管理层", "商家", "分析师认为,行业", "监管部门要求平台", "该业务",
)  # fmt: skip
_WHAT = (
    "日订单突破{}万单,较上月增长{}%", "单均履约成本下降{}%", "客诉量同比上升{}%",
    "计划在{}城新增{}个前置仓", "面临对手低价抢客,约{}%商家转投其他渠道",
    "推出第{}期扶持计划", "毛利率升至{}.{}%", "直播间退货率高达{}%", "补贴投入超过{}亿元",
    "会员续费率维持在{}%", "与本地商超合作上线{}款即时零售商品", "广告收入增速放缓至{}%",
    "为中小商家减免{}项费用", "在下沉市场新增用户{}万", "海外仓面积扩大到{}万平方米",
    "骑手社保试点覆盖{}个城市", "算法推荐带动复购率提升{}个百分点", "自有品牌占比不足{}%",
)  # fmt: skip
_WHY = (
    "补齐末端短板", "但盈利前景仍不明朗", "现金流保持稳健", "有望带来新的增量", "侵蚀利润空间",
    "供应链优势进一步巩固", "不过品类结构偏窄", "主要来自县域消费", "引发商家不满", "口碑有所回升",
    "竞争对手迅速跟进", "合规成本随之上升", "用户心智尚未建立", "规模效应开始显现", "仍依赖高额补贴",
)  # fmt: skip
_HEADINGS = ("业务表现", "面临挑战", "竞争格局", "未来规划")
_TITLES = ("{}的{}:{}", "观察｜{}{},{}", "{}为何{}?{}", "{}{},业内:{}")


def clipping(bullets: int) -> Iterator[str]:
    """The lines of a clipping, no two bullets alike, the same ones in every run."""
    draw = random.Random(bullets)

    def sentence() -> str:
        what = draw.choice(_WHAT).format(draw.randrange(2, 9973), draw.randrange(97))
        return f"{draw.choice(_WHO)}{what},{draw.choice(_WHY)}"

    for article in range(bullets // _PER_ARTICLE):
        about = draw.choice(_WHO), draw.choice(_WHY), draw.choice(_WHAT)
        yield draw.choice(_TITLES).format(*about).replace("{}", str(article))
        yield f"某媒体{article % 61}· 2025-07-{article % 28 + 1:02d} 09:00"
        parts = []
        for number in range(_PER_ARTICLE):
            if number % 3 == 0:
                parts.append(_HEADINGS[number // 3])
            parts.append(f"- {sentence()} [{number + 1}]")
        yield " ".join(parts)


def larger(taxonomy: Taxonomy) -> Taxonomy:
    """The same taxonomy with many times as many names."""
    more = [
        Platform(f"p{n}", f"某某{n}号店", f"Shop{n}", aliases=(f"别名{n}", f"Alias{n}"))
        for n in range(len(taxonomy.platforms) * _PACK_FACTOR)
    ]
    return replace(taxonomy, platforms=(*taxonomy.platforms, *more))


def seconds_of_grouping(articles: list[Article], taxonomy: Taxonomy) -> float:
    """How long grouping takes."""
    start = time.perf_counter()
    gather_evidence(articles, taxonomy, Settings())
    return time.perf_counter() - start


def main() -> int:
    """Measure and compare with the bounds."""
    taxonomy = load_packs(["ecommerce-cn"])
    lines = list(clipping(_BULLETS))
    start = time.perf_counter()
    articles, _ = read_articles(lines, file="bench.txt")
    reading = time.perf_counter() - start
    read = sum(len(article.bullets) for article in articles)
    grouping = seconds_of_grouping(articles, taxonomy)
    tenth = seconds_of_grouping(articles[: len(articles) // 10], taxonomy)
    small = articles[: len(articles) // 20]
    usual = seconds_of_grouping(small, taxonomy)
    large = seconds_of_grouping(small, larger(taxonomy))
    tracemalloc.start()
    gather_evidence(small, taxonomy, Settings())
    peak = tracemalloc.get_traced_memory()[1] / max(len(small) * _PER_ARTICLE, 1)
    figures = {
        "times as long as reading": (grouping / reading, _MOST_TIMES_READING),
        "time of ten times the bullets, per bullet": (
            grouping / tenth / 10,
            _MOST_GROWTH,
        ),
        f"time with {_PACK_FACTOR} times the names": (large / usual, _MOST_FOR_PACK),
    }
    print(f"{read} bullets: read in {reading:.2f} s, grouped in {grouping:.2f} s")
    print(f"memory at the peak: {peak:.0f} bytes a bullet")
    for name, (value, bound) in figures.items():
        print(f"{name}: {value:.2f} (at most {bound})")
    return int(any(value > bound for value, bound in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
