"""Where the workbook and brief templates are."""

from __future__ import annotations

from pathlib import Path

from reporter.errors import TemplateError

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
