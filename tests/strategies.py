"""Hypothesis strategies for clippings."""

from hypothesis import strategies as st

WORD = st.text(
    st.characters(categories=["L", "N", "P"], exclude_characters="[]［］"),
    min_size=1,
    max_size=12,
)
CITATION = st.integers(1, 40).map("[{}]".format)
BULLET = st.tuples(WORD, st.lists(CITATION, max_size=3)).map(
    lambda pair: f"- {pair[0]} {''.join(pair[1])}"
)
BODY = st.lists(st.one_of(BULLET, WORD), min_size=1, max_size=6).map(" ".join)
META = st.sampled_from(
    ["某媒体· 2025-07-08 09:30", "2025-07-08", "00700.HK某媒体· 2025-07-08", "A·B·2025"]
)
LINE = st.one_of(
    st.just(""), WORD, BULLET, BODY, META, st.text(max_size=40),
    st.sampled_from(["搜索文档", "Workflow", "icon", "# 标题", "## 小节", "**a**：b [1]"]),
)  # fmt: skip
CLIPPING = st.lists(LINE, max_size=14)
