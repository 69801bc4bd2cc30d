"""What a template may be written with: a short list of Jinja's constructs, checked before anything runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from priorauth.letters.templates.filters import ALLOWED_FILTERS
from priorauth.parsing.model import unprintable
from priorauth.problems import Refused, Where, problem

ALLOWED_TESTS = frozenset({"none"})
MAX_LOOP_DEPTH = 3
MAX_DEPTH = 50
"""Constructs inside one another: blocks, and the parts of an expression."""

MAX_CONSTRUCTS = 10_000
"""Of one file; the longest shipped one has some hundreds."""

MAX_BRANCHES = 50
"""Conditions of one 'if': it and its 'elif's."""

MAX_LITERAL = 200
"""Characters of a text written into an expression; keeps loops over its letters short."""

PARTIAL_NAME = re.compile(r"partials/[a-z0-9_]{1,80}\.md")

_ALLOWED_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Include,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.CondExpr,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
)


@lru_cache(maxsize=512)
def check_template(text: str, file: str) -> tuple[str, ...]:
    """Check every construct of a template and name the partials it includes, in order, each once.

    Raises `Refused` with PA501 (not Jinja) or all PA507 (constructs templates may not use), each with its line.
    """
    tree = _parsed(text, file)
    problems = [
        problem("PA507", Where(file, line), what=what) for line, what in dict.fromkeys(forbidden_constructs(tree))
    ]
    if problems:
        raise Refused(problems)
    includes = (node.template for node in tree.find_all(nodes.Include))
    return tuple(dict.fromkeys(name.value for name in includes if isinstance(name, nodes.Const)))


def _parsed(text: str, file: str) -> nodes.Template:
    character = unprintable(text)
    if character is not None:
        reason = f"it holds the control character U+{ord(character):04X}"
        raise Refused([problem("PA501", Where(file, text[: text.index(character)].count("\n") + 1), reason=reason)])
    try:
        return _grammar().parse(text)
    except TemplateSyntaxError as error:
        raise Refused([problem("PA501", Where(file, error.lineno), reason=error.message)]) from None
    except RecursionError:
        raise Refused([problem("PA501", Where(file), reason="it is nested too deep")]) from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise Refused([problem("PA501", Where(file), reason="a number in it is too long")]) from None


@cache
def _grammar() -> Environment:
    return Environment(autoescape=False)  # noqa: S701 - only parses; output is Markdown, escaped by `printed`


def forbidden_constructs(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Return what of a tree templates may not use, each with the ``lineno`` of its node."""
    large = list(too_large(tree))
    return iter(large) if large else _findings(tree, loops=0)


def too_large(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Find what is nested too deep, or is too much, for a compiler; without recursion, which has limits itself."""
    level: list[nodes.Node] = [tree]
    count = 0
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in node.iter_child_nodes()]
        count += len(level)
        if count > MAX_CONSTRUCTS:
            yield level[0].lineno, f"more than {MAX_CONSTRUCTS} constructs in one file"
            return
    yield from ((node.lineno, f"constructs nested more than {MAX_DEPTH} deep") for node in level[:1])


def _findings(node: nodes.Node, *, loops: int, line: int = 1) -> Iterator[tuple[int, str]]:
    loops += isinstance(node, nodes.For)
    own: int | None = node.lineno  # Jinja leaves it out of some nodes; the next one inside tells
    inside = (inner.lineno for inner in node.iter_child_nodes() if inner.lineno)
    line = next(inside, line) if own is None else own
    what = _fault(node, loops)
    if what is not None:
        yield line, what
    for child in node.iter_child_nodes():
        yield from _findings(child, loops=loops, line=line)


def _fault(node: nodes.Node, loops: int) -> str | None:
    if not isinstance(node, _ALLOWED_NODES):
        return f"the construct '{type(node).__name__}'"
    for kind, is_refused, what in _REFUSED:
        if isinstance(node, kind) and is_refused(node):
            return what.format(node)
    if isinstance(node, nodes.For) and loops > MAX_LOOP_DEPTH:
        return f"loops nested more than {MAX_LOOP_DEPTH} deep"
    return None


_HIDDEN = "a name that begins with '_'"
_REFUSED: tuple[tuple[type[nodes.Node], Callable[[Any], bool], str], ...] = (
    (nodes.Filter, lambda node: node.name not in ALLOWED_FILTERS, "the filter '{0.name}'"),
    (nodes.Test, lambda node: node.name not in ALLOWED_TESTS, "the test '{0.name}'"),
    (nodes.Getattr, lambda node: node.attr.startswith("_"), _HIDDEN),
    (nodes.Name, lambda node: node.name.startswith("_"), _HIDDEN),
    (nodes.Getitem, lambda node: not isinstance(node.arg, nodes.Const), "an index that is not written out"),
    (nodes.Getitem, lambda node: str(node.arg.value).startswith("_"), _HIDDEN),
    (
        nodes.Const,
        lambda node: isinstance(node.value, str) and len(node.value) > MAX_LITERAL,
        f"a text of more than {MAX_LITERAL} characters inside an expression",
    ),
    (nodes.CondExpr, lambda node: node.expr2 is None, "an 'if' inside an expression without its 'else'"),
    (nodes.Assign, lambda node: not isinstance(node.target, nodes.Name), "'set' on something other than a name"),
    (nodes.For, lambda node: node.recursive, "a recursive loop"),
    (nodes.For, lambda node: not isinstance(node.target, nodes.Name), "a loop over more than one name"),
    (nodes.If, lambda node: len(node.elif_) >= MAX_BRANCHES, f"an 'if' with more than {MAX_BRANCHES} conditions"),
    (
        nodes.Include,
        lambda node: not PARTIAL_NAME.fullmatch(str(getattr(node.template, "value", ""))),
        'an include that is not written out as "partials/name.md"',
    ),
    (nodes.Include, lambda node: node.ignore_missing, "'ignore missing'"),
)
"""What of an allowed construct is not: which node, when, and in what words; the first that fits is told."""
