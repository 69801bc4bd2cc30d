"""Which branches of a template were taken: the sandbox that renders it, with each condition watched.

A watched condition passes through a filter that notes its outcome and hands it on unchanged. Nothing else of the
sandbox differs, and no template can name the filter: its name is not one that Jinja's grammar can write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import Template, nodes, pass_context
from jinja2.runtime import Context

from priorauth.letters.templates.sandbox import Sandbox, compile_in, render_template
from priorauth.letters.templates.template_library import LoadedTemplate, TemplateSource

_WATCH = "watched condition"


@dataclass(frozen=True, slots=True, order=True)
class TemplateBranch:
    """A condition of a template: an ``if``, an ``elif``, an inline ``if``, a loop, or a loop's own ``if``."""

    file: str
    line: int
    place: int
    """Counts the conditions of its file."""
    kind: str
    condition: str

    @property
    def words(self) -> str:
        """The condition as a template has it, near enough to find it."""
        return f"{self.kind} {self.condition}"


@dataclass(slots=True)
class Outcomes:
    """What came of each condition so far: yes, no, or both."""

    seen: dict[TemplateBranch, set[bool]] = field(default_factory=dict)
    _compiled: dict[tuple[TemplateSource, ...], Template] = field(default_factory=dict)

    def render(self, template: LoadedTemplate, context: Mapping[str, object]) -> str:
        """Fill a template as `render_template` does, and note what came of each of its conditions."""
        sources = (template.source, *template.partials)
        if sources not in self._compiled:
            self._compiled[sources] = compile_in(_Watched(sources, self.seen), sources)
        return render_template(template, context, compiled=self._compiled[sources])

    def never(self) -> tuple[tuple[TemplateBranch, bool], ...]:
        """List the conditions with an outcome that never came; a loop need not be tried without items."""
        return tuple(
            (branch, outcome)
            for branch, outcomes in sorted(self.seen.items())
            for outcome in (True, False)
            if outcome not in outcomes and (outcome or branch.kind != "for")
        )

    def counted(self) -> tuple[int, int]:
        """Return how many outcomes came, and how many there are."""
        possible = sum(1 if branch.kind == "for" else 2 for branch in self.seen)
        return possible - len(self.never()), possible


class _Watched(Sandbox):
    """The sandbox with each condition watched; what is watched is listed before it is first met."""

    def __init__(self, sources: tuple[TemplateSource, ...], seen: dict[TemplateBranch, set[bool]]) -> None:
        super().__init__(sources)
        self._branches: list[TemplateBranch] = []
        self._seen = seen

        @pass_context  # keeps Jinja from working a condition out while it compiles
        def watched(_: Context, value: object, number: int) -> object:
            self._seen[self._branches[number]].add(bool(value))
            return value

        self.filters[_WATCH] = watched

    def as_written(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template, and watch each of its conditions."""
        tree = super().as_written(source, name, filename)
        for place, (kind, holder, attribute) in enumerate(list(_conditions(tree))):
            test = getattr(holder, attribute)
            branch = TemplateBranch(filename or "", holder.lineno, place, kind, written(test))
            self._seen.setdefault(branch, set())
            number = nodes.Const(len(self._branches), lineno=holder.lineno)
            self._branches.append(branch)
            watched = nodes.Filter(test, _WATCH, [number], [], None, None, lineno=holder.lineno)
            setattr(holder, attribute, watched.set_environment(self))
        return tree


def _conditions(node: nodes.Node) -> Iterator[tuple[str, nodes.Node, str]]:
    """Find each condition in reading order: its kind, the node that has it, and by which name."""
    elifs = {id(later) for first in node.find_all(nodes.If) for later in first.elif_}
    for found in node.find_all((nodes.If, nodes.CondExpr, nodes.For)):
        if isinstance(found, nodes.For):
            yield "for", found, "iter"
            if found.test is not None:
                yield "for ... if", found, "test"
        else:
            yield "elif" if id(found) in elifs else "if", found, "test"


def written(node: nodes.Node) -> str:
    """Return a condition the way a template has it."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Const(value=value):
            return f'"{value}"' if isinstance(value, str) else str(value).lower()
        case nodes.Getattr(node=inner, attr=attr):
            return f"{written(inner)}.{attr}"
        case nodes.Getitem(node=inner, arg=arg):
            return f"{written(inner)}[{written(arg)}]"
        case nodes.Test(node=inner, name=name):
            return f"{written(inner)} is {name}"
        case nodes.Filter(node=inner, name=name) if isinstance(inner, nodes.Node):
            return f"{written(inner)} | {name}"
    return _combined(node)


def _combined(node: nodes.Node) -> str:
    match node:
        case nodes.Not(node=inner):
            return f"not {written(inner)}"
        case nodes.And(left=left, right=right):
            return f"{written(left)} and {written(right)}"
        case nodes.Or(left=left, right=right):
            return f"{written(left)} or {written(right)}"
        case nodes.Compare(expr=expr, ops=ops):
            return " ".join([written(expr), *(f"{_SIGNS[op.op]} {written(op.expr)}" for op in ops)])
    return "..."


_SIGNS = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in",
}  # fmt: skip
