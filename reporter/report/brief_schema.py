"""What a brief template may print: the shape of the context, and what each tag means.

`docs/templates.md` is generated from this; a test compares it with what a report gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its meaning, the fields of a mapping, and whether it is a list of such.

    A tag without fields is text or a number. `is_citable` ones can be given to `cite`.
    """

    meaning: str
    fields: Mapping[str, Tag] = field(default_factory=dict)
    is_list: bool = False
    is_citable: bool = False


def _text(meaning: str) -> Tag:
    return Tag(meaning)


_SOURCES = Tag("ids of the articles, the quoted one first", is_list=True)
_CLAIM = {
    "platform": _text("the platform's name"),
    "quadrant": _text("letter and name of the quadrant"),
    "letter": _text("the quadrant's letter alone"),
    "text": _text("the statement, shortened at a clause border"),
    "flags": _text("single source, forecast, disputed, stale; or how many sources"),
    "sources": _SOURCES,
}
_SHORT = {
    "text": _text("the statement, shortened for a narrow cell"),
    "letter": _text("the quadrant's letter"),
    "sources": _SOURCES,
}
_FIGURE = {
    "text": _text("measure, amount and period in words"),
    "sources": _SOURCES,
}
_MET = {
    "text": _text("how it meets it, and the claim; may be empty"),
    "sources": _SOURCES,
}
_PLATFORM = {"platform": _text("the platform's name")}


def _claims(meaning: str, **more: Tag) -> Tag:
    return Tag(meaning, {**_CLAIM, **more}, is_list=True, is_citable=True)


_BOX = {
    **_PLATFORM,
    "strengths": _claims("claims under S"),
    "weaknesses": _claims("claims under W"),
    "opportunities": _claims("claims under O"),
    "threats": _claims("claims under T"),
    "more_strengths": _text("how many more there are, else empty"),
    "more_weaknesses": _text("how many more there are, else empty"),
    "more_opportunities": _text("how many more there are, else empty"),
    "more_threats": _text("how many more there are, else empty"),
}
_INITIATIVE = {
    "name": _text("the canonical name"),
    "stage": _text("how far it has come"),
    "since": _text("since when it runs, as the text says"),
    "partners": _text("platforms named together with it"),
    "figures": _text("its figures"),
    "count": _text("pieces of evidence that speak of it"),
    "sources": _SOURCES,
}
_STEP = {
    **_PLATFORM,
    "name": _text("the initiative"),
    "next_step": _text("what is to be done"),
    "owner": _text("by whom"),
    "due": _text("until when"),
}
_SOURCE = {
    "id": _text("the id on the workbook's sheet of sources"),
    "outlet": _text("who published it, and who syndicated it"),
    "title": _text("the article's title"),
    "date": _text("the day of publication"),
    "claims": _text("pieces of evidence that rest on it"),
    "sources": _SOURCES,
}
SCHEMA: Mapping[str, Tag] = {
    "title": _text("the report's title"),
    "week": _text("the week in words"),
    "period": _text("first and last day of the articles"),
    "language": _text("`zh-CN` or `en-US`"),
    "coverage": _text("articles, sources, evidence, watched platforms without news"),
    "matters": _claims(
        "what matters this week, at most five: what changed first, then claims",
        number=_text("its place in the list, from 1"),
        why=_text("why it matters: its quadrant, theme and initiatives"),
        meets=Tag("a claim of the same platform that it meets", _MET, is_citable=True),
    ),
    "nothing": _text("one sentence when nothing matters, else empty"),
    "takeaways": Tag(
        "the analyst's judgement",
        {**_PLATFORM, "text": _text("the judgement")},
        is_list=True,
    ),
    "overview": Tag(
        "the table of platforms, at most eight rows",
        {
            **_PLATFORM,
            "since_last": _text("new claims by quadrant; empty without a week before"),
            "strength": Tag("its strongest point", _SHORT, is_citable=True),
            "risk": Tag("its greatest risk", _SHORT, is_citable=True),
            "initiatives": _text("initiatives with their stage"),
            "figure": Tag("its most telling figure", _FIGURE, is_citable=True),
        },
        is_list=True,
    ),
    "elsewhere": _text("platforms that this table leaves to the annex, else empty"),
    "boxes": Tag(
        "platforms with most new claims, as many as fit on page 2, three entries a"
        " quadrant",
        _BOX,
        is_list=True,
    ),
    "next_steps": Tag("what is to be done", _STEP, is_list=True),
    "charts": Tag("names of the charts to show, else empty", is_list=True),
    "annex": Tag(
        "all platforms with enough claims, five entries a quadrant",
        {
            **_BOX,
            "judgement": _text("which quadrant dominates, and what is new"),
            "initiatives": Tag(
                "its initiatives", _INITIATIVE, is_list=True, is_citable=True
            ),
            "crossings": Tag(
                "a strength that meets an opportunity, a weakness that meets a threat",
                {"text": _text("both statements"), "sources": _SOURCES},
                is_list=True,
                is_citable=True,
            ),
        },
        is_list=True,
    ),
    "others": _claims("the claims of all other platforms"),
    "figures": Tag(
        "the most telling figures", {**_PLATFORM, **_FIGURE}, is_list=True,
        is_citable=True,
    ),
    "conflicts": Tag(
        "figures that two sources state differently",
        {
            **_PLATFORM,
            "first": Tag("what one says", _FIGURE, is_citable=True),
            "second": Tag("what the other says", _FIGURE, is_citable=True),
        },
        is_list=True,
    ),
    "sources": Tag("the list of sources", _SOURCE, is_list=True, is_citable=True),
    "left_out": _text("how many pieces of evidence stand in the workbook alone"),
}  # fmt: skip


def table_of_tags() -> str:
    """The tags as a table in Markdown: path, what it is, meaning."""
    rows = ["| tag | what it is | meaning |", "| --- | --- | --- |"]
    rows += [
        f"| `{path}` | {_kind(tag)} | {tag.meaning} |" for path, tag in _walk(SCHEMA)
    ]
    return "\n".join(rows)


def _walk(tags: Mapping[str, Tag], before: str = "") -> list[tuple[str, Tag]]:
    found: list[tuple[str, Tag]] = []
    for name, tag in tags.items():
        path = f"{before}{name}"
        found.append((path, tag))
        if name != "sources" or not before:
            found += _walk(tag.fields, f"{path}{'[]' if tag.is_list else ''}.")
    return found


def _kind(tag: Tag) -> str:
    kind = "list" if tag.is_list else "item" if tag.fields else "text"
    return f"{kind}, can be cited" if tag.is_citable else kind
