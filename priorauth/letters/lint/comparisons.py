"""What may be held against what, and what a comparison makes sure of."""

from __future__ import annotations

from jinja2 import nodes

from priorauth.letters.lint.known_names import NOTHING_KNOWN, Known, Scope, Value, known_there, known_true
from priorauth.letters.lint.types import YES_NO, Sort
from priorauth.letters.lint.value_reader import Reader

_TEXTS = {Sort.TEXT, Sort.READY}
_ORDERS = ("lt", "lteq", "gt", "gteq")
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}


def compared(reader: Reader, node: nodes.Compare, scope: Scope) -> Value:
    """Check a comparison; give what it makes sure of where it is a single one."""
    left_node: nodes.Expr = node.expr
    left = _side(reader, left_node, node.ops[0].op, scope)
    made = Value(YES_NO)
    for operand in node.ops:
        right = _side(reader, operand.expr, operand.op, scope, right=True)
        if operand.op in ("in", "notin") and right.kind.sort in _TEXTS:
            reader.needed(left_node, scope)  # a list can be asked for none, a text cannot
        _check(reader, operand, left, right)
        made = _outcome(operand, left, right)
        left_node, left = operand.expr, right
    return made if len(node.ops) == 1 else Value(YES_NO)


def _side(reader: Reader, node: nodes.Expr, op: str, scope: Scope, *, right: bool = False) -> Value:
    """Read one side: ordering and looking into a text or list need something to be there."""
    if op in _ORDERS or (op in ("in", "notin") and right):
        return reader.needed(node, scope)
    return reader.value(node, scope, guard=op in ("eq", "ne"))


def _check(reader: Reader, operand: nodes.Operand, left: Value, right: Value) -> None:
    a, b = left.kind.sort, right.kind.sort
    if Sort.UNKNOWN in (a, b):
        return
    sign = _SIGNS[operand.op]
    if operand.op in _ORDERS:
        wrong = not (a is b is Sort.NUMBER)
    elif operand.op in ("in", "notin"):
        item = right.kind.item.sort if right.kind.item else None
        in_list = b is Sort.LIST and (item is a or item is Sort.UNKNOWN or {item, a} <= _TEXTS)
        wrong = not ((b in _TEXTS and a in _TEXTS) or in_list)
    else:
        wrong = Sort.NOTHING not in (a, b) and not (
            (a is b and a not in (Sort.LIST, Sort.RECORD)) or {a, b} <= _TEXTS
        )
    if wrong:
        reader.add(operand.expr, "PA521", sign=sign, left=_called(left), right=_called(right))


def _called(found: Value) -> str:
    return f"{found.kind.present} ({found.said})" if found.said else str(found.kind.present)


def _outcome(operand: nodes.Operand, left: Value, right: Value) -> Value:
    """``x == none`` and ``x != none`` are guards; so is ``x == "text"``, and a length held against a number."""
    if left.key and left.key[-1] == "|length":
        return _length(operand, known_true(left.key[:-1]))
    against_none = right.kind.sort is Sort.NOTHING
    equal = NOTHING_KNOWN if against_none else _equal(operand, left, right)
    unequal = known_there(left.key) if against_none else NOTHING_KNOWN
    match operand.op:
        case "eq":
            return Value(YES_NO, if_true=equal, if_false=unequal)
        case "ne":
            return Value(YES_NO, if_true=unequal, if_false=equal)
    return Value(YES_NO)


def _equal(operand: nodes.Operand, left: Value, right: Value) -> Known:
    """Return what is known of the left side where it equals the right: two that are both none are equal too."""
    if isinstance(operand.expr, nodes.Const) and operand.expr.value:
        return known_true(left.key)
    return NOTHING_KNOWN if right.kind.optional else known_there(left.key)


def _length(operand: nodes.Operand, there: Known) -> Value:
    number = operand.expr.value if isinstance(operand.expr, nodes.Const) else None
    if not isinstance(number, int):
        return Value(YES_NO)
    match operand.op:
        case "gt" if number >= 0:
            return Value(YES_NO, if_true=there)
        case "gteq" | "eq" if number >= 1:
            return Value(YES_NO, if_true=there)
        case "ne" if number == 0:
            return Value(YES_NO, if_true=there)
        case "eq" | "lteq" if number == 0:
            return Value(YES_NO, if_false=there)
    return Value(YES_NO)
