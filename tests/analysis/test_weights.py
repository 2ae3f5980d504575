"""What features and wording add up to, and which wording says so."""

import pytest

from reporter.analysis.weights import WORDING, WORDING_SCALE, Weights

WEIGHTS = Weights(
    {"bias": (0.1, 0.0, -0.1, 0.0, 0.0), "help": (1.0, -1.0, 0.0, 0.5, 0.0)},
    {
        "搁置": (-40, 80, 0, 10, 0),
        "的": (90, 0, 0, 0, 0),
        "stalled": (-20, 30, 0, 0, 0),
    },
)


def test_features_count_by_their_value_and_runs_half():
    assert WEIGHTS.sums({"help": 2.0}, ["搁置"]) == pytest.approx(
        [2 - 0.2, -2 + 0.4, 0, 1 + 0.05, 0]
    )


def test_a_run_named_as_a_feature_counts_the_same():
    as_feature = WEIGHTS.sums({WORDING + "搁置": WORDING_SCALE})
    assert as_feature == pytest.approx(WEIGHTS.sums({}, ["搁置"]))


def test_what_is_not_known_adds_nothing():
    assert WEIGHTS.sums({"no such feature": 3.0, "搁置": 1.0}) == [0.0] * 5


def test_the_loudest_wording_is_that_of_words():
    assert WEIGHTS.loudest(["的", "\ue001自", "stalled", "搁置"], 1) == (
        "搁置",
        "stalled",
    )
    assert WEIGHTS.loudest(["的", "stalled", "搁置"], 0) == ()
