"""The command line: each command calls one library function."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.options import (
    Inputs,
    Out,
    Packs,
    State,
    errors_as_exit_codes,
    read_language,
    read_week,
)
from reporter.cli.weekly import changes, review

if TYPE_CHECKING:
    from reporter.domain.clippings import Problem
    from reporter.pipeline import Progress, Reading

app = typer.Typer(
    help="Research clippings in; SWOT, initiative matrix, workbook and brief out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
pack_app = typer.Typer(no_args_is_help=True)
app.add_typer(
    pack_app, name="pack", help="Make and check packs, or find names for one."
)

for _command in (changes, review):
    app.command()(_command)
_MAX_PROBLEMS_SHOWN = 20


@app.callback()
def _prepare() -> None:
    """Research clippings in; SWOT, initiative matrix, workbook and brief out."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot print a character shows it escaped; it does not fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


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
        )
        outcome = build(order, _progress(is_wanted=not quiet))
    if not quiet:
        _print_problems(outcome.problems)
        for message in outcome.messages:
            typer.echo(f"reporter: {message}", err=True)
    for path in outcome.files:
        typer.echo(str(path))


@app.command()
def check(inputs: Inputs) -> None:
    """Show what would be read, and every problem with its file and line."""
    with errors_as_exit_codes():
        from reporter.pipeline import read, require_articles

        reading = read(inputs)
        require_articles(reading)
    _print_reading(reading)
    for problem in reading.problems:
        typer.echo(str(problem))


@app.command()
def score(
    evidence_csv: Annotated[Path, typer.Argument(help="An evidence.csv of a week.")],
    labels_tsv: Annotated[Path, typer.Argument(help="Labels of the same clippings.")],
    input_file: Annotated[
        str, typer.Option(help="Only rows whose input file ends with this.")
    ] = "",
    errors: Annotated[
        bool, typer.Option("--errors", help="Also print each bullet that is wrong.")
    ] = False,
) -> None:
    """Compare a week's evidence with labels that a person gave."""
    with errors_as_exit_codes():
        from reporter.analysis.score import mark_all, score
        from reporter.readers.labels import read_answers, read_labels

        answers = read_answers(evidence_csv, input_file)
        marks = mark_all(read_labels(labels_tsv), answers)
    if errors:
        for mark in marks:
            if mark.is_wrong:
                typer.echo(str(mark))
    for line in score(marks).lines():
        typer.echo(line)


@app.command()
def explain(
    evidence_id: Annotated[str, typer.Argument(help="The id, as in evidence.csv.")],
    out: Out = Path("output"),
    week: Annotated[str, typer.Option(help="YYYY-Www; default: the newest.")] = "",
    pack: Annotated[
        list[str] | None,
        typer.Option(help="Name or file of a pack. [default: those of the build]"),
    ] = None,
) -> None:
    """Say why this platform, this quadrant, this initiative."""
    with errors_as_exit_codes():
        from reporter.pipeline import explain

        lines = explain(evidence_id, out, str(read_week(week) or ""), tuple(pack or ()))
    for line in lines:
        typer.echo(line)


@pack_app.command("new")
def pack_new(
    file: Annotated[Path, typer.Argument(help="The pack to write, a .yaml file.")],
) -> None:
    """Write a commented pack to start from."""
    with errors_as_exit_codes():
        from reporter.packs import write_new_pack

        write_new_pack(file)
    typer.echo(str(file))


@pack_app.command("check")
def pack_check(
    files: Annotated[list[str], typer.Argument(help="Packs, by file or shipped name.")],
) -> None:
    """Say what packs hold, how they merge, and every fault with its line."""
    with errors_as_exit_codes():
        from reporter.packs import check_packs

        lines = check_packs(files)
    for line in lines:
        typer.echo(line)


@pack_app.command("suggest")
def pack_suggest(
    inputs: Inputs,
    pack: Packs = None,
) -> None:
    """Offer names of initiatives that the pack does not know, ready to be pasted."""
    with errors_as_exit_codes():
        from reporter.pipeline import suggest

        suggestions = suggest(inputs, tuple(pack or ()))
    for suggestion in suggestions:
        typer.echo(str(suggestion))


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


def _print_reading(reading: Reading) -> None:
    names = [document.name for document in reading.documents]
    width = max((len(name) for name in names), default=4)
    typer.echo(f"{'file':<{width}}  articles  bullets  problems")
    for name in names:
        articles = [a for a in reading.articles if a.source.file == name]
        bullets = sum(len(article.bullets) for article in articles)
        problems = sum(p.source.file == name for p in reading.problems)
        typer.echo(f"{name:<{width}}  {len(articles):>8}  {bullets:>7}  {problems:>8}")
