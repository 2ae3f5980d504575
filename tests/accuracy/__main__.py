"""`python -m tests.accuracy`: measure the grouping and write docs/accuracy.md.

`--fit` makes the shipped weights anew first. `--also TEXT LABELS` (repeatable) measures
clippings from outside the repository as well; they are printed, never written or fitted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.accuracy import fit
from tests.accuracy.report import Measured, cross_validated, measure, page
from tests.accuracy.sets import ROOT, a_set, own_sets


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--also", nargs=2, action="append", default=[], type=Path)
    options = parser.parse_args()
    rows = fit.read_rows(one for one in own_sets() if not one.is_held)
    judged = cross_validated(rows)
    if options.fit:
        own = [j for j in judged if "/" in j.row.article]
        calibration = fit.calibrate(
            [j.likelihood for j in own], [j.is_right for j in own]
        )
        fit.ship(fit.fit(rows), calibration)
    text = page([measure(one) for one in own_sets()], judged)
    (ROOT / "docs" / "accuracy.md").write_text(text, encoding="utf-8", newline="\n")
    print(text)
    for clipping, labels in options.also:
        _print(measure(a_set(clipping, labels)))


def _print(measured: Measured) -> None:
    print(f"\n{measured.name}")
    print("\n".join(measured.score.lines()))


if __name__ == "__main__":
    main()
