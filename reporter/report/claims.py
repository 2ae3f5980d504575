"""Entries of a SWOT -> claims: sentences that stand on their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reporter.domain.findings import SwotEntry
from reporter.domain.text import columns
from reporter.domain.values import Week
from reporter.report.model import Claim, Source, article_key

_NAMELESS = re.compile(
    r"^(?:该公司|本公司|公司|该平台|平台(?=近期|已|在|将|还|也|的|面临|需|计划|推出|宣布))"
    r"|^(?:The company|The platform)\b"
)
_BORDER = re.compile(r"[。；;！？!?]|(?<!\d)[，,](?!\d)|\.\s")
_CLOSING = "，,；;。、：: "
MAX_COLUMNS = 150


@dataclass(frozen=True, slots=True)
class ClaimMaker:
    """What is needed to word the claims of one platform, named `label`."""

    label: str
    week: Week
    sources: Mapping[tuple[str, int], Source]

    def claim(self, entry: SwotEntry) -> Claim:
        """Word one entry; its sources are those of its evidence, each once."""
        lead = entry.lead
        sources = dict.fromkeys(
            self.sources[article_key(e.article)] for e in entry.evidence
        )
        return Claim(
            platform=entry.platform,
            quadrant=entry.quadrant,
            rank=entry.rank,
            text=shorten(name_subject(lead.text, self.label)),
            theme=lead.theme,
            flags=lead.flags,
            evidence=entry.evidence,
            sources=tuple(sources),
            independent_sources=lead.independent_sources,
            is_new=lead.first_seen == self.week,
        )


def name_subject(text: str, label: str) -> str:
    """Put the platform's name where a sentence begins with a nameless subject."""
    spaced = f"{label} " if text.isascii() else label
    return _NAMELESS.sub(lambda _: spaced.strip(), text, count=1)


def shorten(text: str, max_columns: int = MAX_COLUMNS) -> str:
    """Cut a long sentence after the last whole clause that fits.

    Widths are in Latin characters, a CJK character being two wide. A sentence whose
    first clause alone is longer stays whole: half a clause says something else.
    """
    if columns(text) <= max_columns:
        return text
    fitting = ""
    for border in _BORDER.finditer(text):
        clause = text[: border.start()]
        if columns(clause) > max_columns:
            break
        fitting = clause
    return fitting.rstrip(_CLOSING) if fitting else text
