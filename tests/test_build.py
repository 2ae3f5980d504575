"""The main job: clippings in, a whole week out."""

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reporter import Order, build
from reporter.domain.values import Week
from reporter.errors import InputError, OutputError, UsageError
from reporter.render.evidence_csv import FIELDS
from tests.conftest import ROOT, SAMPLES

WEEK = "2025-W28"
CLIPPING = """电商观察

搜索文档
京东外卖的夏天
零售日报· 2025-07-09 08:30
业务进展 - 京东外卖日均订单超过1500万单 [1] - 京东一季度收入同比增长15% [2] 面临挑战 - 京东外卖二季度亏损扩大 [3]
"""


@pytest.fixture(scope="session")
def week(tmp_path_factory):
    """The last sample week, built once."""
    out = tmp_path_factory.mktemp("out")
    outcome = build(Order(inputs=(SAMPLES / WEEK,), out=out))
    return out / WEEK, outcome


@pytest.fixture
def clipping(tmp_path):
    path = tmp_path / "in" / "clipping.txt"
    path.parent.mkdir()
    path.write_text(CLIPPING, encoding="utf-8")
    return path


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def run(*arguments, cwd=ROOT, **variables):
    """The command line in a process of its own, warnings about encodings as errors."""
    return subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-W", "error::EncodingWarning",
         "-m", "reporter", *map(str, arguments)],
        cwd=cwd, capture_output=True, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **variables},
    )  # fmt: skip


def test_a_week_has_all_files_of_the_contract(week):
    folder, outcome = week
    names = {path.name for path in folder.iterdir()}
    assert names == {
        f"workbook-{WEEK}.xlsx", f"brief-{WEEK}.docx", f"evidence-{WEEK}.csv", "manifest.json",
    }  # fmt: skip
    assert {path.name for path in outcome.files} == names


def test_the_csv_has_a_row_for_every_bullet(week):
    folder, outcome = week
    rows = rows_of(folder / f"evidence-{WEEK}.csv")
    bullets = [b for a in outcome.report.analysis.articles for b in a.bullets]
    assert tuple(rows[0]) == FIELDS
    assert [row["text"] for row in rows] == [bullet.text for bullet in bullets]
    assert len({row["evidence_id"] for row in rows}) == len(rows)


def test_the_csv_begins_with_a_bom_for_excel(week):
    folder, _ = week
    assert (folder / f"evidence-{WEEK}.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_row_can_be_walked_back_to_its_line(week):
    folder, _ = week
    for row in rows_of(folder / f"evidence-{WEEK}.csv"):
        lines = (
            (SAMPLES / WEEK / row["input_file"]).read_text(encoding="utf-8").split("\n")
        )
        assert row["text"].split("[")[0][:10] in lines[int(row["line"]) - 1].replace(
            "**", ""
        )


def test_the_manifest_names_inputs_and_outputs_but_no_path(week):
    folder, _ = week
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert manifest["week"] == WEEK
    assert set(manifest["inputs"]) == {p.name for p in (SAMPLES / WEEK).iterdir()}
    assert set(manifest["outputs"]) == {
        path.name for path in folder.iterdir() if path.name != "manifest.json"
    }
    assert str(ROOT) not in text
    assert str(folder) not in text


def test_the_same_input_gives_the_same_bytes(week, tmp_path):
    folder, _ = week
    build(Order(inputs=(SAMPLES / WEEK,), out=tmp_path))
    for path in folder.iterdir():
        assert (tmp_path / WEEK / path.name).read_bytes() == path.read_bytes(), (
            path.name
        )


def test_no_part_of_an_output_carries_a_time(week):
    folder, _ = week
    for name in (f"workbook-{WEEK}.xlsx", f"brief-{WEEK}.docx"):
        with zipfile.ZipFile(folder / name) as archive:
            assert {item.date_time for item in archive.infolist()} == {
                (1980, 1, 1, 0, 0, 0)
            }


def test_renamed_files_change_order_and_nothing_else(clipping, tmp_path):
    second = clipping.with_name("a.txt")
    second.write_text(CLIPPING.replace("京东", "快手"), encoding="utf-8")
    kept = FIELDS[:1] + FIELDS[10:13]

    def built(name):
        second.rename(clipping.with_name(name))
        out = tmp_path / name
        build(Order(inputs=(clipping.parent,), out=out))
        clipping.with_name(name).rename(second)
        return sorted(
            tuple(row[field] for field in kept)
            for row in rows_of(next(out.glob("*/*.csv")))
        )

    assert built("b.txt") == built("z.txt")


def test_the_week_is_that_of_the_newest_article(clipping, tmp_path):
    build(Order(inputs=(clipping,), out=tmp_path / "out"))
    assert (tmp_path / "out" / WEEK).is_dir()


def test_a_week_can_be_named(clipping, tmp_path):
    build(Order(inputs=(clipping,), out=tmp_path / "out", week=Week(2025, 40)))
    assert (tmp_path / "out" / "2025-W40" / "brief-2025-W40.docx").is_file()


def test_without_any_date_a_week_must_be_named(clipping, tmp_path):
    clipping.write_text(
        CLIPPING.replace("零售日报· 2025-07-09 08:30\n", ""), encoding="utf-8"
    )
    with pytest.raises(UsageError, match="--week"):
        build(Order(inputs=(clipping,), out=tmp_path / "out"))


def test_a_file_that_a_person_edited_is_kept(clipping, tmp_path):
    order = Order(inputs=(clipping,), out=tmp_path / "out")
    build(order)
    brief = tmp_path / "out" / WEEK / f"brief-{WEEK}.docx"
    brief.write_bytes(b"edited by a person")
    outcome = build(order)
    kept = brief.with_name(f"{brief.name}.edited-1")
    assert kept.read_bytes() == b"edited by a person"
    assert any(kept.name in message for message in outcome.messages)
    assert brief.read_bytes() != kept.read_bytes()


def test_a_file_open_in_word_stops_the_build_and_replaces_nothing(clipping, tmp_path):
    order = Order(inputs=(clipping,), out=tmp_path / "out")
    build(order)
    folder = tmp_path / "out" / WEEK
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / f".~lock.brief-{WEEK}.docx#").write_text("", encoding="utf-8")
    clipping.write_text(CLIPPING + " - 京东上线新服务 [4]\n", encoding="utf-8")
    with pytest.raises(OutputError, match="is open in another program"):
        build(order)
    assert {n: (folder / n).read_bytes() for n in before} == before


def test_nothing_readable_is_an_input_error(tmp_path):
    (tmp_path / "notes.txt").write_text("\n\n", encoding="utf-8")
    with pytest.raises(InputError):
        build(Order(inputs=(tmp_path,), out=tmp_path / "out", week=Week(2025, 28)))


def _bad_pack(folder):
    path = folder / "pack.yaml"
    path.write_text("id: x\nplatformz: []\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, lambda clipping, folder: [clipping, "--week", "2025-28"]),
        (2, lambda clipping, folder: [clipping, "--lang", "fr"]),
        (2, lambda clipping, folder: [clipping, "--no-such-option"]),
        (3, lambda clipping, folder: [clipping, "--pack", _bad_pack(folder)]),
        (3, lambda clipping, folder: [clipping, "--pack", "ecommerce-zh"]),
        (3, lambda clipping, folder: [clipping, "--templates", folder / "none"]),
        (4, lambda clipping, folder: [folder / "none.txt"]),
        (5, lambda clipping, folder: [clipping, "--out", clipping]),
    ],
)
def test_a_mistake_gives_its_exit_code_and_one_sentence(
    code, arguments, clipping, tmp_path
):
    done = run("build", "--out", tmp_path / "out", *arguments(clipping, tmp_path))
    message = done.stderr.decode("utf-8")
    assert done.returncode == code, message
    assert message.strip()
    assert "Traceback" not in message


def test_messages_survive_a_console_of_another_encoding(clipping, tmp_path):
    clipping.write_text(CLIPPING + "\n外送🛵新闻\n", encoding="utf-8")
    done = run("build", clipping, "--out", tmp_path / "输出", PYTHONIOENCODING="cp936")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert "输出" in done.stdout.decode("cp936")


def test_no_progress_where_output_is_piped(clipping, tmp_path):
    done = run("build", clipping, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 0
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 4


def test_a_template_folder_may_hold_one_template_alone(clipping, tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("只有标题：{{ title }}")
    folder = tmp_path / "own"
    folder.mkdir()
    document.save(str(folder / "brief.docx"))
    build(Order(inputs=(clipping,), out=tmp_path / "out", templates=folder))
    made = docx.Document(str(tmp_path / "out" / WEEK / f"brief-{WEEK}.docx"))
    assert [p.text for p in made.paragraphs] == ["只有标题：平台电商战略周报"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_language_can_be_chosen(clipping, tmp_path, language):
    outcome = build(Order(inputs=(clipping,), out=tmp_path / "out", language=language))
    assert outcome.report.words.language == language


def test_help_imports_no_heavy_library():
    code = (
        "import sys, reporter.cli; "
        "print({'pandas', 'openpyxl', 'docx', 'docxtpl', 'sqlalchemy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == b"set()"


def test_check_shows_what_was_read_and_each_problem(clipping):
    clipping.write_text(
        CLIPPING.replace("零售日报· 2025-07-09 08:30\n", ""), encoding="utf-8"
    )
    done = run("check", clipping)
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert "clipping.txt:4: an article without a source line" in text


def test_score_prints_figures(week):
    folder, _ = week
    labels = SAMPLES / "labels" / WEEK / "wechat_stores.labels.tsv"
    done = run(
        "score",
        folder / f"evidence-{WEEK}.csv",
        labels,
        "--input-file",
        "wechat_stores.txt",
    )
    figures = dict(line.split(" ") for line in done.stdout.decode("utf-8").splitlines())
    assert figures["missing"] == "0"
    assert float(figures["subject"]) >= 0.9


@pytest.mark.office
def test_the_wheel_works_in_an_empty_environment(tmp_path):
    """Built and installed as a user would; skips where no index can be reached."""
    environment = tmp_path / "venv"
    python = environment / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True, timeout=120)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheels = tmp_path / "wheels"
    made = subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", wheels, ROOT],
        capture_output=True, timeout=300,
    )  # fmt: skip
    if made.returncode and os.environ.get("REPORTER_OFFICE") != "required":
        pytest.skip("no package index can be reached to build the wheel")
    assert made.returncode == 0, made.stderr
    subprocess.run(
        [*pip, "install", "--constraint", ROOT / "constraints.txt", *wheels.glob("*.whl")],
        check=True, timeout=400,
    )  # fmt: skip
    variables = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [environment / "bin" / "reporter", "build", SAMPLES / WEEK, "--quiet"],
        cwd=tmp_path, env=variables, capture_output=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / WEEK / f"workbook-{WEEK}.xlsx").is_file()
    assert Path(python).exists()
