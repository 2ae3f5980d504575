"""Proposals -> a small pack, to be used beside another or pasted into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

import yaml

from reporter.domain.proposals import CueWord, Proposal, RowChange
from reporter.domain.taxonomy import KnownInitiative, Platform

_HEAD = """\
# Proposed for a pack, each word with its reason and the past rows that it would change.
# Each was tried together with those above it. Delete what you do not want, save the
# rest as FILE.yaml, ask `reporter pack check PACK FILE.yaml` and build with
# `--pack PACK --pack FILE.yaml`; or paste the entries into your own pack."""
_NOTHING = "# nothing to propose"
_WIDEST = 10**9
_BREAKS = frozenset("\x85\u2028\u2029")


class _Dumper(yaml.SafeDumper):
    """Writes tuples as lists."""


_Dumper.add_representer(tuple, yaml.SafeDumper.represent_list)


def write_fragment(proposals: Sequence[Proposal], language: str) -> str:
    """Write a pack in YAML that holds what is proposed; `language` is that of the pack.

    An entry that several proposals add to is written once, with the reasons of all.
    """
    if not proposals:
        return _NOTHING + "\n"
    entries = [(p, p.entry) for p in proposals]
    platforms = [(e.id, e, p) for p, e in entries if isinstance(e, Platform)]
    initiatives = [(e.name, e, p) for p, e in entries if isinstance(e, KnownInitiative)]
    cues: dict[str, list[tuple[CueWord, Proposal]]] = {}
    for proposal, entry in entries:
        if isinstance(entry, CueWord):
            cues.setdefault(entry.list, []).append((entry, proposal))
    lines = [_HEAD, "id: proposed", f"language: {language}"]
    lines += _block("platforms", platforms) or ["platforms: []"]
    lines += ["themes: []", *_block("initiatives", initiatives)]
    lines += ["cues:"] if cues else []
    for name, found in cues.items():
        lines.append(f"  {name}:")
        for cue, proposal in found:
            lines += [*_comments(proposal, "    "), f"    - {_scalar(cue.word)}"]
    return "\n".join(lines) + "\n"


def _block(
    key: str, entries: Iterable[tuple[str, Platform | KnownInitiative, Proposal]]
) -> list[str]:
    """The entries of a list; of one that stands there twice the last is the fullest."""
    last: dict[str, Platform | KnownInitiative] = {}
    reasons: dict[str, list[Proposal]] = {}
    for name, entry, proposal in entries:
        last[name] = entry
        reasons.setdefault(name, []).append(proposal)
    lines = [f"{key}:"] if last else []
    for name, entry in last.items():
        lines += [line for p in reasons[name] for line in _comments(p, "  ")]
        facts = {key: value for key, value in asdict(entry).items() if value}
        lines.append(f"  - {_flow(facts)}")
    return lines


def _comments(proposal: Proposal, indent: str) -> Iterator[str]:
    yield f"{indent}# {_one_line(proposal.reason)}"
    for change in proposal.changes:
        yield f"{indent}#   {_one_line(_row(change))}"


def _row(change: RowChange) -> str:
    return (
        f"{change.evidence_id} ({change.place}) {change.before} → {change.after},"
        f" {change.effect.value}: {change.text}"
    )


def _one_line(text: str) -> str:
    """A text that cannot end its comment, nor hold what YAML does not allow."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _scalar(text: str) -> str:
    """A word as it stands in a list, quoted where it must be."""
    return _flow([text])[1:-1]


def _flow(value: object) -> str:
    """A value on one line; where a character would break the line, all in ASCII."""
    text = _dumped(value, allow_unicode=True)
    return text if _BREAKS.isdisjoint(text) else _dumped(value, allow_unicode=False)


def _dumped(value: object, *, allow_unicode: bool) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=True,
        allow_unicode=allow_unicode,
        sort_keys=False,
        width=_WIDEST,
    )
    return text.strip()
