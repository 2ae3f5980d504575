"""All words that a report prints, Chinese and English side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reporter.report.wording.brief import TEXTS as BRIEF
from reporter.report.wording.changes import TEXTS as CHANGES
from reporter.report.wording.core import TEXTS as CORE
from reporter.report.wording.mail import TEXTS as MAIL
from reporter.report.wording.workbook import TEXTS as WORKBOOK

LANGUAGES = ("zh", "en")
TEXTS: Mapping[str, tuple[str, str]] = {
    **CORE,
    **WORKBOOK,
    **BRIEF,
    **CHANGES,
    **MAIL,
}


@dataclass(frozen=True, slots=True)
class Words:
    """The wording of one language, `zh` or `en`.

    An English text may hold its singular and plural with ` || ` between them; the
    fact `n` chooses.
    """

    language: str

    def __call__(self, key: str, **facts: object) -> str:
        """The text of `key` with its facts filled in; raises KeyError if unknown."""
        text = TEXTS[key][LANGUAGES.index(self.language)]
        if " || " in text:
            singular, plural = text.split(" || ")
            text = singular if facts.get("n") == 1 else plural
        return text.format(**facts) if facts else text

    @property
    def is_chinese(self) -> bool:
        """Whether this is the Chinese wording."""
        return self.language == "zh"
