"""Nothing in the repository names a place on somebody's machine or a registry."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FORBIDDEN = re.compile(
    r"/(?:root|home)/\w|/work/\w|index-url|\"resolved\": *\"http|https?://[^ \"]*/simple/"
)


def tracked_texts():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
    )
    for name in listed.stdout.decode("utf-8").split("\0"):
        path = ROOT / name
        if (
            name
            and path.is_file()
            and path.suffix not in {".xlsx", ".docx", ".pdf", ".png"}
        ):
            yield path


def test_no_tracked_file_names_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked_texts()
        if path != Path(__file__)
        and (
            match := FORBIDDEN.search(path.read_text(encoding="utf-8", errors="ignore"))
        )
    ]
    assert found == []
