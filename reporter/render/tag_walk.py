"""The syntax tree of a template -> tags that a report does not know, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import nodes
from jinja2.defaults import (  # type: ignore[attr-defined]  # not listed there
    DEFAULT_FILTERS,
    DEFAULT_TESTS,
)

from reporter.domain.text import did_you_mean
from reporter.report.brief_schema import SCHEMA, Tag
from reporter.report.charts import CHARTS

_FUNCTIONS = (
    "cite", "chart", "rich", "range", "dict", "cycler", "joiner", "namespace", "loop",
)  # fmt: skip
_ANY = Tag("anything")


class TagWalk:
    """Follows loops through a template and knows what each name holds.

    `found` gets what is wrong, how to mend it, and the text of the tag; `used` the
    tags of the report that are printed or looped over.
    """

    def __init__(self, *, is_body: bool) -> None:
        self.found: list[tuple[str, str, str]] = []
        self.used: set[str] = set()
        self._is_body = is_body
        self._scopes: list[dict[str, Tag]] = [{}]

    def walk(self, node: nodes.Node) -> None:
        """Check a node and all below it."""
        if isinstance(node, nodes.For):
            self._loop(node)
        elif isinstance(node, nodes.Assign):
            self.walk(node.node)
            self._bind(node.target, self._tag(node.node) or _ANY)
        elif isinstance(node, nodes.Call):
            self._call(node)
        elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            self._tag(node)
            if isinstance(node, nodes.Getitem):
                self.walk(node.arg)
        else:
            self._filter(node)
            for child in node.iter_child_nodes():
                self.walk(child)

    def _filter(self, node: nodes.Node) -> None:
        """A filter or a test that Jinja does not have."""
        if not isinstance(node, nodes.Filter | nodes.Test):
            return
        known = DEFAULT_FILTERS if isinstance(node, nodes.Filter) else DEFAULT_TESTS
        if node.name not in known:
            mend = "see Jinja's manual" + did_you_mean(node.name, known)
            self._note(f"no filter or test is called {node.name}", mend, node.name)

    def _loop(self, node: nodes.For) -> None:
        over = self._tag(node.iter)
        if over is None and not isinstance(node.iter, nodes.Name | nodes.Getattr):
            self.walk(node.iter)
        elif over is not None and not over.is_list and over is not _ANY:
            name = _written(node.iter)
            self._note(f"{name} is no list", "loop over a list", f"in {name}")
        item = (
            Tag(over.meaning, over.fields, is_citable=over.is_citable) if over else None
        )
        self._scopes.append({})
        self._bind(node.target, item if item and over is not _ANY else _ANY)
        for child in (*node.body, *([node.test] if node.test else ())):
            self.walk(child)
        self._scopes.pop()
        for child in node.else_:
            self.walk(child)

    def _bind(self, target: nodes.Node, tag: Tag) -> None:
        names = (
            [target] if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
        )
        for name in names:
            self._scopes[-1][name.name] = tag

    def _call(self, node: nodes.Call) -> None:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        for argument in (*node.args, *node.kwargs):
            self.walk(argument)
        if name == "cite" and node.args:
            self._cite(node.args[0])
        elif name == "chart" and node.args:
            self._chart(node.args[0])
        else:
            self.walk(node.node)

    def _cite(self, argument: nodes.Node) -> None:
        tag, name = self._tag(argument), _written(argument)
        if tag is not None and tag is not _ANY and not tag.is_citable:
            self._note(f"{name} has no sources to cite", "cite an item that has", name)
        if not self._is_body:
            self._note(
                f"cite({name}) in a header or footer prints nothing",
                "cite in the body",
                f"cite({name})",
            )

    def _chart(self, argument: nodes.Node) -> None:
        if isinstance(argument, nodes.Const) and argument.value not in CHARTS:
            known = ", ".join(CHARTS) + did_you_mean(str(argument.value), CHARTS)
            self._note(
                f"no chart is called {argument.value!r}", f"there are {known}", "chart"
            )
        elif not self._is_body:
            self._note("a chart in a header or footer", "put it in the body", "chart")

    def _tag(self, node: nodes.Node) -> Tag | None:
        """What an expression holds; None where it cannot be known or is wrong."""
        if isinstance(node, nodes.Name):
            return self._name(node)
        if isinstance(node, nodes.Getattr):
            return self._field(node.node, node.attr)
        if isinstance(node, nodes.Getitem):
            constant = node.arg.value if isinstance(node.arg, nodes.Const) else None
            if isinstance(constant, str):
                return self._field(node.node, constant)
            holder = self._tag(node.node)
            return (
                Tag(holder.meaning, holder.fields, is_citable=holder.is_citable)
                if holder
                else None
            )
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._tag(node.node)
        return None

    def _name(self, node: nodes.Name) -> Tag | None:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name in _FUNCTIONS:
            return _ANY
        if node.name in SCHEMA:
            self.used.add(node.name)
            return SCHEMA[node.name]
        self._note(
            f"unknown tag {node.name}",
            "see docs/templates.md for the tags" + did_you_mean(node.name, SCHEMA),
            node.name,
        )
        return None

    def _field(self, holder_node: nodes.Node, name: str) -> Tag | None:
        holder, written = self._tag(holder_node), f"{_written(holder_node)}.{name}"
        if name.startswith("_"):
            self._note(f"{written} reaches into the program", "print tags alone", name)
            return None
        if holder is None or holder is _ANY:
            return holder
        if name in holder.fields and not holder.is_list:
            return holder.fields[name]
        if holder.is_list and name in holder.fields:
            self._note(f"{_written(holder_node)} is a list", "loop over it", written)
            return None
        self._note(
            f"{_written(holder_node)} has no {name}",
            _known(holder.fields) + did_you_mean(name, holder.fields),
            written,
        )
        return None

    def _note(self, what: str, mend: str, fragment: str) -> None:
        self.found.append((what, mend, fragment))


def _known(fields: Mapping[str, Tag]) -> str:
    return f"it has {', '.join(fields)}" if fields else "it is text"


def _written(node: nodes.Node) -> str:
    """An expression as it stands in the template, as far as it is a path."""
    return ".".join(_path(node)) or "it"


def _path(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        yield node.name
    elif isinstance(node, nodes.Getattr):
        yield from _path(node.node)
        yield node.attr
    elif isinstance(node, nodes.Getitem | nodes.Filter) and node.node is not None:
        yield from _path(node.node)
