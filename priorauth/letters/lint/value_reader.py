"""What a part of an expression asks of the reader of the whole."""

from __future__ import annotations

from typing import Any, Protocol

from jinja2 import nodes

from priorauth.letters.lint.known_names import Scope, Value


class Reader(Protocol):
    """Reads the expressions inside an expression, and reports what is wrong with them."""

    def value(self, node: nodes.Node, scope: Scope, *, guard: bool = False) -> Value:
        """Return the value of an expression; ``guard`` where only its being there or not is asked."""

    def needed(self, node: nodes.Node, scope: Scope) -> Value:
        """Return the value of an expression that has to hold something; reports a missing guard."""

    def item(self, node: nodes.Node, owner: Value, place: str, scope: Scope) -> Value:
        """Return the item at a ``place`` of a list, written as `` | first`` or ``[0]``; reports a missing guard."""

    def add(self, node: nodes.Node, code: str, *, fix: str | None = None, **names: Any) -> None:  # noqa: ANN401
        """Report something about a node."""
