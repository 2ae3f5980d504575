"""reporter template: copies to begin with, and a check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.app import template_app
from reporter.cli.options import errors_as_exit_codes
from reporter.errors import TemplateError

if TYPE_CHECKING:
    from reporter.render.check import Checked


@template_app.command("new")
def template_new(
    folder: Annotated[Path, typer.Argument(help="Folder for the copies.")],
) -> None:
    """Copy the shipped templates, to be edited in Excel and Word."""
    with errors_as_exit_codes():
        from reporter.render.templates import copy_templates

        for path in copy_templates(folder):
            typer.echo(str(path))


@template_app.command("check")
def template_check(
    files: Annotated[list[Path], typer.Argument(help="Templates, .xlsx or .docx.")],
) -> None:
    """Find what is wrong with templates, and say what a build does to their parts."""
    from reporter.render.check import check_template

    found = [check_template(file) for file in files]
    for checked in found:
        _print_check(checked)
    if any(checked.findings for checked in found):
        raise typer.Exit(TemplateError.exit_code)


def _print_check(checked: Checked) -> None:
    for finding in checked.findings:
        typer.echo(f"{checked.path}: {finding}")
    if not checked.findings:
        typer.echo(f"{checked.path}: nothing to mend")
    if checked.unused:
        typer.echo(f"  could also print: {', '.join(checked.unused)}")
    if checked.fidelity:
        for kind, parts in checked.fidelity.as_lists().items():
            names = ", ".join(parts) or "none"
            typer.echo(f"  parts {kind} by a build ({len(parts)}): {names}")
