"""The grouping may not fall below what it has reached, so that rules cannot rot."""

import pytest

from tests.accuracy.report import measure
from tests.accuracy.sets import own_sets

HELD = [one for one in own_sets() if one.is_held]
LABELS = [label for one in own_sets() for label in one.labels]


@pytest.fixture(scope="module")
def score_of_held():
    from reporter.analysis.score import score

    return score([mark for one in HELD for mark in measure(one).marks])


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("subject", 0.975),
        ("strict", 0.82),
        ("lenient", 0.91),
        ("initiative_precision", 0.89),
        ("initiative_recall", 0.85),
    ],
)
def test_held_out_sets_are_grouped_as_well_as_before(score_of_held, figure, least):
    assert getattr(score_of_held, figure) >= least


def test_good_is_hardly_ever_taken_for_bad(score_of_held):
    assert score_of_held.missing == 0
    assert score_of_held.polarity_error <= 0.045


def test_enough_is_labelled_to_measure_on():
    own = [one for one in own_sets() if not one.name.startswith("sample")]
    assert sum(len(one.labels) for one in own) >= 400
    subjects = {label.subject for one in own for label in one.labels}
    assert len(subjects - {"industry", "other"}) >= 20
