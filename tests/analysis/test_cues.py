"""Words -> help and harm: negation, reversal, turns, and what rises or falls."""

import pytest

from reporter.analysis.cues import CueReader
from reporter.analysis.lexicon import Lexicon
from reporter.packs import load_packs

READER = CueReader(load_packs(["ecommerce-cn"]).cues)


def sides(text, *, is_stressed=None):
    return {
        cue.signal
        for cue in READER.read(text)
        if cue.signal in ("help", "hurt")
        and (is_stressed is None or cue.is_stressed is is_stressed)
    }


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("亏损收窄", "help"),
        ("投诉量同比下降三成", "help"),
        ("增速放缓", "hurt"),
        ("履约成本上升", "hurt"),
        ("履约成本下降", "help"),
        ("营销费用334亿元,同比增加43%", "hurt"),
        ("净收入88.7亿元,同比增长41%", "help"),
        ("新增骑手拉低毛利率", "hurt"),
        ("自动化降低获客成本", "help"),
        ("并非没有优势", "help"),
        ("没有优势", "hurt"),
        ("退货率不降反升", "hurt"),
        ("留存率不降反升", "help"),
        ("解决了缺货问题", "help"),
        ("退订潮没有出现", "help"),
        ("积压已处理完毕", "help"),
        ("the backlog has been cleared", "help"),
        ("虧損收窄", "help"),
        ("losses narrowed", "help"),
        ("returns fell 8%", "help"),
        ("comparable sales fell 3.8%", "hurt"),
        ("not profitable", "hurt"),
        ("costs rose faster than planned", "hurt"),
    ],
)
def test_what_rises_or_falls_decides_whether_it_helps(text, side):
    assert sides(text) == {side}


@pytest.mark.parametrize(
    ("text", "stressed", "aside"),
    [
        ("单量增长迅速,但亏损扩大", "hurt", "help"),
        ("尽管流失严重,然而毛利率提升", "help", "hurt"),
        ("Sales grew, but margins shrank", "hurt", "help"),
    ],
)
def test_the_half_behind_the_turn_is_stressed(text, stressed, aside):
    assert sides(text, is_stressed=True) == {stressed}
    assert aside in sides(text, is_stressed=False)


def test_words_inside_a_name_are_no_cues():
    names = Lexicon({"红猫计划": ["红猫计划"]}).find("红猫计划覆盖三个行业")
    assert "plans" in {cue.signal for cue in READER.read("红猫计划覆盖三个行业")}
    cues = READER.read("红猫计划覆盖三个行业", names)
    assert "plans" not in {cue.signal for cue in cues}


@pytest.mark.parametrize("text", ["增程车型", "获取消费者信任", "In May 2025"])
def test_a_syllable_is_no_cue(text):
    assert not sides(text) - {"help"}
    assert "hedges" not in {cue.signal for cue in READER.read(text)}


def test_cues_say_where_they_stand():
    text = "平台增长强劲"
    cue = next(c for c in READER.read(text) if c.word == "强劲")
    assert text[cue.start :].startswith("强劲")
