"""A sentence and its heading -> the theme that most of their words speak of."""

from __future__ import annotations

from collections import Counter

from reporter.analysis.lexicon import Lexicon
from reporter.domain.taxonomy import Taxonomy

_IN_HEADING = 0.6


class ThemeReader:
    """Tells themes by the cues of a taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._lexicon = Lexicon(
            {theme.id: theme.cues for theme in taxonomy.themes}, ignores_case=True
        )
        self._order = {theme.id: at for at, theme in enumerate(taxonomy.themes)}

    def theme(self, text: str, heading: str) -> str:
        """The id of the theme; empty where no word speaks of any."""
        scores: Counter[str] = Counter()
        for part, weight in ((text, 1.0), (heading, _IN_HEADING)):
            for match in self._lexicon.find(part):
                for theme in match.lists:
                    scores[theme] += weight  # type: ignore[assignment]  # Counter of float
        if not scores:
            return ""
        return min(scores, key=lambda theme: (-scores[theme], self._order[theme]))
