"""A bullet, read -> why it is where it is: subject, quadrant, initiatives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.analysis.cues import Cue
from reporter.analysis.gather import Reading, read_bullets
from reporter.analysis.quadrant import QuadrantJudge, Verdict
from reporter.analysis.weights import PHRASE, WORDING
from reporter.analysis.wording import shown
from reporter.domain.clippings import Article
from reporter.domain.taxonomy import Taxonomy

_MAX_SHOWN = 12
_LEAST_SHOWN = 0.05


def explain(
    articles: Sequence[Article], place: tuple[str, int, int], taxonomy: Taxonomy
) -> tuple[str, ...]:
    """The lines that explain one bullet; `place` is file, article and bullet.

    All articles are read again, since a bullet inherits from what stands before it.
    """
    for reading in read_bullets(articles, taxonomy):
        article, bullet = reading.article, reading.bullet
        if (article.source.file, article.ordinal, bullet.ordinal) == place:
            return tuple(_lines(reading, QuadrantJudge(taxonomy)))
    return ()


def _lines(reading: Reading, judge: QuadrantJudge) -> Iterator[str]:
    statement, of = reading.statement, reading.attributed
    verdict = judge.judge(statement)
    _, cues = judge.read(statement)
    yield reading.bullet.text
    yield f"in: {reading.article.title} / {statement.heading or '-'}"
    yield f"platform: {of.subject}: {of.why}"
    if of.mentions:
        yield f"also named: {', '.join(of.mentions)}"
    yield _initiatives(reading)
    yield _quadrant(verdict)
    yield f"why: {verdict.reason}"
    yield "cues, by their place in the text:"
    yield from (_cue(cue) for cue in cues)
    yield "weights (helps, hurts, neither; outside):"
    shown = 0
    for part in judge.contributions(statement):
        sizes = (part.helps, part.hurts, part.neither, part.outside)
        if shown < _MAX_SHOWN and max(map(abs, sizes)) >= _LEAST_SHOWN:
            shown += 1
            numbers = " ".join(f"{size:+.2f}" for size in sizes[:3])
            yield f"  {numbers}; {part.outside:+.2f}  {_name(part.feature)}"


def _name(feature: str) -> str:
    for mark, kind in ((WORDING, "wording"), (PHRASE, "phrase")):
        if feature.startswith(mark):
            return f"{kind} {shown(feature.removeprefix(mark))}"
    return feature.replace("_", " ")


def _initiatives(reading: Reading) -> str:
    if not reading.initiatives:
        return "initiatives: none"
    how = f"by {reading.inherited_from}" if reading.inherited_from else "named"
    return f"initiatives: {', '.join(reading.initiatives)} ({how})"


def _quadrant(verdict: Verdict) -> str:
    return (
        f"quadrant: {verdict.quadrant.value}, confidence {verdict.confidence:.2f}; "
        f"runner-up {verdict.runner_up.value}, margin {verdict.margin:+.2f}"
    )


def _cue(cue: Cue) -> str:
    aside = "" if cue.is_stressed else ", in the half that is not stressed"
    return f"  {cue.start + 1:>4}  {cue.word}: {cue.signal} {cue.weight:.1f}{aside}"
