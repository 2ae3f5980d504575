"""reporter explain: a row of a built week, judged as its build judged it."""

import csv
import json
import re
import shutil

import pytest
from typer.testing import CliRunner

from reporter import Order, build
from reporter.cli import app
from reporter.domain.values import Week
from reporter.history.store import open_history
from reporter.history.weeks import forget_week, packs_of
from reporter.pipeline import history_place
from tests.conftest import SAMPLES
from tests.sheets import Sheet, edit_workbook

WEEKS = ("2025-W26", "2025-W27")
TYPED = "灯塔铺位"


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def explained(*arguments):
    told = run("explain", *arguments)
    assert told.exit_code == 0, told.output
    return told.stdout.splitlines()


def rows_of(out, week):
    with (out / week / f"evidence-{week}.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        return list(csv.DictReader(file))


def correct(out, week, identity, **typed):
    """Type into the row of 证据 and take it in."""
    workbook = out / week / f"workbook-{week}.xlsx"

    def change(book):
        sheet = Sheet(book, "证据", "改：象限")
        for header, value in typed.items():
            sheet.type(sheet.row_of("证据编号", identity), f"改：{header}", value)

    edit_workbook(workbook, change)
    assert run("review", workbook, "--out", out).exit_code == 0


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Two weeks, the second on a window, with corrections and settings of a team."""
    out = tmp_path_factory.mktemp("explain") / "out"
    out.mkdir()
    (out / "reporter.yaml").write_text("review_below: 0.8\nwindow: 1\n", "utf-8")
    settings = out / "reporter.yaml"
    build(Order(inputs=(SAMPLES / WEEKS[0],), out=out, settings=settings))
    item = next(
        r
        for r in rows_of(out, WEEKS[0])
        if r["quadrant"] == "S" and not r["initiatives"]
    )
    correct(out, WEEKS[0], item["evidence_id"], 象限="T", 举措=item["text"][4:8])
    build(Order(inputs=(SAMPLES / WEEKS[1],), out=out, settings=settings))
    return out


def test_rows_are_explained_as_they_stand_in_the_week(out):
    rows = rows_of(out, WEEKS[1])
    assert any(r["input_file"].startswith("history/") for r in rows)
    named = [r for r in rows if r["corrected"]]
    assert named
    for row in (*rows[::12], *named):
        lines = explained(row["evidence_id"], "--out", out)
        shown = "\n".join(lines)
        assert (
            f"in the week: platform {row['platform']}, quadrant {row['quadrant']}"
            in shown
        )
        if row["corrected"]:
            assert f"corrected: {row['corrected']}" in lines
            continue
        assert f"platform: {row['platform']}: " in shown
        if row["platform"] != "other":
            assert (
                f"quadrant: {row['quadrant']}, confidence {float(row['confidence']):.2f}"
                in shown
            )
        assert (
            f"initiatives: {row['initiatives'].replace('|', ', ') or 'none'}" in shown
        )


def test_a_row_that_waits_for_a_person_says_below_what(out):
    row = next(r for r in rows_of(out, WEEKS[1]) if "review" in r["flags"])
    shown = explained(row["evidence_id"], "--out", out)
    assert "review: its confidence is below review_below, 0.8" in shown


def test_what_was_decided_since_the_build_is_told(out, tmp_path):
    again = shutil.copytree(out, tmp_path / "out")
    row = next(
        r
        for r in rows_of(again, WEEKS[1])
        if r["quadrant"] == "S" and not r["corrected"]
    )
    correct(again, WEEKS[1], row["evidence_id"], 象限="W")
    (line,) = [
        x for x in explained(row["evidence_id"], "--out", again) if "next build" in x
    ]
    assert line.startswith("for the next build: corrected: quadrant=W")


def test_a_history_that_is_named_and_not_there_is_told_and_none_is_begun(out, tmp_path):
    identity = rows_of(out, WEEKS[1])[0]["evidence_id"]
    state = tmp_path / "none.db"
    assert run("explain", identity, "--out", out, "--state", state).exit_code == 6
    assert not state.exists()


# -- the packs of a build, elsewhere ---------------------------------------------------

MINE = """id: mine
language: zh
platforms:
  - {id: minecart, zh: 矿车网, en: Minecart}
  - {id: kuaishou, zh: 快手, en: Kuaishou, aliases: [快手电商]}
themes:
  - {id: sales, zh: 销售, en: Sales, cues: [销量]}
cues:
  helps: [的]
"""
BOTH = ("ecommerce-cn", "mine.yaml")


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A week that was built by a pack in a folder of its own; we stand elsewhere."""
    desk, far = tmp_path / "desk", tmp_path / "far"
    (desk / "packs").mkdir(parents=True)
    far.mkdir()
    (desk / "packs" / "mine.yaml").write_text(MINE, encoding="utf-8")
    monkeypatch.chdir(desk)
    assert (
        run(
            "build",
            SAMPLES / WEEKS[0],
            "--pack",
            "ecommerce-cn",
            "--pack",
            "packs/mine.yaml",
        ).exit_code
        == 0
    )
    monkeypatch.chdir(far)
    return desk / "output"


def first_id(out):
    return next(r["evidence_id"] for r in rows_of(out, WEEKS[0]) if "的" in r["text"])


def test_the_pack_of_the_build_is_known_from_anywhere_and_as_it_was(elsewhere):
    before = explained(first_id(elsewhere), "--out", elsewhere)
    assert any("的: help" in line for line in before)
    pack = elsewhere.parent / "packs" / "mine.yaml"
    pack.write_text(MINE.replace("[的]", "[了]"), encoding="utf-8")
    assert explained(first_id(elsewhere), "--out", elsewhere) == before
    pack.unlink()
    assert explained(first_id(elsewhere), "--out", elsewhere) == before


def test_without_a_history_the_same_pack_is_looked_for_beside_the_weeks(elsewhere):
    before = explained(first_id(elsewhere), "--out", elsewhere)
    (elsewhere / "reporter.db").unlink()
    told = run("explain", first_id(elsewhere), "--out", elsewhere)
    assert told.exit_code == 2
    assert "the pack mine.yaml" in told.stderr
    assert "--pack" in told.stderr
    shutil.move(elsewhere.parent / "packs" / "mine.yaml", elsewhere / "mine.yaml")
    assert explained(first_id(elsewhere), "--out", elsewhere) == before
    (elsewhere / "mine.yaml").write_text(MINE + "# another\n", encoding="utf-8")
    assert run("explain", first_id(elsewhere), "--out", elsewhere).exit_code == 2


def test_the_manifest_names_a_pack_by_its_content_and_never_by_its_path(tmp_path):
    manifests = []
    for folder in (tmp_path / "a", tmp_path / "b" / "c"):
        folder.mkdir(parents=True)
        pack = folder / "mine.yaml"
        pack.write_text(MINE, encoding="utf-8")
        build(
            Order(
                inputs=(SAMPLES / WEEKS[0],),
                out=folder / "out",
                packs=(BOTH[0], str(pack)),
            )
        )
        manifests.append((folder / "out" / WEEKS[0] / "manifest.json").read_bytes())
    assert manifests[0] == manifests[1]
    manifest = json.loads(manifests[0])
    assert manifest["options"]["packs"] == list(BOTH)
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["packs"]["mine.yaml"])
    assert str(tmp_path) not in manifests[0].decode()


def test_the_history_keeps_the_packs_of_a_week_as_they_were(elsewhere):
    with open_history(history_place(elsewhere)) as history:
        shipped, pack = packs_of(history, Week.parse(WEEKS[0]))
        assert (shipped.name, shipped.text) == ("ecommerce-cn", "")
        assert (pack.name, pack.text) == ("mine.yaml", MINE)
        forget_week(history, Week.parse(WEEKS[0]))
        assert packs_of(history, Week.parse(WEEKS[0])) == ()


def test_a_workbook_is_read_by_the_packs_of_its_week(elsewhere):
    correct(elsewhere, WEEKS[0], first_id(elsewhere), 平台="矿车网")
    shown = explained(first_id(elsewhere), "--out", elsewhere)
    assert any("corrected: platform=minecart" in line for line in shown)
    assert run("changes", "--out", elsewhere).exit_code == 0
