"""reporter build, reporter check: clippings in, a week or its problems out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.app import app
from reporter.cli.options import (
    Inputs,
    Out,
    Packs,
    State,
    errors_as_exit_codes,
    read_language,
    read_week,
)

if TYPE_CHECKING:
    from reporter.domain.clippings import Problem
    from reporter.pipeline import Progress

_MAX_PROBLEMS_SHOWN = 20


@app.command()
def build(
    inputs: Inputs,
    out: Out = Path("output"),
    week: Annotated[
        str, typer.Option(help="YYYY-Www; default: that of the newest article.")
    ] = "",
    pack: Packs = None,
    templates: Annotated[
        Path | None, typer.Option(help="Folder of your own templates.")
    ] = None,
    lang: Annotated[
        str, typer.Option(help="zh or en; default: that of most of the input.")
    ] = "",
    settings: Annotated[
        Path | None,
        typer.Option(help="Default: reporter.yaml beside the inputs or here."),
    ] = None,
    state: State = "",
    window: Annotated[
        int | None,
        typer.Option(min=0, help="Also rest on the history's last N weeks."),
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also the brief as PDF (by LibreOffice).")
    ] = False,
    per_platform: Annotated[
        bool, typer.Option("--per-platform", help="Also a brief for each platform.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print paths alone.")] = False,
) -> None:
    """Build the week's workbook, brief, evidence.csv and manifest."""
    with errors_as_exit_codes():
        from reporter.pipeline import Order, build

        order = Order(
            inputs=tuple(inputs),
            out=out,
            week=read_week(week),
            packs=tuple(pack or ()),
            templates=templates,
            language=read_language(lang),
            settings=settings,
            state=state,
            window=window,
            per_platform=per_platform,
            pdf=pdf,
        )
        outcome = build(order, _progress(is_wanted=not quiet))
    if not quiet:
        _print_problems(outcome.problems)
        for message in outcome.messages:
            typer.echo(f"reporter: {message}", err=True)
    for path in outcome.files:
        typer.echo(str(path))


class Format(StrEnum):
    """How a command prints what it found."""

    TEXT = "text"
    JSON = "json"


@app.command()
def check(
    inputs: Inputs,
    as_: Annotated[
        Format, typer.Option("--format", help="A table, or JSON for other programs.")
    ] = Format.TEXT,
) -> None:
    """Show what would be read, and every problem with its file and line."""
    with errors_as_exit_codes():
        from reporter.pipeline import read, require_articles
        from reporter.render.reading import reading_as_json, reading_as_text

        reading = read(inputs)
        require_articles(reading)
    show = reading_as_json if as_ is Format.JSON else reading_as_text
    for line in show(reading.counts(), reading.problems):
        typer.echo(line)


def _progress(*, is_wanted: bool) -> Progress:
    """A line on a terminal that is written over; nothing where output is piped."""
    is_shown = is_wanted and sys.stderr.isatty()

    def show(stage: str, done: int, total: int) -> None:
        if is_shown:
            bar = "█" * (20 * done // total)
            end = "\n" if stage == "brief" else ""
            sys.stderr.write(f"\r{stage:<10}{bar:<20} {done}/{total}{end}")
            sys.stderr.flush()

    return show


def _print_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems[:_MAX_PROBLEMS_SHOWN]:
        typer.echo(str(problem), err=True)
    if len(problems) > _MAX_PROBLEMS_SHOWN:
        more = len(problems) - _MAX_PROBLEMS_SHOWN
        typer.echo(f"… and {more} more; reporter check lists all", err=True)
