"""A report -> the short mail that goes with its files: what matters this week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reporter.report.changes import material_changes
from reporter.report.charts import quadrant_label
from reporter.report.matters import most_material
from reporter.report.model import Claim, Report
from reporter.report.remarks import takeaways

_MATTERS = 5


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject, and the same body as plain text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, empty for none, and the lines below it; a link is (text, address)."""

    heading: str
    lines: tuple[str | tuple[str, str], ...]


def mail_text(
    report: Report, attached: Sequence[str], linked: Sequence[tuple[str, str]] = ()
) -> MailText:
    """Word the mail; `attached` are file names, `linked` names with their address."""
    words = report.words
    parts = [part for part in _parts(report) if part.lines]
    if not parts:
        parts = [_Part("", (words("mail.nothing"),))]
    if attached:
        names = words("list.separator").join(attached)
        parts.append(_Part("", (words("mail.attached", names=names),)))
    if linked:
        parts.append(_Part(words("mail.linked"), tuple(linked)))
    subject = words("mail.subject", title=report.title, week=report.edition.week)
    text = "\n\n".join("\n".join(_plain(part)) for part in parts) + "\n"
    body = "".join("".join(_marked(part)) for part in parts)
    language = "zh-CN" if words.is_chinese else "en"
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head><body>{body}</body></html>\n"
    )
    return MailText(subject, text, html)


def _parts(report: Report) -> Iterator[_Part]:
    words, background = report.words, report.edition.background
    if background.compared_with:
        heading = words("mail.changes", week=background.compared_with)
        yield _Part(heading, tuple(line.text for line in material_changes(report)))
    claims = most_material(report, _MATTERS)
    yield _Part(words("mail.matters"), tuple(_claim(c, report) for c in claims))
    judged = (f"{t['platform']}{words('colon')}{t['text']}" for t in takeaways(report))
    yield _Part(words("mail.takeaways"), tuple(judged))


def _claim(claim: Claim, report: Report) -> str:
    """A claim with its platform, quadrant and source."""
    words, source = report.words, claim.sources[0].article
    day = source.published_at.day.isoformat() if source.published_at else ""
    outlet = f"{source.outlet or words('source.unnamed')} {day}".strip()
    label = report.labels.get(claim.platform, claim.platform)
    letter = quadrant_label(claim.quadrant, words)
    tag = f"{label} · {letter}{words('colon')}"
    return f"{tag}{claim.text}{words('paren', text=outlet)}"


def _plain(part: _Part) -> Iterator[str]:
    if part.heading:
        yield part.heading
    for line in part.lines:
        text = line if isinstance(line, str) else f"{line[0]}: {line[1]}"
        yield f"- {text}" if part.heading else text


def _marked(part: _Part) -> Iterator[str]:
    if not part.heading:
        yield from (f"<p>{_linked(line)}</p>" for line in part.lines)
        return
    yield f"<h3>{escape(part.heading)}</h3><ul>"
    yield from (f"<li>{_linked(line)}</li>" for line in part.lines)
    yield "</ul>"


def _linked(line: str | tuple[str, str]) -> str:
    if isinstance(line, str):
        return escape(line)
    text, address = line
    return f'<a href="{escape(address, quote=True)}">{escape(text)}</a>'
