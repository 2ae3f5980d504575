"""A staged week -> the week's folder: all of its files are replaced, or none is."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reporter.errors import OutputError

MANIFEST = "manifest.json"
_STAGING, _SET_ASIDE = ".staging", ".replaced"


@dataclass(frozen=True, slots=True)
class Published:
    """The files of a week as they stand now, and the edited ones that were kept.

    `kept` pairs the name that a person had edited with the name it has now.
    """

    files: tuple[Path, ...]
    kept: tuple[tuple[str, str], ...]


class Staging:
    """A folder beside the week's, where its files are made before any is replaced."""

    def __init__(self, folder: Path, week_folder: Path) -> None:
        self.folder = folder
        self._week_folder = week_folder
        self._names: list[str] = []
        # A run that was killed while it published left its manifest in the staging
        # folder: what it put in place is ours as well, not somebody's edit.
        self._made = _hashes_of(week_folder) | _hashes_of(folder)

    def path(self, name: str) -> Path:
        """Where to write the file that will be called `name` in the week's folder."""
        if name not in self._names:
            self._names.append(name)
        return self.folder / name

    def hashes(self) -> dict[str, str]:
        """The sha256 of each file made so far, by name."""
        return {name: sha256(self.folder / name) for name in sorted(self._names)}

    def publish(self) -> Published:
        """Put all staged files in their place; the manifest comes last.

        A file whose hash is not the one its manifest gives was edited by a person and
        is kept under another name.

        Raises:
            OutputError: a file is open elsewhere or cannot be replaced; none was.
        """
        names = sorted(self._names, key=lambda name: (name == MANIFEST, name))
        for name in names:
            _require_replaceable(self._week_folder / name)
        kept = [
            (name, _edited_name(self._week_folder, name))
            for name in names
            if self._is_edited(name)
        ]
        _exchange(names, dict(kept), staged=self.folder, final=self._week_folder)
        files = tuple(self._week_folder / name for name in names)
        return Published(files, tuple(kept))

    def _is_edited(self, name: str) -> bool:
        target = self._week_folder / name
        if name == MANIFEST or not target.exists():
            return False
        return (name, sha256(target)) not in self._made


@contextmanager
def staging(out: Path, week: str) -> Iterator[Staging]:
    """Make the folder of a week and a staging folder; the latter is removed at the end.

    Raises:
        OutputError: the folder cannot be made or written to.
    """
    week_folder = out / week
    folder = week_folder / _STAGING
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = Staging(folder, week_folder)
        for left in folder.iterdir():
            _remove(left)
        yield fresh
    except OSError as error:
        place = error.filename or week_folder
        reason = error.strerror or error
        raise OutputError(f"{place}: cannot be written ({reason})") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _require_replaceable(target: Path) -> None:
    for lock in (f".~lock.{target.name}#", f"~${target.name}", f"~${target.name[2:]}"):
        if (target.parent / lock).exists():
            raise OutputError(
                f"{target} is open in another program; close it and run again"
                f" (if it is not open anywhere, delete {lock} beside it)"
            )
    if target.is_dir():
        raise OutputError(f"{target}: a folder stands where a file must be written")
    if target.exists() and not target.stat().st_mode & 0o222:
        raise OutputError(f"{target} is write-protected; nothing was replaced")


def _hashes_of(folder: Path) -> set[tuple[str, str]]:
    """Name and hash of each file that the manifest in a folder says was made."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        outputs: Mapping[str, str] = manifest["outputs"]
    except (OSError, ValueError, KeyError):
        return set()
    return set(outputs.items())


def _edited_name(folder: Path, name: str) -> str:
    number = 1
    while (folder / f"{name}.edited-{number}").exists():
        number += 1
    return f"{name}.edited-{number}"


def _exchange(
    names: Sequence[str], kept: Mapping[str, str], *, staged: Path, final: Path
) -> None:
    """Replace the old files by the new ones; put the old ones back if one fails.

    Each file is replaced in one step, so that even a killed run leaves whole files.
    """
    aside = staged / _SET_ASIDE
    replaced: list[Path] = []
    try:
        for name in names:
            _copy_if_there(final / name, aside / name)
            _copy_if_there(final / name, final / kept[name] if name in kept else None)
            (final / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).replace(final / name)
            replaced.append(Path(name))
    except OSError as error:
        for path in replaced:
            _restore(aside / path, final / path)
        for new_name in kept.values():
            (final / new_name).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise OutputError(
            f"{error.filename2 or error.filename or final}: cannot be replaced"
            f" ({reason}); is it open in another program? Nothing was replaced"
        ) from error


def _copy_if_there(source: Path, target: Path | None) -> None:
    if target is not None and source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def _restore(aside: Path, final: Path) -> None:
    """Put the old file back, or take the new one away where there was none."""
    if aside.exists():
        aside.replace(final)
    else:
        final.unlink()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
