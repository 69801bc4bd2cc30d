"""The one way the Markdown readers say no."""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode


class UnusableError(Exception):
    """The text holds something a letter cannot.

    ``what`` names it in words that carry no value; it stands at ``node``, ``within`` characters from its beginning.
    """

    def __init__(self, what: str, node: SyntaxTreeNode, within: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.node = node
        self.within = within
