"""Words of the mail that goes to an audience."""

TEXTS: dict[str, tuple[str, str]] = {
    "mail.subject": ("{title} {week}", "{title} {week}"),
    "mail.changes": ("与 {week} 相比的变化", "What changed since {week}"),
    "mail.matters": ("本周要点", "What matters this week"),
    "mail.nothing": ("本周没有重要变化。", "Nothing material changed this week."),
    "mail.takeaways": ("我们的判断", "Our judgement"),
    "mail.attached": ("附件：{names}", "Attached: {names}"),
    "mail.linked": ("文件：", "Files:"),
}
