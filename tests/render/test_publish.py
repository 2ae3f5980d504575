"""A week's files are replaced all together, and a person's edits are kept."""

import json

import pytest

from reporter.errors import OutputError
from reporter.render.publish import MANIFEST, staging

WEEK = "2025-W28"


def publish(out, **texts):
    with staging(out, WEEK) as stage:
        for name, text in texts.items():
            stage.path(f"{name}.txt").write_text(text, encoding="utf-8")
        outputs = {"outputs": stage.hashes()}
        stage.path(MANIFEST).write_text(json.dumps(outputs), encoding="utf-8")
        return stage.publish()


def texts_in(out):
    folder = out / WEEK
    return {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.txt*")}


def test_files_stand_in_the_weeks_folder_and_no_staging_is_left(tmp_path):
    published = publish(tmp_path, a="1", b="2")
    assert [p.name for p in published.files] == ["a.txt", "b.txt", MANIFEST]
    assert texts_in(tmp_path) == {"a.txt": "1", "b.txt": "2"}
    assert not list((tmp_path / WEEK).glob(".*"))


def test_a_second_run_replaces_its_own_files_and_keeps_none(tmp_path):
    publish(tmp_path, a="1")
    assert publish(tmp_path, a="2").kept == ()
    assert texts_in(tmp_path) == {"a.txt": "2"}


def test_an_edited_file_is_kept_under_the_next_free_name(tmp_path):
    for round_number, edit in enumerate(("mine", "mine too"), start=1):
        publish(tmp_path, a="made")
        (tmp_path / WEEK / "a.txt").write_text(edit, encoding="utf-8")
        kept = publish(tmp_path, a="made").kept
        assert kept == (("a.txt", f"a.txt.edited-{round_number}"),)
    assert texts_in(tmp_path) == {
        "a.txt": "made",
        "a.txt.edited-1": "mine",
        "a.txt.edited-2": "mine too",
    }


def test_a_file_without_a_manifest_counts_as_a_persons(tmp_path):
    (tmp_path / WEEK).mkdir()
    (tmp_path / WEEK / "a.txt").write_text("mine", encoding="utf-8")
    assert publish(tmp_path, a="made").kept == (("a.txt", "a.txt.edited-1"),)


@pytest.mark.parametrize("lock", [".~lock.b.txt#", "~$b.txt"])
def test_a_file_open_elsewhere_stops_all_replacements(tmp_path, lock):
    publish(tmp_path, a="1", b="1")
    (tmp_path / WEEK / lock).write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"b\.txt is open"):
        publish(tmp_path, a="2", b="2")
    assert {texts_in(tmp_path)[name] for name in ("a.txt", "b.txt")} == {"1"}


def test_a_write_protected_file_stops_all_replacements(tmp_path):
    publish(tmp_path, a="1", b="1")
    (tmp_path / WEEK / "b.txt").chmod(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        publish(tmp_path, a="2", b="2")
    assert texts_in(tmp_path) == {"a.txt": "1", "b.txt": "1"}


def test_a_failure_in_the_middle_puts_the_old_files_back(tmp_path, monkeypatch):
    publish(tmp_path, a="1", c="1")
    (tmp_path / WEEK / "a.txt").write_text("mine", encoding="utf-8")
    path_class = type(tmp_path)
    replace = path_class.replace

    def fail_on_c(self, target):
        if self.name == "c.txt" and ".replaced" not in str(self):
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(path_class, "replace", fail_on_c)
    with pytest.raises(OutputError, match="Nothing was replaced"):
        publish(tmp_path, a="2", b="new", c="2")
    assert texts_in(tmp_path) == {"a.txt": "mine", "c.txt": "1"}


def test_an_out_folder_that_is_a_file_is_an_output_error(tmp_path):
    blocked = tmp_path / "out"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        publish(blocked, a="1")


def test_files_of_a_run_that_was_killed_are_not_taken_for_edits(tmp_path):
    publish(tmp_path, a="1")
    manifest = (tmp_path / WEEK / MANIFEST).read_text(encoding="utf-8")
    publish(tmp_path, a="2")
    left = tmp_path / WEEK / ".staging"
    left.mkdir()
    (tmp_path / WEEK / MANIFEST).rename(left / MANIFEST)
    (tmp_path / WEEK / MANIFEST).write_text(manifest, encoding="utf-8")
    assert publish(tmp_path, a="3").kept == ()
