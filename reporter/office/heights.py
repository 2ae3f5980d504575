"""How high a row must be for its wrapped text."""

from __future__ import annotations

import math

from lxml import etree

from reporter.office.book import CellLook, tag

_DEFAULT_WIDTH = 8.43
# Excel's line of a 10 pt CJK font is about a third higher than the letter.
_LINE_PER_PT = 1.36
MAX_HEIGHT_PT = 409.0
_MARGIN_CHARS = 1.5


class Widths:
    """The widths of a sheet's columns, in Latin characters of the default font."""

    def __init__(self, sheet: etree._Element) -> None:
        self._widths: dict[int, float] = {}
        for col in sheet.iterfind(f"{tag('cols')}/{tag('col')}"):
            first, last = int(col.get("min", "1")), int(col.get("max", "1"))
            for number in range(first, min(last, first + 1_000) + 1):
                self._widths[number] = float(col.get("width", _DEFAULT_WIDTH))
        form = sheet.find(tag("sheetFormatPr"))
        self._default = float(
            (form.get("defaultColWidth") if form is not None else None)
            or _DEFAULT_WIDTH
        )
        self.default_height = float(
            form.get("defaultRowHeight", "15") if form is not None else "15"
        )

    def of(self, column: int, span: int = 1) -> float:
        """The width of a column, or of several that are merged."""
        return sum(
            self._widths.get(number, self._default)
            for number in range(column, column + span)
        )


def text_height(text: str, width: float, look: CellLook) -> float:
    """Points that wrapped text needs in a column of `width` characters.

    A CJK character is two wide, which is also how many bytes GB18030 gives it.
    """
    room = max((width - _MARGIN_CHARS) * look.default_pt / look.size_pt, 1.0)
    if "\n" in text:
        lines = sum(_lines(part, room) for part in text.split("\n"))
    else:
        lines = _lines(text, room)
    return lines * look.size_pt * _LINE_PER_PT + 3


def _lines(text: str, room: float) -> int:
    if 2 * len(text) <= room:
        return 1
    return max(math.ceil(len(text.encode("gb18030", "replace")) / room), 1)
