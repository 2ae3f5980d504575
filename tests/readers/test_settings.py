"""A team's settings, and what is said of faulty ones."""

import pytest

from reporter.domain.settings import Settings
from reporter.domain.taxonomy import Platform, Taxonomy
from reporter.errors import SettingsError
from reporter.readers.settings import find_settings, read_settings

TAXONOMY = Taxonomy(
    "test",
    "zh",
    (Platform("wechat", "微信", "WeChat"), Platform("jd", "京东", "JD")),
    (),
)


def settings_of(tmp_path, text):
    path = tmp_path / "reporter.yaml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path, TAXONOMY)


def test_what_is_left_out_keeps_its_default(tmp_path):
    read = settings_of(tmp_path, "title: 周报\nplatforms: [jd, wechat]\n")
    assert read == Settings(title="周报", platforms=("jd", "wechat"))
    assert settings_of(tmp_path, "# nothing yet\n") == Settings()


def test_all_faults_are_named_at_once_with_their_lines(tmp_path):
    text = (
        "titel: 周报\nplatforms: [jd, wechatt]\nreview_below: 7\nsheet_entries: yes\n"
    )
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, text)
    assert caught.value.exit_code == 2
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
    ]
    assert "did you mean title?" in caught.value.faults[0]
    assert "did you mean wechat?" in caught.value.faults[1]


@pytest.mark.parametrize("text", ["- a\n- b\n", "title: [unclosed\n"])
def test_a_file_of_another_form_is_a_settings_error(tmp_path, text):
    with pytest.raises(SettingsError):
        settings_of(tmp_path, text)


def test_settings_are_found_in_or_beside_the_input(tmp_path, monkeypatch):
    week = tmp_path / "weeks" / "2025-W28"
    week.mkdir(parents=True)
    note = week / "note.txt"
    note.write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_settings([week]) is None
    (tmp_path / "weeks" / "reporter.yaml").write_text("", encoding="utf-8")
    assert find_settings([week]) == tmp_path / "weeks" / "reporter.yaml"
    (week / "reporter.yaml").write_text("", encoding="utf-8")
    assert find_settings([week]) == week / "reporter.yaml"
    assert find_settings([note]) == week / "reporter.yaml"
