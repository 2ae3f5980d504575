"""A week that was built -> a mail for each audience, as a draft or to a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from reporter.analysis.corrections import remarks_of
from reporter.distribution.message import draft, message_of
from reporter.distribution.smtp import Line, Server, line_to
from reporter.domain.frame import Frame
from reporter.domain.mails import Letter
from reporter.domain.settings import Audience, Settings
from reporter.domain.taxonomy import Taxonomy
from reporter.domain.values import Week
from reporter.errors import (
    InputError,
    MailError,
    OutputError,
    RefusedError,
    UsageError,
)
from reporter.history.analyse import analysis_of_week
from reporter.history.background import background_of_week
from reporter.history.corrections import corrections_of
from reporter.history.mail_log import (
    broken_off,
    claim,
    forget,
    settle_claim,
    states_of,
)
from reporter.history.store import Place, open_history, require_there
from reporter.history.weeks import language_of
from reporter.pipeline import history_place, taxonomy_of
from reporter.readers.settings import find_settings, read_settings
from reporter.report.audience import for_audience
from reporter.report.build import build_report
from reporter.report.mail import mail_text
from reporter.report.model import Edition, Report


@dataclass(frozen=True, slots=True)
class Mailing:
    """What somebody asked to have sent; None and empty mean the default."""

    week: Week | None = None
    out: Path = Path("output")
    state: str = ""
    settings: Path | None = None
    packs: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where the history is."""
        return history_place(self.out, self.state)


@dataclass(frozen=True, slots=True)
class Parcel:
    """The letter for an audience and where its draft stands."""

    audience: str
    week: Week
    letter: Letter
    draft: Path


def write_drafts(mailing: Mailing) -> tuple[Parcel, ...]:
    """Write a draft for each audience with recipients, all or, if one fails, none.

    Raises:
        UsageError, SettingsError: the settings name nobody, or are at fault.
        HistoryError: the history does not hold the week.
        InputError: a file that an audience is to get was not built.
        OutputError: a draft cannot be written.
    """
    report = _report(mailing)
    parcels = tuple(
        _parcel(report, audience, mailing.out)
        for audience in report.edition.settings.audiences
        if audience.recipients
    )
    contents = [(parcel.draft, draft(parcel.letter)) for parcel in parcels]
    for path, content in contents:
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise OutputError(
                f"{path}: cannot be written ({error.strerror})"
            ) from error
    return parcels


def send(
    mailing: Mailing,
    parcels: Sequence[Parcel],
    server: Server,
    sent_at: datetime,
    *,
    again: bool = False,
) -> Iterator[str]:
    """Send the letters to those who did not get them; a line of text for each.

    Raises:
        MailError: the server cannot be reached, or refuses some; others have theirs.
        HistoryError: the log of what was sent cannot be kept.
    """
    post = _Post(mailing.place, sent_at)
    refused: list[str] = []
    with line_to(server) as line:
        for parcel in parcels:
            if again:
                with open_history(mailing.place) as history:
                    forget(history, parcel.week, parcel.audience)
            try:
                yield from post.send(parcel, line)
            except RefusedError as error:
                refused.append(str(error))
    if refused:
        raise MailError("; ".join(refused))


@dataclass(frozen=True, slots=True)
class _Post:
    """Sends and keeps the log, in transactions of their own around each mail."""

    place: Place
    sent_at: datetime

    def send(self, parcel: Parcel, line: Line) -> Iterator[str]:
        """Send one letter to those recipients that are still without it."""
        week, audience = parcel.week, parcel.audience
        with open_history(self.place) as history:
            open_ends = broken_off(states_of(history, week, audience))
            due = claim(history, week, audience, parcel.letter.recipients)
        for recipient in open_ends:
            yield (
                f"{audience}: a run broke off while it sent to {recipient}, who may"
                " have got it; --again sends it"
            )
        if not due:
            yield f"{audience}: sent before"
            return
        letter = replace(parcel.letter, recipients=due)
        refused = set(due)
        try:
            refused = line.send(message_of(letter, self.sent_at), due)
        finally:
            with open_history(self.place) as history:
                settle_claim(
                    history, week, audience, sent={*due} - refused, failed=refused
                )
        if taken := [r for r in due if r not in refused]:
            yield f"{audience}: sent to {', '.join(taken)}"
        if refused:
            raise RefusedError(f"{audience}: refused for {', '.join(sorted(refused))}")


def _report(mailing: Mailing) -> Report:
    """The report of a week, from what its build left in the history."""
    require_there(mailing.place)
    with open_history(mailing.place) as history:
        week, background = background_of_week(history, mailing.week)
        taxonomy = taxonomy_of(history, week, mailing.packs)
        settings = _settings(mailing, taxonomy)
        frame = Frame(taxonomy, settings, week)
        return build_report(
            Edition(
                week=week,
                language=language_of(history, week),
                taxonomy=taxonomy,
                settings=settings,
                analysis=analysis_of_week(history, frame),
                background=background,
                remarks=remarks_of(corrections_of(history)),
            )
        )


def _settings(mailing: Mailing, taxonomy: Taxonomy) -> Settings:
    file = mailing.settings or find_settings((mailing.out,))
    settings = read_settings(file, taxonomy) if file else Settings()
    if not any(audience.recipients for audience in settings.audiences):
        raise UsageError("the settings name no audience with recipients")
    if not settings.sender:
        raise UsageError("the settings name no sender")
    return settings


def _parcel(report: Report, audience: Audience, out: Path) -> Parcel:
    week = report.edition.week
    folder = out / str(week)
    files = tuple(folder / name for name in _file_names(audience, week))
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise InputError(
            f"{audience.name}: {', '.join(missing)} was not built; build the week with"
            " these settings first"
        )
    part = for_audience(report, audience)
    is_linked = bool(audience.link)
    base = f"{audience.link.rstrip('/')}/{week}/"
    links = [(p.name, base + quote(p.relative_to(folder).as_posix())) for p in files]
    words = mail_text(
        part,
        () if is_linked else [path.name for path in files],
        links if is_linked else (),
    )
    letter = Letter(
        key=f"{week} {audience.name}",
        sender=report.edition.settings.sender,
        recipients=audience.recipients,
        subject=words.subject,
        text=words.text,
        html=words.html,
        files=() if is_linked else files,
    )
    target = folder / "mail" / f"{audience.name}.eml"
    return Parcel(audience.name, week, letter, target)


def _file_names(audience: Audience, week: Week) -> Iterator[str]:
    if "brief" in audience.files:
        yield f"briefs/{audience.name}-{week}.docx"
    if "workbook" in audience.files:
        yield f"workbook-{week}.xlsx"
