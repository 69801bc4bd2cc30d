"""Runs of text from Markdown's inline marks (emphasis, links, line breaks), and what no letter can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from priorauth.document import ExhibitLink, Link, PartLink, Run, Runs, WebLink

_EXHIBIT = re.compile(
    r"exhibit:([A-Za-z0-9][A-Za-z0-9_-]{0,39})/([1-9][0-9]{0,4})(?:#([A-Za-z0-9][A-Za-z0-9_-]{0,79}))?"
)
_PART = re.compile(r"part:([A-Za-z0-9][A-Za-z0-9_-]{0,39})")
_WEB = re.compile(r"https://[A-Za-z0-9.-]+(?:[/?#][!-~]*)?")
_PLAIN = Run("")


class UnusableError(Exception):
    """The text holds something a letter cannot.

    ``what`` names it in words that carry no value; it stands at ``node``, ``within`` characters from its beginning.
    """

    def __init__(self, what: str, node: SyntaxTreeNode, within: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.node = node
        self.within = within


def runs_of(nodes: Iterable[SyntaxTreeNode]) -> Runs:
    """Turn inline nodes into runs, neighbours of one look joined; empty when there is no text.

    Raises `UnusableError` for images, code, HTML, links to anything but exhibits and https pages, and for marks of
    emphasis or of a link that open or close nothing.
    """
    return tuple(
        replace(look, text="".join(run.text for run in group))
        for look, group in groupby(_runs(nodes, _PLAIN), key=lambda run: replace(run, text=""))
    )


def _runs(nodes: Iterable[SyntaxTreeNode], look: Run) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "text":
                yield from _text(node, look)
            case "text_special":
                yield replace(look, text=node.content)
            case "softbreak":
                yield replace(look, text=" ")
            case "hardbreak":
                yield replace(look, text="\n")
            case "strong":
                yield from _runs(node.children, replace(look, bold=True))
            case "em":
                yield from _runs(node.children, replace(look, italic=True))
            case "link":
                yield from _runs(node.children, replace(look, link=_link(node)))
            case kind:
                raise UnusableError(_REFUSED.get(kind, f"the Markdown construct '{kind}'"), node)


_REFUSED = {
    "image": "an image inside a text",
    "code_inline": "text between backticks",
    "html_inline": "raw HTML",
}


def _text(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    text = node.content
    if "*" in text:
        what = "a mark '*' that emphasizes nothing (write '\\*' for an asterisk)"
        raise UnusableError(what, node, text.index("*"))
    if "](" in text:
        raise UnusableError("a link that is not complete", node, text.index("]("))
    if text:
        yield replace(look, text=text)


def _link(node: SyntaxTreeNode) -> Link:
    target = str(node.attrs["href"])
    if "title" in node.attrs:
        raise UnusableError("a link with a title", node)
    if exhibit := _EXHIBIT.fullmatch(target):
        return ExhibitLink(exhibit[1], int(exhibit[2]), exhibit[3] or "")
    if part := _PART.fullmatch(target):
        return PartLink(part[1])
    if _WEB.fullmatch(target):
        return WebLink(target)
    what = "a link to something other than an exhibit page, a part of the packet or an https address"
    raise UnusableError(what, node)
