"""Labelled bullets -> the weights that reporter ships.

Two softmax regressions with a quadratic penalty: what a statement does (helps, hurts,
neither) and, for each of the first two, whether the cause lies outside. A second
defensible quadrant of a label has a share of its own in the target.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from reporter.analysis.features import FeatureReader
from reporter.analysis.gather import read_bullets
from reporter.analysis.quadrant import WORDING, WORDING_SCALE
from reporter.analysis.wording import wording
from reporter.domain.labels import Label
from reporter.domain.taxonomy import INDUSTRY, OTHER
from tests.accuracy.sets import ROOT, LabelledSet

SHIPPED = ROOT / "reporter" / "packs" / "shipped"
FOLDS = 6
PENALTY = 0.002
ALSO_SHARE = 0.3
# A run of wording counts only where as many articles have it.
LEAST_ARTICLES = 3
_STEPS = 300
_QUADRANTS = "SWOTN"
_EFFECTS = ("SO", "WT", "N")
_SMALLEST = 2  # hundredths
Weights = dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Row:
    """One labelled bullet: its features, its label, and the article it is of."""

    features: dict[str, float]
    label: Label
    article: str
    subject: str


def read_rows(sets: Iterable[LabelledSet]) -> list[Row]:
    """The rows of sets; bullets of no platform teach nothing about quadrants."""
    rows = []
    for one in sets:
        reader = FeatureReader(one.taxonomy)
        labels = {(label.article, label.bullet): label for label in one.labels}
        for reading in read_bullets(one.articles, one.taxonomy):
            label = labels.get((reading.article.ordinal, reading.bullet.ordinal))
            if label is None or label.subject == OTHER:
                continue
            statement = reading.statement
            features, _ = reader.read(statement)
            runs = wording(statement.text, statement.platforms, statement.subject)
            features.update({WORDING + run: WORDING_SCALE for run in runs})
            # Weeks of one sample series repeat each other: they count as one.
            series = one.name.split("_")[-1] if one.name.startswith("sample") else ""
            article = series or f"{one.name}/{reading.article.title}"
            rows.append(Row(features, label, article, statement.subject))
    return rows


def fit(rows: Sequence[Row], *, with_wording: bool = True) -> Weights:
    """The weights of each feature: helps, hurts, neither, outside if so, if so."""
    names = _vocabulary(rows, with_wording=with_wording)
    design = _design(rows, names)
    targets = np.array([_target(row.label) for row in rows])
    effect = _softmax_fit(design, targets @ _BY_EFFECT, np.ones(len(rows)))
    helps = _outside_fit(design, targets[:, 0], targets[:, 2], rows)
    hurts = _outside_fit(design, targets[:, 1], targets[:, 3], rows)
    columns = np.column_stack([effect, helps, hurts])
    rounded = np.round(columns, 2)
    return {
        name: tuple(float(w) for w in row)
        for name, row in zip(names, rounded, strict=True)
        if np.abs(row).max() * 100 >= _SMALLEST
    }


def folds(rows: Sequence[Row]) -> Iterable[tuple[list[int], list[int]]]:
    """Row numbers to fit to and to test on, articles kept together."""
    articles = sorted({row.article for row in rows})
    fold_of = {article: at % FOLDS for at, article in enumerate(articles)}
    for fold in range(FOLDS):
        test = [i for i, row in enumerate(rows) if fold_of[row.article] == fold]
        train = [i for i, row in enumerate(rows) if fold_of[row.article] != fold]
        yield train, test


def calibrate(
    likelihoods: Sequence[float], right: Sequence[bool]
) -> tuple[float, float]:
    """Shift and slope of the log odds that make likelihoods true (Platt)."""
    p = np.clip(np.array(likelihoods), 1e-6, 1 - 1e-6)
    x = np.column_stack([np.ones(len(p)), np.log(p / (1 - p))])
    y = np.array(right, dtype=float)
    w = np.array([0.0, 1.0])
    for _ in range(50):
        q = 1 / (1 + np.exp(-x @ w))
        hessian = x.T @ (x * (q * (1 - q))[:, None]) + 1e-3 * np.eye(2)
        w = w - np.linalg.solve(hessian, x.T @ (q - y) + 1e-3 * (w - [0.0, 1.0]))
    return round(float(w[0]), 2), round(float(w[1]), 2)


def ship(weights: Weights, calibration: tuple[float, float]) -> None:
    """Write the weights where reporter reads them."""
    lines = [
        "# How much each signal speaks: that a statement helps, hurts, does neither;",
        "# that the cause is outside if it helps, and if it hurts. Fitted to labelled",
        "# bullets by `python -m tests.accuracy --fit`; docs/accuracy.md has the figures.",
        "# confidence: shift and slope of the log odds that make likelihoods true.",
        f"confidence: [{calibration[0]:.2f}, {calibration[1]:.2f}]",
    ]
    runs = {}
    for name, row in sorted(weights.items()):
        if name.startswith(WORDING):
            runs[name.removeprefix(WORDING)] = [round(w * 100) for w in row]
        else:
            lines.append(f"{name}: [{', '.join(f'{w:.2f}' for w in row)}]")
    (SHIPPED / "weights.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    body = ",\n".join(
        f"{json.dumps(run, ensure_ascii=False)}: {json.dumps(row)}"
        for run, row in runs.items()
    )
    (SHIPPED / "wording.json").write_text(f"{{\n{body}\n}}\n", encoding="utf-8")


_BY_EFFECT = np.array([[q in effect for effect in _EFFECTS] for q in _QUADRANTS], float)


def _target(label: Label) -> list[float]:
    also = sorted(q for q in label.also_quadrant if q in _QUADRANTS)
    share = ALSO_SHARE if also else 0.0
    target = dict.fromkeys(_QUADRANTS, 0.0)
    target[label.quadrant] += 1 - share
    for quadrant in also:
        target[quadrant] += share / len(also)
    return [target[quadrant] for quadrant in _QUADRANTS]


def _vocabulary(rows: Sequence[Row], *, with_wording: bool) -> list[str]:
    articles: dict[str, set[str]] = {}
    for row in rows:
        for name in row.features:
            articles.setdefault(name, set()).add(row.article)
    return sorted(
        name
        for name, found in articles.items()
        if not name.startswith(WORDING)
        or (with_wording and len(found) >= LEAST_ARTICLES)
    )


def _design(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    place = {name: at for at, name in enumerate(names)}
    design = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.features.items():
            if name in place:
                design[number, place[name]] = value
    return design


def _outside_fit(
    design: np.ndarray, inside: np.ndarray, outside: np.ndarray, rows: Sequence[Row]
) -> np.ndarray:
    """Weights for a cause outside, of the statements that have this effect at all."""
    is_of_company = np.array([row.subject != INDUSTRY for row in rows], float)
    mass = (inside + outside) * is_of_company
    share = np.divide(
        outside, inside + outside, where=mass > 0, out=np.zeros(len(rows))
    )
    both = _softmax_fit(design, np.column_stack([1 - share, share]), mass)
    return both[:, 1] - both[:, 0]


def _softmax_fit(
    design: np.ndarray, target: np.ndarray, mass: np.ndarray
) -> np.ndarray:
    """Accelerated gradient descent: no randomness, the same weights on any machine."""
    count = mass.sum()
    curvature = np.linalg.norm(design * np.sqrt(mass)[:, None], 2) ** 2
    step = 1 / (0.5 * curvature / count + PENALTY)
    here = ahead = np.zeros((design.shape[1], target.shape[1]))
    pace = 1.0
    for _ in range(_STEPS):
        scores = design @ ahead
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        likely /= likely.sum(axis=1, keepdims=True)
        slope = design.T @ ((likely - target) * mass[:, None]) / count
        there = ahead - step * (slope + PENALTY * ahead)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = there + (pace - 1) / faster * (there - here)
        here, pace = there, faster
    return here
