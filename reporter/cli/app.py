"""The command line and its groups of commands."""

from __future__ import annotations

import sys

import typer

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


@app.callback()
def _prepare() -> None:
    """Research clippings in; SWOT, initiative matrix, workbook and brief out."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot print a character shows it escaped; it does not fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
