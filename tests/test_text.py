"""Words that look alike: one way to find them, with two degrees of leniency."""

import pytest

from reporter.domain.text import did_you_mean, slip_of

FIELDS = ("platform", "Platform", "负责人", "next_step", "due", "evidence_id")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("platfrom", "platform"), ("PLATFROM", "platform"), ("next_stp", "next_step"),
        ("负责任", "负责人"), ("evidence_di", "evidence_id"), (" dua ", "due"),
    ],
)  # fmt: skip
def test_a_slip_of_the_hand_is_known(typed, meant):
    assert slip_of(typed, FIELDS) == meant


@pytest.mark.parametrize("typed", ["my note", "form", "step", "du", "", "负", "owner"])
def test_a_word_of_somebodys_own_is_no_slip(typed):
    assert slip_of(typed, FIELDS) == ""


def test_a_guess_is_more_lenient_than_a_slip():
    assert did_you_mean("my_step", FIELDS) == "; did you mean next_step?"
    assert slip_of("my_step", FIELDS) == ""
    assert did_you_mean("xyz", FIELDS) == ""
