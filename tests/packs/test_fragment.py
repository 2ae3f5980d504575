"""What is proposed is written as a pack that can be read, whatever stands in it."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reporter.domain.proposals import CueWord, Effect, Proposal, RowChange
from reporter.domain.taxonomy import KnownInitiative
from reporter.packs import load_packs
from reporter.packs.fragment import write_fragment

PACK = "ecommerce-cn"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAME = TEXT.map(str.strip).filter(bool)


@st.composite
def proposals(draw):
    change = RowChange("id", "a:1", draw(TEXT), "jd S", "jd W", Effect.MENDED)
    words = draw(st.lists(NAME, max_size=4, unique=True))
    names = draw(st.lists(NAME, max_size=4, unique=True))
    found = [Proposal(CueWord("hurts", word), draw(TEXT), (change,)) for word in words]
    return [
        *(Proposal(KnownInitiative(name, "jd"), draw(TEXT), (change,)) for name in names),
        *found,
    ]  # fmt: skip


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(proposals())
@example(
    [
        Proposal(
            CueWord("hurts", "a\x85b"),
            "",
            (RowChange("i", "a:1", "", "", "", Effect.MENDED),),
        )
    ]
)  # a line to YAML
def test_any_proposal_comes_back_from_the_file_as_it_was(tmp_path, found):
    path = tmp_path / "proposed.yaml"
    path.write_text(write_fragment(found, "zh"), encoding="utf-8", newline="\n")
    if not found:
        assert path.read_text("utf-8").startswith("#")
        return
    taxonomy = load_packs([PACK, str(path)])
    for proposal in found:
        if isinstance(proposal.entry, CueWord):
            assert proposal.entry.word in taxonomy.cues["hurts"]
        else:
            assert proposal.entry in taxonomy.initiatives


def test_what_two_words_add_to_one_platform_is_one_entry():
    (jd,) = (p for p in load_packs([PACK]).platforms if p.id == "jd")
    one = Proposal(
        type(jd)(jd.id, jd.zh, jd.en, jd.group, (*jd.aliases, "甲")), "first"
    )
    both = Proposal(
        type(jd)(jd.id, jd.zh, jd.en, jd.group, (*jd.aliases, "甲", "乙")), "second"
    )
    text = write_fragment([one, both], "zh")
    assert text.count("id: jd") == 1
    assert "甲, 乙]" in text
    assert text.index("# first") < text.index("# second") < text.index("id: jd")
