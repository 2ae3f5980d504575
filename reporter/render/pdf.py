"""A Word file -> PDF, by LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reporter.errors import OutputError

_SECONDS = 300
_NAMES = ("soffice", "libreoffice", "soffice.com")
_USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# What differs from run to run: the day of making and the ids made from it.
_DATES = re.compile(rb"(/(?:Creation|Mod)Date\s?\(D:)\d{14}[^)]*\)")
_IDS = re.compile(rb"/ID\s*\[\s*<[0-9A-F]{32}>\s*<[0-9A-F]{32}>\s*\]")
_SUMS = re.compile(rb"/DocChecksum\s*/[0-9A-F]{32}")
_FIXED_DAY = "20000101000000Z"


def require_libreoffice() -> str:
    """The program that makes the PDF.

    Raises:
        OutputError: LibreOffice is not installed.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    usual = (place for place in _USUAL_PLACES if Path(place).exists())
    program = found or next(usual, None)
    if program is None:
        raise OutputError(
            "--pdf needs LibreOffice, which is not installed; install it, or build"
            " without --pdf and save the brief as PDF from Word"
        )
    return program


def convert_to_pdf(source: Path, target: Path) -> None:
    """Write `source` as PDF to `target`; the same file gives the same bytes.

    Raises:
        OutputError: LibreOffice is not installed, or makes no PDF.
    """
    program = require_libreoffice()
    with tempfile.TemporaryDirectory() as folder:
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS, check=False,
                env={**os.environ, "SOURCE_DATE_EPOCH": "946684800"},
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OutputError(f"LibreOffice makes no PDF ({error})") from error
        made = Path(folder) / f"{source.stem}.pdf"
        if not made.is_file():
            reason = done.stderr.decode(sys.getfilesystemencoding(), "replace").strip()
            raise OutputError(f"LibreOffice makes no PDF of {source.name} ({reason})")
        target.write_bytes(_undated(made.read_bytes()))


def _undated(pdf: bytes) -> bytes:
    """The file without what differs from run to run, no byte moved."""

    def fixed(found: re.Match[bytes]) -> bytes:
        room = len(found[0]) - len(found[1]) - 1
        return found[1] + _FIXED_DAY.ljust(room)[:room].encode() + b")"

    zeroed = re.compile(rb"[0-9A-F]{32}")
    pdf = _DATES.sub(fixed, pdf)
    for pattern in (_IDS, _SUMS):
        pdf = pattern.sub(lambda found: zeroed.sub(b"0" * 32, found[0]), pdf)
    return pdf
