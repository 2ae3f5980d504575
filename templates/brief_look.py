"""The look of the shipped brief templates: styles, page, cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from reporter.domain.values import Quadrant
from reporter.office.wordml import field_run, text_run
from templates.workbook_look import ACCENT, GREY, LINE, QUADRANT_COLOURS

LATIN, CHINESE = "Calibri", "微软雅黑"
LANGUAGES = {"zh": ("en-US", "zh-CN"), "en": ("en-US", "zh-CN")}
PAGE_WIDTH_CM, MARGIN_CM = 21.0, 1.9
TEXT_WIDTH_CM = PAGE_WIDTH_CM - 2 * MARGIN_CM
_BODY_PT = 10.5
# Name, base, size, bold, colour, space before and after, in points.
_PARAGRAPHS: tuple[tuple[str, str, float, bool, str, float, float], ...] = (
    ("Title", "Normal", 20, True, ACCENT, 0, 0),
    ("Subtitle", "Normal", 10.5, False, GREY, 0, 6),
    ("Heading 1", "Normal", 13, True, ACCENT, 8, 3),
    ("Heading 2", "Normal", 11, True, ACCENT, 8, 3),
    ("Matter", "Normal", 10.5, False, "", 2, 0),
    ("Reason", "Normal", 9.5, False, GREY, 0, 2),
    ("Remark", "Normal", 9, False, GREY, 3, 3),
    ("Small", "Normal", 9.5, False, "", 0, 3),
    ("Label", "Normal", 9, True, GREY, 5, 1),
    ("toc 1", "Normal", 9, False, ACCENT, 0, 4),
    ("Crossing", "Normal", 9, False, "", 4, 2),
    ("Entry", "Normal", 9, False, "", 1, 1),
    ("Cell", "Normal", 8.5, False, "", 1, 1),
    ("Cell Head", "Cell", 8.5, True, "#FFFFFF", 1, 1),
    ("More", "Entry", 8.5, False, GREY, 0, 1),
    ("Header", "Normal", 8.5, False, GREY, 0, 0),
    ("Footer", "Normal", 8.5, False, GREY, 0, 0),
    ("footnote text", "Normal", 8, False, "", 0, 0),
)


def set_styles(document: Document, language: str) -> None:
    """Fonts, sizes and colours, on styles alone."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    set_language(defaults.find(qn("w:rPrDefault")).find(qn("w:rPr")), language)
    _font(document.styles["Normal"], _BODY_PT, bold=False, colour="")
    _spacing(document.styles["Normal"], 0, 4)
    for name, base, size, bold, colour, before, after in _PARAGRAPHS:
        style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        _font(style, size, bold=bold, colour=colour)
        _spacing(style, before, after)
    _hang(document, "Matter", 0.5)
    _hang(document, "Entry", 0.4)
    document.styles["Reason"].paragraph_format.left_indent = Cm(0.5)
    document.styles["More"].paragraph_format.first_line_indent = Cm(0)
    for name in ("Heading 1", "Heading 2", "Matter", "Cell Head", "Label"):
        document.styles[name].paragraph_format.keep_with_next = True
    _set_quadrants(document)
    _set_characters(document)


def _set_quadrants(document: Document) -> None:
    """The head of each quadrant in its colour."""
    for quadrant in Quadrant.counted():
        name = f"Quadrant {quadrant.value}"
        style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _font(style, 9.5, bold=True, colour=QUADRANT_COLOURS[quadrant][0])
        _spacing(style, 1, 1)
        style.paragraph_format.keep_with_next = True


def _set_characters(document: Document) -> None:
    """Styles of words: what to know of a claim, what it is about, its note."""
    flag = _style(document, "Flag", WD_STYLE_TYPE.CHARACTER)
    _font(flag, 8, bold=False, colour=GREY)
    tag = _style(document, "Tag", WD_STYLE_TYPE.CHARACTER)
    tag.font.bold, tag.font.color.rgb = True, _rgb(ACCENT)
    number = _style(document, "footnote reference", WD_STYLE_TYPE.CHARACTER)
    number.font.superscript = True


def set_language(properties: Any, language: str) -> None:  # noqa: ANN401 - an element
    """Say which language the text is in, Latin and East Asian."""
    element = properties.find(qn("w:lang"))
    if element is None:
        element = OxmlElement("w:lang")
        properties.append(element)
    latin, east_asian = LANGUAGES[language]
    element.set(qn("w:val"), latin)
    element.set(qn("w:eastAsia"), east_asian)


def set_page(document: Document) -> None:
    """A4, upright."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH_CM), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(1.9), Cm(1.6)
    section.header_distance, section.footer_distance = Cm(0.9), Cm(0.8)


def right_tab(paragraph: Paragraph) -> None:
    """A tab at the right margin, and no other."""
    style = paragraph.style
    assert style is not None
    for _ in list(style.paragraph_format.tab_stops):
        del style.paragraph_format.tab_stops[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE, with a first result that Word replaces."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def bookmark(paragraph: Paragraph, name: str, *, is_end: bool) -> None:
    """Begin a bookmark before a paragraph's text, or end it behind."""
    element = OxmlElement("w:bookmarkEnd" if is_end else "w:bookmarkStart")
    element.set(qn("w:id"), "1")
    if is_end:
        paragraph._p.append(element)
    else:
        element.set(qn("w:name"), name)
        paragraph._p.append(element)


def add_contents(document: Document, within: str) -> None:
    """A contents field, without page numbers; the program fills it."""
    field = document.add_paragraph(style="toc 1")
    field._p.append(field_run("begin"))
    code = f' TOC \\o "1-2" \\b {within} \\h \\n '
    field._p.append(text_run(code, "instrText"))
    field._p.append(field_run("separate"))
    field._p.append(field_run("end"))


def add_table(document: Document, widths_cm: Sequence[float]) -> Table:
    """A table of one row, fixed widths, thin grey lines; rows stay whole."""
    table: Table = document.add_table(rows=1, cols=len(widths_cm))
    table.autofit = False
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", LINE[1:])):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout, look = properties.find(qn("w:tblLayout")), properties.find(qn("w:tblLook"))
    assert layout is not None
    assert look is not None
    layout.addprevious(borders)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "70")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look.addprevious(margins)
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    return table


def add_row(table: Table) -> _Row:
    """A further row."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx's own
    return row


def set_row(table: Table, index: int, widths_cm: Sequence[float]) -> list[_Cell]:
    """The cells of a row, with their widths; the row is not broken across pages."""
    row = table.rows[index]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = list(row.cells)
    for cell, width in zip(cells, widths_cm, strict=True):
        cell.width = Cm(width)
    return cells


def keep_together(table: Table) -> None:
    """Keep each row with the next; Word does not where a page is too short for it."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def repeat_as_header(table: Table) -> None:
    """Repeat the first row on each page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour[1:])):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _style(document: Document, name: str, kind: WD_STYLE_TYPE) -> Any:  # noqa: ANN401
    styles = document.styles
    return styles[name] if name in styles else styles.add_style(name, kind)


def _font(style: Any, size: float, *, bold: bool, colour: str) -> None:  # noqa: ANN401
    style.font.size, style.font.bold = Pt(size), bold
    style.font.italic = False
    style.font.name = LATIN
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if "Theme" in name or "theme" in name:
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), CHINESE)
    fonts.set(qn("w:cs"), LATIN)
    if colour:
        style.font.color.rgb = _rgb(colour)


def _spacing(style: Any, before: float, after: float) -> None:  # noqa: ANN401
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0
    form.widow_control = True


def _hang(document: Document, name: str, by_cm: float) -> None:
    form = document.styles[name].paragraph_format
    form.left_indent, form.first_line_indent = Cm(by_cm), Cm(-by_cm)
    form.tab_stops.add_tab_stop(Cm(by_cm))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
