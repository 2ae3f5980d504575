"""A table with a bullet a row -> the pieces of its articles, row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from reporter.readers.bullets import scan_sentence
from reporter.readers.formats.archive import require_sound_archive
from reporter.readers.formats.text import decode
from reporter.readers.links import take_all, take_markdown
from reporter.readers.meta import match_meta
from reporter.readers.pieces import Piece, PieceKind, link_pieces

# How people head the columns, in small letters and without blanks; the first name of
# each is what messages say.
_HEADERS = {
    "text": "内容 正文 要点 观点 摘要 证据 原文 陈述 條目 內容 要點 觀點 text"
    " bullet content statement evidence point summary claim",
    "title": "标题 文章标题 文章 题目 題目 標題 文章標題 title headline article",
    "outlet": "来源 媒体 出处 发布方 媒體 來源 source outlet publisher media",
    "day": "日期 发布时间 发布日期 时间 發布時間 發布日期 時間 date published time"
    " published_at publishedat publisheddate publicationdate",
    "heading": "小标题 章节 栏目 分类 小標題 章節 heading section subheading topic",
    "citations": "引用 引文 引用编号 脚注 citations citation references refs ref",
    "url": "链接 网址 原文链接 地址 連結 網址 鏈接 url link href sourceurl",
}
_FIELD_OF = {name: field for field, names in _HEADERS.items() for name in names.split()}
_HEADER_ROWS = 10
_NUMBERS = re.compile(r"\d{1,3}")
_DELIMITERS = ",;\t|"
Row = tuple[int, tuple[object, ...]]
Scanned = list[tuple[int, list[Piece]]]


def read_csv(content: bytes) -> Scanned:
    """Raises ValueError, naming the headers found, if there is no column of bullets."""
    text = decode(content)
    sample = "\n".join(islice(text.splitlines(), _HEADER_ROWS))
    counts = {mark: sample.count(mark) for mark in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda mark: counts[mark])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    line = 1
    for cells in reader:
        rows.append((line, tuple(cells)))
        line = reader.line_num + 1
    return _scanned(rows)


def read_xlsx(content: bytes) -> Scanned:
    """Read every sheet that has a column of bullets.

    Raises ValueError, naming the headers found, if no sheet has.
    """
    import openpyxl

    require_sound_archive(content)
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    scanned: Scanned = []
    faults: list[str] = []
    for sheet in book.worksheets:
        rows = [
            (number, tuple(_value(cell) for cell in cells))
            for number, cells in enumerate(sheet.iter_rows(), start=1)
        ]
        if any(value for _, row in rows for value in row):
            try:
                scanned.extend(_scanned(rows))
            except ValueError as error:
                faults.append(f"{sheet.title}: {error}")
    if not scanned:
        raise ValueError("; ".join(faults) or "it holds no rows")
    return scanned


def _value(cell: object) -> object:
    """The value of a cell, with the address behind it."""
    value = getattr(cell, "value", None)
    link = getattr(cell, "hyperlink", None)
    target = getattr(link, "target", None)
    if isinstance(target, str) and target.startswith("http") and target != value:
        return f"[{value}]({target})"
    return value


def _scanned(rows: Sequence[Row]) -> Scanned:
    at, fields = _header(rows)
    articles: Scanned = []
    before: dict[str, str] = {}
    for number, cells in rows[at + 1 :]:
        row = {name: _words(cells[i]) for name, i in fields.items() if i < len(cells)}
        if not any(row.values()):
            continue
        if not row.get("title") and not row.get("outlet"):
            row = {
                **row,
                **{key: before.get(key, "") for key in _ARTICLE if key in row},
            }
        if not articles or _key(row) != _key(before):
            articles.append((number, list(_head(row, number))))
            before = {}
        articles[-1][1].extend(_body(row, before.get("heading", ""), number))
        before = row
    return articles


_ARTICLE = ("title", "outlet", "day", "url")


def _key(row: dict[str, str]) -> tuple[str | None, ...]:
    return tuple(row.get(name) for name in _ARTICLE[:3])


def _header(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    for at, (_, cells) in enumerate(rows[:_HEADER_ROWS]):
        fields: dict[str, int] = {}
        for column, cell in enumerate(cells):
            name = re.sub(r"\s+", "", _words(cell)).lower()
            if name in _FIELD_OF:
                fields.setdefault(_FIELD_OF[name], column)
        if "text" in fields:
            return at, fields
    found = next((row for _, row in rows if any(_words(cell) for cell in row)), ())
    names = "、".join(_words(cell) for cell in found if _words(cell)) or "nothing"
    wanted = ", ".join(names.split()[0] for names in _HEADERS.values())
    raise ValueError(
        f"it has no column of bullets: found {names}; expected 内容 or text, and of"
        f" {wanted} what there is"
    )


def _words(value: object) -> str:
    if isinstance(value, datetime):
        has_clock = (value.hour, value.minute) != (0, 0)
        return value.strftime("%Y-%m-%d %H:%M" if has_clock else "%Y-%m-%d")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _head(row: dict[str, str], line: int) -> Iterator[Piece]:
    for name, kind in (("title", PieceKind.TITLE), ("outlet", PieceKind.OUTLET)):
        if words := row.get(name):
            yield from _linked(words, kind, line)
    if when := row.get("day", ""):
        match = match_meta(when.replace("T", " "))
        day = match["day"] if match else when
        yield Piece(PieceKind.DAY, line, day)
        if match and match.groupdict().get("clock"):
            yield Piece(PieceKind.CLOCK, line, match["clock"])
    if url := row.get("url"):
        yield from _linked(url, PieceKind.MARK, line)


def _linked(words: str, kind: PieceKind, line: int) -> Iterable[Piece]:
    words, links = take_all(words)
    if words.strip():
        yield Piece(kind, line, words.strip())
    yield from link_pieces(links, line)


def _body(row: dict[str, str], heading: str, line: int) -> Iterator[Piece]:
    if row.get("heading", "") != heading:
        yield Piece(PieceKind.HEADING, line, row.get("heading", ""))
    text = row.get("text", "")
    if not text:
        return
    text, links = take_markdown(" ".join(text.split("\n")))
    yield Piece(PieceKind.BULLET, line)
    yield from scan_sentence(text, line)
    for number in _NUMBERS.findall(row.get("citations", "")):
        yield Piece(PieceKind.CITATION, line, f"[{number}]")
    yield from link_pieces(links, line)
