"""Bytes -> text, whatever the encoding."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Chinese and English text files come in, besides UTF-8.
_CHINESE = ("gb18030", "big5")
_CANDIDATES = [*_CHINESE, "utf_16_le", "utf_16_be", "cp1252"]
# Control characters that no clipping holds; where they stand the encoding is another.
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ue000-\uf8ff\ufffd]")
_COMMON = re.compile(
    r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2026\s0-9A-Za-z!-/:-@\[-`{-~·•]"
)
_LEAST_COMMON = 0.9
# The characters that make up a third of any Chinese text, simplified and traditional.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "數據費這個為時來們對會發動過說產種後學經進著電裡現實體機當點從業應開還關間樣與線內價長銷市場"
    "数据费用户商品牌价长销市场店铺费率增收入亿万元月季台流"
)
_SAMPLE_BYTES = 65536


def decode(content: bytes) -> str:
    """The text of a file; raises UnicodeError if no encoding fits it.

    UTF-8 is tried first, since no other text passes for it; the rest is left to
    charset-normalizer, whose guess must look like a text that people write.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content)
    if "\x00" in text:
        return _guessed(content)
    return text


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = content[:_SAMPLE_BYTES]
    found = from_bytes(sample, cp_isolation=_CANDIDATES, enable_fallback=False)
    guesses = [match.encoding for match in found]
    texts = {name: _decoded(content, name) for name in (*guesses, *_CANDIDATES)}
    likely = [text for text in texts.values() if text and _is_written(text)]
    if not likely:
        raise UnicodeError("no encoding fits it")
    return max(likely, key=_familiarity)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_written(text: str) -> bool:
    sample = text[:_SAMPLE_BYTES]
    if _ODD.search(sample):
        return False
    return len(_COMMON.findall(sample)) >= _LEAST_COMMON * len(sample)


def _familiarity(text: str) -> float:
    """Share of characters that a text in Chinese or English is mostly made of."""
    sample = text[:_SAMPLE_BYTES]
    known = sum(char in _FREQUENT or char.isascii() for char in sample)
    return known / len(sample)
