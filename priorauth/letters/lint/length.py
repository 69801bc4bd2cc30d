"""How much room a template's own words take, before any fact of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from priorauth.letters.lint.files import ReadFile

WORDS_PER_PAGE = 560
"""Of a letter's text at its reading size, headings and spaces between paragraphs included."""

MOST_PAGES = 3
"""Pages that a reviewer reads in the five minutes there are."""


def own_pages(template: ReadFile, partials: Mapping[str, ReadFile]) -> float:
    """Estimate the pages of the longest way through a template; a loop counts once, a value as one word."""
    tree = template.reading.tree
    return 0.0 if tree is None else _words(tree.body, partials, frozenset({template.name})) / WORDS_PER_PAGE


def _words(body: Sequence[nodes.Node], partials: Mapping[str, ReadFile], outer: frozenset[str]) -> int:
    return sum(count for node in body for count in _of(node, partials, outer))


def _of(node: nodes.Node, partials: Mapping[str, ReadFile], outer: frozenset[str]) -> Iterator[int]:
    match node:
        case nodes.Output():
            for printed in node.nodes:
                yield len(printed.data.split()) if isinstance(printed, nodes.TemplateData) else 1
        case nodes.If():
            branches = (node.body, *(choice.body for choice in node.elif_), node.else_)
            yield max(_words(branch, partials, outer) for branch in branches)
        case nodes.For():
            yield max(_words(node.body, partials, outer), _words(node.else_, partials, outer))
        case nodes.Include(template=nodes.Const(value=str(name))) if name in partials and name not in outer:
            tree = partials[name].reading.tree
            yield 0 if tree is None else _words(tree.body, partials, outer | {name})
