"""Values -> cells of SpreadsheetML (ECMA-376 part 1, 18.3.1.4).

Text is always an inline string: it is never taken for a formula and touches no shared
string of the template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

_MAX_TEXT = 32_767
_MAX_FORMULA_TEXT = 255
_DAY_ZERO = date(1899, 12, 30).toordinal()
# XML 1.0 allows none of these; a lone surrogate cannot be encoded at all.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x000D_ in a text as the character of that number (22.9.2.19).
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINK = re.compile(r"(?:https?|mailto):[^\s<>\"]+", re.IGNORECASE)
_MAX_URL = 2_079


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without `=`, and what it gives now.

    `{Table.field}` stands for the cells of that column, `{Table}` for all data cells.
    """

    text: str
    value: str | int | float | None


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a page; other schemes than http, https, mailto stay text."""

    text: str
    url: str

    @property
    def is_safe(self) -> bool:
        """Whether the address may stand in a workbook."""
        return len(self.url) <= _MAX_URL and bool(_LINK.fullmatch(self.url))


@dataclass(frozen=True, slots=True)
class Jump:
    """Text that leads to the row of `table` whose `field` holds `key`.

    It is looked up when clicked, so it survives sorting.
    """

    text: str
    table: str
    field: str
    key: str


@dataclass(frozen=True, slots=True)
class SheetLink:
    """Text that leads to another sheet."""

    text: str
    sheet: str


CellValue = (
    str
    | int
    | float
    | bool
    | date
    | datetime
    | Formula
    | Link
    | Jump
    | SheetLink
    | None
)


def clean_text(text: str) -> str:
    """Text as a cell can hold it: no control characters, at most 32,767 long.

    What is cut off leaves an ellipsis.
    """
    text = _ILLEGAL.sub(" ", text) if holds_illegal(text) else text
    if not is_too_long(text):
        return text
    units = text.encode("utf-16-le")[: 2 * (_MAX_TEXT - 1)]
    return f"{units.decode('utf-16-le', 'ignore')}…"


def holds_illegal(text: str) -> bool:
    """Whether a text holds characters that no workbook can hold."""
    return _ILLEGAL.search(text) is not None


def is_too_long(text: str) -> bool:
    """Whether a text is longer than a cell holds, counted as Excel does, in UTF-16."""
    if len(text) <= _MAX_TEXT // 2:
        return False
    return len(text) + sum(char > "\uffff" for char in text) > _MAX_TEXT


def text_body(text: str) -> str:
    """What follows the attributes of a cell of some text, to its end.

    Nearly all text takes the short way; what needs care is told by quick tests.
    """
    is_plain = (
        text.isprintable()
        and "  " not in text
        and "_x" not in text
        and text[0] != " "
        and text[-1] != " "
        and len(text) <= _MAX_TEXT // 2
    )
    if not is_plain:
        return _careful_body(text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t>{text}</t></is></c>'


def number_body(number: float) -> str:
    """The same of a number; one that is none is an error, as Excel shows it."""
    if isfinite(number):
        return f"><v>{number!r}</v></c>"
    return ' t="e"><v>#NUM!</v></c>'


def escape(text: str) -> str:
    """Text as XML content; chained replacements are fastest on Chinese."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown_text(value: CellValue) -> str:
    """What a reader sees of a text-like value; empty for numbers and dates."""
    if isinstance(value, str):
        return value
    if isinstance(value, Link | Jump | SheetLink):
        return value.text
    if isinstance(value, Formula) and isinstance(value.value, str):
        return value.value
    return ""


def serial(day: date | datetime) -> float | int:
    """A date as Excel counts it: days since 1899-12-30, the time as a fraction."""
    days = day.toordinal() - _DAY_ZERO
    if not isinstance(day, datetime):
        return days
    return days + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400


def formula_string(text: str) -> str:
    """A text constant of a formula, at most 255 characters long."""
    shortened = clean_text(text)[:_MAX_FORMULA_TEXT].replace('"', '""')
    return f'"{shortened}"'


def write_cell(ref: str, style: str, value: CellValue) -> str:
    """One `c` element; `style` is an index into cellXfs, or empty."""
    start = f'<c r="{ref}" s="{style}"' if style else f'<c r="{ref}"'
    if isinstance(value, Link | SheetLink):
        value = value.text
    if value is None or value == "":
        return f"{start}/>"
    if isinstance(value, str):
        return f"{start}{text_body(value)}"
    if isinstance(value, bool):
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"{start}{number_body(value)}"
    if isinstance(value, date):
        return f"{start}><v>{serial(value)!r}</v></c>"
    if isinstance(value, Jump):
        raise TypeError("a Jump is written as a Formula once its table is known")
    return start + _formula_body(value)


def _careful_body(text: str) -> str:
    text = clean_text(text)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    space = ""
    if text[0].isspace() or text[-1].isspace() or "\n" in text or "  " in text:
        space = ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def _formula_body(formula: Formula) -> str:
    body = f"<f>{escape(formula.text)}</f>"
    if isinstance(formula.value, str):
        return f' t="str">{body}<v>{escape(clean_text(formula.value))}</v></c>'
    if formula.value is None:
        return f">{body}</c>"
    return f">{body}<v>{formula.value!r}</v></c>"
