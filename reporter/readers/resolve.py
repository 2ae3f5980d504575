"""Entries of a list of references -> references, and what does not fit the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.domain.clippings import Article, Problem, Reference
from reporter.domain.values import SourceRef
from reporter.readers.pieces import Piece, PieceKind

_NUMBER = re.compile(r"\d{1,3}")


class Entries:
    """The references of an article while their pieces come in."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Reference] = []
        self._behind: dict[int, Reference] = {}

    @property
    def is_open(self) -> bool:
        """Whether there is an entry yet that an address may belong to."""
        return bool(self._found)

    def begin(self, piece: Piece) -> None:
        """Take the number of an entry; 0 where it has none."""
        number = _NUMBER.search(piece.text)
        source = SourceRef(self._file, piece.line)
        self._found.append(Reference(int(number[0]) if number else 0, "", "", source))

    def take(self, piece: Piece) -> None:
        """Take words of an entry, or an address: the first is the entry's."""
        if piece.kind is PieceKind.CITED_LINK:
            source = SourceRef(self._file, piece.line)
            behind = Reference(piece.number, "", piece.text, source)
            self._behind.setdefault(piece.number, behind)
            return
        if not self._found:
            self.begin(piece._replace(text=""))
        last = self._found[-1]
        if piece.kind is PieceKind.LINK:
            self._found[-1] = replace(last, url=last.url or piece.text)
        else:
            words = f"{last.text} {piece.text.strip(' -–—,，、:：.')}".strip()
            self._found[-1] = replace(last, text=words)

    def references(self) -> tuple[Reference, ...]:
        """All that have been taken, and links behind citations that no entry tells."""
        numbers = {reference.number for reference in self._found}
        behind = (r for number, r in self._behind.items() if number not in numbers)
        return (*self._found, *behind)


def share_last_list(articles: Sequence[Article]) -> list[Article]:
    """Give the one list that a file of several articles ends in to all of them.

    That is so where it has entries which only earlier articles cite.
    """
    if len(articles) < 2 or not _is_list(articles[-1]):
        return list(articles)
    if any(_is_list(article) for article in articles[:-1]):
        return list(articles)
    last = articles[-1]
    spare = {r.number for r in last.references} - _cited(last)
    earlier = set().union(*(_cited(article) for article in articles[:-1]))
    if not spare & earlier:
        return list(articles)
    return [replace(article, references=last.references) for article in articles]


def check_references(articles: Sequence[Article]) -> Iterator[Problem]:
    """Numbers without an entry, entries without a number or cited nowhere."""
    shared: dict[tuple[Reference, ...], set[int]] = {}
    for article in articles:
        if _is_list(article):
            shared.setdefault(article.references, set()).update(_cited(article))
            yield from _dangling(article)
    for references, cited in shared.items():
        yield from _unused(references, cited)


def _is_list(article: Article) -> bool:
    return any(
        reference.text or not reference.number for reference in article.references
    )


def _cited(article: Article) -> set[int]:
    return {number for bullet in article.bullets for number in bullet.citations}


def _dangling(article: Article) -> Iterator[Problem]:
    known = {reference.number for reference in article.references}
    told: set[int] = set()
    for bullet in article.bullets:
        for number in bullet.citations:
            if number not in known and number not in told:
                told.add(number)
                yield Problem(
                    bullet.source,
                    f"[{number}] has no entry in the list of references",
                    "the citation is kept as a number",
                    f"add an entry [{number}], or correct the number",
                )


def _unused(references: Sequence[Reference], cited: set[int]) -> Iterator[Problem]:
    seen: set[int] = set()
    for reference in references:
        number, name = reference.number, reference.text or reference.url
        if not number:
            yield Problem(
                reference.source,
                f"a reference without a number: “{name}”",
                "it is kept, and no bullet rests on it",
                "number it as the text cites it",
            )
        elif number in seen:
            yield Problem(
                reference.source,
                f"[{number}] is in the list of references twice",
                "the first entry is used",
                "number each entry once",
            )
        elif number not in cited:
            yield Problem(
                reference.source,
                f"reference [{number}] is cited nowhere",
                "it is kept, and no bullet rests on it",
                "cite it in the text, or take it out",
            )
        seen.add(number)
