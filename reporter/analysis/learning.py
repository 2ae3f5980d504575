"""Corrections made again and again -> words that a pack could learn from them.

Each word is tried on all past rows. It is proposed if it mends several that analysts
corrected and makes none wrong that was right; a person decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from reporter.analysis.lexicon import Lexicon, folded
from reporter.analysis.replay import Replay, Row, Trial
from reporter.analysis.shared_words import LEAST_ROWS, SharedWord, shared_words
from reporter.domain.clippings import Article
from reporter.domain.corrections import Correction, Field
from reporter.domain.proposals import CueWord, Proposal
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import KnownInitiative, Platform, Taxonomy
from reporter.domain.values import Quadrant

# A name that a person typed and that comes again is meant.
_LEAST_TYPED = 2
_MOST_TRIED = 40
# The lists whose words may lead to a quadrant, the plainest first.
_LISTS = {
    Quadrant.STRENGTH: ("helps", "good_things", "inside"),
    Quadrant.WEAKNESS: ("hurts", "bad_things", "inside"),
    Quadrant.OPPORTUNITY: ("openings", "outside"),
    Quadrant.THREAT: ("threats", "outside"),
    Quadrant.NEUTRAL: ("rules", "history", "neutral_words"),
}
# Stands where a name was, so that no word is found across it.
_GAP = "\ue000"
Entry = Platform | KnownInitiative | CueWord


@dataclass(frozen=True, slots=True)
class Learned:
    """What is proposed, each tried on top of those before it, and the taxonomy."""

    proposals: tuple[Proposal, ...]
    taxonomy: Taxonomy


def learn(
    articles: Sequence[Article],
    taxonomy: Taxonomy,
    log: Sequence[Correction],
    settings: Settings,
) -> Learned:
    """Aliases, initiatives and cues that the log (oldest first) gives reason for."""
    if not log:
        return Learned((), taxonomy)
    replay = Replay(articles, taxonomy, log, settings)
    proposals = (
        *_platform_aliases(replay),
        *_typed_initiatives(replay),
        *_initiative_aliases(replay),
        *_cues(replay),
    )
    return Learned(proposals, replay.taxonomy)


def _platform_aliases(replay: Replay) -> Iterator[Proposal]:
    """Names in rows that were moved to a platform again and again."""
    moved = _by_value(replay, Field.PLATFORM)
    for identity in [p.id for p in replay.taxonomy.platforms if p.id in moved]:
        for shared in _telling(replay, moved[identity]):
            platform = next(p for p in replay.taxonomy.platforms if p.id == identity)
            entry = replace(platform, aliases=(*platform.aliases, shared.word))
            trial = replay.attempt(_with(replay.taxonomy, entry), shared.word)
            reason = _reason(shared, f"whose platform was corrected to {identity}")
            yield from _if_worth_it(replay, trial, entry, reason)


def _typed_initiatives(replay: Replay) -> Iterator[Proposal]:
    """Initiatives that were typed in, that come again, and that the pack does not know.

    Once typed in, a name is found in the texts of later builds; nobody types it anew.
    """
    typed = _typed(replay)
    known = {initiative.name for initiative in replay.taxonomy.initiatives}
    for name in sorted(typed.keys() - known):
        rows = typed[name]
        named = sum(name in row.item.text for row in replay.rows) - sum(
            name in row.item.text for row in rows
        )
        entry = _as_initiative(name, rows, replay.taxonomy)
        if entry is None or len(rows) + named < _LEAST_TYPED:
            continue
        trial = replay.attempt(_with(replay.taxonomy, entry), name)
        if trial.is_harmless:
            replay.accept(trial)
            reason = f"{name}: typed in for {_rows(len(rows))}, in {named} others"
            yield Proposal(entry, reason, trial.changes)


def _typed(replay: Replay) -> dict[str, list[Row]]:
    """The rows for which each name was typed in."""
    typed: dict[str, list[Row]] = {}
    for row in replay.rows:
        for name in row.decided.get(Field.INITIATIVES, "").split("|"):
            if name:
                typed.setdefault(name, []).append(row)
    return typed


def _as_initiative(
    name: str, rows: Sequence[Row], taxonomy: Taxonomy
) -> KnownInitiative | None:
    """An initiative of the platform of most of its rows, if the pack has that."""
    platforms = {platform.id for platform in taxonomy.platforms}
    owners = [row.decided.get(Field.PLATFORM, row.item.platform) for row in rows]
    owner = _most_common([p for p in owners if p in platforms])
    theme = _most_common([row.item.theme for row in rows if row.item.theme])
    return KnownInitiative(name, owner, theme) if owner else None


def _initiative_aliases(replay: Replay) -> Iterator[Proposal]:
    """Other names in rows for which one initiative was typed in again and again."""
    missed = _by_value(replay, Field.INITIATIVES)
    for name in [i.name for i in replay.taxonomy.initiatives if i.name in missed]:
        rows = [row for row in missed[name] if name not in row.item.initiatives]
        for shared in _telling(replay, rows):
            known = next(i for i in replay.taxonomy.initiatives if i.name == name)
            entry = replace(known, aliases=(*known.aliases, shared.word))
            trial = replay.attempt(_with(replay.taxonomy, entry), shared.word)
            reason = _reason(shared, f"for which {name} was typed in")
            yield from _if_worth_it(replay, trial, entry, reason)


def _cues(replay: Replay) -> Iterator[Proposal]:
    """Words of rows that were corrected to one quadrant again and again."""
    moved = _by_value(replay, Field.QUADRANT)
    for quadrant in [q for q in Quadrant if q.value in moved]:
        rows = moved[quadrant.value]
        for shared in _telling(replay, rows, ignores_case=True):
            tried = [
                (name, replay.attempt(_with(replay.taxonomy, cue), shared.word))
                for name in _LISTS[quadrant]
                for cue in [CueWord(name, shared.word)]
            ]
            name, trial = max(tried, key=lambda t: t[1].mended * t[1].is_harmless)
            reason = _reason(shared, f"that were corrected to {quadrant.value}")
            entry = CueWord(name, shared.word)
            yield from _if_worth_it(replay, trial, entry, reason)


def _by_value(replay: Replay, field: Field) -> dict[str, list[Row]]:
    """Rows that were corrected, by what was decided; of several names by each."""
    found: dict[str, list[Row]] = {}
    for row in replay.wrong(field):
        for value in row.decided[field].split("|"):
            found.setdefault(value, []).append(row)
    return found


def _telling(
    replay: Replay, rows: Sequence[Row], *, ignores_case: bool = False
) -> tuple[SharedWord, ...]:
    """Words that these rows share, in no list yet, and most others do not have."""
    if len(rows) < LEAST_ROWS:
        return ()
    names = _names(replay.taxonomy)
    lexicon = Lexicon({"": names})
    chosen = {id(row) for row in rows}
    inside, outside = list[str](), list[str]()
    for row in replay.rows:
        text = _without(row.item.text, lexicon)
        (inside if id(row) in chosen else outside).append(
            text.lower() if ignores_case else text
        )
    known = {folded(word) for words in replay.taxonomy.cues.values() for word in words}
    found = shared_words(inside, outside)
    return tuple(s for s in found if folded(s.word) not in known)[:_MOST_TRIED]


def _names(taxonomy: Taxonomy) -> list[str]:
    platforms = [n for p in taxonomy.platforms for n in (p.zh, p.en, *p.aliases)]
    return platforms + [n for i in taxonomy.initiatives for n in (i.name, *i.aliases)]


def _without(text: str, names: Lexicon) -> str:
    parts, at = [], 0
    for match in names.find(text):
        parts.append(text[at : match.start])
        at = match.end
    return _GAP.join((*parts, text[at:]))


def _with(taxonomy: Taxonomy, entry: Entry) -> Taxonomy:
    """A taxonomy with one entry more, or with one in place of the one it has."""
    if isinstance(entry, CueWord):
        words = (*taxonomy.cues.get(entry.list, ()), entry.word)
        cues = MappingProxyType({**taxonomy.cues, entry.list: words})
        own = taxonomy.own_cues | {entry.word}
        return replace(taxonomy, cues=cues, own_cues=own)
    if isinstance(entry, Platform):
        platforms = {p.id: p for p in (*taxonomy.platforms, entry)}
        return replace(taxonomy, platforms=tuple(platforms.values()))
    initiatives = {i.name: i for i in (*taxonomy.initiatives, entry)}
    return replace(taxonomy, initiatives=tuple(initiatives.values()))


def _if_worth_it(
    replay: Replay, trial: Trial, entry: Entry, reason: str
) -> Iterator[Proposal]:
    """Accept and propose what mends enough rows and breaks none."""
    if trial.is_harmless and trial.mended >= LEAST_ROWS:
        replay.accept(trial)
        yield Proposal(entry, reason, trial.changes)


def _most_common(values: Sequence[str]) -> str:
    """The most frequent value, the first of those on a par, or nothing."""
    return Counter(values).most_common(1)[0][0] if values else ""


def _reason(shared: SharedWord, rows: str) -> str:
    found = _rows(shared.inside)
    return f"{shared.word}: in {found} {rows}, in {shared.outside} others"


def _rows(count: int) -> str:
    return f"{count} row{'s' * (count != 1)}"
