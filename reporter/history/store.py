"""Where the history is -> one transaction, which no other build shares."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from reporter.errors import HistoryBusyError, HistoryDamagedError, HistoryError
from reporter.history.schema import NEWEST, migrate, version_of

WAIT_SECONDS = 60
# Any number; that all builds of reporter ask for the same is what counts.
_ADVISORY_LOCK = 7_202_507
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_NOT_TO_DO_WITHOUT = (HistoryBusyError, HistoryDamagedError)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# SQLite, "temporary files": what may stand beside a database.
_BESIDE = ("-journal", "-wal", "-shm", "")
_NOT_AVAILABLE = "55P03"  # PostgreSQL, appendix A: lock_not_available


@dataclass(frozen=True, slots=True)
class Place:
    """Where a history is kept; `is_named` if somebody said so (`--state`)."""

    state: str
    is_named: bool = False

    @property
    def url(self) -> sa.URL:
        """The address as SQLAlchemy takes it; a plain path is a SQLite file.

        Raises:
            HistoryError: it looks like a URL and is none.
        """
        if "://" not in self.state:
            return sa.URL.create("sqlite", database=self.state)
        try:
            url = sa.make_url(self.state)
        except ArgumentError as error:
            raise HistoryError("--state: not a database URL") from error
        return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))

    @property
    def file(self) -> Path | None:
        """The file of a SQLite history, None for a server."""
        url = self.url
        is_file = url.get_backend_name() == "sqlite" and url.database
        return Path(url.database) if is_file and url.database else None

    def __str__(self) -> str:
        """Write the address without its password."""
        return str(self.file or self.url.render_as_string(hide_password=True))


@dataclass(frozen=True, slots=True)
class History:
    """An open transaction, or None where there is no history to rest on.

    `notes` tell what a person should hear about the history.
    """

    connection: sa.Connection | None
    notes: tuple[str, ...] = ()


NO_HISTORY = History(None)


@contextmanager
def open_history(place: Place, wait_seconds: float = WAIT_SECONDS) -> Iterator[History]:
    """One transaction on the history, committed at the end and kept from all others.

    A history that a newer reporter wrote is left alone and not used, and so is one that
    nobody named and that cannot be reached; the notes say so.

    Raises:
        HistoryBusyError: another build holds it for longer than `wait_seconds`.
        HistoryDamagedError: it is no database; or some page is not, once that is read.
        HistoryError: it is named and cannot be reached.
    """
    with ExitStack() as stack:
        try:
            history = _begin(place, wait_seconds, stack)
        except HistoryError as error:
            if place.is_named or isinstance(error, _NOT_TO_DO_WITHOUT):
                raise
            history = History(None, (f"built without a history: {error}",))
        yield history


@contextmanager
def open_if_there(place: Place) -> Iterator[History]:
    """As `open_history`, but where no history was begun none is made.

    Raises:
        HistoryError: it is named and not there, or cannot be reached.
    """
    if place.file and not place.file.exists():
        if place.is_named:
            require_there(place)
        yield NO_HISTORY
        return
    with open_history(place) as history:
        yield history


def put_aside(place: Place) -> str:
    """Rename the file of a damaged history, so that a new one takes its place.

    Gives what to tell of it. Raises HistoryError if it cannot be renamed.
    """
    file = place.file
    if file is None:
        raise HistoryError(f"history {place} is damaged")
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    try:
        for ending in _BESIDE:  # a journal of the old file would undo the new one
            part = file.with_name(file.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise HistoryError(f"history {file}: damaged, and {error.strerror}") from error
    return f"history {file} is damaged: begun anew, the old one is kept as {aside.name}"


def require_there(place: Place) -> None:
    """Raise HistoryError if a SQLite history is asked for that was never begun."""
    if place.file and not place.file.exists():
        raise HistoryError(f"history {place}: there is none; build a week first")


def _begin(place: Place, wait_seconds: float, stack: ExitStack) -> History:
    """Enter a transaction, which the stack ends, with the newest tables in it."""
    notes: tuple[str, ...] = ()
    if place.file:
        _require_folder(place, place.file)
    engine = _engine(place, wait_seconds)
    stack.callback(engine.dispose)
    stack.enter_context(_errors_named(place, wait_seconds))
    with _errors_named(place, wait_seconds):
        connection = stack.enter_context(engine.begin())
        _lock(connection, wait_seconds)
        version = version_of(connection)
        if version > NEWEST:
            return History(None, (_too_new(place, version),))
        if version < NEWEST:
            migrate(connection, version)
    if 0 < version < NEWEST:
        notes = (f"history {place}: version {version} made {NEWEST}",)
    return History(connection, notes)


def _too_new(place: Place, version: int) -> str:
    return (
        f"history {place} was written by a newer reporter (version {version}, this one"
        f" knows {NEWEST}): built without it; update reporter"
    )


def _require_folder(place: Place, file: Path) -> None:
    """A history that is named must lie where there is a folder; ours is made."""
    if file.is_dir():
        raise HistoryError(f"history {place}: a folder, not a file")
    if place.is_named and not file.parent.is_dir():
        raise HistoryError(f"history {place}: there is no folder {file.parent}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HistoryError(f"history {place}: {error.strerror}") from error


def _engine(place: Place, wait_seconds: float) -> sa.Engine:
    try:
        if place.file is None:
            return sa.create_engine(place.url, poolclass=sa.NullPool)
        engine = sa.create_engine(
            place.url, poolclass=sa.NullPool, connect_args={"timeout": wait_seconds}
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise HistoryError(
            f"history {place}: the driver for it is not installed ({error}); for"
            " PostgreSQL: pip install 'reporter[postgresql]'"
        ) from error
    # SQLAlchemy, dialects/sqlite: so that SQLite itself begins the transaction, here
    # one that keeps other writers out from the start.
    sa.event.listen(engine, "connect", _leave_transactions_to_us)
    sa.event.listen(engine, "begin", _begin_immediate)
    return engine


def _leave_transactions_to_us(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _lock(connection: sa.Connection, wait_seconds: float) -> None:
    """Let PostgreSQL keep other builds out until the transaction ends."""
    if connection.dialect.name == "postgresql":
        wait = f"SET LOCAL lock_timeout = {int(wait_seconds * 1000)}"
        connection.exec_driver_sql(wait)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")


@contextmanager
def _errors_named(place: Place, wait_seconds: float) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _named(place, error, wait_seconds) from error


def _named(place: Place, error: DBAPIError, wait_seconds: float) -> HistoryError:
    cause = error.orig
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_BUSY or getattr(cause, "sqlstate", "") == _NOT_AVAILABLE:
        return HistoryBusyError(
            f"history {place} is in use by another build for more than"
            f" {wait_seconds:g} seconds; run again when that is done"
        )
    if code in _DAMAGED:
        return HistoryDamagedError(
            f"history {place} is damaged ({cause}); the next build keeps it aside and"
            " begins anew"
        )
    first_line = " ".join(str(cause).strip().splitlines()[:1])
    return HistoryError(f"history {place} cannot be used ({first_line})")
