"""Names of WordprocessingML."""

from __future__ import annotations

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(name: str) -> str:
    """The full name of a Word element or attribute."""
    return f"{{{MAIN}}}{name}"


def r(name: str) -> str:
    """The full name of a relationship attribute."""
    return f"{{{RELS}}}{name}"
