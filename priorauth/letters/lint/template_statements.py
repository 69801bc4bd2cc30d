"""Following a template from its first line to its last, through branches, loops and partials, without any data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jinja2 import nodes

from priorauth.letters.lint.expressions import Expressions
from priorauth.letters.lint.field_use import FieldUse
from priorauth.letters.lint.files import ReadFile, TemplateFiles
from priorauth.letters.lint.known_names import (
    UNRESOLVED,
    Binding,
    Scope,
    known_false,
    known_true,
    loop_itself,
    merged,
    of_context,
)
from priorauth.letters.lint.lint_report import LintReport
from priorauth.letters.lint.types import UNKNOWN, ValueType, fields_of
from priorauth.letters.templates.syntax import PARTIAL_NAME
from priorauth.problems import did_you_mean


@dataclass
class Statements:
    """Follows one template; ``context`` is the type of what it sees."""

    files: TemplateFiles
    context: type
    report: LintReport
    uses: list[FieldUse] = field(default_factory=list)
    partials: dict[str, ReadFile] = field(default_factory=dict)
    """Every partial that was followed, by name."""

    def follow(self, template: ReadFile) -> None:
        """Report what is wrong anywhere in the template or its partials."""
        names = {
            name: Binding(of_context(f.kind, (name,), name, name)) for name, f in fields_of(self.context).items()
        }
        self._file(template, Scope(names), ())

    def _file(self, file: ReadFile, scope: Scope, outer: tuple[str, ...]) -> None:
        tree = file.reading.tree
        if tree is None:
            return
        loop_names = frozenset(
            loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)
        )
        expressions = Expressions(file.source, self.context, self.report, self.uses, loop_names)
        _Body(self, expressions, (*outer, file.name)).walk(tree.body, scope)

    def include(self, name: str, scope: Scope, outer: tuple[str, ...], at: tuple[Expressions, nodes.Node]) -> None:
        """Follow a partial where it is included, with the names that exist there."""
        expressions, node = at
        if not PARTIAL_NAME.fullmatch(name):  # the grammar refuses it, and no other file is looked into
            return
        if name in outer:
            expressions.add(node, "PA507", what=f"an include of '{name}' that goes round in a circle")
            return
        file = self.files.partial(name)
        if file is None:
            hint = did_you_mean(name, self.files.library.partial_names()) or "check the name of the partial"
            expressions.add(node, "PA504", name=name, hint=hint)
            return
        self.partials[name] = file
        inner = replace(scope, names={key: value for key, value in scope.names.items() if key != "loop"})
        self._file(file, inner, outer)


@dataclass(frozen=True, slots=True)
class _Body:
    """The statements of one file."""

    template: Statements
    expressions: Expressions
    outer: tuple[str, ...]
    """The files around, this one included."""

    def walk(self, statements: Sequence[nodes.Node], scope: Scope) -> Scope:
        """Follow some statements; give the scope after them."""
        for node in statements:
            scope = self._statement(node, scope)
        return scope

    def _statement(self, node: nodes.Node, scope: Scope) -> Scope:
        match node:
            case nodes.Output():
                for printed in node.nodes:
                    if not isinstance(printed, nodes.TemplateData):
                        self.expressions.printed(printed, scope)
            case nodes.If():
                return self._branches(node, scope)
            case nodes.For():
                self._loop(node, scope)
            case nodes.Assign(target=nodes.Name(name=str(name))):
                return self._set(node, name, scope)
            case nodes.Include(template=nodes.Const(value=str(name))):
                self.template.include(name, scope, self.outer, (self.expressions, node))
        return scope

    def _branches(self, node: nodes.If, scope: Scope) -> Scope:
        ends: list[Scope] = []
        here = scope
        for choice in (node, *node.elif_):
            test = self.expressions.value(choice.test, here, guard=True)
            ends.append(self.walk(choice.body, here.knowing(test.if_true)))
            here = here.knowing(test.if_false)
        ends.append(self.walk(node.else_, here))
        return merged(scope, ends, (f"if@{node.lineno}", *self.outer))

    def _loop(self, node: nodes.For, scope: Scope) -> None:
        over = self.expressions.require(node.iter, scope)
        if over.kind.base not in (ValueType.LIST, ValueType.UNKNOWN):
            self.expressions.add(node.iter, "PA522", given=str(over.kind), path=over.expression or "the value")
            over = UNRESOLVED
        item = over.kind.item or UNKNOWN
        key = (f"for@{node.lineno}", *self.outer)
        target = node.target.name if isinstance(node.target, nodes.Name) else ""
        self._hides(node.target, target)
        path = f"{over.path}[]" if over.path else None
        turn = scope.binding(target, of_context(item, (*key, target), path, target)) if target else scope
        turn = turn.knowing(known_true(over.key))
        without_loop = replace(turn, names={name: value for name, value in turn.names.items() if name != "loop"})
        if node.test is not None:
            test = self.expressions.value(node.test, without_loop, guard=True)
            turn = turn.knowing(test.if_true)
        self.walk(node.body, turn.binding("loop", loop_itself(key, item)))
        self.walk(node.else_, scope.knowing(known_false(over.key)) if node.test is None else scope)

    def _set(self, node: nodes.Assign, name: str, scope: Scope) -> Scope:
        found = self.expressions.value(node.node, scope, guard=True)
        self._hides(node.target, name)
        key = found.key or (f"set@{node.lineno}", *self.outer, name)
        return scope.binding(
            name, replace(found, key=key, expression=name, if_true=found.if_true | known_true(key))
        )

    def _hides(self, node: nodes.Node, name: str) -> None:
        if name in fields_of(self.template.context):
            self.expressions.add(node, "PA549", name=name)
