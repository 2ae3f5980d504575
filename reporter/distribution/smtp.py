"""Messages -> an SMTP server, over TLS and never without it."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from reporter.errors import MailError, RefusedError, UsageError

_IMPLICIT_TLS = 465
_TIMEOUT_SECONDS = 60
_PREFIX = "REPORTER_SMTP_"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over; user and password are empty where none are needed."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Server:
        """Read REPORTER_SMTP_HOST, _PORT, _USER, _PASSWORD and _CA.

        Raises:
            UsageError: there is no host, or the port is no number.
        """
        facts = {
            name: environment.get(_PREFIX + name, "")
            for name in ("HOST", "PORT", "USER", "PASSWORD", "CA")
        }
        port = facts["PORT"] or "587"
        if not facts["HOST"]:
            raise UsageError(f"--smtp: {_PREFIX}HOST is not set")
        if not port.isdecimal():
            raise UsageError(f"--smtp: {_PREFIX}PORT must be a number, not {port!r}")
        return cls(
            facts["HOST"], int(port), facts["USER"], facts["PASSWORD"], facts["CA"]
        )

    def __str__(self) -> str:
        """Write host and port alone."""
        return f"{self.host}:{self.port}"


class Line:
    """A connection to a server, made when it is needed and again when it was cut."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, recipients: tuple[str, ...]) -> set[str]:
        """Hand a message over; gives the recipients that the server refused.

        A connection that was cut before the server took the message is made again once.

        Raises:
            RefusedError: the server does not take this message.
            MailError: the server cannot be reached.
        """
        sender = str(message["From"])
        with _named(self._server):
            try:
                refused = self._open().send_message(message, sender, recipients)
            except smtplib.SMTPServerDisconnected:
                self._hang_up()
                refused = self._open().send_message(message, sender, recipients)
            except smtplib.SMTPRecipientsRefused as error:
                refused = error.recipients
        return set(refused)

    def close(self) -> None:
        """Take leave of the server, if it still listens."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._hang_up()

    def _hang_up(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = _connect(self._server)
        return self._smtp


@contextmanager
def line_to(server: Server) -> Iterator[Line]:
    """A line that is closed at the end."""
    line = Line(server)
    try:
        yield line
    finally:
        line.close()


def _connect(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=server.ca_file or None)
    if server.port == _IMPLICIT_TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_TIMEOUT_SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_SECONDS)
    try:
        if server.port != _IMPLICIT_TLS:
            smtp.starttls(context=context)  # refuses a server that offers none
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@contextmanager
def _named(server: Server) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
        raise RefusedError(f"{server}: {_reason(error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(f"{server}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return f"the server says {error.smtp_code} {text}"
    return str(error) or type(error).__name__
