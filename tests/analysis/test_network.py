"""The network: what it adds up is what its filters say, whatever stands around."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.analysis.features import Statement
from reporter.analysis.network import (
    CUT,
    HALF,
    NOTHING,
    UNKNOWN,
    NetworkReader,
    english_words,
)
from reporter.analysis.quadrant import QuadrantJudge
from reporter.analysis.wording import plain
from reporter.domain.taxonomy import Network
from reporter.packs import load_packs

KNOWN = ("sales", "fell", "rose", "not", ",")
SIZE, FILTERS, WIDTHS = 4, 3, (1, 3, 5)


def _bytes(chance, count):
    return bytes(chance.randrange(256) for _ in range(count))


def _network():
    chance = random.Random(7)
    of_words = bytes(SIZE) + _bytes(chance, SIZE * (len(KNOWN) + 1))
    return Network(
        words=KNOWN,
        vectors=of_words,
        filters={w: _bytes(chance, w * SIZE * FILTERS) for w in WIDTHS},
        bias=tuple(chance.randrange(-20, 20) for _ in range(FILTERS * len(WIDTHS))),
        outputs=tuple(
            tuple(chance.randrange(-99, 99) for _ in range(5))
            for _ in range(FILTERS * len(WIDTHS))
        ),
        start=(5, -3, 0, 2, 1),
        scale=0.001,
    )


NETWORK = _network()
READER = NetworkReader(NETWORK)
TOLD = st.lists(st.sampled_from((*KNOWN, "nobody", "0")), min_size=1, max_size=8)


def slowly(words):
    """The sums, place by place, as the paper has it."""
    lines = [KNOWN.index(w) + 2 if w in KNOWN else UNKNOWN for w in words]
    vectors = np.frombuffer(NETWORK.vectors, np.int8).reshape(-1, SIZE).astype(int)
    sums, number = list(NETWORK.start), 0
    for width, values in NETWORK.filters.items():
        filters = np.frombuffer(values, np.int8).reshape(width, SIZE, FILTERS)
        for one in range(FILTERS):
            loudest = 0
            for at in range(len(lines)):
                heard = NETWORK.bias[number]
                for offset in range(width):
                    place = at + offset - width // 2
                    line = lines[place] if 0 <= place < len(lines) else NOTHING
                    product = int(vectors[line] @ filters[offset, :, one].astype(int))
                    heard += (product + HALF) >> CUT
                loudest = max(loudest, heard)
            sums = [
                s + loudest * o
                for s, o in zip(sums, NETWORK.outputs[number], strict=True)
            ]
            number += 1
    return [s * NETWORK.scale for s in sums]


@given(st.lists(TOLD, max_size=5))
def test_sums_are_those_of_each_statement_by_itself(told):
    assert READER.sums(told).tolist() == [slowly(words) for words in told]


@given(TOLD)
def test_phrases_add_up_to_the_sums(words):
    phrases = READER.phrases(words)
    start = np.array(NETWORK.start) * NETWORK.scale
    total = start + sum((np.array(p.adds) for p in phrases), np.zeros(5))
    assert total.tolist() == pytest.approx(slowly(words))
    assert all(set(p.words.split()) <= {*words, "?"} for p in phrases)


def test_only_english_is_read():
    assert english_words("\ue000 sales fell 0 %, not rose") == [
        "\ue000", "sales", "fell", "0", "%", ",", "not", "rose",
    ]  # fmt: skip
    assert not english_words("\ue000的gmv fell 0 %")
    assert not english_words("ok go")


def test_no_filter_can_hear_more_than_sixteen_bits_hold():
    shipped = load_packs(["retail-en"]).network
    vectors = np.frombuffer(shipped.vectors, np.int8).astype(np.float32)
    vectors = vectors.reshape(len(shipped.words) + 2, -1)
    # A product is a sum of that many of at most 128 x 128; floats hold 2 ** 24.
    assert vectors.shape[1] * 128 * 128 < 2**24
    bias = np.split(np.array(shipped.bias), len(shipped.filters))
    for own, (width, values) in zip(bias, shipped.filters.items(), strict=True):
        filters = np.frombuffer(values, np.int8).astype(np.float32)
        heard = vectors @ filters.reshape(width, vectors.shape[1], -1)
        most = ((np.abs(heard) + HALF) / 2**CUT).max(axis=1).sum(axis=0)
        assert (most + np.abs(own)).max() < 2**15


@pytest.mark.parametrize(
    ("text", "quadrant"),
    [
        ("Shelves no longer stay empty for days", "S"),
        ("Shelves stay empty for days", "W"),
        ("The court dismissed the claim of merchants over fees", "NSO"),
        ("The court upheld the claim of merchants over fees", "T"),
    ],
)
def test_words_count_by_what_stands_beside_them(text, quadrant):
    judge = QuadrantJudge(load_packs(["retail-en"]))
    statement = Statement(text, "", "amazon")
    assert judge.judge(statement).quadrant.value in quadrant
    parts = judge.contributions(statement)
    assert any(part.feature.startswith("≈") for part in parts)
    assert english_words(plain(text, (), "amazon"))
