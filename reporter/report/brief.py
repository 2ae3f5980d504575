"""Report -> what stands in the brief, in plain values for a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reporter.domain.settings import Audience
from reporter.domain.taxonomy import INDUSTRY
from reporter.domain.text import columns
from reporter.domain.values import Flag, Quadrant
from reporter.report.changes import ChangeLine
from reporter.report.first_page import rows_that_fit
from reporter.report.matters import matters, quiet_platforms
from reporter.report.model import Claim, PlatformView, Report
from reporter.report.numbers import week
from reporter.report.phrasing import BriefPhrases
from reporter.report.remarks import next_steps, takeaways
from reporter.report.wording import Words

_BOXES, _ENTRIES, _ANNEX_ENTRIES = 3, 3, 5
_ROWS, _ROW_INITIATIVES = 8, 2
# What fits on the second page, in lines of an entry and their columns (CJK: two).
_PAGE_LINES, _BOX_LINES, _LINE_COLUMNS = 32, 4, 56
_QUADRANTS = ("strengths", "weaknesses", "opportunities", "threats")
Plain = object


def brief_content(report: Report, audience: Audience | None = None) -> dict[str, Plain]:
    """All that the brief of one week says: strings, lists and mappings of them.

    What can be cited has a key `sources`: source ids, the one that is quoted first. A
    section that an audience does not want is an empty list.
    """
    wanted = audience or Audience(name="")
    phrases, words = BriefPhrases(report), report.words
    shown = [v for v in report.platforms if v.claims or v.initiatives]
    full = [v for v in shown if len(v.claims) >= _annex_from(report)]
    told, judged = _matters(report, phrases), takeaways(report)
    rows = _rows(shown, [*told, *judged], phrases)
    sections: dict[str, list[Plain]] = {
        "matters": [*told],
        "takeaways": [*judged],
        "overview": [_overview(view, phrases) for view in rows],
        "boxes": _boxes(full, wanted.entries or _ENTRIES, phrases),
        "next_steps": [*next_steps(report)],
        "charts": [chart.name for chart in report.charts],
        "annex": [
            _annex(view, wanted.entries or _ANNEX_ENTRIES, phrases) for view in full
        ],
        "figures": [*phrases.figures()],
        "conflicts": [*phrases.conflicts()],
        "sources": [*phrases.source_rows()],
    }
    for name in sections.keys() - set(wanted.sections):
        sections[name] = []
    others = [c for v in shown if v not in full for c in v.claims]
    has_annex = "annex" in wanted.sections
    return {
        "title": report.title,
        "week": week(report.edition.week, words),
        "period": phrases.period(),
        "language": "zh-CN" if words.is_chinese else "en-US",
        "coverage": _coverage(report, words),
        "nothing": "" if told else words("brief.nothing"),
        "elsewhere": _elsewhere([v for v in shown if v not in rows], words)
        if has_annex and sections["overview"]
        else "",
        "others": [_entry(claim, phrases) for claim in others] if has_annex else [],
        "left_out": _left_out(report, words),
        **sections,
    }


def _rows(
    shown: Sequence[PlatformView],
    above: Sequence[dict[str, Plain]],
    phrases: BriefPhrases,
) -> list[PlatformView]:
    """The platforms with most news, as many as the first page holds."""
    newest = _newest_first(shown)[:_ROWS]
    rows = [_overview(view, phrases) for view in newest]
    fitting = newest[: rows_that_fit(rows, above, phrases.report)]
    return [view for view in shown if view in fitting]


def _boxes(
    views: Sequence[PlatformView], at_most: int, phrases: BriefPhrases
) -> list[Plain]:
    boxes = [_box(view, at_most, phrases) for view in _newest_first(views)[:_BOXES]]
    return [*_that_fit(boxes)]


def _newest_first(views: Sequence[PlatformView]) -> list[PlatformView]:
    """Platforms with most new claims first, then those with most; the market last."""
    return sorted(
        views,
        key=lambda v: (
            v.platform == INDUSTRY,
            -sum(claim.is_new for claim in v.claims),
            -len(v.claims),
        ),
    )


def _elsewhere(views: Sequence[PlatformView], words: Words) -> str:
    """Which platforms the first page has no room for."""
    if not views:
        return ""
    names = words("list.separator").join(view.label for view in views)
    return words("brief.elsewhere", names=names)


def _annex_from(report: Report) -> int:
    return report.edition.settings.sheet_entries


def _coverage(report: Report, words: Words) -> str:
    text = words(
        "brief.coverage",
        articles=len(report.sources),
        outlets=report.independent_outlets,
        evidence=len(report.analysis.evidence),
    )
    quiet = [view.label for view in quiet_platforms(report)]
    if not quiet:
        return text
    names = words("list.separator").join(quiet)
    separator = "" if words.is_chinese else " "
    return text + separator + words("brief.quiet", names=names)


def _matters(report: Report, phrases: BriefPhrases) -> list[dict[str, Plain]]:
    """What matters, numbered, each with why it does and what it meets."""
    return [
        {**_matter(matter, phrases), "number": number}
        for number, matter in enumerate(matters(report), start=1)
    ]


def _matter(matter: ChangeLine | Claim, phrases: BriefPhrases) -> dict[str, Plain]:
    if isinstance(matter, Claim):
        return {
            **_entry(matter, phrases),
            "why": phrases.why(matter),
            "meets": phrases.meeting(matter),
        }
    claim = _claim_of(matter, phrases.report)
    return {
        "platform": matter.platform,
        "quadrant": matter.kind,
        "letter": claim.quadrant.value if claim else "",
        "text": phrases.change(matter),
        "flags": phrases.caveats(claim) if claim else "",
        "sources": [source.source_id for source in matter.sources],
        "why": phrases.why(claim) if claim else phrases.why_of_change(matter),
        "meets": phrases.meeting(claim) if claim else phrases.nothing_met(),
    }


def _claim_of(line: ChangeLine, report: Report) -> Claim | None:
    """The claim that rests on what tells a change: it says why the change matters."""
    ids = set(line.evidence_ids)
    claims = (claim for view in report.platforms for claim in view.claims)
    return next((c for c in claims if ids & {e.evidence_id for e in c.evidence}), None)


def _entry(claim: Claim, phrases: BriefPhrases) -> dict[str, Plain]:
    """A claim as every list shows it."""
    return {
        "platform": phrases.label(claim.platform),
        "quadrant": phrases.quadrant(claim.quadrant),
        "letter": claim.quadrant.value,
        "text": claim.text,
        "flags": phrases.caveats(claim),
        "sources": [source.source_id for source in claim.sources],
    }


def _overview(view: PlatformView, phrases: BriefPhrases) -> dict[str, Plain]:
    """A row of the table of platforms: strongest, riskiest, what is under way."""
    strengths = view.of(Quadrant.STRENGTH) or view.of(Quadrant.OPPORTUNITY)
    risks = view.of(Quadrant.THREAT) or view.of(Quadrant.WEAKNESS)
    return {
        "platform": view.label,
        "since_last": phrases.since_last(view),
        "strength": _short_entry(strengths, phrases),
        "risk": _short_entry(risks, phrases),
        "initiatives": phrases.initiatives(view.initiatives[:_ROW_INITIATIVES]),
        "figure": phrases.key_figure(view.platform),
    }


def _short_entry(claims: tuple[Claim, ...], phrases: BriefPhrases) -> dict[str, Plain]:
    if not claims:
        return {"text": phrases.words("brief.none"), "letter": "", "sources": []}
    claim = claims[0]
    return {
        "text": phrases.shortened(claim.text),
        "letter": claim.quadrant.value,
        "sources": [claim.sources[0].source_id],
    }


def _that_fit(boxes: Sequence[dict[str, Plain]]) -> list[dict[str, Plain]]:
    """As many boxes as the second page holds above its charts, at least one."""
    fitting: list[dict[str, Plain]] = []
    left = _PAGE_LINES
    for box in boxes:
        left -= _lines(box)
        if left < 0 and fitting:
            break
        fitting.append(box)
    return fitting


def _lines(box: Mapping[str, Plain]) -> int:
    """How many lines a box takes: its heads, and the longer cell of each row."""
    cells = [sum(map(_entry_lines, box[name])) for name in _QUADRANTS]  # type: ignore[call-overload]
    return _BOX_LINES + max(cells[:2]) + max(cells[2:])


def _entry_lines(entry: Mapping[str, str]) -> int:
    return -(-columns(f"{entry['text']} {entry['flags']}") // _LINE_COLUMNS)


def _box(view: PlatformView, at_most: int, phrases: BriefPhrases) -> dict[str, Plain]:
    """The four quadrants of one platform, the first entries of each."""
    box: dict[str, Plain] = {"platform": view.label}
    for name, quadrant in zip(_QUADRANTS, Quadrant.counted(), strict=True):
        claims = view.of(quadrant)
        left = len(claims) - at_most
        box[name] = [_entry(claim, phrases) for claim in claims[:at_most]]
        box[f"more_{name}"] = phrases.words("brief.more", n=left) if left > 0 else ""
    return box


def _annex(view: PlatformView, at_most: int, phrases: BriefPhrases) -> dict[str, Plain]:
    return {
        **_box(view, at_most, phrases),
        "judgement": phrases.judgement(view),
        "initiatives": [phrases.initiative(row) for row in view.initiatives],
        "crossings": phrases.crossings(view),
    }


def _left_out(report: Report, words: Words) -> str:
    neutral = sum(v.neutral for v in report.platforms if v.platform != INDUSTRY)
    review = sum(Flag.REVIEW in e.flags for e in report.analysis.evidence)
    return words("brief.left_out", review=review, neutral=neutral)
