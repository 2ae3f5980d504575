"""What notes cost: a brief of thousands of notes against bare docxtpl without notes.

`python -m tests.benchmarks.brief` prints seconds and their ratio, in one run: of a
template of one loop, which is filled and given its notes, and of whole briefs from the
shipped template and from one of somebody's own, with their charts and contents.
"""

from __future__ import annotations

import io
import re
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import docx
from docxtpl import DocxTemplate

from reporter.office.footnotes import Note, place_footnotes
from reporter.office.package import Package
from reporter.render.brief import render_brief
from reporter.render.templates import shipped_templates
from reporter.render.word_tags import fill_tags
from reporter.report.brief import brief_content
from tests.reports import a_large_report

COUNTS = (500, 2_000, 8_000)
RUNS = 7
PLATFORMS = 12
CITE = re.compile(rb"\{\{ cite\([^)]*\) \}\}")


def template(folder: Path, loop: str, line: str) -> Path:
    """A document with a loop of one paragraph."""
    document = docx.Document()
    for text in (f"{{%p for item in {loop} %}}", line, "{%p endfor %}"):
        document.add_paragraph(text)
    path = folder / f"{loop}.docx"
    document.save(str(path))
    return path


def without_notes(path: Path, folder: Path) -> Path:
    """The same template without notes."""
    package = Package.open(path)
    document = package.target("", "officeDocument")
    package.replace(document, CITE.sub(b"", package.read(document)))
    target = folder / f"bare-{path.name}"
    package.save(target)
    return target


def seconds(*runs: Callable[[], object]) -> list[float]:
    """The best time of each, taken in turns so that a busy machine slows all alike."""
    best = [float("inf")] * len(runs)
    for _ in range(RUNS):
        for at, run in enumerate(runs):
            start = time.perf_counter()
            run()
            best[at] = min(best[at], time.perf_counter() - start)
    return best


def bare(path: Path, context: Mapping[str, object]) -> None:
    """What docxtpl alone does."""
    document = DocxTemplate(str(path))
    document.render(dict(context), autoescape=True)
    document.save(io.BytesIO())


def noted(path: Path, items: list[dict[str, object]], notes: dict[str, Note]) -> None:
    """What the brief does to text and notes."""
    package = fill_tags(Package.open(path), {"items": items})
    place_footnotes(package, notes)
    package.write_to(io.BytesIO())


def row(name: str, count: int, times: list[float]) -> str:
    """A row of the table."""
    without, with_notes = times
    ratio = with_notes / without
    return f"| {name} | {count:,} | {without:.3f} | {with_notes:.3f} | {ratio:.2f} |"


def one_loop(count: int, folder: Path) -> str:
    """Fill a loop of one paragraph, and place its notes with their links."""
    items: list[dict[str, object]] = [
        {"text": f"第{n}条论点，同比增长{n}%", "sources": [f"R{n}"]}
        for n in range(count)
    ]
    addresses = [f"https://example.com/{n}" for n in range(count)]
    notes = {
        f"R{n}": Note(f"媒体，《标题{n}》，2025-07-11，", (address, address))
        for n, address in enumerate(addresses)
    }
    cited = template(folder, "items", "{{ item.text }}{{ cite(item) }}")
    plain = without_notes(cited, folder)
    times = seconds(
        partial(bare, plain, {"items": items}), partial(noted, cited, items, notes)
    )
    return row("one loop", count, times)


def whole(name: str, path: Path, count: int, folder: Path) -> str:
    """Render a whole brief."""
    report = a_large_report(platforms=PLATFORMS, sources=count)
    plain, content = without_notes(path, folder), brief_content(report)
    target = folder / "brief.docx"
    times = seconds(
        partial(bare, plain, content), partial(render_brief, report, path, target)
    )
    return row(name, count, times)


def main() -> None:
    """Print a row for each number of notes."""
    print("| | notes | bare docxtpl, s | with notes, s | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    shipped = shipped_templates() / "zh" / "brief.docx"
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            own = template(folder, "sources", "{{ item.title }}{{ cite(item) }}")
            print(one_loop(count, folder))
            print(whole("shipped template", shipped, count, folder))
            print(whole("template of others", own, count, folder))


if __name__ == "__main__":
    main()
