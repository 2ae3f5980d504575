"""The floors, which floor may import which library, and the size of modules."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the ground up: a floor may import the floors before it and these libraries.
FLOORS = {
    "errors": set(),
    "office": {"lxml"},
    "domain": set(),
    "packs": {"yaml"},
    "readers": {
        "charset_normalizer",
        "docx",
        "email_validator",
        "lxml",
        "openpyxl",
        "pdfminer",
        "trafilatura",
        "yaml",
    },
    "analysis": {"ahocorasick_rs", "numpy", "opencc", "rapidfuzz"},
    "history": {"sqlalchemy"},
    "report": set(),
    "render": {"docx", "docxtpl", "jinja2", "lxml", "markupsafe"},
    "distribution": set(),
    "intake": set(),
    "outcome": {"pandas"},
    "pipeline": set(),
    "judgement": set(),
    "weekly": set(),
    "sending": set(),
    "cli": {"typer"},
    "__main__": set(),
    "__init__": set(),
}
LIBRARIES = set().union(*FLOORS.values()) | {"numpy"}
ONLY_ERRORS = {"office"}
MODULES = sorted((ROOT / "reporter").rglob("*.py"))
MAX_LINES = 300


def floor_of(path):
    return path.relative_to(ROOT / "reporter").with_suffix("").parts[0]


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_only_go_down(path):
    floors = list(FLOORS)
    here = floor_of(path)
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        top, *rest = name.split(".")
        if top == "reporter" and rest:
            assert floors.index(rest[0]) <= floors.index(here), name
            if here in ONLY_ERRORS:
                assert rest[0] in {here, "errors"}, name
        elif top in LIBRARIES:
            assert top in FLOORS[here], name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_fits_on_a_few_screens(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MAX_LINES


def test_the_library_has_few_public_names():
    import reporter

    assert 1 <= len(reporter.__all__) <= 6
