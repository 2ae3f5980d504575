"""reporter pack: make, check and enlarge packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import pack_app
from reporter.cli.options import (
    Out,
    PacksOfBuild,
    SettingsFile,
    State,
    errors_as_exit_codes,
)


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
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(help="Clippings; default: the history.", show_default=False),
    ] = None,
    pack: PacksOfBuild = None,
    out: Out = Path("output"),
    state: State = "",
    settings: SettingsFile = None,
) -> None:
    """Offer names and words that the pack does not know, as a pack in YAML.

    Initiatives that clippings name; aliases, initiatives and cues by repeated
    corrections, each with the past rows that it would change.
    """
    with errors_as_exit_codes():
        from reporter.judgement import Rest, suggest

        rest = Rest(out, state, settings, tuple(pack or ()))
        suggested = suggest(tuple(inputs or ()), rest)
    for note in suggested.notes:
        typer.echo(f"reporter: {note}", err=True)
    typer.echo(suggested.text, nl=False)
