"""Articles -> the language that most of them are in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reporter.domain.clippings import Article

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")


def main_language(articles: Iterable[Article]) -> str:
    """`zh` or `en`: the language of most bullets, `zh` where there are as many."""
    balance = sum(
        1 if is_chinese(bullet.text) else -1
        for article in articles
        for bullet in article.bullets
    )
    return "zh" if balance >= 0 else "en"


def is_chinese(text: str) -> bool:
    """Whether a sentence has more Chinese characters than Latin words."""
    return len(_CJK.findall(text)) > len(_LATIN_WORD.findall(text))
