"""What a comparison and a filter may be given, what they make of it, and what a comparison makes sure of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from jinja2 import nodes

from priorauth.letters.lint.known_names import (
    NOTHING_KNOWN,
    UNRESOLVED,
    InferredValue,
    Known,
    Scope,
    called,
    known_there,
    known_true,
)
from priorauth.letters.lint.language import FILTERS
from priorauth.letters.lint.types import UNKNOWN, YES_NO, InferredKind, ValueType


class ExpressionReader(Protocol):
    """Reads the expressions inside an expression, and reports what is wrong with them."""

    def value(self, node: nodes.Node, scope: Scope, *, guard: bool = False) -> InferredValue:
        """Return the value of an expression; ``guard`` where only its being there or not is asked."""

    def require(self, node: nodes.Node, scope: Scope) -> InferredValue:
        """Return the value of an expression that has to hold something; reports a missing guard."""

    def item(self, node: nodes.Node, owner: InferredValue, place: str, scope: Scope) -> InferredValue:
        """Return the item at a ``place`` of a list, written as `` | first`` or ``[0]``; reports a missing guard."""

    def add(self, node: nodes.Node, code: str, *, fix: str | None = None, **names: Any) -> None:  # noqa: ANN401
        """Report something about a node."""


_TEXTS = {ValueType.TEXT, ValueType.READY}
_ORDERS = ("lt", "lteq", "gt", "gteq")
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}


def infer_compare(reader: ExpressionReader, node: nodes.Compare, scope: Scope) -> InferredValue:
    """Check a comparison; give what it makes sure of where it is a single one."""
    left_node: nodes.Expr = node.expr
    left = _side(reader, left_node, node.ops[0].op, scope)
    made = InferredValue(YES_NO)
    for operand in node.ops:
        right = _side(reader, operand.expr, operand.op, scope, right=True)
        if operand.op in ("in", "notin") and right.kind.base in _TEXTS:
            reader.require(left_node, scope)  # a list can be asked for none, a text cannot
        _check(reader, operand, left, right)
        made = _outcome(operand, left, right)
        left_node, left = operand.expr, right
    return made if len(node.ops) == 1 else InferredValue(YES_NO)


def _side(
    reader: ExpressionReader, node: nodes.Expr, op: str, scope: Scope, *, right: bool = False
) -> InferredValue:
    """Read one side: ordering and looking into a text or list need something to be there."""
    if op in _ORDERS or (op in ("in", "notin") and right):
        return reader.require(node, scope)
    return reader.value(node, scope, guard=op in ("eq", "ne"))


def _check(reader: ExpressionReader, operand: nodes.Operand, left: InferredValue, right: InferredValue) -> None:
    a, b = left.kind.base, right.kind.base
    if ValueType.UNKNOWN in (a, b):
        return
    sign = _SIGNS[operand.op]
    if operand.op in _ORDERS:
        wrong = not (a is b is ValueType.NUMBER)
    elif operand.op in ("in", "notin"):
        item = right.kind.item.base if right.kind.item else None
        in_list = b is ValueType.LIST and (item is a or item is ValueType.UNKNOWN or {item, a} <= _TEXTS)
        wrong = not ((b in _TEXTS and a in _TEXTS) or in_list)
    else:
        wrong = ValueType.NOTHING not in (a, b) and not (
            (a is b and a not in (ValueType.LIST, ValueType.RECORD)) or {a, b} <= _TEXTS
        )
    if wrong:
        reader.add(operand.expr, "PA521", sign=sign, left=_called(left), right=_called(right))


def _called(found: InferredValue) -> str:
    return f"{found.kind.present} ({found.expression})" if found.expression else str(found.kind.present)


def _outcome(operand: nodes.Operand, left: InferredValue, right: InferredValue) -> InferredValue:
    """``x == none`` and ``x != none`` are guards; so is ``x == "text"``, and a length held against a number."""
    if left.key and left.key[-1] == "|length":
        return _length(operand, known_true(left.key[:-1]))
    against_none = right.kind.base is ValueType.NOTHING
    equal = NOTHING_KNOWN if against_none else _equal(operand, left, right)
    unequal = known_there(left.key) if against_none else NOTHING_KNOWN
    match operand.op:
        case "eq":
            return InferredValue(YES_NO, if_true=equal, if_false=unequal)
        case "ne":
            return InferredValue(YES_NO, if_true=unequal, if_false=equal)
    return InferredValue(YES_NO)


def _equal(operand: nodes.Operand, left: InferredValue, right: InferredValue) -> Known:
    """Return what is known of the left side where it equals the right: two that are both none are equal too."""
    if isinstance(operand.expr, nodes.Const) and operand.expr.value:
        return known_true(left.key)
    return NOTHING_KNOWN if right.kind.optional else known_there(left.key)


def _length(operand: nodes.Operand, there: Known) -> InferredValue:
    number = operand.expr.value if isinstance(operand.expr, nodes.Const) else None
    if not isinstance(number, int):
        return InferredValue(YES_NO)
    least = {"gt": 0, "gteq": 1, "eq": 1}.get(operand.op)
    is_some = number == 0 if operand.op == "ne" else least is not None and number >= least
    is_none = number == 0 and operand.op in ("eq", "lteq")
    return InferredValue(
        YES_NO, if_true=there if is_some else NOTHING_KNOWN, if_false=there if is_none else NOTHING_KNOWN
    )


def infer_filter(reader: ExpressionReader, node: nodes.Filter, scope: Scope) -> InferredValue:
    """Check what a filter is given, and give what it makes."""
    signature = FILTERS.get(node.name)
    if node.node is None:
        return UNRESOLVED
    taken = reader.require(node.node, scope)
    _arguments(reader, node, scope)
    if signature is None or taken.kind.base is ValueType.UNKNOWN:
        return UNRESOLVED
    if taken.kind.base not in signature.takes:
        _does_not_fit(reader, node, taken, " or a ".join(signature.takes))
        return UNRESOLVED
    item = taken.kind.item or UNKNOWN
    if signature.items_printed and taken.kind.base is ValueType.LIST and not item.is_printable:
        _does_not_fit(reader, node, taken, "list of texts")
        return UNRESOLVED
    if signature.gives is None:
        return reader.item(node, taken, f" | {node.name}", scope)
    made = InferredValue(InferredKind(signature.gives), expression=f"{taken.expression} | {node.name}")
    if node.name == "length" and taken.key:
        return replace(made, key=(*taken.key, "|length"), if_true=known_true(taken.key))
    return made


def _does_not_fit(reader: ExpressionReader, node: nodes.Filter, taken: InferredValue, wanted: str) -> None:
    fix = None
    if wanted.startswith("list") and taken.kind.base is not ValueType.LIST:
        fix = f"leave the filter out: '{taken.expression}' is a {taken.kind.base} already"
    reader.add(node, "PA520", filter=node.name, wanted=wanted, given=called(taken), fix=fix)


def _arguments(reader: ExpressionReader, node: nodes.Filter, scope: Scope) -> None:
    most = FILTERS[node.name].most_arguments if node.name in FILTERS else 9
    if len(node.args) > most or node.kwargs or node.dyn_args or node.dyn_kwargs:
        reader.add(node, "PA520", filter=node.name, wanted=f"list and at most {most} text", given="more than that")
    for argument in node.args:
        found = reader.require(argument, scope)
        if found.kind.base not in (ValueType.TEXT, ValueType.UNKNOWN) and node.name in FILTERS:
            reader.add(node, "PA520", filter=node.name, wanted="text in its brackets", given=called(found))
