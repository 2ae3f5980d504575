"""What was read of each file, and the problems met -> text or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from reporter.domain.clippings import Article, Problem
from reporter.domain.text import columns


@dataclass(frozen=True, slots=True)
class FileCount:
    """How much a file gave."""

    input_file: str
    articles: int
    bullets: int
    problems: int


def count_by_file(
    names: Iterable[str], articles: Iterable[Article], problems: Iterable[Problem]
) -> tuple[FileCount, ...]:
    """One row per file in order of names, also for a file that could not be read."""
    found: Counter[str] = Counter()
    bullets: Counter[str] = Counter()
    for article in articles:
        found[article.source.file] += 1
        bullets[article.source.file] += len(article.bullets)
    met = Counter(problem.source.file for problem in problems)
    return tuple(
        FileCount(name, found[name], bullets[name], met[name])
        for name in sorted({*names, *met})
    )


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    """Each problem as JSON has it: where, what is wrong, what was done, how to mend."""
    return [
        {
            "input_file": problem.source.file,
            "line": problem.source.line,
            "problem": problem.what,
            "done": problem.done,
            "mend": problem.mend,
        }
        for problem in problems
    ]


def reading_as_json(
    counts: Sequence[FileCount], problems: Sequence[Problem]
) -> Iterator[str]:
    """One JSON object: `files` with their counts, and `problems`."""
    whole = {
        "files": [asdict(count) for count in counts],
        "problems": problem_rows(problems),
    }
    yield json.dumps(whole, ensure_ascii=False, indent=2)


def reading_as_text(
    counts: Sequence[FileCount], problems: Sequence[Problem]
) -> Iterator[str]:
    """A table of files, then a line per problem."""
    width = max((columns(count.input_file) for count in counts), default=4)
    yield f"{'file':<{width}}  articles  bullets  problems"
    for count in counts:
        name = count.input_file + " " * (width - columns(count.input_file))
        yield f"{name}  {count.articles:>8}  {count.bullets:>7}  {count.problems:>8}"
    if len(counts) > 1:
        sums = [
            sum(getattr(count, field) for count in counts)
            for field in ("articles", "bullets", "problems")
        ]
        yield f"{'all':<{width}}  {sums[0]:>8}  {sums[1]:>7}  {sums[2]:>8}"
    for problem in problems:
        yield str(problem)
