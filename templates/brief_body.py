"""The text of the shipped brief templates: two pages and an annex."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reporter.domain.values import Quadrant
from reporter.office.word_charts import chart_mark
from reporter.report.charts import quadrant_label
from reporter.report.wording import Words
from templates.brief_charts import CHARTS
from templates.brief_look import (
    TEXT_WIDTH_CM,
    add_contents,
    add_row,
    add_table,
    bookmark,
    keep_together,
    repeat_as_header,
    set_row,
    shade,
)
from templates.workbook_look import ACCENT, QUADRANT_COLOURS

_ANNEX = "Annex"
_BOXES = ("strengths", "weaknesses", "opportunities", "threats")
# Below the name of a platform, in the look of a flag.
_SINCE = "{% if row.since_last %}\n{{ row.since_last }}{% endif %}"
CHART_CM = (TEXT_WIDTH_CM / 2 - 0.1, 8.3)


def add_first_page(document: Document, words: Words) -> None:
    """Title, what matters, coverage, judgement, a row per platform."""
    title = document.add_paragraph("{{ title }}", style="Title")
    title.paragraph_format.keep_with_next = True
    line = document.add_paragraph(style="Subtitle")
    line.add_run("{{ week }} · {{ period }}")
    document.add_paragraph("{%p if matters or nothing %}")
    _heading(document, words, "matters")
    document.add_paragraph("{%p endif %}")
    _lines(document, "{%p if nothing %}", ("{{ nothing }}", "Normal"), "{%p endif %}")
    document.add_paragraph("{%p for item in matters %}")
    matter = document.add_paragraph("{{ item.number }}\t", style="Matter")
    matter.add_run("[{{ item.platform }} · {{ item.quadrant }}] ", style="Tag")
    matter.add_run("{{ item.text }}{{ cite(item) }}")
    _flags(matter, "item")
    document.add_paragraph("{%p if item.why %}")
    met = "{{ item.meets.text }}{{ cite(item.meets) }}"
    document.add_paragraph(
        words("brief.head.why") + "{{ item.why }}" + met, style="Reason"
    )
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    _add_coverage(document, words)
    _table_section(document, words, "overview", _overview_columns(words))
    _lines(
        document, "{%p if elsewhere %}", ("{{ elsewhere }}", "Remark"), "{%p endif %}"
    )


def _overview_columns(words: Words) -> tuple[tuple[str, float, str], ...]:
    figure = "{{ row.figure.text }}{{ cite(row.figure) }}"
    return (
        (words("brief.head.platform"), 2.2, "{{ row.platform }}" + _SINCE),
        (words("brief.head.strength"), 4.7, _short("row.strength")),
        (words("brief.head.risk"), 4.7, _short("row.risk")),
        (words("brief.head.initiatives"), 3.5, "{{ row.initiatives }}"),
        (words("brief.head.figure"), 2.1, figure),
    )


def _add_coverage(document: Document, words: Words) -> None:
    """What the week rests on, and what the analyst makes of it."""
    coverage = document.add_paragraph(style="Small")
    coverage.add_run(words("brief.head.coverage"), style="Tag")
    coverage.add_run("{{ coverage }}")
    document.add_paragraph("{%p if takeaways %}")
    _heading(document, words, "takeaways")
    document.add_paragraph("{%p for item in takeaways %}")
    takeaway = document.add_paragraph(style="Small")
    takeaway.add_run("{{ item.platform }} ", style="Tag")
    takeaway.add_run("{{ item.text }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def add_second_page(document: Document, words: Words) -> None:
    """The platforms with most new material, next steps, charts."""
    document.add_paragraph("{%p if boxes %}")
    heading = _heading(document, words, "boxes")
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for box in boxes %}")
    document.add_paragraph("{{ box.platform }}", style="Heading 2")
    _add_box(document, words)
    document.add_paragraph("{%p endfor %}")
    _table_section(
        document,
        words,
        "next_steps",
        (
            (
                words("brief.head.initiative"),
                4.6,
                "{{ row.platform }} · {{ row.name }}",
            ),
            (words("brief.head.next_step"), 7.4, "{{ row.next_step }}"),
            (words("brief.head.owner"), 2.6, "{{ row.owner }}"),
            (words("brief.head.due"), 2.6, "{{ row.due }}"),
        ),
    )
    document.add_paragraph("{%p if charts %}")
    charts = document.add_paragraph(style="Small")
    charts.paragraph_format.space_before = Pt(4)
    for name in CHARTS:
        charts.add_run(chart_mark(name))
    document.add_paragraph("{%p endif %}")


def add_annex(document: Document, words: Words) -> None:
    """Every platform in full, figures and conflicts, sources, what was left out."""
    document.add_paragraph("{%p if annex or others %}")
    heading = _heading(document, words, "annex")
    heading.paragraph_format.page_break_before = True
    bookmark(heading, _ANNEX, is_end=False)
    add_contents(document, _ANNEX)
    document.add_paragraph("{%p endif %}")
    _add_platform(document, words)
    _add_others(document, words)
    _add_figures(document, words)
    _add_sources(document, words)
    end = document.add_paragraph("{{ left_out }}", style="Remark")
    end.add_run("{% if annex or others %}")
    bookmark(end, _ANNEX, is_end=True)
    end.add_run("{% endif %}")


def _add_platform(document: Document, words: Words) -> None:
    """What the annex says of one platform."""
    document.add_paragraph("{%p for box in annex %}")
    document.add_paragraph("{{ box.platform }}", style="Heading 2")
    judgement = document.add_paragraph("{{ box.judgement }}", style="Small")
    judgement.paragraph_format.keep_with_next = True
    _add_box(document, words)
    document.add_paragraph("{%p if box.initiatives %}")
    document.add_paragraph(words("brief.head.initiative"), style="Label")
    _rows(document, "row in box.initiatives", _initiative_columns(words))
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for item in box.crossings %}")
    document.add_paragraph("{{ item.text }}{{ cite(item) }}", style="Crossing")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def _initiative_columns(words: Words) -> tuple[tuple[str, float, str], ...]:
    return (
        (words("brief.head.initiative"), 4.2, "{{ row.name }}{{ cite(row) }}"),
        (words("brief.head.stage"), 2.0, "{{ row.stage }}"),
        (words("brief.head.since"), 2.3, "{{ row.since }}"),
        (words("brief.head.partners"), 3.3, "{{ row.partners }}"),
        (words("brief.head.figures"), 3.7, "{{ row.figures }}"),
        (words("brief.head.count"), 1.7, "{{ row.count }}"),
    )


def _add_others(document: Document, words: Words) -> None:
    document.add_paragraph("{%p if others %}")
    _heading(document, words, "others")
    document.add_paragraph("{%p for item in others %}")
    entry = document.add_paragraph(style="Small")
    entry.add_run("[{{ item.platform }} · {{ item.quadrant }}] ", style="Tag")
    entry.add_run("{{ item.text }}{{ cite(item) }}")
    _flags(entry, "item")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _add_figures(document: Document, words: Words) -> None:
    _table_section(
        document,
        words,
        "figures",
        (
            (words("brief.head.platform"), 4.0, "{{ row.platform }}"),
            (words("brief.head.figure"), 13.2, "{{ row.text }}{{ cite(row) }}"),
        ),
    )
    _table_section(
        document,
        words,
        "conflicts",
        (
            (words("brief.head.platform"), 4.0, "{{ row.platform }}"),
            (words("brief.head.one"), 6.6, "{{ row.first.text }}{{ cite(row.first) }}"),
            (
                words("brief.head.other"),
                6.6,
                "{{ row.second.text }}{{ cite(row.second) }}",
            ),
        ),
    )


def _add_sources(document: Document, words: Words) -> None:
    _table_section(
        document,
        words,
        "sources",
        (
            (words("brief.head.number"), 1.3, "{{ row.id }}"),
            (words("brief.head.outlet"), 4.2, "{{ row.outlet }}"),
            (words("brief.head.title"), 8.0, "{{ row.title }}{{ cite(row) }}"),
            (words("brief.head.date"), 2.2, "{{ row.date }}"),
            (words("brief.head.claims"), 1.5, "{{ row.claims }}"),
        ),
    )


def _add_box(document: Document, words: Words) -> None:
    """A 2×2 SWOT of `box`: heads with letter, name and colour above their entries."""
    widths = (TEXT_WIDTH_CM / 2, TEXT_WIDTH_CM / 2)
    table = add_table(document, widths)
    for _ in range(3):
        add_row(table)
    quadrants = list(Quadrant.counted())
    for at, (quadrant, name) in enumerate(zip(quadrants, _BOXES, strict=True)):
        row, column = divmod(at, 2)
        head = table.cell(2 * row, column)
        shade(head, QUADRANT_COLOURS[quadrant][1])
        paragraph = head.paragraphs[0]
        paragraph.style = f"Quadrant {quadrant.value}"
        paragraph.text = quadrant_label(quadrant, words)
        paragraph.add_run(
            f"{{% if box.more_{name} %}} · {{{{ box.more_{name} }}}}{{% endif %}}",
            style="Flag",
        )
        _entries(table.cell(2 * row + 1, column), name, words)
    for index in range(4):
        set_row(table, index, widths)
    keep_together(table)


def _entries(cell: _Cell, name: str, words: Words) -> None:
    cell.paragraphs[0].text = f"{{%p for item in box.{name} %}}"
    entry = cell.add_paragraph(
        "{{ loop.index }}\t{{ item.text }}{{ cite(item) }}", "Entry"
    )
    _flags(entry, "item")
    cell.add_paragraph("{%p else %}")
    cell.add_paragraph(words("brief.none"), "More")
    cell.add_paragraph("{%p endfor %}")


def _table_section(
    document: Document,
    words: Words,
    name: str,
    columns: Sequence[tuple[str, float, str]],
) -> None:
    """A heading and a table, there only when the list `name` holds anything."""
    document.add_paragraph(f"{{%p if {name} %}}")
    _heading(document, words, name)
    _rows(document, f"row in {name}", columns)
    document.add_paragraph("{%p endif %}")


def _rows(
    document: Document, loop: str, columns: Sequence[tuple[str, float, str]]
) -> None:
    """A table with a head that is repeated, and a row for each item of `loop`."""
    widths = [width for _, width, _ in columns]
    table = add_table(document, widths)
    for cell, (label, _, _) in zip(set_row(table, 0, widths), columns, strict=True):
        shade(cell, ACCENT)
        cell.paragraphs[0].style = "Cell Head"
        cell.paragraphs[0].text = label
    repeat_as_header(table)
    add_row(table).cells[0].text = f"{{%tr for {loop} %}}"
    add_row(table)
    for cell, (_, _, tag) in zip(set_row(table, 2, widths), columns, strict=True):
        cell.paragraphs[0].style = "Cell"
        value, since, _ = tag.partition(_SINCE)
        cell.paragraphs[0].text = value
        if since:
            cell.paragraphs[0].add_run(since, style="Flag")
    add_row(table).cells[0].text = "{%tr endfor %}"


def _short(name: str) -> str:
    letter = f"{{% if {name}.letter %}}{{{{ {name}.letter }}}} {{% endif %}}"
    return f"{letter}{{{{ {name}.text }}}}{{{{ cite({name}) }}}}"


def _flags(paragraph: Paragraph, name: str) -> None:
    paragraph.add_run(
        f"{{% if {name}.flags %}} {{{{ {name}.flags }}}}{{% endif %}}", style="Flag"
    )


def _heading(document: Document, words: Words, name: str) -> Paragraph:
    return document.add_paragraph(words(f"brief.head.{name}"), style="Heading 1")


def _lines(document: Document, before: str, line: tuple[str, str], after: str) -> None:
    """A line that is there only under a condition."""
    document.add_paragraph(before)
    document.add_paragraph(line[0], style=line[1])
    document.add_paragraph(after)
