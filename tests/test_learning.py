"""Corrections become vocabulary: on simulated weeks, through workbook and command."""

import re
import shutil

import pytest
from typer.testing import CliRunner

from reporter import Order, build
from reporter.analysis.gather import gather_evidence
from reporter.analysis.learning import learn
from reporter.analysis.shared_words import SharedWord, shared_words
from reporter.cli import app
from reporter.domain.corrections import Correction, Field, Subject
from reporter.domain.proposals import CueWord, Effect
from reporter.domain.settings import Settings
from reporter.packs import load_packs
from reporter.pipeline import read
from tests.sheets import Sheet, edit_workbook
from tests.simulated import ALIAS, INITIATIVE, JARGON, a_week, clipping_of

PACK = "ecommerce-cn"
TAUGHT, UNSEEN = range(5), range(5, 10)


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def clipping(folder, number):
    """The file of a simulated week."""
    path = folder / f"week{number}.txt"
    path.write_text(clipping_of(number, a_week(number)), encoding="utf-8")
    return path


def correct_by_hand(book, number):
    """Type the truth of a week into 证据 wherever a row says otherwise."""
    sheet, wanted = Sheet(book, "证据", "改：象限"), a_week(number)
    for row in sheet.rows():
        truth = wanted[sheet.shown(row, "原文")]
        if sheet.shown(row, "平台") != names()[truth.platform]:
            sheet.type(row, "改：平台", truth.platform)
        if not str(sheet.shown(row, "象限")).startswith(truth.quadrant):
            sheet.type(row, "改：象限", truth.quadrant)
        if truth.initiative != (sheet.shown(row, "举措") or ""):
            sheet.type(row, "改：举措", truth.initiative)


def names():
    return {p.id: p.zh for p in load_packs([PACK]).platforms}


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """Five weeks that were built and corrected in their workbooks, and a proposed pack."""
    folder = tmp_path_factory.mktemp("taught")
    out = folder / "out"
    for number in TAUGHT:
        made = build(Order(inputs=(clipping(folder, number),), out=out))
        (workbook,) = (path for path in made.files if path.suffix == ".xlsx")
        edit_workbook(workbook, lambda book, n=number: correct_by_hand(book, n))
        told = run("review", workbook, "--out", out)
        assert told.exit_code == 0, told.output
        assert "[not taken]" not in told.output
    told = run("pack", "suggest", "--out", out)
    assert told.exit_code == 0, told.output
    proposed = folder / "proposed.yaml"
    proposed.write_text(told.stdout, encoding="utf-8")
    return folder, out, proposed


def rightly_read(folder, packs):
    """The sentences of unseen weeks that packs alone read rightly, and how many are."""
    taxonomy, right, count = load_packs(packs), set(), 0
    for number in UNSEEN:
        wanted = a_week(number)
        articles = read((clipping(folder, number),)).articles
        for item in gather_evidence(articles, taxonomy, Settings()):
            count += 1
            if wanted[item.text].is_met_by(item):
                right.add(item.text)
    return right, count


def test_accuracy_on_unseen_weeks_rises_and_nothing_that_was_right_goes_wrong(taught):
    folder, _, proposed = taught
    before, count = rightly_read(folder, [PACK])
    after, _ = rightly_read(folder, [PACK, str(proposed)])
    assert len(after) >= len(before) + count / 6
    assert before <= after


def test_what_is_proposed_is_a_pack_that_check_accepts(taught):
    _, _, proposed = taught
    told = run("pack", "check", PACK, proposed)
    assert told.exit_code == 0, told.output
    assert "platforms.meituan: proposed replaces what ecommerce-cn says" in told.output


def test_alias_initiative_and_cues_are_proposed_with_the_rows_that_they_change(taught):
    _, out, proposed = taught
    text = proposed.read_text("utf-8")
    taxonomy = load_packs([PACK, str(proposed)])
    (meituan,) = (p for p in taxonomy.platforms if p.id == "meituan")
    assert ALIAS in meituan.aliases
    assert (INITIATIVE, "jd") in {(i.name, i.platform) for i in taxonomy.initiatives}
    lists = {"W": "hurts", "T": "threats", "O": "openings"}
    learned = [q for q, cues in lists.items() if {*JARGON[q]} & {*taxonomy.cues[cues]}]
    assert len(learned) >= 2
    rows = re.findall(
        r"#   (\w{10}) \(history/2025-W\d\d/week\d\.txt:\d+\) .* → ", text
    )
    assert len(rows) > 20
    csv = "".join(p.read_text("utf-8") for p in out.glob("*/evidence-*.csv"))
    assert all(identity in csv for identity in rows)
    assert "was right" not in text


def test_the_same_history_gives_the_same_proposals_and_is_not_changed(taught):
    _, out, proposed = taught
    before = (out / "reporter.db").read_bytes()
    assert run("pack", "suggest", "--out", out).stdout == proposed.read_text("utf-8")
    assert (out / "reporter.db").read_bytes() == before


def test_what_was_accepted_is_not_proposed_again(taught):
    folder, _, proposed = taught
    out = shutil.copytree(folder / "out", folder / "accepted")
    again = run("pack", "suggest", "--out", out, "--pack", PACK, "--pack", proposed)
    assert ALIAS not in re.sub(r"(?m)^ *#.*$", "", again.stdout)
    assert INITIATIVE not in again.stdout
    order = Order(inputs=(clipping(folder, 5),), out=out, packs=(PACK, str(proposed)))
    build(order)
    by_itself = run("pack", "suggest", "--out", out)
    assert f"- {{name: {INITIATIVE}" not in by_itself.stdout


def test_without_clippings_and_history_there_is_nothing_to_suggest_from(tmp_path):
    assert run("pack", "suggest", "--out", tmp_path).exit_code == 2
    assert run("pack", "suggest", "--state", tmp_path / "none.db").exit_code == 6
    assert list(tmp_path.iterdir()) == []


# -- what is proposed and what is not --------------------------------------------------

SENTENCES = (
    "京东在华东仓区又见甩柜,司机们聊了半天", "美团谈到跨城线路的甩柜,同事们聊到傍晚",
    "抖音提到海港堆场的甩柜,茶摊老板也听说", "快手提到山区网点的甩柜,老乡们也听说",
)  # fmt: skip
OTHERS = (
    "京东在县域站点的订单量增长三成", "美团在边贸口岸的投诉量上升", "抖音在老城街铺份额领先",
    "快手在大学城的亏损扩大", "顺丰把工业带的时效提升一成", "微信在侨乡市集的商家数量增加",
)  # fmt: skip


def learned_from(folder, decide, sentences=SENTENCES, others=OTHERS):
    """What is learned where `decide(number, item)` says how each sentence is corrected."""
    path = folder / "a.txt"
    path.write_text(clipping_of(1, (*sentences, *others)), encoding="utf-8")
    taxonomy, articles = load_packs([PACK]), read((path,)).articles
    log = []
    for number, item in enumerate(gather_evidence(articles, taxonomy, Settings())):
        for field, value in decide(number, item).items():
            if number < len(sentences):
                log.append(Correction(Subject.EVIDENCE, item.evidence_id, field, value, item.text))  # fmt: skip
    return learn(articles, taxonomy, log, Settings()).proposals


def test_a_word_of_three_corrected_rows_is_proposed(tmp_path):
    proposals = learned_from(tmp_path, lambda n, e: {Field.QUADRANT: "W"})
    assert CueWord("hurts", "甩柜") in [p.entry for p in proposals]
    for proposal in proposals:
        assert {c.effect for c in proposal.changes} <= {Effect.MENDED, Effect.OPEN}


def test_a_word_of_two_corrected_rows_is_not(tmp_path):
    def decide(number, item):
        return {Field.QUADRANT: "W"} if number < 2 else {}

    assert learned_from(tmp_path, decide) == ()


def test_a_word_that_would_turn_a_right_row_wrong_is_not_proposed(tmp_path):
    others = (*OTHERS, "顺丰靠甩柜拿下份额领先,订单量增长三成,优势明显")

    def decide(number, item):
        return {Field.QUADRANT: "T"}

    proposals = learned_from(tmp_path, decide, others=others)
    for proposal in proposals:
        assert all(c.effect is not Effect.BROKEN for c in proposal.changes)


def test_rows_that_were_dismissed_teach_nothing(tmp_path):
    decided = {Field.QUADRANT: "W", Field.DISMISS: "yes"}
    assert learned_from(tmp_path, lambda n, e: decided) == ()


def test_a_correction_that_the_pack_already_follows_teaches_nothing(tmp_path):
    same = lambda n, e: {Field.QUADRANT: e.quadrant.value}  # noqa: E731
    assert learned_from(tmp_path, same) == ()


def test_an_initiative_that_is_typed_twice_is_proposed_with_its_platform(tmp_path):
    def decide(number, item):
        name = f"新名目{'甲' if number < 2 else number}"
        return {Field.INITIATIVES: name, Field.PLATFORM: "jd"}

    (proposal,) = learned_from(tmp_path, decide)
    assert (proposal.entry.name, proposal.entry.platform) == ("新名目甲", "jd")


def test_another_name_of_an_initiative_is_proposed_as_its_alias(tmp_path):
    def decide(number, item):
        return {Field.INITIATIVES: "百亿补贴"}

    own = (
        "拼多多的甩柜在华东订单量增长三成", "拼多多说甩柜让县城份额领先", "甩柜之下拼多多复购强劲",
        "拼多多在甩柜上优势明显",
    )  # fmt: skip
    (entry,) = (p.entry for p in learned_from(tmp_path, decide, own))
    assert (entry.name, entry.aliases) == ("百亿补贴", ("甩柜",))
    # Of four platforms' sentences it is none: they would all become Pinduoduo's.
    assert learned_from(tmp_path, decide) == ()


@pytest.mark.parametrize(
    ("texts", "others", "found"),
    [
        (["车队遇甩柜难题", "再度甩柜", "说到甩柜"], ["车队难题"] * 9, [SharedWord("甩柜", 3, 0)]),
        (["a dead freight run", "no dead freight", "dead freight up"], ["a run up"] * 9,
         [SharedWord("dead freight", 3, 0)]),
        (["甲的甩柜了", "乙的甩柜了", "丙的甩柜了"], ["甲乙丙"] * 9, [SharedWord("甩柜", 3, 0)]),
        (["甩柜一", "甩柜二", "甩柜三"], ["甩柜四"] * 9, []),
        (["甩柜一", "甩柜二"], ["四"] * 9, []),
        ([], [], []),
    ],
)  # fmt: skip
def test_words_are_found_that_some_texts_share_and_others_do_not(texts, others, found):
    assert list(shared_words(texts, others)) == found
