"""What analysts typed in the workbook -> what the brief says of it."""

from __future__ import annotations

from reporter.report.model import Report

_LATEST = "9999"


def takeaways(report: Report) -> list[dict[str, object]]:
    """The judgement on each platform that has one, in order of printing."""
    typed = report.edition.remarks.takeaways
    return [
        {"platform": view.label, "text": typed[view.platform]}
        for view in report.platforms
        if view.platform in typed
    ]


def next_steps(report: Report) -> list[dict[str, object]]:
    """What is to be done about initiatives, the nearest due date first."""
    platforms = {s.name: s.platform for s in report.edition.background.standings}
    platforms |= {row.name: row.platform for row in report.analysis.initiatives}
    plans = report.edition.remarks.plans.items()
    return [
        {
            "platform": report.labels.get(platforms.get(name, ""), ""),
            "name": name,
            "next_step": plan.next_step,
            "owner": plan.owner,
            "due": plan.due,
        }
        for name, plan in sorted(plans, key=lambda pair: pair[1].due or _LATEST)
        if plan.next_step
    ]
