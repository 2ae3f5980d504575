"""A mail to one audience, before it is written as one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Letter:
    """What an audience gets: words and files.

    `key` is what tells the letter from all others, week and audience.
    """

    key: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    files: tuple[Path, ...] = ()
