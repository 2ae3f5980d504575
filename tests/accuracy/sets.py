"""Labelled clippings on disk -> sets that accuracy is measured on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reporter.domain.clippings import Article
from reporter.domain.labels import Label
from reporter.domain.taxonomy import Taxonomy
from reporter.packs import load_packs
from reporter.readers.articles import read_articles
from reporter.readers.documents import read_documents
from reporter.readers.labels import read_labels

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "tests" / "data" / "labels"
SAMPLES = ROOT / "samples"
# The pack that a set is read with, by a word of its name.
_PACKS = {
    "cars": str(SAMPLES / "packs" / "electric-cars.yaml"),
    "coffee": str(LABELS / "packs" / "coffee.yaml"),
    "en": "retail-en",
}
_DEFAULT_PACK = "ecommerce-cn"


@dataclass(frozen=True)
class LabelledSet:
    """A clipping with the labels that a person gave its bullets."""

    name: str
    text: Path
    labels_file: Path
    pack: str

    @property
    def series(self) -> str:
        """What one hand wrote, so that a fold does not part it."""
        # Weeks of the sample series repeat each other: they count as one.
        is_sample = self.name.startswith("sample")
        return "samples" if is_sample else self.name.rstrip("0123456789")

    @property
    def is_held(self) -> bool:
        """Whether no weight was fitted to it."""
        return self.name.startswith("held_")

    @cached_property
    def taxonomy(self) -> Taxonomy:
        return load_packs([self.pack])

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        (document,), _ = read_documents([self.text])
        return tuple(read_articles(document.lines, file=document.name)[0])

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        return read_labels(self.labels_file)


def a_set(text: Path, labels: Path, name: str = "") -> LabelledSet:
    """A set from any clipping and its labels."""
    name = name or text.stem
    words = name.rstrip("0123456789").split("_")
    pack = next((_PACKS[w] for w in words if w in _PACKS), _DEFAULT_PACK)
    return LabelledSet(name, text, labels, pack)


def own_sets() -> tuple[LabelledSet, ...]:
    """The sets of the repository: those for development, those held out, samples."""
    found = [
        a_set(path, path.with_suffix(".labels.tsv"))
        for path in sorted(LABELS.glob("*.txt"))
    ]
    for labels in sorted((SAMPLES / "labels").glob("*/*.labels.tsv")):
        week, stem = labels.parent.name, labels.name.removesuffix(".labels.tsv")
        found += [
            a_set(text, labels, f"sample_{week}_{stem}")
            for text in (SAMPLES / week).glob(f"{stem}.*")
        ]
    return tuple(found)
