"""Histories for tests: a file, and a real PostgreSQL server."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from reporter.history.store import Place

_BIN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def _as_postgres(folder, *command):
    """Run a program of the server's as its own user: it refuses to run as root."""
    program = [str(_BIN[-1] / command[0]), *map(str, command[1:])]
    if os.geteuid() == 0:
        program = ["runuser", "-u", "postgres", "--", *program]
    subprocess.run(
        program, cwd=folder, check=True, timeout=120,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """The URL of a server: that of REPORTER_POSTGRES, else one that is started here."""
    given = os.environ.get("REPORTER_POSTGRES")
    if given and given != "required":
        yield given
        return
    if not _BIN:
        if given == "required":
            pytest.fail("PostgreSQL is missing and REPORTER_POSTGRES=required")
        pytest.skip("PostgreSQL is not installed and REPORTER_POSTGRES names no server")
    folder = Path("/tmp") / f"reporter-pg-{os.getpid()}"  # short: it holds a socket
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    try:
        _as_postgres(folder, "initdb", "-D", data, "-U", "reporter", "-A", "trust")
        _as_postgres(folder, "pg_ctl", "-D", data, "-w", "-o", options, "start")
        yield f"postgresql://reporter@/postgres?host={folder}"
    finally:
        _as_postgres(folder, "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server):
    """A place in an empty database of the server."""
    place = Place(postgres_server, is_named=True)
    engine = sa.create_engine(place.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty history of either kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres")
    return Place(str(tmp_path / "reporter.db"), is_named=True)
