"""The commands' common ground: groups, arguments, errors as exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.errors import ReporterError, UsageError

if TYPE_CHECKING:
    from reporter.domain.values import Week

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
template_app = typer.Typer(
    help="Templates of your own: copies to begin with, and a check.",
    no_args_is_help=True,
)
app.add_typer(template_app, name="template")

Inputs = Annotated[
    list[Path],
    typer.Argument(help="Clippings, or folders of them.", show_default=False),
]
Out = Annotated[Path, typer.Option(help="Folder for the weeks.")]
Packs = Annotated[
    list[str] | None,
    typer.Option(help="Name or file of a pack; repeatable. [default: ecommerce-cn]"),
]
State = Annotated[
    str,
    typer.Option(
        metavar="FILE|URL",
        help="History; default reporter.db in --out. Any SQLAlchemy URL.",
    ),
]


@app.callback()
def _prepare() -> None:
    """Research clippings in; SWOT, initiative matrix, workbook and brief out."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot print a character shows it escaped; it does not fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Print what the user can mend in one sentence, and exit with its code."""
    try:
        yield
    except ReporterError as error:
        typer.echo(f"reporter: {error}", err=True)
        raise typer.Exit(error.exit_code) from error


def week_of(text: str, option: str = "--week") -> Week | None:
    """The week that was asked for; raises UsageError for anything else."""
    from reporter.domain.values import Week

    if not text:
        return None
    try:
        return Week.parse(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error


def language_of(text: str) -> str:
    """The language that was asked for; raises UsageError for anything else."""
    if text not in ("", "zh", "en"):
        raise UsageError(f"--lang is zh or en, not {text!r}")
    return text
