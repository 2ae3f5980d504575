"""Words of the brief alone; what stands fixed in a template is the template's."""

TEXTS: dict[str, tuple[str, str]] = {
    "brief.week": ("{year}年第{number}周", "Week {number}, {year}"),
    "brief.period": ("{first} 至 {last}", "{first} to {last}"),
    "brief.no_period": ("文章没有日期", "no dates"),
    "brief.coverage": (
        "{articles} 篇文章，{outlets} 个独立来源，{evidence} 条证据。",
        "{articles} articles, {outlets} independent sources, {evidence} pieces of evidence.",
    ),
    "brief.quiet": (
        "关注平台中{names}本期无消息。",
        "Watched, but without news: {names}.",
    ),
    "brief.nothing": (
        "本周没有实质变化。",
        "Nothing material changed this week.",
    ),
    "brief.tag": ("{platform} · {quadrant}", "{platform} · {quadrant}"),
    "brief.multi_source": ("{n}个来源", "{n} source || {n} sources"),
    "brief.why.S": (
        "{theme}上的现有优势，可据以防守或扩大。",
        "A strength in {theme} that exists today: to be defended or extended.",
    ),
    "brief.why.W": (
        "{theme}上的自身短板，影响执行与承诺。",
        "A weakness of its own in {theme}: it limits what can be promised.",
    ),
    "brief.why.O": (
        "{theme}上尚未兑现的空间，取决于后续执行。",
        "Room in {theme} that is not used yet: it depends on what follows.",
    ),
    "brief.why.T": (
        "来自外部的{theme}压力，需提前应对。",
        "Pressure on {theme} from outside: to be met early.",
    ),
    "brief.why.initiative": ("涉及{names}。", "Touches {names}."),
    "brief.theme.unknown": ("业务", "the business"),
    "brief.more": ("另有 {n} 条，见工作簿", "{n} more in the workbook"),
    "brief.judgement": (
        "{quadrant}占多数（{n}/{total}）。",
        "{quadrant} leads ({n} of {total}).",
    ),
    "brief.figure": ("{measure} {amount}", "{measure} {amount}"),
    "brief.figure.period": (
        "{measure} {amount}（{period}）",
        "{measure} {amount} ({period})",
    ),
    "brief.initiative": ("{name}（{stage}）", "{name} ({stage})"),
    "brief.left_out": (
        "另有 {review} 条证据待复核、{neutral} 条为中性陈述，未列入；全部在工作簿“证据”表。",
        "{review} pieces of evidence wait for review and {neutral} are neutral; all are in the workbook, on the sheet Evidence.",
    ),
    "brief.none": ("—", "—"),
    "brief.crossing.SO": (
        "优势与机会相遇：{first}（S）× {second}（O）",
        "A strength meets an opportunity: {first} (S) × {second} (O)",
    ),
    "brief.crossing.WT": (
        "劣势与威胁相遇：{first}（W）× {second}（T）",
        "A weakness meets a threat: {first} (W) × {second} (T)",
    ),
    "note.source": ("{outlet}，《{title}》，{day}", "{outlet}, “{title}”, {day}"),
    "note.source.undated": ("{outlet}，《{title}》", "{outlet}, “{title}”"),
    "note.link": ("链接", "link"),
    "note.separator": ("，", ", "),
    "note.unnamed": ("未署名来源", "Unnamed source"),
    "note.untitled": ("无标题", "untitled"),
    "source.copies": ("{outlet}（转载）", "{outlet} (syndicated)"),
    "day.long": ("{day:%Y-%m-%d}", "{number} {name} {day.year}"),
}
