"""How much work a template may make: a count of steps, so that the same template always ends the same way.

A turn of a loop costs as many steps as the loop has constructs inside, an include as its file is long, and putting
a list together as the text it makes. A letter takes some ten thousand steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from jinja2 import nodes, pass_context
from jinja2.runtime import Context

from priorauth.letters.markdown.escaping import Markup, UnprintableValueError

MAX_STEPS = 1_000_000
BUDGET = " budget"
"""Where the budget stands in the context; no template can name it, as no name holds a space."""

TURNS, INCLUDED = " turns", " included"
"""The filters that charge a loop and an include; no template can name them either."""

_CHARACTERS_PER_STEP = 50
_STEPS_PER_VALUE = 4
_CHARACTERS_OF_A_CONSTRUCT = 8


class OverLimitError(Exception):
    """A template makes more work than any letter."""


class Budget:
    """What is left for one filling of one template."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps

    def charge(self, steps: int) -> None:
        """Take steps off. Raises `OverLimitError` when none are left."""
        self.left -= steps
        if self.left < 0:
            raise OverLimitError


class _Turns:
    """A list that is charged for each turn; of loops, Jinja asks the length and the items."""

    def __init__(self, values: list[Any] | tuple[Any, ...], cost: int, budget: Budget) -> None:
        self._values, self._cost, self._budget = values, cost, budget

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        for value in self._values:
            self._budget.charge(self._cost)
            yield value


@pass_context
def turns(context: Context, values: object, cost: int) -> object:
    """Let a loop go over a list and nothing else, at ``cost`` steps a turn."""
    if not isinstance(values, list | tuple):
        _no_list(values, context)
    return _Turns(values, cost, _budget(context))


def _no_list(values: object, context: Context) -> NoReturn:
    if type(values).__name__ == "StrictUndefined":
        iter(values)  # type: ignore[call-overload]  # says which name does not exist
    raise UnprintableValueError(f"{type(values).__name__} where a list is needed")


@pass_context
def included(context: Context, name: str, cost: int) -> str:
    """Charge an include by the length of its file."""
    _budget(context).charge(cost)
    return name


def charged(put_together: Callable[..., Markup]) -> Callable[..., Markup]:
    """Make a filter that puts a list together charge for what it makes."""

    @pass_context
    def filtered(context: Context, *arguments: object) -> Markup:
        made = put_together(*arguments)
        count = len(arguments[0]) if isinstance(arguments[0], list | tuple) else 0
        _budget(context).charge(1 + _STEPS_PER_VALUE * count + len(made) // _CHARACTERS_PER_STEP)
        return made

    return filtered


def _budget(context: Context) -> Budget:
    found = context.resolve_or_missing(BUDGET)
    if not isinstance(found, Budget):
        raise OverLimitError
    return found


def with_charges(tree: nodes.Template, length_of: Callable[[str], int]) -> nodes.Template:
    """Return a template's tree with a charge on every loop and include; ``length_of`` tells a file's characters."""
    for loop in tree.find_all(nodes.For):
        cost = sum(1 for _ in loop.find_all(nodes.Node))
        loop.iter = _filter(loop.iter, TURNS, cost)
    for include in tree.find_all(nodes.Include):
        name = include.template.value if isinstance(include.template, nodes.Const) else ""
        cost = length_of(str(name)) // _CHARACTERS_OF_A_CONSTRUCT + 1
        include.template = _filter(include.template, INCLUDED, cost)
    return tree


def _filter(node: nodes.Node, name: str, cost: int) -> nodes.Filter:
    return nodes.Filter(node, name, [nodes.Const(cost)], [], None, None, lineno=node.lineno)
