"""Packs: every fault is named with its key and line; several packs merge."""

import pytest
from typer.testing import CliRunner

from reporter.cli import app
from reporter.errors import PackError, UsageError
from reporter.packs import check_packs, load_packs, shipped_packs, write_new_pack
from tests.conftest import ROOT, SAMPLES

GOOD = """id: mine
language: zh
platforms:
  - {id: one, zh: 甲, en: One, aliases: [甲公司]}
themes:
  - {id: sales, zh: 销售, en: Sales, cues: [销量]}
initiatives:
  - {name: 甲计划, platform: one, theme: sales}
"""


@pytest.fixture
def pack(tmp_path):
    def write(text, name="mine.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (("platforms:", "platfroms:"), ["line 4: platfroms: unknown key; did you mean platforms?", "platforms: is missing"]),
        (("en: One, ", ""), ["line 4: platforms[1].en: is missing"]),
        (("aliases:", "alias:"), ["platforms[1].alias: unknown key; did you mean aliases?"]),
        (("aliases: [甲公司]", "aliases: 甲公司"), ["line 4: platforms[1].aliases: must be a list"]),
        (("language: zh", "language: de"), ["line 2: language: is zh or en, not de"]),
        (("platform: one", "platform: oen"), ["initiatives.甲计划.platform: no platform 'oen'; did you mean one?"]),
        (("theme: sales", "theme: sale"), ["initiatives.甲计划.theme: no theme 'sale'; did you mean sales?"]),
        (("id: mine", "id: "), ["line 1: id: must be a word or words"]),
        ((GOOD, ""), ["line 1: the file is empty"]),
        ((GOOD, "id: [unclosed"), ["cannot be read"]),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_key_line_and_a_guess(pack, change, faults):
    with pytest.raises(PackError) as caught:
        load_packs([pack(GOOD.replace(*change))])
    for fault in faults:
        assert fault in str(caught.value)


def test_all_faults_are_named_at_once(pack):
    text = GOOD.replace("en: One, ", "").replace("name: 甲计划, ", "")
    with pytest.raises(PackError) as caught:
        load_packs([pack(text)])
    assert len(caught.value.faults) == 2


def test_an_unknown_list_of_cues_is_a_fault(pack):
    with pytest.raises(PackError, match=r"cues\.good_thing: no such list of cues; did"):
        load_packs([pack(GOOD + "cues:\n  good_thing: [装机量]\n")])


def test_the_later_pack_wins_and_cues_are_joined(pack):
    later = GOOD.replace("zh: 甲,", "zh: 新甲,") + "cues:\n  helps: [妙不可言]\n"
    merged = load_packs([pack(GOOD), pack(later, "later.yaml")])
    assert [platform.zh for platform in merged.platforms] == ["新甲"]
    assert "妙不可言" in merged.cues["helps"]
    assert "领先" in merged.cues["helps"]


def test_check_tells_what_wins_and_what_is_doubtful(pack):
    double = GOOD.replace(
        "aliases: [甲公司]}", "aliases: [甲公司]}\n  - {id: two, zh: 甲公司, en: T}"
    )
    lines = check_packs([pack(GOOD), pack(double, "later.yaml")])
    assert "platforms.one: mine replaces what mine says" in lines
    assert "platforms: 甲公司 means one and two; one gets it" in lines


@pytest.mark.parametrize("name", shipped_packs())
def test_shipped_packs_are_sound(name):
    (summary,) = check_packs([name])
    assert summary.startswith(f"{name}: ")


def test_the_pack_of_another_field_is_sound():
    assert len(check_packs([str(SAMPLES / "packs" / "electric-cars.yaml")])) == 1


def test_a_new_pack_can_be_used_as_it_is(tmp_path):
    target = tmp_path / "e-cars.yaml"
    write_new_pack(target)
    assert load_packs([str(target)]).id == "e-cars"
    with pytest.raises(UsageError, match="is there already"):
        write_new_pack(target)


def test_the_commands_answer_with_exit_codes(tmp_path, pack):
    run = CliRunner().invoke
    target = tmp_path / "new.yaml"
    assert run(app, ["pack", "new", str(target)]).exit_code == 0
    assert "2 platforms" in run(app, ["pack", "check", str(target)]).output
    assert run(app, ["pack", "new", str(target)]).exit_code == 2
    assert run(app, ["pack", "check", pack("id: [")]).exit_code == 3
    assert run(app, ["pack", "suggest", str(tmp_path / "none.txt")]).exit_code == 4


def test_suggest_offers_new_names_as_lines_of_a_pack():
    result = CliRunner().invoke(app, ["pack", "suggest", str(SAMPLES / "2025-W28")])
    assert result.exit_code == 0
    assert "- {name: 冷链到村计划, platform: sf_express" in result.output
    assert "红猫计划" not in result.output


def test_explain_says_why_from_a_built_week(tmp_path):
    run = CliRunner().invoke
    built = run(
        app, ["build", str(SAMPLES / "2025-W28"), "--out", str(tmp_path), "--quiet"]
    )
    assert built.exit_code == 0, built.output
    csv = (tmp_path / "2025-W28" / "evidence-2025-W28.csv").read_text("utf-8-sig")
    row = csv.splitlines()[5]
    evidence_id = row.split(",")[0]
    result = run(app, ["explain", evidence_id, "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    for part in (
        "platform: ",
        "quadrant: ",
        "runner-up ",
        "margin ",
        "cues, by",
        "why: ",
    ):
        assert part in result.output
    assert run(app, ["explain", "nothing", "--out", str(tmp_path)]).exit_code == 2
    assert run(app, ["explain", "x", "--out", str(ROOT / "docs")]).exit_code == 2
