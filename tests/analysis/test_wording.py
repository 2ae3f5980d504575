"""Known wording is found where a search run by run finds it."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.known_wording import KnownWording
from reporter.analysis.lexicon import Lexicon
from reporter.analysis.wording import plain, wording

NAMES = Lexicon({"jd": ["京东", "JD"], "hema": ["盒马"]})
PIECES = st.sampled_from(
    [
        "京东",
        "盒马",
        "JD",
        "JD's",
        "订单",
        "單",
        "12.5",
        "%",
        "$",
        " ",
        ",",
        "grew by",
        "narrowed losses",
        "Well",
    ]
)
TEXTS = st.lists(PIECES, max_size=10).map("".join)


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_known_runs_are_those_of_the_wording_that_are_known(texts, others):
    known = sorted({run for other in others for run in wording(_plain(other))})
    found = KnownWording(known).find([_plain(text) for text in texts])
    told = zip(found.owners.tolist(), found.numbers.tolist(), strict=True)
    assert list(told) == [
        (owner, number)
        for owner, text in enumerate(texts)
        for number, run in enumerate(known)
        if run in wording(_plain(text))
    ]


def test_names_give_way_to_stand_ins_for_one_s_own_and_others():
    one, other = "京东比盒马快", "盒马比JD快"
    assert _plain(one) == _plain("JD比盒马快")
    assert _plain(one) != _plain(other) == _plain(one, "hema")


def test_a_date_is_no_wording():
    dated, undated = wording(_plain("2025年7月上线")), wording(_plain("上线"))
    assert dated == undated
    assert wording(_plain("10年来上线")) != undated


def _plain(text, subject="jd"):
    return plain(text, NAMES.find(text), subject)


def test_forms_of_a_word_share_a_run():
    forms = [wording(_plain(f"losses {word}")) for word in ("narrowed", "narrowing")]
    assert {"narro…", "losse… narro…"} <= forms[0] & forms[1]
    assert "narrowed" not in forms[1]
