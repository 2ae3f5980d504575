"""INPUT paths become the lines of clippings."""

import pytest

from reporter.errors import InputError
from reporter.readers.documents import read_documents


def test_a_folder_is_read_recursively_in_order_of_names(tmp_path):
    (tmp_path / "b.txt").write_text("乙", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.md").write_text("甲\n第二行", encoding="utf-8-sig")
    (tmp_path / ".hidden.txt").write_text("不读", encoding="utf-8")
    documents, problems = read_documents([tmp_path])
    assert [(d.name, d.lines) for d in documents] == [
        ("b.txt", ("乙",)),
        ("sub/a.md", ("甲", "第二行")),
    ]
    assert problems == []


def test_a_file_named_twice_is_read_once(tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("甲", encoding="utf-8")
    documents, _ = read_documents([note, tmp_path, note])
    assert [d.name for d in documents] == ["note.txt"]


def test_files_of_one_name_in_two_folders_stay_apart(tmp_path):
    for folder in ("w1", "w2"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(folder, encoding="utf-8")
    documents, _ = read_documents([tmp_path / "w1", tmp_path / "w2"])
    assert [d.name for d in documents] == ["note.txt", "w2/note.txt"]


def test_a_file_that_cannot_be_read_is_a_problem_and_stops_nothing(tmp_path):
    (tmp_path / "good.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "scan.png").write_bytes(b"\x89PNG")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8 broken")
    documents, problems = read_documents([tmp_path])
    assert [d.name for d in documents] == ["good.txt"]
    assert [p.source.file for p in problems] == ["bad.txt", "scan.png"]


def test_an_input_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        read_documents([tmp_path / "nowhere"])


def test_an_empty_folder_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="no clipping"):
        read_documents([tmp_path])
