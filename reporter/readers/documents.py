"""INPUT paths -> the lines of each clipping; the one module that opens clippings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reporter.domain.clippings import Problem
from reporter.domain.values import SourceRef
from reporter.errors import InputError
from reporter.readers.formats.opening import FORMATS, Document, open_document

# What a folder of clippings also holds, and nobody means as one.
_NOT_CLIPPINGS = frozenset({"readme.md", "reporter.yaml", "reporter.yml"})


def read_documents(
    inputs: Sequence[Path],
) -> tuple[list[Document], list[Problem]]:
    """Read the files named, and all clippings in the folders named.

    A file that cannot be read is a problem and does not stop the others.

    Raises:
        InputError: an INPUT does not exist, or there is no clipping in any.
    """
    missing = [str(path) for path in inputs if not path.exists()]
    if missing:
        raise InputError(f"no such file or folder: {', '.join(missing)}")
    documents: list[Document] = []
    problems: list[Problem] = []
    for name, path in _clippings(inputs):
        found, faults = _read(name, path)
        documents.extend(found)
        problems.extend(faults)
    if not documents and not problems:
        raise InputError(
            "no clipping found in "
            + ", ".join(str(path) for path in inputs)
            + f"; reporter reads {FORMATS}"
        )
    return documents, problems


def _clippings(inputs: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Name and path of each clipping, in order of names; a file named twice once."""
    found: dict[Path, str] = {}
    for given in inputs:
        if given.is_dir():
            for path in given.rglob("*"):
                if path.is_file() and not _is_passed_over(path.relative_to(given)):
                    name = path.relative_to(given).as_posix()
                    found.setdefault(path.resolve(), name)
        else:
            found.setdefault(given.resolve(), given.name)
    names = sorted((name, path) for path, name in found.items())
    taken: dict[str, int] = {}
    for name, path in names:
        taken[name] = taken.get(name, 0) + 1
        yield (name if taken[name] == 1 else f"{path.parent.name}/{name}"), path


def _is_passed_over(relative: Path) -> bool:
    """Whether a file in a folder is a hidden one or not meant as a clipping."""
    if any(part.startswith((".", "~")) for part in relative.parts):
        return True
    return relative.name.lower() in _NOT_CLIPPINGS


def _read(name: str, path: Path) -> tuple[list[Document], list[Problem]]:
    try:
        return open_document(name, path.read_bytes())
    except OSError as error:
        problem = Problem(
            SourceRef(name, 1),
            f"the file cannot be opened ({error.strerror})",
            "the file is left out",
            "check its permissions",
        )
        return [], [problem]
