"""The kind of every expression, found without any data, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import nodes

from priorauth.letters.lint.field_use import FieldUse
from priorauth.letters.lint.known_names import (
    UNRESOLVED,
    InferredValue,
    Key,
    Scope,
    called,
    known_there,
    of_context,
)
from priorauth.letters.lint.language import LOOP_FIELDS
from priorauth.letters.lint.lint_report import LintFinding, LintReport, SourceText
from priorauth.letters.lint.operators import infer_compare, infer_filter
from priorauth.letters.lint.recovery import UNREADABLE
from priorauth.letters.lint.types import (
    NOTHING,
    NUMBER,
    TEXT,
    UNKNOWN,
    YES_NO,
    InferredKind,
    ValueType,
    field_meant,
    fields_of,
    joined,
)


@dataclass(frozen=True, slots=True)
class Expressions:
    """Reads the expressions of one file."""

    source: SourceText
    context: type
    report: LintReport
    uses: list[FieldUse]
    loop_names: frozenset[str]
    """The names that loops anywhere in the template give to what they go over."""

    def value(self, node: nodes.Node, scope: Scope, *, guard: bool = False) -> InferredValue:
        """Return the value of an expression; ``guard`` where only its being there or not is asked."""
        made = self._made(node, scope, guard=guard)
        if made.path is not None:
            is_sure = not made.kind.optional or scope.is_there(made.key)
            where = self.source.where(self._offset(node))
            self.uses.append(FieldUse(made.path, made.kind, where, is_sure=is_sure, is_guard=guard))
        return replace(made, kind=made.kind.present) if scope.is_there(made.key) else made

    def require(self, node: nodes.Node, scope: Scope) -> InferredValue:
        """Return the value of an expression that has to hold something; reports a missing guard."""
        found = self.value(node, scope)
        if found.kind.optional:
            self._unguarded(node, found)
            return replace(found, kind=found.kind.present)
        return found

    def printed(self, node: nodes.Node, scope: Scope) -> None:
        """Check an expression that is printed."""
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            test = self.value(node.test, scope, guard=True)
            self.printed(node.expr1, scope.knowing(test.if_true))
            self.printed(node.expr2, scope.knowing(test.if_false))
            return
        if isinstance(node, nodes.Or | nodes.And):
            self._printed_choice(node, scope)
            return
        found = self.value(node, scope)
        self._printable(node, found)

    def _printed_choice(self, node: nodes.Or | nodes.And, scope: Scope) -> None:
        """Check both sides: ``a or b`` prints ``a`` where it holds something, ``a and b`` where it does not."""
        left = self.value(node.left, scope, guard=True)
        is_or = isinstance(node, nodes.Or)
        self._printable(node.left, replace(left, kind=left.kind.present) if is_or else left)
        self.printed(node.right, scope.knowing(left.if_false if is_or else left.if_true))

    def _printable(self, node: nodes.Node, found: InferredValue) -> None:
        if found.kind.base is ValueType.NOTHING:
            self.add(node, "PA503", type="'none'")
        elif not found.kind.is_printable:
            self.add(node, "PA503", type=called(found), fix=_how_to_print(found))
        elif found.kind.optional:
            self._unguarded(node, found)

    def add(self, node: nodes.Node, code: str, *, fix: str | None = None, **names: Any) -> None:  # noqa: ANN401
        """Report something about a node."""
        self.report.add(self.source, LintFinding(self._offset(node), code, names, fix))

    def _offset(self, node: nodes.Node) -> int:
        if isinstance(node, nodes.Getattr):
            after = self.source.text[node.lineno + 1 :]
            return node.lineno + 1 + len(after) - len(after.lstrip())
        return node.lineno

    def _unguarded(self, node: nodes.Node, found: InferredValue) -> None:
        self.add(node, "PA525", path=found.expression or "the value", fix=_guard(found.expression))

    def _made(self, node: nodes.Node, scope: Scope, *, guard: bool) -> InferredValue:
        match node:
            case nodes.Filter():
                return infer_filter(self, node, scope)
            case nodes.Compare():
                return infer_compare(self, node, scope)
        reader: Callable[..., InferredValue] | None = _READERS.get(type(node))
        return UNRESOLVED if reader is None else reader(self, node, scope, guard=guard)

    def _name(self, node: nodes.Name, scope: Scope, *, guard: bool) -> InferredValue:
        if node.name == UNREADABLE:
            return UNRESOLVED
        binding = scope.names.get(node.name)
        if binding is not None:
            if not binding.sure:
                self.add(node, "PA543", name=node.name)
            return binding.value
        if node.name == "loop":
            self.add(
                node, "PA524", what="'loop' exists only inside a loop", fix="use it between 'for' and 'endfor'"
            )
        elif node.name in self.loop_names:
            self.add(node, "PA523", name=node.name)
        else:
            self.add(node, "PA502", name=node.name, hint=field_meant(node.name, scope.names, self.context))
        return UNRESOLVED

    def _const(self, node: nodes.Const, scope: Scope, *, guard: bool) -> InferredValue:
        kinds: dict[type, InferredKind] = {str: TEXT, bool: YES_NO, int: NUMBER, type(None): NOTHING}
        if isinstance(node.value, float):
            self.add(node, "PA503", type="a number with a decimal point", fix="write it in quotes, as text")
        return InferredValue(
            kinds.get(type(node.value), UNKNOWN), expression=f"'{node.value}'" if node.value else ""
        )

    def _getattr(self, node: nodes.Getattr, scope: Scope, *, guard: bool) -> InferredValue:
        return self._field(node, node.attr, self._owner(node.node, scope), scope)

    def _getitem(self, node: nodes.Getitem, scope: Scope, *, guard: bool) -> InferredValue:
        owner = self._owner(node.node, scope)
        if not isinstance(node.arg, nodes.Const):
            return UNRESOLVED
        item = node.arg.value
        if owner.kind.base is ValueType.LOOP:
            self.add(node, "PA524", what="'loop' has no '[...]'", fix=f"write 'loop.{item}'")
            return UNRESOLVED
        if isinstance(item, str):
            return self._field(node, item, owner, scope)
        if owner.kind.base is ValueType.LIST and isinstance(item, int):
            return self.item(node, owner, f"[{item}]", scope)
        if owner.kind.base is not ValueType.UNKNOWN:
            hint = f"'{owner.expression}' is a {owner.kind.base}"
            self.add(node, "PA502", name=f"{owner.expression}[{item}]", hint=hint)
        return UNRESOLVED

    def _owner(self, node: nodes.Expr, scope: Scope) -> InferredValue:
        """Return the value a field is asked of; it has to hold something."""
        found = self._made(node, scope, guard=False)
        if found.kind.optional and not scope.is_there(found.key) and found.kind.base is not ValueType.NOTHING:
            self._unguarded(node, found)
        return found

    def _field(self, node: nodes.Node, name: str, owner: InferredValue, scope: Scope) -> InferredValue:
        expression = f"{owner.expression}.{name}"
        key = (*owner.key, name) if owner.key else None
        if name.startswith("_"):  # refused by the grammar already
            return UNRESOLVED
        match owner.kind.base:
            case ValueType.UNKNOWN:
                return UNRESOLVED
            case ValueType.RECORD if owner.kind.model is not None:
                fields = fields_of(owner.kind.model)
                if name in fields:
                    kind, given = fields[name].kind, fields[name].doc.given
                    if owner.key and any(
                        _is_given((*owner.key, other), fields[other].kind, scope) for other in given
                    ):
                        kind = kind.present
                    return of_context(kind, key, f"{owner.path}.{name}" if owner.path else None, expression)
                hint = field_meant(name, fields, self.context, below=owner.expression)
            case ValueType.LOOP:
                return self._loop_field(node, name, owner, scope)
            case ValueType.LIST:
                hint = f"'{owner.expression}' is a list: '{{% for row in {owner.expression} %}}', then 'row.{name}'"
            case other:
                hint = f"'{owner.expression}' is a {other} and has no fields"
        self.add(node, "PA502", name=expression, hint=hint)
        return UNRESOLVED

    def _loop_field(self, node: nodes.Node, name: str, owner: InferredValue, scope: Scope) -> InferredValue:
        if name not in LOOP_FIELDS:
            hint = field_meant(name, LOOP_FIELDS, self.context, below="loop")
            self.add(node, "PA524", what=f"there is no 'loop.{name}'", fix=hint)
            return UNRESOLVED
        key = (*(owner.key or ()), name)
        kind, edge = LOOP_FIELDS[name].kind, LOOP_FIELDS[name].edge
        if kind is None:
            kind = owner.kind.item or UNKNOWN
            if not scope.is_false((*key[:-1], edge)):
                self.add(node, "PA524", what=f"'loop.{name}' is not there in the {edge} turn",
                         fix=f"put it inside '{{% if not loop.{edge} %}}'")  # fmt: skip
        return of_context(kind, key, None, f"loop.{name}")

    def item(self, node: nodes.Node, owner: InferredValue, place: str, scope: Scope) -> InferredValue:
        """Return the item at a ``place`` of a list, and report it unless a guard makes sure that it is there.

        An item that is not there cannot even be asked about: ``{% if care | first %}`` fails on an empty list.
        """
        expression = f"{owner.expression}{place}".strip()
        if place not in _ENDS:
            self.add(node, "PA525", path=expression, fix=_loop_over(owner))
        elif not scope.is_true(owner.key):
            self.add(node, "PA525", path=expression, fix=_guard(owner.expression))
        path = f"{owner.path}[]" if owner.path else None
        key = (*owner.key, place) if owner.key else None
        return of_context(owner.kind.item or UNKNOWN, key, path, expression)

    def _test(self, node: nodes.Test, scope: Scope, *, guard: bool) -> InferredValue:
        found = self.value(node.node, scope, guard=True)
        if node.name != "none":
            return InferredValue(YES_NO)
        if not found.kind.optional and found.kind.base is not ValueType.UNKNOWN and not scope.is_there(found.key):
            fix = _guard(found.expression) if found.kind.base is ValueType.LIST else None
            self.add(node, "PA542", path=found.expression or "the value", fix=fix)
        return InferredValue(YES_NO, if_false=known_there(found.key))

    def _not(self, node: nodes.Not, scope: Scope, *, guard: bool) -> InferredValue:
        inner = self.value(node.node, scope, guard=True)
        return InferredValue(YES_NO, if_true=inner.if_false, if_false=inner.if_true)

    def _and(self, node: nodes.And, scope: Scope, *, guard: bool) -> InferredValue:
        left = self.value(node.left, scope, guard=True)
        right = self.value(node.right, scope.knowing(left.if_true), guard=guard)
        return InferredValue(
            joined(left.kind, right.kind),
            expression=right.expression,
            if_true=left.if_true | right.if_true,
            if_false=left.if_false & (left.if_true | right.if_false),
        )

    def _or(self, node: nodes.Or, scope: Scope, *, guard: bool) -> InferredValue:
        left = self.value(node.left, scope, guard=True)
        right = self.value(node.right, scope.knowing(left.if_false), guard=guard)
        return InferredValue(
            joined(left.kind.present, right.kind),
            expression=right.expression,
            if_true=left.if_true & (left.if_false | right.if_true),
            if_false=left.if_false | right.if_false,
        )

    def _condition(self, node: nodes.CondExpr, scope: Scope, *, guard: bool) -> InferredValue:
        test = self.value(node.test, scope, guard=True)
        one = self.value(node.expr1, scope.knowing(test.if_true), guard=guard)
        if node.expr2 is None:
            return UNRESOLVED
        other = self.value(node.expr2, scope.knowing(test.if_false), guard=guard)
        return InferredValue(joined(one.kind, other.kind), expression=one.expression)


_READERS: dict[type, Callable[..., InferredValue]] = {
    nodes.Name: Expressions._name,
    nodes.Const: Expressions._const,
    nodes.Getattr: Expressions._getattr,
    nodes.Getitem: Expressions._getitem,
    nodes.Test: Expressions._test,
    nodes.Not: Expressions._not,
    nodes.And: Expressions._and,
    nodes.Or: Expressions._or,
    nodes.CondExpr: Expressions._condition,
}


_ENDS = (" | first", " | last", "[0]")
"""The places at which every list that is not empty has an item."""


def _is_given(key: Key, kind: InferredKind, scope: Scope) -> bool:
    """Whether a guard makes sure of a field that brings another with it: of a yes-or-no, that it is yes."""
    return scope.is_there(key) if kind.optional else scope.is_true(key)


def _guard(expression: str) -> str:
    return f"put it inside '{{% if {expression} %}} ... {{% endif %}}'" if expression else "guard it with 'if'"


def _loop_over(found: InferredValue) -> str:
    return f"loop over it: '{{% for row in {found.expression or '...'} %}}'"


def _how_to_print(found: InferredValue) -> str | None:
    match found.kind.base:
        case ValueType.LIST:
            return _loop_over(found)
        case ValueType.RECORD if found.kind.model is not None:
            return f"print one of its fields: {', '.join(list(fields_of(found.kind.model))[:6])}"
        case ValueType.YES_NO:
            return "ask for it: '{% if ... %}words{% endif %}'"
    return None
