"""Records -> the short texts that stand in the brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reporter.domain.evidence import Evidence, Metric
from reporter.domain.findings import Conflict, Initiative
from reporter.domain.text import columns
from reporter.domain.values import Flag, Quadrant
from reporter.report.changes import ChangeLine
from reporter.report.claims import shorten
from reporter.report.model import Claim, PlatformView
from reporter.report.numbers import amount
from reporter.report.sheets.figures import metrics_in_order
from reporter.report.sheets.phrases import Phrases, sources_of

_SHORT_COLUMNS = 56
_MAX_FIGURES, _MAX_CROSSINGS, _MAX_CITED = 12, 2, 2
# Figures that say something of a platform as a whole, best first.
_TELLING = (
    "gmv", "mau", "dau", "revenue", "profit", "buyers", "orders", "stores",
    "merchants", "users", "share",
)  # fmt: skip
_MONEY = frozenset({"gmv", "revenue", "profit"})
_LEAST_MONEY = 1e6  # less is what a parcel or an order brings, not a platform
# Which claims a claim meets: what answers it first, then what stands against it.
_MEETS = {
    Quadrant.STRENGTH: (Quadrant.OPPORTUNITY, Quadrant.THREAT),
    Quadrant.WEAKNESS: (Quadrant.THREAT,),
    Quadrant.OPPORTUNITY: (Quadrant.STRENGTH, Quadrant.WEAKNESS),
    Quadrant.THREAT: (Quadrant.WEAKNESS, Quadrant.STRENGTH),
}
_WEEK_DAYS = 7
Cited = dict[str, object]


class BriefPhrases(Phrases):
    """The wording of the brief, on top of the words that cells share with it."""

    def shortened(self, text: str) -> str:
        """A sentence for a narrow cell, cut at a clause border."""
        return shorten(text, _SHORT_COLUMNS)

    def period(self) -> str:
        """First and last day of the articles."""
        if self.report.period is None:
            return self.words("brief.no_period")
        first, last = self.report.period
        return self.words(
            "brief.period", first=first.isoformat(), last=last.isoformat()
        )

    def caveats(self, claim: Claim) -> str:
        """What to know before relying on a claim; how many sources where several."""
        many = ""
        if Flag.SINGLE_SOURCE not in claim.flags and claim.independent_sources > 1:
            many = self.words("brief.multi_source", n=claim.independent_sources)
        return self.listed((many, self.flags(claim.flags)))

    def why(self, claim: Claim) -> str:
        """Why a claim matters: its quadrant, its theme, the initiatives it touches."""
        named = dict.fromkeys(n for e in claim.evidence for n in e.initiatives)
        return self._why(claim.quadrant, claim.theme, named)

    def why_of_change(self, line: ChangeLine) -> str:
        """The same of a change that no claim tells: what its evidence touches."""
        ids = set(line.evidence_ids)
        told = [e for e in self.report.analysis.evidence if e.evidence_id in ids]
        named = dict.fromkeys(n for e in told for n in e.initiatives)
        theme = next((e.theme for e in told if e.theme), "")
        return self._why(Quadrant.NEUTRAL, theme, named)

    def _why(self, quadrant: Quadrant, theme: str, initiatives: Iterable[str]) -> str:
        known = self.label(theme) or self.words("brief.theme.unknown")
        text = self.words(f"brief.why.{quadrant.value}", theme=known)
        names = self.listed(initiatives)
        return text + self.words("brief.why.initiative", names=names) if names else text

    def meeting(self, claim: Claim) -> Cited:
        """The first claim of the platform that a claim meets, if it is short enough."""
        view = next(v for v in self.report.platforms if v.platform == claim.platform)
        for quadrant in _MEETS.get(claim.quadrant, ()):
            for other in view.of(quadrant):
                text = self.shortened(other.text)
                if shares_ground(claim, other) and columns(text) <= _SHORT_COLUMNS:
                    key = f"brief.meets.{claim.quadrant.value}{quadrant.value}"
                    return {
                        "text": self.words(key, claim=text),
                        "sources": [other.sources[0].source_id],
                    }
        return self.nothing_met()

    def nothing_met(self) -> Cited:
        """What stands where there is no such claim."""
        return {"text": "", "sources": []}

    def since_last(self, view: PlatformView) -> str:
        """The new claims of a platform by quadrant; empty where no week came before."""
        before = self.report.edition.background.compared_with
        if before is None:
            return ""
        counts = Counter(claim.quadrant for claim in view.claims if claim.is_new)
        told = " ".join(
            f"{quadrant.value}+{counts[quadrant]}"
            for quadrant in Quadrant.counted()
            if counts[quadrant]
        )
        is_last = (self.report.edition.week.monday - before.monday).days == _WEEK_DAYS
        key = "brief.since.last" if is_last else "brief.since.week"
        news = told or self.words("brief.since.none")
        return self.words(key, news=news, number=before.number)

    def change(self, line: ChangeLine) -> str:
        """What changed, from what to what."""
        key = "brief.change" if line.before else "brief.change.new"
        return self.words(key, what=line.what, before=line.before, after=line.after)

    def initiatives(self, rows: Iterable[Initiative]) -> str:
        """Initiatives with their stage, as a list."""
        return self._listed_or_none(
            self.words("brief.initiative", name=row.name, stage=self.stage(row.stage))
            if row.stage
            else row.name
            for row in rows
        )

    def _listed_or_none(self, texts: Iterable[str]) -> str:
        return self.listed(texts) or self.words("brief.none")

    def initiative(self, row: Initiative) -> Cited:
        """An initiative as a row of its platform's table."""
        sources = sources_of(row.evidence, self.report)
        figures = dict.fromkeys(amount(m, self.words) for m in row.figures)
        return {
            "name": row.name,
            "stage": self.stage(row.stage),
            "since": row.since or self.words("brief.none"),
            "partners": self._listed_or_none(map(self.label, row.partners)),
            "figures": self._listed_or_none(figures),
            "count": len(row.evidence),
            "sources": [source.source_id for source in sources[:_MAX_CITED]],
        }

    def key_figure(self, platform: str) -> Cited:
        """The most telling figure of a platform."""
        found = [
            pair
            for pair in metrics_in_order(self.report, platform)
            if _is_telling(pair[0]) and not pair[1].needs_review
        ]
        if not found:
            return {"text": self.words("brief.none"), "sources": []}
        return self._figure(*min(found, key=lambda p: _TELLING.index(p[0].measure)))

    def figures(self) -> list[Cited]:
        """The most telling figures of all platforms, one of each measure."""
        seen: set[tuple[str, str]] = set()
        rows: list[Cited] = []
        for metric, item in metrics_in_order(self.report):
            key = metric.platform, metric.measure
            if not _is_telling(metric) or key in seen or item.needs_review:
                continue
            if metric.platform not in self.report.labels:
                continue
            seen.add(key)
            rows.append(
                {"platform": self.label(metric.platform), **self._figure(metric, item)}
            )
        return rows[:_MAX_FIGURES]

    def _figure(self, metric: Metric, item: Evidence) -> Cited:
        measure = self.term("measure", metric.measure)
        period = self.term("period", metric.period)
        key = "brief.figure.period" if metric.period else "brief.figure"
        text = self.words(
            key, measure=measure, amount=amount(metric, self.words), period=period
        )
        return {
            "text": text,
            "sources": [self.report.source_of(item.article).source_id],
        }

    def conflicts(self) -> list[Cited]:
        """Figures that two sources state differently, both with their source."""
        return [self._conflict(conflict) for conflict in self.report.analysis.conflicts]

    def _conflict(self, conflict: Conflict) -> Cited:
        sides = (("first", conflict.first), ("second", conflict.second))
        row: Cited = {"platform": self.label(conflict.platform)}
        for name, (metric, item) in sides:
            row[name] = self._figure(metric, item)
        return row

    def source_rows(self) -> list[Cited]:
        """The list of sources: copies are folded into their original."""
        report = self.report
        copies: dict[str, list[str]] = {}
        for source in report.sources:
            if source.copy_of:
                outlet = source.article.outlet or self.words("note.unnamed")
                copies.setdefault(source.copy_of, []).append(
                    self.words("source.copies", outlet=outlet)
                )
        return [
            {
                "id": s.source_id,
                "outlet": self.listed(
                    [
                        s.article.outlet or self.words("note.unnamed"),
                        *copies.get(s.source_id, ()),
                    ]
                ),
                "title": s.article.title or self.words("note.untitled"),
                "date": str(s.article.published_at.day)
                if s.article.published_at
                else "",
                "claims": s.claims,
                "sources": [s.source_id],
            }
            for s in report.sources
            if not s.copy_of
        ]

    def judgement(self, view: PlatformView) -> str:
        """Which quadrant dominates, or which ones together, and what is new."""
        leading, most = view.leading()
        names = self.listed(map(self.quadrant, leading))
        key = "brief.judgement" if len(leading) == 1 else "brief.judgement.tied"
        text = self.words(key, quadrant=names, n=most, total=len(view.claims))
        since = self.since_last(view)
        if not since:
            return text
        begun = since[:1].upper() + since[1:]  # it begins a sentence here
        return self.words("brief.judgement.since", judgement=text, since=begun)

    def crossings(self, view: PlatformView) -> list[Cited]:
        """Strengths that meet opportunities, weaknesses that meet threats."""
        pairs = (
            ("SO", Quadrant.STRENGTH, Quadrant.OPPORTUNITY),
            ("WT", Quadrant.WEAKNESS, Quadrant.THREAT),
        )
        rows: list[Cited] = []
        for name, inner, outer in pairs:
            for first in view.of(inner):
                met = [c for c in view.of(outer) if shares_ground(first, c)]
                if met:
                    rows.append(self._crossing(name, first, met[0]))
                    break
        return rows[:_MAX_CROSSINGS]

    def _crossing(self, name: str, first: Claim, second: Claim) -> Cited:
        return {
            "text": self.words(
                f"brief.crossing.{name}",
                first=self.shortened(first.text),
                second=self.shortened(second.text),
            ),
            "sources": list(
                dict.fromkeys(c.sources[0].source_id for c in (first, second))
            ),
        }


def shares_ground(first: Claim, second: Claim) -> bool:
    """Whether two claims are about one theme, or about one initiative."""
    if first.theme and first.theme == second.theme:
        return True
    named = {name for item in first.evidence for name in item.initiatives}
    return any(named & set(item.initiatives) for item in second.evidence)


def _is_telling(metric: Metric) -> bool:
    """Whether a figure says how large a platform is: not a rate of one of its parts."""
    if metric.measure not in _TELLING:
        return False
    if metric.measure == "share":
        return metric.unit == "share"
    if metric.measure in _MONEY:
        return metric.unit == "money" and abs(metric.value) >= _LEAST_MONEY
    return metric.unit not in ("share", "money", "times")
