"""Regular expressions that are tried only where they can begin."""

from __future__ import annotations


def any_of(alternatives: str) -> str:
    """A pattern for `a|b|c`, quick to pass over text in which none begins.

    Each alternative begins with a letter or digit as it stands. Raises ValueError for
    one that does not: its first character would not be known.
    """
    firsts = {word[:1] for word in alternatives.split("|")}
    if not all(first.isalnum() for first in firsts):
        raise ValueError(f"an alternative begins with no letter or digit: {firsts}")
    return f"(?=[{''.join(sorted(firsts))}])(?:{alternatives})"
