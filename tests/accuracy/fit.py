"""Labelled bullets -> the weights that reporter ships.

Two softmax regressions with a quadratic penalty: what a statement does (helps, hurts,
neither) and, for each of the first two, whether the cause lies outside. A second
defensible quadrant of a label has a share of its own in the target. Where word vectors
are given, a bullet is also described by the sum of its words' vectors; since a weight
of a sum is the sum of the weights, each word's share folds into a weight of its own.

A run of wording that one kind of statement has much more often than others is held back
less by the penalty: its column is scaled by a power of the largest of its log ratios
(after Wang and Manning 2012, Baselines and Bigrams, who scale by the ratio itself).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array, diags_array, hstack

from reporter.analysis.features import FeatureReader
from reporter.analysis.gather import Reading, read_bullets
from reporter.analysis.weights import WORDING, WORDING_SCALE
from reporter.analysis.wording import plain, wording
from reporter.domain.labels import Label
from reporter.domain.taxonomy import INDUSTRY, OTHER
from reporter.packs.learned import SHIPPED, WORDING_COLUMNS
from tests.accuracy.sets import LabelledSet
from tests.accuracy.vectors import Vectors

FOLDS = 6
# Of the mean over all bullets: the more there are, the less serves best.
PENALTY = 0.00015
ALSO_SHARE = 0.3
# A run of wording counts only where as many articles have it.
LEAST_ARTICLES = 3
VECTOR_SCALE = 0.67
RATIO_POWER = 0.5
# The first sets were read over more often than those that came later.
_READ_OFTEN = frozenset({"dev_zh", "dev_en", "dev_cars", "samples"})
_MASS_OF_READ_OFTEN = 4.0
_STEPS = 150
_QUADRANTS = "SWOTN"
_EFFECTS = ("SO", "WT", "N")
_A_LINE = 20
_SMALLEST, _SMALLEST_OF_VECTORS = 4, 15  # hundredths
Weights = dict[str, tuple[float, ...]]


@dataclass(frozen=True)
class Row:
    """One labelled bullet: its features, its label, and the series it is of.

    A series is what one hand wrote: sets of one series are never parted by a fold.
    """

    features: dict[str, float]
    label: Label
    series: str
    article: str
    subject: str

    @property
    def mass(self) -> float:
        """How much it counts in a fit."""
        return _MASS_OF_READ_OFTEN if self.series in _READ_OFTEN else 1.0


def labelled(
    sets: Iterable[LabelledSet],
) -> Iterator[tuple[LabelledSet, Reading, Label]]:
    """The labelled bullets of sets, each with its label.

    Bullets of no platform teach nothing about quadrants: they are left out.
    """
    for one in sets:
        labels = {(label.article, label.bullet): label for label in one.labels}
        for reading in read_bullets(one.articles, one.taxonomy):
            label = labels.get((reading.article.ordinal, reading.bullet.ordinal))
            if label is not None and label.subject != OTHER:
                yield one, reading, label


def read_rows(sets: Iterable[LabelledSet]) -> list[Row]:
    """The rows of sets."""
    rows, readers = [], {}
    for one, reading, label in labelled(sets):
        if one.pack not in readers:
            readers[one.pack] = FeatureReader(one.taxonomy)
        statement = reading.statement
        features, _ = readers[one.pack].read(statement)
        told = plain(statement.text, statement.platforms, statement.subject)
        # A set of strings has another order in every run.
        features |= {WORDING + run: WORDING_SCALE for run in sorted(wording(told))}
        article = f"{one.series}/{reading.article.title}"
        rows.append(Row(features, label, one.series, article, statement.subject))
    return rows


def fit(
    rows: Sequence[Row], vectors: Vectors | None = None, *, with_wording: bool = True
) -> Weights:
    """The weights of each feature: helps, hurts, neither, outside if so, if so."""
    names = _vocabulary(rows, with_wording=with_wording)
    design = _design(rows, names, vectors if with_wording else None)
    targets = np.array([target(row.label) for row in rows])
    mass = np.array([row.mass for row in rows])
    scales = _scales(design, targets, names)
    design = csr_array(design @ diags_array(scales))
    effect = _softmax_fit(design, targets @ _BY_EFFECT, mass)
    helps = _outside_fit(design, targets[:, 0], targets[:, 2], rows)
    hurts = _outside_fit(design, targets[:, 1], targets[:, 3], rows)
    columns = np.column_stack([effect, helps, hurts]) * scales[:, None]
    found = dict(zip(names, columns[: len(names)], strict=True))
    least = dict.fromkeys(found, _SMALLEST)
    if vectors is not None and with_wording:
        of_words = vectors.matrix @ columns[len(names) :] * VECTOR_SCALE
        for word, share in zip(vectors.words, of_words / WORDING_SCALE, strict=True):
            name = WORDING + word
            found[name] = found.get(name, 0.0) + share
            least.setdefault(name, _SMALLEST_OF_VECTORS)
    return {
        name: tuple(float(w) for w in np.round(row, 2))
        for name, row in found.items()
        if np.abs(row).max() * 100 >= least[name]
    }


def folds(rows: Sequence[Row]) -> Iterable[tuple[list[int], list[int]]]:
    """Row numbers to fit to and to test on, series kept together."""
    series = sorted({row.series for row in rows})
    fold_of = {one: at % FOLDS for at, one in enumerate(series)}
    for fold in range(FOLDS):
        test = [i for i, row in enumerate(rows) if fold_of[row.series] == fold]
        train = [i for i, row in enumerate(rows) if fold_of[row.series] != fold]
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
    columns = zip(*runs.values(), strict=True)
    table = {"runs": [*runs], **dict(zip(WORDING_COLUMNS, columns, strict=True))}
    body = ",\n".join(f'"{name}": {_wrapped(found)}' for name, found in table.items())
    (SHIPPED / "wording.json").write_text(f"{{{body}}}\n", encoding="utf-8")


def _wrapped(values: Sequence[str] | Sequence[int]) -> str:
    """A list in JSON, so many to a line."""
    lines = [
        json.dumps(values[at : at + _A_LINE], ensure_ascii=False)[1:-1]
        for at in range(0, len(values), _A_LINE)
    ]
    return "[\n" + ",\n".join(lines) + "]"


_BY_EFFECT = np.array([[q in effect for effect in _EFFECTS] for q in _QUADRANTS], float)


def target(label: Label) -> list[float]:
    """The shares of S, W, O, T and N in what a label says."""
    also = sorted(q for q in label.also_quadrant if q in _QUADRANTS)
    share = ALSO_SHARE if also else 0.0
    shares = dict.fromkeys(_QUADRANTS, 0.0)
    shares[label.quadrant] += 1 - share
    for quadrant in also:
        shares[quadrant] += share / len(also)
    return [shares[quadrant] for quadrant in _QUADRANTS]


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


def _design(
    rows: Sequence[Row], names: Sequence[str], vectors: Vectors | None
) -> csr_array:
    """One line a row: its features, then the sum of its words' vectors."""
    features = _counted([row.features for row in rows], names)
    if vectors is None:
        return features
    runs = [
        {
            name.removeprefix(WORDING): VECTOR_SCALE
            for name in row.features
            if name.startswith(WORDING)
        }
        for row in rows
    ]
    sums = csr_array(_counted(runs, vectors.words) @ vectors.matrix)
    return csr_array(hstack([features, sums]))


def _scales(design: csr_array, targets: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """By what the column of each run is scaled; their mean square is 1."""
    is_run = np.array([name.startswith(WORDING) for name in names], bool)
    scales = np.ones(design.shape[1])
    if not is_run.any():
        return scales
    has = (design[:, np.flatnonzero(is_run)] > 0).astype(float)
    having = np.asarray(csr_array(has.T) @ targets)
    total, all_having = targets.sum(axis=0), having.sum(axis=1, keepdims=True)
    within = (having + 1) / (total + 2)
    elsewhere = (all_having - having + 1) / (total.sum() - total + 2)
    ratios = np.abs(np.log(within / elsewhere)).max(axis=1) ** RATIO_POWER
    scales[: len(names)][is_run] = ratios / np.sqrt((ratios**2).mean())
    return scales


def _counted(rows: Sequence[dict[str, float]], names: Sequence[str]) -> csr_array:
    place = {name: at for at, name in enumerate(names)}
    cells = [
        (number, place[name], value)
        for number, row in enumerate(rows)
        for name, value in row.items()
        if name in place
    ]
    lines, columns, values = zip(*cells, strict=True)
    return csr_array((values, (lines, columns)), shape=(len(rows), len(names)))


def _outside_fit(
    design: csr_array, inside: np.ndarray, outside: np.ndarray, rows: Sequence[Row]
) -> np.ndarray:
    """Weights for a cause outside, of the statements that have this effect at all."""
    of_company = np.array([row.mass * (row.subject != INDUSTRY) for row in rows])
    mass = (inside + outside) * of_company
    share = np.divide(
        outside, inside + outside, where=mass > 0, out=np.zeros(len(rows))
    )
    both = _softmax_fit(design, np.column_stack([1 - share, share]), mass)
    return np.asarray(both[:, 1] - both[:, 0])


def _softmax_fit(design: csr_array, target: np.ndarray, mass: np.ndarray) -> np.ndarray:
    """The weights of least cross-entropy and penalty, one column a class."""
    size, classes = design.shape[1], target.shape[1]
    turned = csr_array(design.T)

    def cost(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(size, classes)
        scores = design @ weights
        scores -= scores.max(axis=1, keepdims=True)
        log_likely = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        miss = (np.exp(log_likely) - target) * mass[:, None]
        slope = turned @ miss / mass.sum() + PENALTY * weights
        loss = -(mass[:, None] * target * log_likely).sum() / mass.sum()
        return loss + PENALTY / 2 * (weights**2).sum(), slope.ravel()

    found = minimize(
        cost,
        np.zeros(size * classes),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _STEPS},
    )
    return np.asarray(found.x.reshape(size, classes))
