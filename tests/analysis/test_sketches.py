"""Near texts share runs, whatever is read beside them; so do owners of near texts."""

from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.sketches import owners_sharing_runs, sketches

TEXTS = st.lists(st.text(alphabet="京东日订单突破万\n\ud800", max_size=12), max_size=8)
SAID = "京东物流单均履约成本下降百分之八毛利率升至历史新高"


@given(TEXTS)
def test_a_sketch_does_not_depend_on_the_texts_around(texts):
    assert list(sketches(texts)) == [next(sketches([text])) for text in texts]


@given(TEXTS)
def test_every_text_has_a_few_runs_each_once(texts):
    for runs in sketches(texts):
        assert 1 <= len(runs) <= 8
        assert runs == sorted(set(runs))


def test_near_texts_share_most_and_others_nothing():
    one, near, other = sketches([SAID, SAID[:6] + SAID[7:], "小红书的搜索广告收入翻倍"])
    assert len({*one} & {*near}) >= 4
    assert not {*one} & {*other}


def test_owners_that_share_runs_are_paired_the_later_one_first():
    texts = [[SAID], ["小红书的搜索广告收入翻倍"], [SAID + "又一句"]]
    assert list(owners_sharing_runs(texts)) == [(2, 0)]


def test_what_very_many_share_pairs_nobody():
    assert not list(owners_sharing_runs([[SAID]] * 41))


def test_of_long_texts_one_common_sentence_pairs_nobody():
    own = "".join(map(chr, range(0x5000, 0x6000)))
    long = [
        [SAID, *(own[n : n + 40] for n in range(at, at + 1200, 40))] for at in (0, 1200)
    ]
    assert not list(owners_sharing_runs(long))
    assert list(owners_sharing_runs([[SAID], [SAID]])) == [(1, 0)]


def test_nothing_has_no_pairs():
    assert not list(owners_sharing_runs([]))
    assert not list(owners_sharing_runs([[], []]))
