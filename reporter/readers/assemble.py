"""Pieces of a clipping -> articles and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reporter.domain.clippings import Article, Bullet, Problem, Section
from reporter.domain.values import Moment, SourceRef
from reporter.readers.citations import numbers_in
from reporter.readers.headings import Headings
from reporter.readers.meta import clock_of, day_of
from reporter.readers.pieces import Piece, PieceKind
from reporter.readers.resolve import Entries, check_references, share_last_list

_HEAD = frozenset({PieceKind.TITLE, PieceKind.OUTLET, PieceKind.DAY, PieceKind.CLOCK})


class Assembly:
    """The articles of one file while they come in, numbered from 1."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._articles: list[Article] = []
        self._problems: list[Problem] = []

    @property
    def next_ordinal(self) -> int:
        """The number of the article that comes in next."""
        return len(self._articles) + 1

    def add(self, article: Article) -> None:
        """Take an article that is whole and has nothing to tell of."""
        self._articles.append(article)

    def add_pieces(self, line: int, pieces: list[Piece]) -> None:
        """Make an article of its pieces; nothing but page furniture is none.

        `line` is its first.
        """
        if any(piece.kind is not PieceKind.FURNITURE for piece in pieces):
            source = SourceRef(self.file, line)
            article, found = _article(pieces, source, ordinal=self.next_ordinal)
            self._articles.append(article)
            self._problems.extend(found)

    def finished(self) -> tuple[list[Article], list[Problem]]:
        """All articles, with their references, and all problems."""
        articles = share_last_list(self._articles)
        return articles, [*self._problems, *check_references(articles)]


def assemble(
    scanned: Iterable[tuple[int, list[Piece]]], *, file: str
) -> tuple[list[Article], list[Problem]]:
    """Make articles of first lines and pieces of one file, numbered from 1."""
    assembly = Assembly(file)
    for line, pieces in scanned:
        assembly.add_pieces(line, pieces)
    return assembly.finished()


def _article(
    pieces: list[Piece], first: SourceRef, *, ordinal: int
) -> tuple[Article, list[Problem]]:
    head: dict[PieceKind, Piece] = {}
    body = _Body(first.file)
    for piece in pieces:
        if piece.kind is PieceKind.PLAIN or piece.kind not in _HEAD:
            body.take(piece)
        elif piece.kind is PieceKind.TITLE and piece.kind in head:
            words = head[PieceKind.TITLE].text + piece.text
            head[PieceKind.TITLE] = head[PieceKind.TITLE]._replace(text=words)
        else:
            head.setdefault(piece.kind, piece)
    title = head.get(PieceKind.TITLE)
    source = SourceRef(first.file, title.line) if title else first
    published_at, problems = _moment(head, source)
    article = Article(
        ordinal=ordinal,
        source=source,
        title=title.text.strip() if title else "",
        outlet=head[PieceKind.OUTLET].text.strip() if PieceKind.OUTLET in head else "",
        published_at=published_at,
        sections=body.sections(),
        url=body.url,
        references=body.entries.references(),
    )
    gaps = _gaps(article, has_day=PieceKind.DAY in head)
    return article, [*problems, *gaps, *body.problems]


def _moment(
    head: dict[PieceKind, Piece], source: SourceRef
) -> tuple[Moment | None, list[Problem]]:
    if PieceKind.DAY not in head:
        return None, []
    day = head[PieceKind.DAY]
    clock = head.get(PieceKind.CLOCK)
    try:
        when = day_of(day.text)
        at = clock_of(clock.text) if clock else None
    except ValueError as error:
        what = f"{day.text} {clock.text if clock else ''}".strip()
        return None, [
            Problem(
                SourceRef(source.file, day.line),
                f"“{what}” is no date ({error})",
                "the article is kept without a date",
                "correct the date in the source line",
            )
        ]
    return Moment(when, at), []


def _gaps(article: Article, *, has_day: bool) -> Iterator[Problem]:
    if not article.title:
        yield Problem(
            article.source,
            "an article without a title",
            "its bullets are kept under no title",
            "put the title on a line above the source line",
        )
    if not has_day:
        yield Problem(
            article.source,
            "an article without a source line",
            "its bullets are kept without outlet and date",
            "add a line such as “36Kr· 2025-07-11 15:32” below the title",
        )
    if not article.bullets:
        yield Problem(
            article.source,
            "a title without bullets",
            "the article is kept as a source without evidence",
            "check whether its text was pasted whole",
        )


class _Body:
    """The sections of an article while its pieces come in."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self.entries = Entries(file)
        self.url = ""
        self._file = file
        self._sections: list[Section] = []
        self._bullets: list[Bullet] = []
        self._headings = Headings()
        self._level = 0
        self._count = 0
        self._line = 0
        self._parts: list[str] | None = None
        self._citations: tuple[int, ...] = ()
        self._url = ""
        self._source = SourceRef(file, 0)
        self._takers: dict[PieceKind, Callable[[Piece], None]] = {
            PieceKind.TEXT: self._text,
            PieceKind.CITATION: self._cite,
            PieceKind.BULLET: self._begin_bullet,
            PieceKind.SENTENCE: self._begin_bullet,
            PieceKind.HEADING: self._heading,
            PieceKind.MARK: self._mark,
            PieceKind.LINK: self._link,
            PieceKind.CITED_LINK: self.entries.take,
            PieceKind.ENTRY: self._entry,
            PieceKind.ENTRY_TEXT: self.entries.take,
        }

    def take(self, piece: Piece) -> None:
        """Add one piece of the body; marks and furniture are passed over."""
        kind = piece.kind
        if kind is PieceKind.PLAIN:
            if self._parts is not None:
                self._close_bullet()
            self._add(piece.text.strip(), numbers_in(piece.after), piece.line)
        elif taker := self._takers.get(kind):
            taker(piece)

    def sections(self) -> tuple[Section, ...]:
        """All that has been taken."""
        self._close_section()
        for line, words in self._headings.bare():
            self._note_bare_heading(line, words)
        return tuple(self._sections)

    def _entry(self, piece: Piece) -> None:
        self._close_bullet()
        self.entries.begin(piece)

    def _mark(self, piece: Piece) -> None:
        if piece.text.lstrip().startswith("#"):
            self._level = piece.text.count("#")

    def _link(self, piece: Piece) -> None:
        """An address is that of an entry, of a bullet, or of the article."""
        if self.entries.is_open:
            self.entries.take(piece)
        elif self._parts is not None:
            self._url = self._url or piece.text
        elif self._bullets:
            last = self._bullets[-1]
            self._bullets[-1] = replace(last, url=last.url or piece.text)
        else:
            self.url = self.url or piece.text

    def _text(self, piece: Piece) -> None:
        if self._parts is not None:
            self._parts.append(piece.text)

    def _cite(self, piece: Piece) -> None:
        """Take citations, and the blanks before them out of the text."""
        if self._parts:
            self._parts[-1] = self._parts[-1].rstrip()
        self._citations += numbers_in(piece.text)

    def _heading(self, piece: Piece) -> None:
        self._close_section()
        self._headings.add(piece.text, line=piece.line, level=self._level)
        self._level = 0

    def _begin_bullet(self, piece: Piece) -> None:
        self._close_bullet()
        self._parts, self._line = [], piece.line
        if piece.kind is PieceKind.SENTENCE and not self.problems:
            self._note_prose(piece.line)

    def _close_bullet(self) -> None:
        if self._parts is None:
            return
        text = "".join(self._parts).strip()
        if text:
            self._add(text, self._citations, self._line)
            if self._url:
                self._bullets[-1] = replace(self._bullets[-1], url=self._url)
        self._parts, self._citations, self._url = None, (), ""

    def _add(self, text: str, citations: tuple[int, ...], line: int) -> None:
        if not text:
            return
        self._count += 1
        if self._source.line != line:
            self._source = SourceRef(self._file, line)
        self._bullets.append(Bullet(self._count, text, citations, self._source))

    def _close_section(self) -> None:
        self._close_bullet()
        if not self._bullets:
            return
        self._sections.append(Section(self._headings.head(), tuple(self._bullets)))
        self._bullets = []

    def _note_prose(self, line: int) -> None:
        self.problems.append(
            Problem(
                SourceRef(self._file, line),
                "plain prose in place of bullets",
                "each sentence is read as a bullet",
                "check that each sentence stands for itself",
            )
        )

    def _note_bare_heading(self, line: int, words: str) -> None:
        self.problems.append(
            Problem(
                SourceRef(self._file, line),
                f"a heading without bullets: “{words}”",
                "it heads nothing and is left out",
                "check whether the text below it was pasted whole",
            )
        )
