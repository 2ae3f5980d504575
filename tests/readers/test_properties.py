"""What holds for every input: nothing is lost, nothing fails, files stand for themselves."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporter.analysis.gather import gather_evidence
from reporter.domain.settings import Settings
from reporter.packs import load_packs
from reporter.pipeline import DEFAULT_PACK, read
from reporter.readers.articles import read_articles, scan
from reporter.readers.formats.opening import open_document
from reporter.readers.lines import split_lines
from tests.conftest import ROOT, SAMPLES
from tests.strategies import CLIPPING

TEXTS = sorted([*SAMPLES.rglob("20*/*.*"), *(ROOT / "tests" / "data").rglob("*.txt")])
SOME_FILES = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def characters(text):
    return Counter(char for char in text if not char.isspace())


def pieces_of(lines):
    return "".join(
        piece.before + piece.text + piece.after
        for _, article in scan(lines)
        for piece in article
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_character_of_a_sample_is_unaccounted_for(path):
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = path.read_text(encoding=encoding)
        except UnicodeError:
            continue
        break
    assert characters(pieces_of(split_lines(text))) == characters(text)


@given(st.text(max_size=300))
def test_no_character_of_any_text_is_unaccounted_for(text):
    lines = split_lines(text)
    assert characters(pieces_of(lines)) == characters(text)
    read_articles(lines, file="note.txt")


def told_of(articles):
    """All words that a reader of the output can find."""
    for article in articles:
        yield from (article.title, article.outlet, article.url)
        yield from (f"{r.text} {r.url}" for r in article.references)
        for section in article.sections:
            yield section.heading
            yield from (bullet.text for bullet in section.bullets)


@given(CLIPPING)
def test_each_piece_of_words_reaches_an_article_or_a_problem(lines):
    from reporter.readers.pieces import PieceKind

    articles, problems = read_articles(lines, file="note.txt")
    found = characters("".join(told_of(articles)) + "".join(p.what for p in problems))
    kept = {
        PieceKind.TITLE,
        PieceKind.TEXT,
        PieceKind.PLAIN,
        PieceKind.HEADING,
        PieceKind.ENTRY_TEXT,
    }
    for _, pieces in scan(lines):
        for piece in pieces:
            if piece.kind in kept:
                words = characters(piece.text.strip(" -–—,，、:：."))
                assert not words - found, piece


@given(st.binary(max_size=400), st.sampled_from(["txt", "html", "csv", "eml", "md"]))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_a_problem(content, suffix):
    documents, problems = open_document(f"a.{suffix}", content)
    for document in documents:
        assert len(document.numbers) in (0, len(document.lines))
    assert all(problem.what and problem.done and problem.mend for problem in problems)


def written(folder, clippings):
    for number, lines in enumerate(clippings):
        text = "\n".join(lines).encode("utf-8", "replace").decode("utf-8")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{number}.txt" for number in range(len(clippings))]


def rows(articles, *, with_place=True):
    for article in articles:
        for section in article.sections:
            for bullet in section.bullets:
                place = str(bullet.source) if with_place else ""
                yield (
                    place,
                    article.title,
                    section.heading,
                    bullet.text,
                    bullet.citations,
                )


@given(st.lists(CLIPPING, min_size=2, max_size=4), st.randoms(use_true_random=False))
@SOME_FILES
def test_permuting_the_files_permutes_rows_only(clippings, chance):
    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), clippings)
        expected = Counter(rows(read(paths).articles))
        chance.shuffle(paths)
        assert Counter(rows(read(paths).articles)) == expected
        renamed = [
            path.rename(path.with_name(f"z{n}.txt")) for n, path in enumerate(paths)
        ]
        moved = Counter(rows(read(renamed).articles, with_place=False))
        assert moved == Counter(("", *row[1:]) for row in expected.elements())


@given(st.lists(CLIPPING, min_size=1, max_size=3), CLIPPING)
@SOME_FILES
def test_ids_are_stable_when_other_articles_are_added(clippings, more):
    taxonomy = load_packs((DEFAULT_PACK,))

    def ids(articles):
        found = gather_evidence(articles, taxonomy, Settings())
        return {
            (str(e.bullet.source), e.bullet.ordinal, e.article.ordinal): e.evidence_id
            for e in found
        }

    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), clippings)
        before = ids(read(paths).articles)
        other = Path(folder) / "z.txt"
        other.write_text(
            "\n".join(more).encode("utf-8", "replace").decode(), encoding="utf-8"
        )
        after = ids(read([*paths, other]).articles)
        assert {key: after[key] for key in before} == before
        assert len(set(after.values())) == len(after)
