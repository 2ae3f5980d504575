"""Why evidence stands where it stands, and what a pack could learn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporter.analysis.corrections import decision_told, with_names_of
from reporter.analysis.explain import explain as explain_bullet
from reporter.analysis.gather import gather_evidence
from reporter.analysis.learning import learn
from reporter.analysis.suggest import suggest_initiatives
from reporter.domain.clippings import Article
from reporter.domain.corrections import Correction
from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Taxonomy, UsedPack
from reporter.domain.values import Flag, Week
from reporter.errors import UsageError
from reporter.history.background import all_articles
from reporter.history.corrections import corrections_of
from reporter.history.store import open_if_there
from reporter.history.weeks import packs_of, weeks_before
from reporter.packs import load_packs, load_used_packs, shipped_packs, used_packs
from reporter.packs.fragment import write_fragment
from reporter.pipeline import history_place, read, require_articles, taxonomy_of
from reporter.readers.settings import find_settings, read_settings
from reporter.readers.weeks import BuiltWeek, read_week


@dataclass(frozen=True, slots=True)
class Rest:
    """What a judgement rests on beside its input; None and empty mean the default."""

    out: Path = Path("output")
    state: str = ""
    settings: Path | None = None
    packs: tuple[str, ...] = ()

    def settings_by(self, taxonomy: Taxonomy, places: Sequence[Path]) -> Settings:
        """The settings that are named, or found beside `places`."""
        file = self.settings or find_settings(places)
        return read_settings(file, taxonomy) if file else Settings()


@dataclass(frozen=True, slots=True)
class Suggested:
    """A pack of what is proposed, in YAML, and what to tell of the history."""

    text: str
    notes: tuple[str, ...]


def explain(evidence_id: str, week: str, rest: Rest) -> tuple[str, ...]:
    """Why a piece of evidence of a built week stands where it does.

    The week (the newest if empty) is read from its evidence.csv, which holds what a
    window brought in too, by the packs of its build unless others are given, and with
    the names and corrections of the history.

    Raises:
        UsageError: there is no such week or evidence, or a pack of it is not found.
        InputError: the files of the week cannot be read.
        HistoryError: a history that is named is not there, or cannot be reached.
        PackError, SettingsError: a pack or the settings are at fault.
    """
    built = read_week(rest.out, week)
    if evidence_id not in built.rows:
        raise UsageError(
            f"{rest.out / built.name}: no evidence has the id {evidence_id}"
        )
    with open_if_there(history_place(rest.out, rest.state)) as history:
        log = corrections_of(history)
        kept = packs_of(history, Week.parse(built.name))
    if rest.packs:
        taxonomy = load_packs(rest.packs)
    else:
        taxonomy = load_used_packs(
            kept or [_found(n, built, rest.out) for n in built.packs]
        )
    settings = rest.settings_by(taxonomy, (rest.out,))
    return explain_bullet(
        built.articles, built.place(evidence_id), with_names_of(taxonomy, log)
    ) + tuple(_as_built(built.rows[evidence_id], log, settings))


def _found(name: str, built: BuiltWeek, out: Path) -> UsedPack:
    """A pack of a week that the history does not know: shipped, here or beside it."""
    if name in shipped_packs():
        return UsedPack(name)
    wanted = built.pack_hashes.get(name, "")
    folders = (Path(), out / built.name, out, out.resolve().parent)
    for file in [folder / name for folder in folders if (folder / name).is_file()]:
        (pack,) = used_packs([str(file)])
        if wanted in ("", pack.sha256):
            return pack
    raise UsageError(
        f"the pack {name} of {built.name}, as it was, is neither here nor beside the"
        " weeks; name one with --pack"
    )


def _as_built(
    row: Mapping[str, str], log: Sequence[Correction], settings: Settings
) -> Iterator[str]:
    """What the week has in the end, and what was decided since."""
    yield (
        f"in the week: platform {row['platform']}, quadrant {row['quadrant']},"
        f" initiatives {row['initiatives'] or 'none'}"
        + (f", flags {row['flags']}" if row["flags"] else "")
    )
    if row["corrected"]:
        yield f"corrected: {row['corrected']}"
    elif Flag.REVIEW.value in row["flags"].split("|"):
        yield f"review: its confidence is below review_below, {settings.review_below}"
    now = decision_told(row["evidence_id"], row["text"], log)
    if now != row["corrected"]:
        yield f"for the next build: {f'corrected: {now}' if now else 'taken back'}"


def suggest(inputs: Sequence[Path], rest: Rest) -> Suggested:
    """Names in the input, and words that corrections taught, which no pack knows.

    Without input names are sought in the weeks that the history holds.

    Raises:
        InputError: an INPUT does not exist or nothing in it could be read.
        UsageError: there is neither input nor history.
        HistoryError: a history that is named is not there, or cannot be reached.
        PackError, SettingsError: a pack or the settings are at fault.
    """
    articles = _read(inputs) if inputs else ()
    with open_if_there(history_place(rest.out, rest.state)) as history:
        newest = next(reversed(weeks_before(history)), None)
        taxonomy = taxonomy_of(history, newest, rest.packs)
        past = all_articles(history, articles)
        log = corrections_of(history)
    if not (inputs or past):
        raise UsageError("give clippings, or --state with weeks that were built")
    settings = rest.settings_by(taxonomy, (*inputs, rest.out))
    learned = learn((*past, *articles), taxonomy, log, settings)
    evidence = gather_evidence(articles or past, learned.taxonomy, settings)
    names = suggest_initiatives(evidence, learned.taxonomy)
    proposals = (*learned.proposals, *names)
    return Suggested(write_fragment(proposals, taxonomy.language), history.notes)


def _read(inputs: Sequence[Path]) -> tuple[Article, ...]:
    reading = read(inputs)
    require_articles(reading)
    return reading.articles
