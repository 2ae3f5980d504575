"""Words for what changed against the weeks before."""

TEXTS: dict[str, tuple[str, str]] = {
    "change.stage": ("阶段推进", "stage moved"),
    "change.metric": ("数字变动", "figure moved"),
    "change.initiative_new": ("新举措", "new initiative"),
    "change.initiative_back": ("重新出现", "back again"),
    "change.initiative_quiet": ("不再提及", "gone quiet"),
    "change.conflict_new": ("出现数据冲突", "sources disagree"),
    "change.conflict_settled": ("数据冲突消除", "disagreement settled"),
    "change.quadrant": ("象限变动", "quadrant moved"),
    "change.not_mentioned": ("本周未提及", "not mentioned this week"),
    "change.last_seen": ("最近见于 {week}", "last seen in {week}"),
    "change.against": (" / ", " / "),
    "change.line": (
        "{platform} · {kind}：{what}，{before} → {after}",
        "{platform} · {kind}: {what}, {before} → {after}",
    ),
    "change.line.new": (
        "{platform} · {kind}：{what}，{after}",
        "{platform} · {kind}: {what}, {after}",
    ),
    "change.none": ("与 {week} 相比没有变化。", "Nothing changed since {week}."),
    "change.first": (
        "没有更早的一周可以对比。",
        "There is no earlier week to compare with.",
    ),
    "change.since": ("{week}，与 {since} 相比：", "{week}, compared with {since}:"),
    "quiet.mark": ("{week}（本周未提及）", "{week} (not mentioned this week)"),
    "note.changes.same": (
        "与 {week} 相比没有变化。",
        "Nothing changed since {week}.",
    ),
}
