"""Scores follow the labelling guideline."""

import pytest

from reporter.analysis.score import mark_all, score
from reporter.domain.labels import Answer, Label


def label(bullet, quadrant="S", **more):
    facts = {
        "subject": "wechat",
        "also_subject": frozenset(),
        "also_quadrant": frozenset(),
        "initiatives": frozenset(),
        **more,
    }
    return Label(1, bullet, f"句子{bullet}", quadrant=quadrant, **facts)


def answer(bullet, quadrant="S", platform="wechat", initiatives=(), context=""):
    text = f"句子{bullet}全文"
    return Answer(text, platform, quadrant, frozenset(initiatives), context)


def figures(labels, answers):
    return score(mark_all(labels, {(1, at): a for at, a in answers.items()}))


def test_a_right_set_scores_one_everywhere():
    labels = [label(1), label(2, "W", initiatives=frozenset({"红猫计划"}))]
    answers = {1: answer(1), 2: answer(2, "W", initiatives=["红猫计划"])}
    result = figures(labels, answers)
    assert (result.subject, result.strict, result.lenient, result.macro_f1) == (1,) * 4
    assert (result.initiative_precision, result.initiative_recall) == (1, 1)
    assert (result.polarity_error, result.missing) == (0, 0)


@pytest.mark.parametrize(
    ("wanted", "also", "got", "strict", "lenient", "polarity_error"),
    [
        ("S", "", "O", 0, 0, 0),
        ("S", "O", "O", 0, 1, 0),
        ("W", "T", "S", 0, 0, 1),
        ("W", "T", "N", 0, 0, 0),
        ("W", "O", "S", 0, 0, 0),
        ("N", "", "W", 0, 0, 0),
    ],
)
def test_quadrants(wanted, also, got, strict, lenient, polarity_error):
    result = figures(
        [label(1, wanted, also_quadrant=frozenset(also))], {1: answer(1, got)}
    )
    assert (result.strict, result.lenient) == (strict, lenient)
    assert result.polarity_error == polarity_error


def test_a_bullet_of_another_text_counts_as_missing():
    result = figures([label(1), label(2)], {1: answer(2)})
    assert result.missing == 2


def test_quadrants_of_other_companies_are_not_scored():
    result = figures(
        [label(1, "N", subject="other")], {1: answer(1, "T", platform="other")}
    )
    assert (result.subject, result.strict) == (1, 0)


def test_a_shorter_name_matches_and_an_inherited_one_counts_neither_way():
    labels = [label(1, initiatives=frozenset({"评论区蓝链"})), label(2), label(3)]
    answers = {
        1: answer(1, initiatives=["蓝链"]),
        2: answer(2, initiatives=["红猫计划"], context="红猫计划官宣"),
        3: answer(3, initiatives=["杜撰计划"]),
    }
    result = figures(labels, answers)
    assert result.initiative_precision == pytest.approx(1 / 2)
    assert result.initiative_recall == 1
