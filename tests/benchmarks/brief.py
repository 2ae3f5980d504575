"""What notes cost: a brief of 2,000 notes against bare docxtpl without notes.

`python -m tests.benchmarks.brief` prints seconds and their ratio, in one run.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from reporter.office.footnotes import Note, place_footnotes
from reporter.office.package import Package
from reporter.render.word_tags import fill_tags

COUNTS = (500, 2_000, 8_000)
RUNS = 9


def template(folder: Path, tag: str) -> Path:
    """A document with a loop of paragraphs and a loop of table rows."""
    document = docx.Document()
    document.add_paragraph("{%p for item in items %}")
    document.add_paragraph(tag)
    document.add_paragraph("{%p endfor %}")
    path = folder / "brief.docx"
    document.save(str(path))
    return path


def seconds(*runs: Callable[[], object]) -> list[float]:
    """The best time of each, taken in turns so that a busy machine slows all alike."""
    best = [float("inf")] * len(runs)
    for _ in range(RUNS):
        for at, run in enumerate(runs):
            start = time.perf_counter()
            run()
            best[at] = min(best[at], time.perf_counter() - start)
    return best


def bare(path: Path, items: list[dict[str, object]]) -> None:
    """What docxtpl alone does."""
    document = DocxTemplate(str(path))
    document.render({"items": items}, autoescape=True)
    document.save(io.BytesIO())


def noted(path: Path, items: list[dict[str, object]], notes: dict[str, Note]) -> None:
    """What the brief does."""
    package = fill_tags(Package.open(path), {"items": items})
    place_footnotes(package, notes)
    package.write_to(io.BytesIO())


def main() -> None:
    """Print a row for each number of notes."""
    print("| notes | bare docxtpl, s | with notes, s | ratio |")
    print("| ---: | ---: | ---: | ---: |")
    for count in COUNTS:
        items: list[dict[str, object]] = [
            {"text": f"第{n}条论点，同比增长{n}%", "sources": [f"R{n}"]}
            for n in range(count)
        ]
        notes = {
            f"R{n}": Note(
                f"媒体，《标题{n}》，2025-07-11，",
                (f"https://example.com/{n}", f"https://example.com/{n}"),
            )
            for n in range(count)
        }
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            plain = template(Path(one), "{{ item.text }}")
            cited = template(Path(two), "{{ item.text }}{{ cite(item) }}")
            without, with_notes = seconds(
                partial(bare, plain, items), partial(noted, cited, items, notes)
            )
        print(
            f"| {count:,} | {without:.3f} | {with_notes:.3f} | {with_notes / without:.2f} |"
        )


if __name__ == "__main__":
    main()
