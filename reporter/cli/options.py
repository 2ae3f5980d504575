"""Options that several commands take, and how their mistakes are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.errors import ReporterError, UsageError

if TYPE_CHECKING:
    from reporter.domain.values import Week

Inputs = Annotated[
    list[Path],
    typer.Argument(help="Clippings, or folders of them.", show_default=False),
]
Out = Annotated[Path, typer.Option(help="Folder for the weeks.")]
Packs = Annotated[
    list[str] | None,
    typer.Option(help="Name or file of a pack; repeatable. [default: ecommerce-cn]"),
]
PacksOfBuild = Annotated[
    list[str] | None,
    typer.Option(help="Name or file of a pack. [default: those of the build]"),
]
State = Annotated[
    str,
    typer.Option(
        metavar="FILE|URL",
        help="History; default reporter.db in --out. Any SQLAlchemy URL.",
    ),
]

SettingsFile = Annotated[
    Path | None,
    typer.Option(help="Default: reporter.yaml in or beside --out, or here."),
]


@contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Print what the user can mend as one sentence, and leave with its code."""
    try:
        yield
    except ReporterError as error:
        typer.echo(f"reporter: {error}", err=True)
        raise typer.Exit(error.exit_code) from error


def read_week(text: str, option: str = "--week") -> Week | None:
    """The week that was typed, None for none; raises UsageError if it is no week."""
    from reporter.domain.values import Week

    if not text:
        return None
    try:
        return Week.parse(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error


def read_language(text: str) -> str:
    """The language that was typed; raises UsageError if it is neither zh nor en."""
    if text not in ("", "zh", "en"):
        raise UsageError(f"--lang is zh or en, not {text!r}")
    return text
