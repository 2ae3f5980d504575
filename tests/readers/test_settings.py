"""A team's settings, and what is said of faulty ones."""

import re

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


def test_pivots_are_read_with_their_fields_and_values(tmp_path):
    text = """
pivots:
  - title: 阶段
    rows: [platform]
    columns: [stage]
    filters: [theme]
    slicers: [quadrant]
  - title: Sums
    table: Metrics
    rows: [platform, unit]
    values: [sum of value, count, max value]
"""
    first, second = settings_of(tmp_path, text).pivots
    assert (first.table, first.rows, first.columns) == (
        "Evidence",
        ("platform",),
        ("stage",),
    )
    assert (first.filters, first.slicers) == (("theme",), ("quadrant",))
    assert first.values == (("count", ""),)
    assert second.values == (("sum", "value"), ("count", ""), ("max", "value"))
    assert (first.line, second.line) == (3, 8)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("pivots: all", "line 1: pivots: must be a list"),
        ("pivots:\n  - rows: [a]", "line 2: pivots: title: is missing"),
        ("pivots:\n  - title: A", "line 2: pivots: rows: there must be rows or columns"),
        ("pivots:\n  - title: A\n    row: [a]\n    rows: [a]",
         "line 3: pivots: row: unknown key; did you mean rows?"),
        ("pivots:\n  - title: A\n    rows: a", "line 3: pivots: rows: must be a list"),
        ("pivots:\n  - title: A\n    rows: [a]\n    values: [summ of x]",
         "line 4: pivots: values: no way to add up 'summ'; did you mean sum?"),
        ("pivots:\n  - title: A\n    rows: [a]\n    values: [sum]",
         "line 4: pivots: values: sum of what?"),
        ("pivots:\n  - {title: A, rows: [a]}\n  - {title: a, rows: [b]}",
         "line 3: pivots: two are called 'a'"),
        ("pivots:\n  - here", "line 2: pivots: each must have a title"),
    ],
)  # fmt: skip
def test_a_fault_in_a_pivot_names_its_line_and_its_mend(tmp_path, text, fault):
    with pytest.raises(SettingsError, match=re.escape(fault)):
        settings_of(tmp_path, text)
