"""Fill a template that somebody else wrote in a process of its own, with limits.

The sandbox keeps a template from reaching anything, but not from looping for ever: here
a render has a time limit, and where the system knows it (not Windows) one of memory.
`python -m reporter.render.word_process` reads the context and the template from its
standard input and writes the document to its standard output.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from reporter.errors import TemplateError
from reporter.office.package import Package
from reporter.render.word_tags import fill_tags

_SECONDS = 120
_MEMORY_BYTES = 2 << 30
_FAULT = 3
_ROOT = Path(__file__).resolve().parent.parent.parent


def fill_tags_apart(
    package: Package, context: Mapping[str, object], seconds: float = _SECONDS
) -> Package:
    """Fill the tags of a document in a process of its own.

    Raises:
        TemplateError: as `fill_tags` does, or the limit of time or memory is reached.
    """
    head = json.dumps({"name": package.name, "context": context}).encode()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reporter.render.word_process"],
            input=head + b"\n" + package.as_stored_bytes(),
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=_ROOT,
        )
    except subprocess.TimeoutExpired as error:
        fault = f"is not filled after {seconds:g} s; does a loop of it never end?"
        raise TemplateError(package.name, [fault]) from error
    if done.returncode == _FAULT:
        raise TemplateError(package.name, json.loads(done.stdout))
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        fault = f"cannot be filled ({' '.join(reason) or 'out of memory'})"
        raise TemplateError(package.name, [fault])
    return Package.read_from(io.BytesIO(done.stdout), package.name)


def main() -> int:
    """Fill the template that stands on standard input."""
    _limit_memory()
    head, _, template = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    try:
        package = Package.read_from(io.BytesIO(template), order["name"])
        filled = fill_tags(package, order["context"]).as_stored_bytes()
    except TemplateError as error:
        sys.stdout.write(json.dumps(error.faults))
        return _FAULT
    sys.stdout.buffer.write(filled)
    return 0


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


if __name__ == "__main__":
    sys.exit(main())
