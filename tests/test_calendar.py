"""Turns of the calendar, time zones, empty weeks, and two runs at once."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from reporter.cli import app
from reporter.history.store import open_history
from reporter.history.weeks import weeks_before
from reporter.pipeline import history_place
from tests.conftest import ROOT, SAMPLES

CLIPPING = """话题
搜索文档
{title}
某报· {day} 23:30
观察 - 美团在县城的订单量增长三成 [1] - 京东的投诉量上升 [2]
"""


def start(*arguments, **environment):
    return subprocess.Popen(
        [sys.executable, "-m", "reporter", *map(str, arguments)], cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(*arguments):
    """Exit code and what was said on stderr."""
    told = CliRunner().invoke(app, [str(a) for a in arguments])
    return told.exit_code, told.stderr


def ended(process):
    """Wait for a run that must end well."""
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told.decode("utf-8")


@pytest.fixture
def clipping(tmp_path):
    def write(day):
        folder = tmp_path / day
        folder.mkdir()
        text = CLIPPING.format(title=f"{day}的观察", day=day)
        (folder / "a.txt").write_text(text, encoding="utf-8")
        return folder

    return write


def weeks_of(out):
    with open_history(history_place(out)) as history:
        return [str(week) for week in weeks_before(history)]


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        (("2026-12-31", "2027-01-03", "2027-01-04"), ["2026-W53", "2027-W01"]),
        (("2024-12-29", "2024-12-30"), ["2024-W52", "2025-W01"]),
        (("2025-12-28", "2025-12-29", "2026-01-05"), ["2025-W52", "2026-W01", "2026-W02"]),
    ],
)  # fmt: skip
def test_weeks_follow_one_another_over_the_turn_of_the_year(
    clipping, tmp_path, days, weeks
):
    out = tmp_path / "out"
    for day in days:
        assert run("build", clipping(day), "--out", out, "--quiet")[0] == 0
    assert weeks_of(out) == weeks
    code, _ = run("changes", "--out", out, "--since", weeks[0])
    assert code == 0


def test_a_week_53_that_the_year_does_not_have_is_refused(clipping, tmp_path):
    folder = clipping("2025-12-31")
    code, told = run("build", folder, "--out", tmp_path / "out", "--week", "2025-W53")
    assert (code, "--week" in told) == (2, True)
    assert run("build", folder, "--out", tmp_path / "out", "--week", "2026-W53")[0] == 0


def test_the_time_zone_of_the_machine_changes_nothing(clipping, tmp_path):
    folder, made = clipping("2027-01-03"), []
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):
        out = tmp_path / zone.replace("/", "-")
        ended(start("build", folder, "--out", out, "--quiet", TZ=zone))
        files = sorted(path for path in (out / "2026-W53").iterdir())
        made.append([(path.name, path.read_bytes()) for path in files])
    assert made[0] == made[1]


@pytest.mark.parametrize("content", [None, "", "\n \n"])
def test_a_week_without_clippings_changes_nothing(clipping, tmp_path, content):
    out, empty = tmp_path / "out", tmp_path / "empty"
    assert run("build", clipping("2025-07-08"), "--out", out, "--quiet")[0] == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    empty.mkdir()
    if content is not None:
        (empty / "a.txt").write_text(content, encoding="utf-8")
    code, told = run("build", empty, "--out", out)
    assert (code, told.count("\n") <= 2) == (4, True)
    assert {
        path: path.read_bytes() for path in out.rglob("*") if path.is_file()
    } == before


def test_two_runs_at_once_both_end_well_and_leave_what_one_would(tmp_path):
    alone, both = tmp_path / "alone", tmp_path / "both"
    for week in ("2025-W26", "2025-W27"):
        assert run("build", SAMPLES / week, "--out", alone, "--quiet")[0] == 0
    assert run("build", SAMPLES / "2025-W26", "--out", both, "--quiet")[0] == 0
    runs = [
        start("build", SAMPLES / "2025-W27", "--out", both, "--quiet") for _ in range(2)
    ]
    for process in runs:
        ended(process)
    assert weeks_of(both) == ["2025-W26", "2025-W27"]
    folder = alone / "2025-W27"
    assert sorted(p.name for p in (both / "2025-W27").iterdir()) == sorted(
        p.name for p in folder.iterdir()
    )
    for path in folder.iterdir():
        assert (both / "2025-W27" / path.name).read_bytes() == path.read_bytes(), (
            path.name
        )
