"""A letter -> an Internet message (RFC 5322), the same bytes for the same letter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from reporter.domain.mails import Letter
from reporter.errors import OutputError

_TYPES = {
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "pdf",
}


def draft(letter: Letter) -> bytes:
    """The message as a draft: no date, and a mark by which Outlook opens it to edit.

    Raises:
        OutputError: a file to attach cannot be read.
    """
    message = message_of(letter)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def message_of(letter: Letter, sent_at: datetime | None = None) -> EmailMessage:
    """The message; the policy refuses a header that would hold a line break.

    Raises:
        OutputError: a file to attach cannot be read.
    """
    message = EmailMessage(policy=SMTP)
    identity = hashlib.sha256(letter.key.encode("utf-8")).hexdigest()[:32]
    message["From"] = letter.sender
    message["To"] = ", ".join(letter.recipients)
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = f"<{identity}@{letter.sender.rpartition('@')[2]}>"
    if sent_at is not None:
        message["Date"] = format_datetime(sent_at)
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    for path in letter.files:
        subtype = _TYPES.get(path.suffix.lower(), "octet-stream")
        message.add_attachment(
            _content(path), "application", subtype, filename=path.name
        )
    for number, part in enumerate(_multiparts(message)):
        part.set_boundary(f"={identity}-{number}=")
    return message


def _multiparts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path}: cannot be attached ({error.strerror})") from error
