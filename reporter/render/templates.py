"""Where the workbook and brief templates are."""

from __future__ import annotations

from pathlib import Path

from reporter.errors import OutputError, TemplateError

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_templates() -> Path:
    """The folder of the shipped templates: in the wheel, else in the checkout."""
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def find_template(name: str, language: str, folder: Path | None) -> Path:
    """The file to fill: `folder/<language>/name`, `folder/name`, else the shipped one.

    Raises:
        TemplateError: the folder does not exist.
    """
    if folder is not None:
        if not folder.is_dir():
            raise TemplateError(str(folder), ["there is no such folder of templates"])
        for candidate in (folder / language / name, folder / name):
            if candidate.is_file():
                return candidate
    return shipped_templates() / language / name


def copy_templates(folder: Path) -> tuple[Path, ...]:
    """Copy the shipped templates into `folder`, one folder a language, to be edited.

    Raises:
        OutputError: one of the files is there already, or cannot be written.
    """
    shipped = shipped_templates()
    sources = sorted(
        path
        for path in shipped.glob("*/*")
        if path.suffix in (".xlsx", ".docx") and not path.name.startswith(("~", "."))
    )
    targets = [folder / path.relative_to(shipped) for path in sources]
    there = [str(target) for target in targets if target.exists()]
    if there:
        raise OutputError(f"{', '.join(there)}: there already; nothing was copied")
    try:
        for source, target in zip(sources, targets, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(f"{folder}: cannot be written ({reason})") from error
    return tuple(targets)
