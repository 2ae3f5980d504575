"""One error base: facts as attributes, exit code on the class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class ReporterError(Exception):
    """The user can fix the cause; the command line prints one line and no traceback."""

    exit_code: ClassVar[int] = 1


class UsageError(ReporterError):
    """The command was called with something that cannot be meant."""

    exit_code = 2


class FaultsError(ReporterError):
    """A file that a user wrote has faults; all of them are named at once."""

    def __init__(self, path: str, faults: Sequence[str]) -> None:
        super().__init__(path, tuple(faults))
        self.path = path
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """Name the file, then each fault, on lines of their own when several."""
        if len(self.faults) == 1:
            return f"{self.path}: {self.faults[0]}"
        return "\n  ".join([f"{self.path}: {len(self.faults)} faults", *self.faults])


class SettingsError(FaultsError):
    """The settings file holds keys or values that are not understood."""

    exit_code = 2


class TemplateError(FaultsError):
    """A template cannot be filled; nothing has been written."""

    exit_code = 3


class PackError(FaultsError):
    """A taxonomy pack is missing or holds entries that are not understood."""

    exit_code = 3


class InputError(ReporterError):
    """None of the input could be read."""

    exit_code = 4


class OutputError(ReporterError):
    """A file of the week could not be written; the files that stood there still do."""

    exit_code = 5


class HistoryError(ReporterError):
    """The history cannot be reached, is in use, or holds not what was asked for."""

    exit_code = 6


class HistoryDamagedError(HistoryError):
    """The file of the history cannot be read as a database."""


class HistoryBusyError(HistoryError):
    """Another build holds the history."""


class MailError(ReporterError):
    """A mail could not be handed over; what was sent before is remembered."""

    exit_code = 5


class RefusedError(MailError):
    """The server takes mail, but not this one."""
