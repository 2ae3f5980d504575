"""What a week was made of and what it holds -> manifest.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from reporter.render.reading import problem_rows
from reporter.report.model import Report

_LIBRARIES = (
    "charset-normalizer", "docxtpl", "lxml", "openpyxl", "pdfminer.six", "python-docx",
    "PyYAML", "rapidfuzz", "trafilatura",
)  # fmt: skip


def versions() -> dict[str, str]:
    """The version of reporter and of each library that an output depends on."""
    return {name: version(name) for name in ("reporter", *_LIBRARIES)}


def write_manifest(
    report: Report,
    target: Path,
    *,
    options: Mapping[str, object],
    files: Mapping[str, Mapping[str, str]],
    fidelity: Mapping[str, object],
) -> None:
    """Write the manifest; `files` maps inputs, templates, outputs to name and sha256.

    `fidelity` tells of each filled template which of its parts were changed.

    Holds neither a time nor a path, so that the same input gives the same bytes.
    """
    edition = report.edition
    manifest = {
        "week": str(edition.week),
        "options": dict(options),
        "versions": versions(),
        **{kind: dict(hashes) for kind, hashes in files.items()},
        "fidelity": dict(fidelity),
        "counts": counts(report),
        "problems": problem_rows(edition.problems),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


def counts(report: Report) -> dict[str, int]:
    """How much of everything there is."""
    analysis = report.analysis
    return {
        "articles": len(analysis.articles),
        "independent_sources": report.independent_outlets,
        "evidence": len(analysis.evidence),
        "claims": report.counted_evidence,
        "platforms": sum(bool(view.claims) for view in report.platforms),
        "initiatives": len(analysis.initiatives),
        "conflicts": len(analysis.conflicts),
        "to_review": sum(e.needs_review for e in analysis.evidence),
        "problems": len(report.edition.problems),
    }
