"""Commands on weeks that were built."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import app
from reporter.cli.options import (
    Out,
    PacksOfBuild,
    SettingsFile,
    State,
    errors_as_exit_codes,
    read_language,
    read_week,
)


@app.command()
def changes(
    week: Annotated[str, typer.Argument(help="YYYY-Www; default: the newest.")] = "",
    since: Annotated[
        str, typer.Option(help="YYYY-Www to compare with; default: the one before.")
    ] = "",
    out: Out = Path("output"),
    state: State = "",
    lang: Annotated[
        str, typer.Option(help="zh or en; default: that of the week.")
    ] = "",
) -> None:
    """Tell what changed in a week that was built, against the weeks before."""
    with errors_as_exit_codes():
        from reporter.pipeline import history_place
        from reporter.weekly import changes

        place = history_place(out, state)
        lines = changes(
            place, read_week(week), read_week(since, "--since"), read_language(lang)
        )
    for line in lines:
        typer.echo(line)


@app.command()
def review(
    workbook: Annotated[Path, typer.Argument(help="A workbook that came back.")],
    by: Annotated[
        str, typer.Option(help="Who decided; default: who saved the workbook.")
    ] = "",
    out: Out = Path("output"),
    state: State = "",
    pack: PacksOfBuild = None,
) -> None:
    """Take the corrections of a workbook into the history."""
    with errors_as_exit_codes():
        from reporter.pipeline import history_place
        from reporter.weekly import review

        place = history_place(out, state)
        intake = review(workbook, place, tuple(pack or ()), by)
    for line in intake.lines():
        typer.echo(line)


@app.command()
def send(
    week: Annotated[str, typer.Argument(help="YYYY-Www; default: the newest.")] = "",
    smtp: Annotated[
        bool, typer.Option("--smtp", help="Send, by REPORTER_SMTP_HOST and others.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="With --smtp: also to those who got it.")
    ] = False,
    out: Out = Path("output"),
    state: State = "",
    settings: SettingsFile = None,
    pack: PacksOfBuild = None,
) -> None:
    """Write a mail draft for each audience of the settings, or send them."""
    with errors_as_exit_codes():
        from reporter.distribution.smtp import Server
        from reporter.sending import Mailing, send, write_drafts

        mailing = Mailing(read_week(week), out, state, settings, tuple(pack or ()))
        server = Server.of(os.environ) if smtp else None
        parcels = write_drafts(mailing)
        if server is None:
            for parcel in parcels:
                typer.echo(str(parcel.draft))
            return
        now = datetime.now(UTC)
        for line in send(mailing, parcels, server, now, again=again):
            typer.echo(line)
