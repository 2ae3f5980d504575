"""Each oddity that real exports show, read as a careful person reads it."""

import json

import pytest

from reporter.readers.articles import read_articles
from reporter.readers.lines import split_lines
from tests.conftest import ROOT

QUIRKS = sorted((ROOT / "tests" / "data" / "quirks").glob("*.expected.json"))


def as_expected_files_tell_it(article):
    return {
        "title": article.title,
        "source": article.outlet,
        "published_at": str(article.published_at) if article.published_at else None,
        "sections": [
            {
                "heading": section.heading,
                "bullets": [
                    {"text": b.text, "citations": list(b.citations)}
                    for b in section.bullets
                ],
            }
            for section in article.sections
        ],
    }


@pytest.mark.parametrize("path", QUIRKS, ids=lambda p: p.name.split(".")[0])
def test_a_quirk_is_read_as_a_person_reads_it(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    for article in expected:
        article.pop("note", None)
    (note,) = path.parent.glob(f"{path.name.split('.')[0]}.[tm][xd]*")
    lines = split_lines(note.read_text(encoding="utf-8"))
    articles, _ = read_articles(lines, file=note.name)
    assert [as_expected_files_tell_it(article) for article in articles] == expected


def test_there_is_a_quirk_to_read():
    assert len(QUIRKS) >= 29
