"""What features and wording add up to, and which wording says so."""

import pytest

from reporter.analysis.known_wording import KnownWording
from reporter.analysis.weights import WORDING, WORDING_SCALE, Weights
from reporter.domain.taxonomy import Wording

WORDS = Wording(
    ("\ue001自", "stalled", "搁置", "的"),
    ((0, -20, -40, 90), (99, 30, 80, 90), (0,) * 4, (0, 0, 10, 0), (0,) * 4),
)
WEIGHTS = Weights(
    {"bias": (0.1, 0.0, -0.1, 0.0, 0.0), "help": (1.0, -1.0, 0.0, 0.5, 0.0)}, WORDS
)
KNOWN = KnownWording(WORDS.runs)


def test_features_count_by_their_value_and_runs_by_the_scale_of_wording():
    scale = WORDING_SCALE
    sums = WEIGHTS.sums([{"bias": 1.0}, {"help": 2.0}], KNOWN.find(["", "搁置"]))
    assert sums.tolist() == [
        pytest.approx([0.1, 0, -0.1, 0, 0]),
        pytest.approx([2 - 0.4 * scale, -2 + 0.8 * scale, 0, 1 + 0.1 * scale, 0]),
    ]


def test_a_run_named_as_a_feature_counts_the_same():
    as_run = WEIGHTS.sums([{}], KNOWN.find(["搁置"]))[0].tolist()
    assert WEIGHTS.row(WORDING + "搁置", WORDING_SCALE) == pytest.approx(as_run)


def test_what_is_not_known_adds_nothing():
    sums = WEIGHTS.sums([{"no such feature": 3.0}], KNOWN.find(["什么"]))
    assert sums.tolist() == [[0.0] * 5]
    assert WEIGHTS.row("no such feature", 3.0) == (0.0,) * 5


def test_the_loudest_wording_is_that_of_words():
    runs = KNOWN.find(["搁置的\ue001自 stalled", "的 stalled", "搁置"])
    assert WEIGHTS.loudest(runs, [1, 1, 0]) == [["搁置", "stalled"], ["stalled"], []]
