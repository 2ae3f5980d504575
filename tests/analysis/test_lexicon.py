"""Words in a text: the leftmost, and of those the longest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.lexicon import Lexicon

TEXTS = st.text(alphabet="增长收缩a ", max_size=12)
WORDS = st.lists(
    st.text(alphabet="增长收缩", min_size=1, max_size=4), min_size=1, max_size=6
)


def spans(words, text, **how):
    found = Lexicon({"list": words}, **how).find(text)
    return [(m.start, m.end) for m in found]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        pytest.param(["增", "增长"], "增长", ["增长"], id="the longest"),
        pytest.param(["收缩小", "缩"], "明显收缩", ["缩"], id="behind half a word"),
        pytest.param(["长大", "增长"], "增长大", ["增长"], id="the leftmost"),
        pytest.param(["ai"], "said AI", ["AI"], id="Latin words are whole words"),
        pytest.param(["订单"], "訂單", ["訂單"], id="traditional characters"),
        pytest.param([], "增长", [], id="no words"),
    ],
)
def test_words_are_found(words, text, found):
    assert [text[a:b] for a, b in spans(words, text, ignores_case=True)] == found


@given(WORDS, TEXTS)
def test_what_is_found_is_what_a_search_word_by_word_finds(words, text):
    expected, at = [], 0
    while at < len(text):
        longest = max((len(w) for w in words if text.startswith(w, at)), default=0)
        if longest:
            expected.append((at, at + longest))
        at += longest or 1
    assert spans(words, text) == expected
