"""reporter score, reporter explain: how right the grouping is, and why it is so."""

from __future__ import annotations

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
    read_week,
)


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
    pack: PacksOfBuild = None,
    state: State = "",
    settings: SettingsFile = None,
) -> None:
    """Say why this platform, this quadrant, this initiative."""
    with errors_as_exit_codes():
        from reporter.judgement import Rest, explain

        rest = Rest(out, state, settings, tuple(pack or ()))
        lines = explain(evidence_id, str(read_week(week) or ""), rest)
    for line in lines:
        typer.echo(line)
