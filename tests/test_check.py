"""`reporter check`: what was read, and each problem with its place and its remedy."""

import json

import pytest
from typer.testing import CliRunner

from reporter.cli import app

RUNNER = CliRunner()
NOTE = (
    "标题\n某媒体· 2025-07-08\n节 - 首页改版上线,商家流量增长 [1] - 费率仍然偏高 [2]\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "好.txt").write_text(NOTE, encoding="utf-8")
    (tmp_path / "b.txt").write_text("没有来源行\n节 - 甲增长 [1]", encoding="utf-8")
    (tmp_path / "bad.docx").write_bytes(b"no zip")
    return tmp_path


def test_a_table_of_files_then_each_problem_with_its_place(folder):
    done = RUNNER.invoke(app, ["check", str(folder)])
    assert done.exit_code == 0
    head, *rest = done.stdout.splitlines()
    assert head.split() == ["file", "articles", "bullets", "problems"]
    assert [line.split() for line in rest[:4]] == [
        ["b.txt", "1", "1", "1"],
        ["bad.docx", "0", "0", "1"],
        ["好.txt", "1", "2", "0"],
        ["all", "2", "3", "2"],
    ]
    assert [line.split(": ")[0] for line in rest[4:]] == ["bad.docx:1", "b.txt:1"]
    assert all(line.count("; ") == 2 for line in rest[4:])


def test_the_same_as_json(folder):
    done = RUNNER.invoke(app, ["check", str(folder), "--format", "json"])
    found = json.loads(done.stdout)
    assert [row["bullets"] for row in found["files"]] == [1, 0, 2]
    assert [(p["input_file"], p["line"]) for p in found["problems"]] == [
        ("bad.docx", 1),
        ("b.txt", 1),
    ]
    assert all(p["problem"] and p["done"] and p["mend"] for p in found["problems"])


def test_an_unknown_format_is_wrong_usage(folder):
    assert RUNNER.invoke(app, ["check", str(folder), "--format", "xml"]).exit_code == 2


def test_nothing_readable_says_why_and_exits_with_4(tmp_path):
    (tmp_path / "bad.docx").write_bytes(b"no zip")
    done = RUNNER.invoke(app, ["check", str(tmp_path)])
    assert done.exit_code == 4
    assert "bad.docx:1: it is damaged" in done.stderr
