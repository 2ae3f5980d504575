"""`python -m tests.accuracy`: measure the grouping and write docs/accuracy.md.

`--fit` makes the shipped weights anew first, with `--vectors FILE` by the word
vectors that tests/accuracy/vectors.py names as well. `--teach FOLDER` with the vectors
makes the network for English anew, by the encoder of that folder: see
tests/accuracy/encoder.py for what it needs. `--also TEXT LABELS` (repeatable) measures
clippings from outside the repository as well; they are printed, never written or fitted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.accuracy import fit
from tests.accuracy.report import (
    Measured,
    cross_validated,
    measure,
    page,
    validation,
)  # fmt: skip
from tests.accuracy.sets import ROOT, a_set, own_sets
from tests.accuracy.vectors import Vectors, read_vectors

# Cross-validation takes minutes: its page is kept with the weights that it speaks of.
_VALIDATED = ROOT / "tests" / "data" / "labels" / "cross-validated.md"
_ALL = "cues, wording and word vectors"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--teach", type=Path, help="folder of a sentence encoder")
    parser.add_argument("--vectors", type=Path, help="file of word vectors")
    parser.add_argument("--also", nargs=2, action="append", default=[], type=Path)
    options = parser.parse_args()
    if options.fit:
        _fit(read_vectors(options.vectors) if options.vectors else None)
    if options.teach:
        from tests.accuracy.teaching import teach  # torch is needed for nothing else

        dev = [one for one in own_sets() if not one.is_held]
        teach(dev, options.teach, read_vectors(options.vectors))
    text = page([measure(one) for one in own_sets()], _VALIDATED.read_text("utf-8"))
    (ROOT / "docs" / "accuracy.md").write_text(text, encoding="utf-8", newline="\n")
    print(text)
    for clipping, labels in options.also:
        _print(measure(a_set(clipping, labels)))


def _fit(vectors: Vectors | None) -> None:
    """Cross-validate, note how that went, and ship weights fitted to all."""
    rows = fit.read_rows(one for one in own_sets() if not one.is_held)
    judged = cross_validated(rows, vectors)
    right = [j.is_right for j in judged]
    calibration = fit.calibrate([j.likelihood for j in judged], right)
    fit.ship(fit.fit(rows, vectors), calibration)
    plain = cross_validated(rows, None)
    cues = cross_validated(rows, None, with_wording=False)
    text = validation({"cues": cues, "cues and wording": plain, _ALL: judged})
    _VALIDATED.write_text(text, encoding="utf-8", newline="\n")


def _print(measured: Measured) -> None:
    print(f"\n{measured.name}")
    print("\n".join(measured.score.lines()))


if __name__ == "__main__":
    main()
