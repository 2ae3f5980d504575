"""The bytes of a file -> documents, by its format; what cannot be read is a problem."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from reporter.domain.clippings import Problem
from reporter.domain.values import SourceRef
from reporter.readers.formats.html import read_html
from reporter.readers.formats.mail import read_mail
from reporter.readers.formats.pdf import read_pdf
from reporter.readers.formats.table import Scanned, read_csv, read_xlsx
from reporter.readers.formats.text import decode
from reporter.readers.formats.word import read_word
from reporter.readers.lines import split_lines

Numbered = list[tuple[int, str]]
_TEXTS = (".txt", ".md", ".markdown")
_LAID_OUT: dict[str, Callable[[bytes], Numbered]] = {
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".pdf": read_pdf,
}
_TABLES: dict[str, Callable[[bytes], Scanned]] = {
    ".csv": read_csv,
    ".xlsx": read_xlsx,
}
_MAIL = ".eml"
FORMATS = ".txt, .md, .html, .docx, .pdf, .csv, .xlsx, .eml"
_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Document:
    """A clipping as it stands on disk; `name` is relative to the INPUT given.

    `numbers` are those of the lines where they do not count from 1; a table has been
    `scanned` into pieces and has no lines.
    """

    name: str
    sha256: str
    lines: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    scanned: Scanned | None = None


def open_document(
    name: str, content: bytes, depth: int = 0
) -> tuple[list[Document], list[Problem]]:
    """Read a file of any format; a mail gives a document for each attachment too."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == _MAIL:
            return _mail(name, content, depth)
        document = _document(name, suffix, content)
    except UnicodeError:
        return [], [_problem(name, "no text encoding fits it", "save it as UTF-8")]
    except ValueError as error:
        return [], [_problem(name, str(error), _MEND.get(suffix, "save it anew"))]
    except Exception as error:  # noqa: BLE001 - what a damaged file makes a library raise
        what = f"it is damaged ({type(error).__name__}: {error})"
        return [], [_problem(name, what, _MEND.get(suffix, "save it anew"))]
    if document is None:
        return [], [
            _problem(
                name,
                f"a {suffix or 'nameless'} file is not a format that reporter reads",
                f"save it as one of {FORMATS}",
            )
        ]
    return [document], []


_MEND = {
    ".pdf": "save it with its text and no password, or paste the text into a .txt",
    ".docx": "open it in Word and save it anew as .docx",
    ".xlsx": "name the columns so, and save it anew as .xlsx",
    ".csv": "name the columns so in the first row",
    ".eml": "save the mail anew as .eml",
}


def _problem(name: str, what: str, mend: str) -> Problem:
    return Problem(SourceRef(name, 1), what, "the file is left out", mend)


def _document(name: str, suffix: str, content: bytes) -> Document | None:
    digest = hashlib.sha256(content).hexdigest()
    if suffix in _TEXTS:
        return Document(name, digest, tuple(split_lines(decode(content))))
    if suffix in _LAID_OUT:
        numbered = _LAID_OUT[suffix](content)
        numbers = tuple(number for number, _ in numbered)
        return Document(name, digest, tuple(text for _, text in numbered), numbers)
    if suffix in _TABLES:
        return Document(name, digest, scanned=_TABLES[suffix](content))
    return None


def _mail(
    name: str, content: bytes, depth: int
) -> tuple[list[Document], list[Problem]]:
    mail = read_mail(content)
    documents: list[Document] = []
    problems: list[Problem] = []
    if any(text.strip() for _, text in mail.lines):
        digest = hashlib.sha256(content).hexdigest()
        numbers, lines = zip(*mail.lines, strict=True)
        documents.append(Document(name, digest, lines, numbers))
    if mail.note:
        what = f"words of who forwarded it: “{mail.note}”"
        mend = "nothing, unless they belong to the clipping"
        problems.append(Problem(SourceRef(name, 1), what, "they are left out", mend))
    for attached, inner in mail.attachments if depth < _MAX_DEPTH else ():
        found, faults = open_document(f"{name}/{attached}", inner, depth + 1)
        documents.extend(found)
        problems.extend(faults)
    return documents, problems
