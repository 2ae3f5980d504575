"""What a pack teaches: platforms, themes, initiatives and cues."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

INDUSTRY = "industry"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform whose SWOT is kept; `group` is the id of its owner, empty if none."""

    id: str
    zh: str
    en: str
    group: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """What an initiative or a claim is about; `cues` are the words that tell."""

    id: str
    zh: str
    en: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownInitiative:
    """A named programme, product or campaign of a platform that the pack knows."""

    name: str
    platform: str
    theme: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedPack:
    """A pack as a build used it: its name without folder; text and hash if a file."""

    name: str
    text: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Runs of wording, sorted, and how much each speaks for what, in hundredths.

    `columns` has one sequence for each of the numbers of `Taxonomy.weights`. There are
    tens of thousands of runs: two are the same only if they are one object.
    """

    runs: Sequence[str] = ()
    columns: tuple[Sequence[int], ...] = ()

    def row(self, run: str) -> tuple[int, ...]:
        """The numbers of a run; none if it is not known."""
        at = bisect_left(self.runs, run)
        is_known = at < len(self.runs) and self.runs[at] == run
        return tuple(column[at] for column in self.columns) if is_known else ()


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A convolution over English words, as whole numbers; `analysis.network` reads it.

    `vectors` and `filters` are signed bytes: `vectors` of no word, of any unknown word
    and of each of `words`, a row a word; `filters`, by how many words they look at,
    have the shape (width, size of a vector, filters). `bias` has a number a filter,
    `outputs` what each adds to each sum, `start` what the sums begin with, both in
    units of `scale`.
    """

    words: tuple[str, ...] = ()
    vectors: bytes = b""
    filters: Mapping[int, bytes] = field(default_factory=lambda: MappingProxyType({}))
    bias: tuple[int, ...] = ()
    outputs: tuple[tuple[int, ...], ...] = ()
    start: tuple[int, ...] = ()
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One or several packs, merged: platforms and themes in order of printing.

    `cues` maps the name of a cue list to its entries; the lists that there are,
    and what each means, stand in `docs/packs.md`; `own_cues` are the entries that packs
    of a team brought. `weights` says how much a signal speaks for help, hurt and
    neither, for a cause outside if it helps, and if it hurts;
    `confidence` is the shift and the slope that make likelihoods true.
    """

    id: str
    language: str
    platforms: tuple[Platform, ...]
    themes: tuple[Theme, ...]
    initiatives: tuple[KnownInitiative, ...] = ()
    cues: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    own_cues: frozenset[str] = frozenset()
    weights: Mapping[str, tuple[float, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    wording: Wording = Wording()
    network: Network | None = None
