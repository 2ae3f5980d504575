"""What a package must not be before it is opened: a bomb, a trap, a locked box."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

_MAX_BYTES, _MAX_RATIO, _MAX_MEMBERS = 200_000_000, 150, 5_000
# Small members compress well without harm; the guard is for bombs.
_RATIO_FROM_BYTES = 1_000_000


def faults_of(archive: zipfile.ZipFile) -> Iterator[str]:
    """All reasons not to open an archive, each naming its member."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > _MAX_MEMBERS:
        yield f"holds {len(members)} parts; more than {_MAX_MEMBERS} are not opened"
    if sum(member.file_size for member in members) > _MAX_BYTES:
        yield f"is larger than {_MAX_BYTES // 1_000_000} MB when unpacked"
    if len(set(names)) != len(names):
        yield "holds two parts of one name"
    for member in members:
        if member.flag_bits & 1:
            yield f"{member.filename}: is encrypted"
        if ".." in member.filename.split("/") or member.filename.startswith("/"):
            yield f"{member.filename}: leads out of the file"
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > _RATIO_FROM_BYTES and ratio > _MAX_RATIO:
            yield f"{member.filename}: unpacks to {ratio:.0f} times its size"
