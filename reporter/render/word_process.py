"""Fill a template that somebody else wrote in a process of its own, with limits.

The sandbox keeps a template from reaching anything, but not from looping for ever: here
a render has a time limit, and where the system knows it (not Windows) one of memory.
A process is forked where that is safe, which takes milliseconds; elsewhere
`python -m reporter.render.word_process` reads the context and the template from its
standard input and writes the document to its standard output.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
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
    fill = _fill_forked if _can_fork() else _fill_afresh
    return fill(package, context, seconds)


def _can_fork() -> bool:
    """Whether a copy of this process is whole: a fork copies one thread alone."""
    is_alone = threading.active_count() == 1
    is_daemon = multiprocessing.current_process().daemon  # may have no children
    return sys.platform == "linux" and is_alone and not is_daemon


def _fill_forked(
    package: Package, context: Mapping[str, object], seconds: float
) -> Package:
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    worker = fork.Process(target=_work, args=(package, context, sender))
    worker.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise _too_long(package, seconds)
        faults, parts = receiver.recv()
    except EOFError as error:
        raise _failed(package, "its process has ended") from error
    finally:
        worker.kill()
        worker.join()
        receiver.close()
    if faults:
        raise TemplateError(package.name, faults)
    for name, content in parts.items():
        package.replace(name, content)
    return package


def _work(package: Package, context: Mapping[str, object], sender: Connection) -> None:
    """Fill the template in the forked process; sends faults, or the filled parts."""
    _limit_memory()
    try:
        filled = fill_tags(package, context)
    except TemplateError as error:
        sender.send((error.faults, {}))
    except MemoryError:
        sender.send(([_cannot("out of memory")], {}))
    else:
        sender.send(((), {name: filled.read(name) for name in filled.touched}))


def _fill_afresh(
    package: Package, context: Mapping[str, object], seconds: float
) -> Package:
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
        raise _too_long(package, seconds) from error
    if done.returncode == _FAULT:
        raise TemplateError(package.name, json.loads(done.stdout))
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise _failed(package, " ".join(reason))
    return Package.read_from(io.BytesIO(done.stdout), package.name)


def _too_long(package: Package, seconds: float) -> TemplateError:
    fault = f"is not filled after {seconds:g} s; does a loop of it never end?"
    return TemplateError(package.name, [fault])


def _failed(package: Package, reason: str) -> TemplateError:
    return TemplateError(package.name, [_cannot(reason or "out of memory")])


def _cannot(reason: str) -> str:
    return f"cannot be filled ({reason})"


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
    """Allow so much more memory than the process has now."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    in_use = 0
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        in_use = pages * resource.getpagesize()
    limit = in_use + _MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    sys.exit(main())
