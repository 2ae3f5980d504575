"""reporter pack: make, check and enlarge packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import pack_app
from reporter.cli.options import Inputs, Packs, errors_as_exit_codes


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
