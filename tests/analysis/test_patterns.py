"""What keeps a pattern from being tried in vain hides none of its matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis import cues, facts, features, figures
from reporter.analysis.patterns import any_of

GUARDED = {
    "figures": figures.FIGURE,
    "periods": figures._PERIOD,
    "dates": facts._MAY_DATE,
    "facts": facts._FIGURES_IN_CHINESE,
    "facts in English": facts._FIGURES,
}
# Patterns that begin with a set of characters, and what each means.
LEAPING = {
    "clauses": (
        cues._CLAUSE,
        r"(?<!\d)[,，]|[,，](?!\d)|[;；。:：！!？?]|\s(?=[\u4e00-\u9fff])|\.\s",
    ),
    "shares": (features._PERCENT, r"\d[%％]|\d+倍|翻番|翻倍"),
    "amounts": (features._AMOUNT, r"\d+(?:\.\d+)?\s*(?:亿|万|million|billion|bn)"),
}
PIECES = st.sampled_from(
    [
        *"超逾突高多接将近约大不于到为至第一二三四五六七八九两十百千万亿成半倍翻番%％$€£¥年月季度日人家个件单元",
        *"上下每单五国中端春双暑黑底初全的，,。;；：: .-~1234567890０",
        "超过", "突破", "高达", "多达", "接近", "将近", "约为", "大约", "不足", "不到", "US$", "HK$",
        "CNY ", "RMB", "over ", "more than ", "above ", "nearly ", "almost ", "less than ", "under ",
        "about ", "around ", "roughly ", "billion", "million", "percent", "2024年", "Q2", "2024 Q1",
        "in 2023", "of 2023", "for 2023", "FY2024", "since 2020", "during 2021", "上半年", "第二季度",
        "first-quarter", "second quarter", "third quarter", "fourth quarter", "日均", "每日", "单日",
        "daily", "a day", "per day", "五一", "国庆", "中秋", "端午", "春节", "双11", "618", "年货节",
        "暑期", "黑五", "Black Friday", "Prime Day", "Singles' Day", "财年", "q3", "May", "half", "seven", " Twenty-one", " nine hundred", " ten per cent",
    ]
)  # fmt: skip


@pytest.mark.parametrize("name", GUARDED)
@given(pieces=st.lists(PIECES, max_size=8))
def test_a_guard_hides_no_match(name, pieces):
    guarded, text = GUARDED[name], "".join(pieces)
    bare = re.compile(re.sub(r"^\(\?=\[[^\]]*\]\)", "", guarded.pattern), guarded.flags)
    assert bare.pattern != guarded.pattern
    assert [m.span() for m in guarded.finditer(text)] == [
        m.span() for m in bare.finditer(text)
    ]


@pytest.mark.parametrize("name", LEAPING)
@given(pieces=st.lists(PIECES, max_size=8))
def test_a_leap_passes_over_no_match(name, pieces):
    leaping, meant = LEAPING[name]
    text = "".join(pieces)
    ends = [match.end() for match in re.finditer(meant, text)]
    assert [match.end() for match in leaping.finditer(text)] == ends


def test_alternatives_are_found_as_without_a_guard():
    found = re.findall(any_of("增长|增|up|a year earlier"), "增长up增 a year earlier")
    assert found == ["增长", "up", "增", "a year earlier"]


@pytest.mark.parametrize("alternatives", ["", "a|", "(?:20)?1", r"\d+"])
def test_an_alternative_must_begin_with_a_letter_or_digit(alternatives):
    with pytest.raises(ValueError, match="begins with"):
        any_of(alternatives)
