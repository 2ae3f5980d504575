"""Known wording is found where a search run by run finds it."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.lexicon import Lexicon
from reporter.analysis.wording import KnownWording, wording

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
        "Well",
    ]
)
TEXTS = st.lists(PIECES, max_size=10).map("".join)


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_known_runs_are_those_of_the_wording_that_are_known(text, others):
    known = {run for other in others for run in wording(other, NAMES.find(other), "jd")}
    names = NAMES.find(text)
    found = KnownWording(known).find(text, names, "jd")
    assert set(found) == wording(text, names, "jd") & known
    assert len(found) == len(set(found))


def test_names_give_way_to_stand_ins_for_one_s_own_and_others():
    one, other = "京东比盒马快", "盒马比JD快"
    told = [wording(text, NAMES.find(text), "jd") for text in (one, other)]
    assert told[0] == wording(one.replace("京东", "JD"), NAMES.find("JD比盒马快"), "jd")
    assert told[0] != told[1] == wording(one, NAMES.find(one), "hema")
