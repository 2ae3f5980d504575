"""What notes cost: a brief of 2,000 notes against bare docxtpl without notes.

`python -m tests.benchmarks.brief` prints seconds and their ratio, in one run.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from reporter.office.footnotes import Note, place_footnotes
from reporter.office.package import Package
from reporter.render.word_tags import fill_tags

COUNTS = (500, 1_000, 2_000, 4_000)
RUNS = 3


def template(folder: Path, tag: str) -> Path:
    """A document with a loop of paragraphs and a loop of table rows."""
    document = docx.Document()
    document.add_paragraph("{%p for item in items %}")
    document.add_paragraph(tag)
    document.add_paragraph("{%p endfor %}")
    path = folder / "brief.docx"
    document.save(str(path))
    return path


def seconds(run: Callable[[], object]) -> float:
    """The best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
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
        notes = {f"R{n}": Note(f"媒体，《标题{n}》，2025-07-11") for n in range(count)}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            plain = template(folder, "{{ item.text }}")
            without = seconds(lambda p=plain, i=items: bare(p, i))
            cited = template(folder, "{{ item.text }}{{ cite(item) }}")
            with_notes = seconds(lambda p=cited, i=items, n=notes: noted(p, i, n))
        print(
            f"| {count:,} | {without:.2f} | {with_notes:.2f} | {with_notes / without:.2f} |"
        )


if __name__ == "__main__":
    main()
