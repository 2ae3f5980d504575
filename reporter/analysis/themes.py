"""A sentence and its heading -> the theme that most of their words speak of."""

from __future__ import annotations

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

        self._heading, self._of_heading = "", dict[str, float]()

    def theme(self, text: str, heading: str) -> str:
        """The id of the theme; empty where no word speaks of any."""
        if heading != self._heading:
            self._heading, self._of_heading = heading, {}
            self._weigh(heading, _IN_HEADING, self._of_heading)
        scores = dict(self._of_heading)
        self._weigh(text, 1.0, scores)
        if not scores:
            return ""
        return min(scores, key=lambda theme: (-scores[theme], self._order[theme]))

    def _weigh(self, text: str, weight: float, scores: dict[str, float]) -> None:
        for match in self._lexicon.find(text):
            for theme in match.lists:
                scores[theme] = scores.get(theme, 0.0) + weight
