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
    ["某媒体· 2025-07-08 09:30", "2025-07-08", "00700.HK某媒体· 2025-07-08", "A·B·2025",
     "来源：某媒体 2025-07-08", "2025/07/08 09:30 来源：某媒体", "Post, July 8, 2025 3:05 PM",
     "[某媒体](https://a.org/1)· 2025-07-08T09:30:00+08:00", "某媒体· 07-08 09:30"]
)  # fmt: skip
LINK = st.sampled_from(
    ["https://a.org/1", "原文链接：<https://a.org/(x)>", "[原文](https://a.org/1)",
     "- [一句话](https://a.org/1) [2](https://a.org/2)", "# [标题](https://a.org/1) x",
     "## [节](https://a.org/1)", "节 - 甲[二](https://a.org) [[3]](https://a.org/3)"]
)  # fmt: skip
REFERENCE = st.sampled_from(
    ["参考资料", "References:", "[1] 报告甲 https://a.org/1", "2. Report, <https://a.org>",
     "[^3]: 报告丙", "- 没有编号的报告", "  后半行 https://a.org/2", "【4】报告丁"]
)  # fmt: skip
LINE = st.one_of(
    st.just(""), WORD, BULLET, BODY, META, LINK, REFERENCE, st.text(max_size=40),
    st.sampled_from(
        ["搜索文档", "Workflow", "icon", "icon标题", "题 搜索文档", "# 标题", "## 小节",
         "**a**：b [1]", "  折行的后半句 [1]", "①甲", "甲[1]。乙 - 丙[2]；- 丁【3】"]
    ),
)  # fmt: skip
CLIPPING = st.lists(LINE, max_size=14)
