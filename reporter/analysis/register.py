"""Evidence -> the register of initiatives and the matrix platform × theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reporter.analysis.dates import starting_date
from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Initiative, MatrixCell
from reporter.domain.taxonomy import INDUSTRY, OTHER, KnownInitiative, Taxonomy
from reporter.domain.values import Stage

_MAX_FIGURES = 3


def build_register(
    evidence: Sequence[Evidence], taxonomy: Taxonomy
) -> tuple[Initiative, ...]:
    """One row per initiative that the evidence names; most evidence first."""
    by_name: dict[str, list[Evidence]] = {}
    for item in evidence:
        for name in item.initiatives:
            by_name.setdefault(name, []).append(item)
    known = {initiative.name: initiative for initiative in taxonomy.initiatives}
    together = taxonomy.cues.get("partnership", ())
    rows = [
        _initiative(name, found, known.get(name), together)
        for name, found in by_name.items()
    ]
    order = {platform.id: at for at, platform in enumerate(taxonomy.platforms)}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                order.get(row.platform, len(order)),
                -len(row.evidence),
                row.name,
            ),
        )
    )


def build_matrix(
    evidence: Sequence[Evidence],
    register: Iterable[Initiative],
    platforms: Sequence[str],
    themes: Sequence[str],
) -> tuple[MatrixCell, ...]:
    """A cell for each platform and theme, row by row in the order given."""
    counts = Counter((e.platform, e.theme) for e in evidence if not e.is_repeat)
    named: dict[tuple[str, str], list[Initiative]] = {}
    for row in register:
        named.setdefault((row.platform, row.theme), []).append(row)
    return tuple(
        MatrixCell(
            platform,
            theme,
            tuple(named.get((platform, theme), ())),
            counts[platform, theme],
        )
        for platform in platforms
        for theme in themes
    )


def _initiative(
    name: str,
    evidence: Sequence[Evidence],
    known: KnownInitiative | None,
    together: Sequence[str],
) -> Initiative:
    platform = known.platform if known else _owner(evidence)
    theme = (known.theme if known else "") or _most_common(e.theme for e in evidence)
    # Somebody named beside it is a partner where the text speaks of a partnership.
    joined = {
        mention
        for e in evidence
        if any(word in e.text for word in together)
        for mention in (e.platform, *e.mentions)
    }
    partners = sorted(joined - {platform, INDUSTRY, OTHER})
    stage, since = _stage(evidence), _since(name, known, evidence)
    return Initiative(
        name=name,
        aliases=known.aliases if known else (),
        platform=platform,
        theme=theme,
        partners=tuple(partners),
        stage=stage,
        since=since,
        figures=_figures(evidence, platform),
        evidence=tuple(evidence),
        is_known=known is not None,
    )


def _owner(evidence: Sequence[Evidence]) -> str:
    named = [e.platform for e in evidence if e.platform not in (INDUSTRY, OTHER)]
    return _most_common(named) or OTHER


def _most_common(values: Iterable[str]) -> str:
    """The most frequent value that is not empty; the first of those on a par."""
    ranked = Counter(value for value in values if value).most_common(1)
    return ranked[0][0] if ranked else ""


def _stage(evidence: Sequence[Evidence]) -> Stage | None:
    """The stage that the newest evidence with a stage gives; the furthest of a day."""
    stages = list(Stage)
    staged = [(e.article.day, stages.index(e.stage)) for e in evidence if e.stage]
    return stages[max(staged)[1]] if staged else None


def _since(
    name: str, known: KnownInitiative | None, evidence: Sequence[Evidence]
) -> str:
    names = (name, *known.aliases) if known else (name,)
    found = [
        starting_date(e.text, names, e.article.published_at)
        for e in evidence
        if e.stage is not None
    ]
    return min((day for day in found if day), default="")


def _figures(evidence: Sequence[Evidence], platform: str) -> tuple[Metric, ...]:
    """Figures of the owner, from the newest evidence first, each value once."""
    newest_first = sorted(evidence, key=lambda item: item.article.day, reverse=True)
    found: dict[str, Metric] = {}
    for item in newest_first:
        for metric in item.metrics:
            if metric.platform == platform:
                found.setdefault(metric.text, metric)
    return tuple(found.values())[:_MAX_FIGURES]
