"""A statement -> its wording: short runs of characters and words, names left out.

What no list of cues holds may still be told by its wording; how much each run counts
is fitted to labelled bullets (docs/accuracy.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reporter.analysis.lexicon import Match, simplified

# Stand-ins for the names of the platform that is spoken of and of all others.
_SELF, _OTHER = "\ue000", "\ue001"
# A date judges nothing, though bare facts have one more often.
_DATE = re.compile(r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LATIN = re.compile(r"[a-z][a-z'’-]*|[%$\ue000\ue0010]")
RANGES = (("\u3400", "\u9fff"), (_SELF, _OTHER), ("0", "0"), ("%", "%"))
RUN_CHARACTERS = "".join(f"{first}-{last}" for first, last in RANGES)
_CHINESE = re.compile(f"[{RUN_CHARACTERS}]+")
_LATIN_RUN = re.compile(r"[a-z'’\-%$\ue000\ue0010 ]{2,}")
_HAS_LATIN = re.compile("[a-z]")
SIZES = (1, 2, 3, 4)
# So many letters of a longer word, and what stands for the rest.
_STEM, _CUT = 5, "…"


def shown(run: str) -> str:
    """A run as a person reads it."""
    return run.replace(_SELF, "[own name]").replace(_OTHER, "[other name]")


def plain(text: str, names: Sequence[Match], subject: str) -> str:
    """Text in small simplified characters, names and numbers by their stand-ins."""
    told = simplified(without_names(text, names, subject))
    return _NUMBER.sub("0", _DATE.sub(" ", told)).lower()


def wording(text: str) -> frozenset[str]:
    """All runs of one to four characters, and those of Latin words."""
    return frozenset((*_of_characters(text), *word_runs(text)))


def without_names(text: str, names: Sequence[Match], subject: str) -> str:
    """Text with stand-ins for names, all else as it stands."""
    if not names:
        return text
    parts, at = [], 0
    for match in names:
        parts.append(text[at : match.start])
        parts.append(_SELF if match.lists[0] == subject else _OTHER)
        at = match.end
    parts.append(text[at:])
    return "".join(parts)


def _of_characters(text: str) -> Iterator[str]:
    for run in _CHINESE.findall(text):
        for size in SIZES:
            for at in range(len(run) - size + 1):
                yield run[at : at + size]


def word_runs(text: str) -> list[str]:
    """The runs of one and two Latin words, long ones as they stand and shortened.

    Shortened words bring the forms of one word together: declined, declines, decline.
    """
    found: list[str] = []
    for run in _LATIN_RUN.findall(text):
        if not _HAS_LATIN.search(run):
            continue
        words = LATIN.findall(run)
        stems = [word[:_STEM] + _CUT if len(word) > _STEM else word for word in words]
        found += words
        found += map(" ".join, pairwise(words))
        found += [stem for stem in stems if stem[-1] == _CUT]
        found += [pair for pair in map(" ".join, pairwise(stems)) if _CUT in pair]
    return found
