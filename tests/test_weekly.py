"""Week after week: the samples' story, rebuilt weeks, lost histories, the window."""

import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from reporter import Order, build
from reporter.cli import app
from reporter.domain.changes import ChangeKind
from reporter.domain.values import Flag, Stage, Week
from reporter.errors import HistoryError
from reporter.history.store import Place, open_history
from reporter.history.weeks import forget_week, weeks_before
from reporter.pipeline import history_place
from tests.conftest import ROOT, SAMPLES

WEEKS = ("2025-W26", "2025-W27", "2025-W28")


def build_week(out, week, **more):
    return build(Order(inputs=(SAMPLES / week,), out=out, **more))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The three sample weeks, built in order."""
    out = tmp_path_factory.mktemp("weekly")
    return out, {week: build_week(out, week) for week in WEEKS}


def story_of(outcome):
    background = outcome.report.edition.background
    return [(c.kind.value, c.platform, c.what) for c in background.changes]


def test_the_samples_tell_their_story_and_nothing_else(built):
    _, outcomes = built
    assert story_of(outcomes["2025-W26"]) == []
    assert story_of(outcomes["2025-W27"]) == [
        ("stage", "kuaishou", "乡味直发计划"),
        ("conflict_new", "bilibili", "mau"),
    ]
    assert story_of(outcomes["2025-W28"]) == [
        ("stage", "kuaishou", "乡味直发计划"),
        ("metric", "meituan", "orders"),
        ("initiative_new", "douyin", "安心试穿计划"),
        ("initiative_quiet", "eleme", "夜骑守护计划"),
        ("conflict_settled", "bilibili", "mau"),
    ]


def test_a_moved_stage_and_figure_tell_what_they_were_and_are(built):
    _, outcomes = built
    stages = [
        [(c.before.stage, c.after.stage) for c in o.report.edition.background.changes if c.kind is ChangeKind.STAGE]
        for o in outcomes.values()
    ]  # fmt: skip
    assert stages == [[], [(Stage.ANNOUNCED, Stage.PILOT)], [(Stage.PILOT, Stage.LIVE)]]
    metric = outcomes["2025-W28"].report.edition.background.changes[1]
    assert [m.value for m in (*metric.before.metrics, *metric.after.metrics)] == [
        9.2e7,
        1.05e8,
    ]


def sheet_rows(out, week, sheet):
    book = load_workbook(out / week / f"workbook-{week}.xlsx", data_only=True)
    rows = [
        [c for c in row if c is not None]
        for row in book[sheet].iter_rows(values_only=True)
    ]
    return [row for row in rows if row]


def test_the_changes_sheet_names_both_sources(built):
    out, _ = built
    (row,) = (r for r in sheet_rows(out, "2025-W28", "变化") if r[0] == "数字变动")
    assert row[1:3] == ["美团", "订单"]
    assert "9200万单" in row[3]
    assert "2025-07-01" in row[3]
    assert "1.05亿单" in row[4]
    assert "2025-07-08" in row[4]
    assert len(row[5].split("|")) == 2


def test_a_first_week_says_that_there_is_none_before(built):
    out, _ = built
    assert any("第一期" in str(row[0]) for row in sheet_rows(out, "2025-W26", "变化"))


def test_an_initiative_gone_quiet_stays_in_the_register(built):
    out, _ = built
    (row,) = (r for r in sheet_rows(out, "2025-W28", "举措") if r[0] == "夜骑守护计划")
    assert "试点" in row
    assert row[-1] == "2025-W27（本周未提及）"
    assert row[-2] == "2025-W26"


def csv_rows(out, week):
    with (out / week / f"evidence-{week}.csv").open(
        encoding="utf-8-sig", newline=""
    ) as handle:
        return list(csv.DictReader(handle))


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_week_that_is_built_again_gives_the_same_bytes(built, tmp_path):
    out, _ = built
    again = tmp_path / "out"
    shutil.copytree(out, again)
    before = {week: files_of(again / week) for week in WEEKS}
    for week in ("2025-W27", "2025-W28", "2025-W26", "2025-W28"):
        build_week(again, week)
    assert {week: files_of(again / week) for week in WEEKS} == before


def test_a_week_that_is_handed_in_again_with_the_next_is_not_new(built, tmp_path):
    both = tmp_path / "in"
    for week in ("2025-W26", "2025-W27"):
        shutil.copytree(SAMPLES / week, both / week)
    out = tmp_path / "out"
    build_week(out, "2025-W26")
    outcome = build(Order(inputs=(both,), out=out))
    _, outcomes = built
    assert story_of(outcome)[:1] == story_of(outcomes["2025-W27"])[:1]
    weeks = {
        row["first_seen"]
        for row in csv_rows(out, "2025-W27")
        if row["input_file"].startswith("2025-W26/")
    }
    assert weeks == {"2025-W26"}


def test_with_a_window_the_report_rests_on_earlier_weeks_too(tmp_path):
    build_week(tmp_path, "2025-W26")
    alone = build_week(tmp_path, "2025-W27").report
    wide = build_week(tmp_path, "2025-W27", window=1).report
    assert wide.counted_evidence > alone.counted_evidence
    rows = csv_rows(tmp_path, "2025-W27")
    assert {row["first_seen"] for row in rows} == {"2025-W26", "2025-W27"}
    carried = [row for row in rows if row["first_seen"] == "2025-W26"]
    assert all(row["input_file"].startswith("history/2025-W26/") for row in carried)
    assert len({row["evidence_id"] for row in rows}) == len(rows)
    titles = {source.article.title for source in wide.sources}
    assert {row["title"] for row in carried} <= titles
    manifest = json.loads((tmp_path / "2025-W27" / "manifest.json").read_text("utf-8"))
    assert manifest["options"]["window"] == 1


def test_what_the_window_brought_in_is_not_saved_as_the_weeks_own(tmp_path):
    build_week(tmp_path, "2025-W26")
    build_week(tmp_path, "2025-W27", window=1)
    alone = build_week(tmp_path, "2025-W28", window=1)
    files = {
        a.source.file.split("/")[1]
        for a in alone.report.analysis.articles
        if "/" in a.source.file
    }
    assert files == {"2025-W27"}


def test_the_window_may_stand_in_the_settings(tmp_path):
    settings = tmp_path / "reporter.yaml"
    settings.write_text("window: 2\n", encoding="utf-8")
    build_week(tmp_path, "2025-W26")
    outcome = build_week(tmp_path, "2025-W27", settings=settings)
    assert any(
        a.source.file.startswith("history/") for a in outcome.report.analysis.articles
    )


def test_old_evidence_is_marked_stale(tmp_path):
    settings = tmp_path / "reporter.yaml"
    settings.write_text("stale_weeks: 2\n", encoding="utf-8")
    order = Order(
        inputs=(SAMPLES / "2025-W26",),
        out=tmp_path,
        settings=settings,
        week=Week(2025, 28),
    )
    evidence = build(order).report.analysis.evidence
    assert {e.evidence_id for e in evidence if Flag.STALE in e.flags} == {
        e.evidence_id for e in evidence if e.article.published_at.week <= Week(2025, 26)
    }


def no_database(content):
    return b"no database at all" * 99


def cut_off(content):
    return content[: len(content) // 3]


def pages_overwritten(content):
    return content[:8192] + b"\xff" * (len(content) - 8192)


@pytest.mark.parametrize("damage", [no_database, cut_off, pages_overwritten])
def test_a_damaged_history_does_not_stop_the_build(tmp_path, damage):
    build_week(tmp_path, "2025-W26")
    file = tmp_path / "reporter.db"
    file.write_bytes(damage(file.read_bytes()))
    outcome = build_week(tmp_path, "2025-W27")
    assert any("damaged" in message for message in outcome.messages)
    assert (tmp_path / "reporter.db.damaged-1").exists()
    assert story_of(build_week(tmp_path, "2025-W28")) != []


def test_a_lost_history_does_not_stop_the_build_and_is_told(tmp_path):
    build_week(tmp_path, "2025-W26")
    (tmp_path / "reporter.db").unlink()
    outcome = build_week(tmp_path, "2025-W27")
    assert any("no history of the weeks before" in m for m in outcome.messages)
    assert story_of(outcome) == []


def test_a_first_week_is_not_told_that_a_history_is_lost(built):
    _, outcomes = built
    assert outcomes["2025-W26"].messages == ()


def test_a_named_history_out_of_reach_stops_the_build(tmp_path):
    with pytest.raises(HistoryError):
        build_week(tmp_path, "2025-W26", state=str(tmp_path / "no" / "x.db"))
    assert not (tmp_path / "2025-W26").exists()


def test_the_history_may_stand_elsewhere(tmp_path):
    state = str(tmp_path / "team.db")
    for week in ("2025-W26", "2025-W27"):
        outcome = build_week(tmp_path / "out", week, state=state)
    assert len(story_of(outcome)) == 2
    assert not (tmp_path / "out" / "reporter.db").exists()


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_changes_are_told_on_the_command_line(built):
    out, _ = built
    told = run("changes", "--out", out)
    assert told.exit_code == 0
    first, *lines = told.stdout.splitlines()
    assert ("2025-W28" in first, "2025-W27" in first) == (True, True)
    assert len(lines) == 5
    assert (
        "快手 · 阶段推进：乡味直发计划，试点（电商前线 2025-07-04） → 已上线（电商前线 2025-07-10）"
        in lines[0]
    )


def test_changes_can_be_told_against_an_older_week(built):
    out, _ = built
    told = run(
        "changes", "2025-W28", "--since", "2025-W26", "--out", out, "--lang", "en"
    )
    assert "stage moved: 乡味直发计划, announced" in told.stdout
    assert "→ live" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("2025-W20",), 6, "holds no 2025-W20"),
        (("--since", "2025-W28"), 6, "no week up to 2025-W28"),
        (("--since", "2025-W20"), 6, "no week up to 2025-W20"),
        (("2025-28",), 2, "a week is written like"),
        (("--since", "soon"), 2, "--since"),
    ],
)
def test_weeks_that_cannot_be_meant_are_told(built, arguments, code, said):
    out, _ = built
    told = run("changes", *arguments, "--out", out)
    assert told.exit_code == code
    assert said in told.stderr


def test_changes_without_a_history_are_told(tmp_path):
    told = run("changes", "--out", tmp_path)
    assert told.exit_code == 6
    assert not (tmp_path / "reporter.db").exists()


def test_the_history_of_a_place_is_in_the_folder_of_the_weeks(built):
    out, _ = built
    assert Place(str(out / "reporter.db")).file.exists()


def test_the_notebook_example_of_the_docs_runs(tmp_path):
    guide = (ROOT / "docs" / "weekly.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", guide, re.DOTALL)[1]
    code = code.replace('Path("output")', f"Path({str(tmp_path)!r})")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said = done.stdout.decode("utf-8")
    assert done.returncode == 0, done.stderr.decode("utf-8")
    assert "阶段推进" in said
    assert "370000000" in said.replace(".0", "") or "3.7" in said


def test_the_frames_hold_what_the_files_hold(built):
    out, outcomes = built
    outcome = outcomes["2025-W28"]
    rows = csv_rows(out, "2025-W28")
    assert list(outcome.evidence.columns) == list(rows[0])
    assert list(outcome.evidence["evidence_id"]) == [row["evidence_id"] for row in rows]
    assert outcome.evidence["confidence"].between(0, 1).all()
    assert len(outcome.changes) == 5
    assert len(outcome.swot) == outcome.report.counted_evidence
    assert "夜骑守护计划" in set(outcome.initiatives["initiative"])
    assert set(outcome.metrics["evidence_id"]) <= set(outcome.evidence["evidence_id"])


def test_the_library_is_not_slowed_down_by_what_few_need():
    code = "import sys, reporter.cli; print(*sorted({'pandas', 'sqlalchemy', 'email_validator'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60
    )
    assert done.stdout.split() == []


KILLED = """
import sys, threading, os, signal, time
from pathlib import Path
from reporter import Order, build
def kill():
    time.sleep(float(sys.argv[3])); os.kill(os.getpid(), signal.SIGKILL)
threading.Thread(target=kill, daemon=True).start()
build(Order(inputs=(Path(sys.argv[1]),), out=Path(sys.argv[2])))
"""


@pytest.mark.parametrize("seed", range(int(os.environ.get("REPORTER_KILLS", "10"))))
def test_a_killed_build_leaves_the_week_before_and_the_next_run_succeeds(
    built, tmp_path, seed
):
    out, _ = built
    again = shutil.copytree(out, tmp_path / "out")
    shutil.rmtree(again / "2025-W28")
    with open_history(history_place(again)) as history:
        forget_week(history, Week(2025, 28))
    before = files_of(again / "2025-W27")
    subprocess.run(
        [sys.executable, "-c", KILLED, SAMPLES / "2025-W28", again, str(random.Random(seed).uniform(0, 2))],
        cwd=ROOT, capture_output=True, timeout=120,
    )  # fmt: skip
    assert files_of(again / "2025-W27") == before
    with open_history(history_place(again)) as history:
        assert history.notes == ()
        assert weeks_before(history)[:2] == (Week(2025, 26), Week(2025, 27))
    build_week(again, "2025-W28")
    assert files_of(again / "2025-W28") == files_of(out / "2025-W28")
