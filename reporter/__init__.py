"""Research clippings in; SWOT, initiative matrix, workbook and brief out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reporter.pipeline import Order, Outcome, build

__all__ = ["Order", "Outcome", "build"]


def __getattr__(name: str) -> object:
    """Import the pipeline when it is first asked for: the command line starts fast."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reporter import pipeline  # noqa: PLC0415

    return getattr(pipeline, name)
