"""The zip around a Word or Excel file, before a library opens it."""

from __future__ import annotations

import io
import zipfile

_MAX_BYTES = 300_000_000
_OLE = b"\xd0\xcf\x11\xe0"


def require_sound_archive(content: bytes) -> None:
    """Raise ValueError if it is no zip, or one that unpacks to more than any note."""
    if content.startswith(_OLE):
        raise ValueError("it has a password, or is of a version before 2007")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ValueError("it is damaged or of another format") from error
    if size > _MAX_BYTES:
        raise ValueError(f"it unpacks to {size // 1_000_000} MB")
