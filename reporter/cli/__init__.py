"""The command line: each command calls one library function."""

from reporter.cli import build, judgement, packs, templates, weekly
from reporter.cli.app import app

__all__ = ["app", "build", "judgement", "packs", "templates", "weekly"]
