"""A template's own words as each way through its branches prints them, with the fields beside and around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from priorauth.letters.checks.stated_facts import PATIENT_NAME, VALUE

BREAK = "\n\n"
PARTIALS: Mapping[str, str] = {
    "codes": "request.codes", "diagnoses": "request.diagnoses", "modic_findings": "studies",
    "scores": "pain.scores", "radiologist_quotes": "studies",
}  # fmt: skip
"""The shipped partials that stand inside a sentence, and what each prints."""


@dataclass(frozen=True, slots=True)
class TemplatePassage:
    """Words of a template's own, or a value in one character; ``known`` are the fields that conditions ask for."""

    text: str
    offset: int
    known: frozenset[str]
    path: str = ""
    """The field that prints the value; empty for words."""


def ways_through(tree: nodes.Template) -> Iterator[tuple[TemplatePassage, ...]]:
    """Return what a template prints on so many ways through it that every branch is on one of them."""
    for way in range(max((_alternatives(node) for node in tree.find_all(_BRANCHING)), default=1)):
        yield tuple(_Way(way).body(tree.body, frozenset(), {}))


_BRANCHING = (nodes.If, nodes.For, nodes.CondExpr, nodes.Or)


def _alternatives(node: nodes.Node) -> int:
    return len(node.elif_) + 2 if isinstance(node, nodes.If) else 2


@dataclass(frozen=True, slots=True)
class _Way:
    """One way: at every fork the branch of this number, or the last there is."""

    number: int

    def body(
        self, body: Sequence[nodes.Node], known: frozenset[str], names: Mapping[str, str]
    ) -> Iterator[TemplatePassage]:
        here = dict(names)
        for node in body:
            match node:
                case nodes.Output():
                    for printed in node.nodes:
                        yield from self._printed(printed, known, here)
                case nodes.If():
                    yield from self._if(node, known, here)
                case nodes.For():
                    yield from self._for(node, known, here)
                case nodes.Include(template=nodes.Const(value=str(name))):
                    partial = name.removeprefix("partials/").removesuffix(".md")
                    yield TemplatePassage(VALUE, node.lineno, known, PARTIALS.get(partial, f"partials/{partial}"))
                case nodes.Assign(target=nodes.Name(name=name)):
                    here[name] = path_of(node.node, here) or name
                    if any(isinstance(found.value, str) for found in _constants(node.node)):
                        yield TemplatePassage(BREAK, node.lineno, known)
                        yield from self._printed(node.node, known, here)
                        yield TemplatePassage(BREAK, node.lineno, known)

    def _if(self, node: nodes.If, known: frozenset[str], names: Mapping[str, str]) -> Iterator[TemplatePassage]:
        branches = [(node.test, node.body), *((each.test, each.body) for each in node.elif_)]
        if self.number < len(branches):
            test, body = branches[self.number]
            before = [
                false for earlier, _ in branches[: self.number] for false in asked(earlier, names, truth=False)
            ]
            yield from self.body(body, known.union(before, asked(test, names)), names)
        else:
            denied = (path for test, _ in branches for path in asked(test, names, truth=False))
            yield from self.body(node.else_, known.union(denied), names)

    def _for(self, node: nodes.For, known: frozenset[str], names: Mapping[str, str]) -> Iterator[TemplatePassage]:
        if self.number and node.else_:
            yield from self.body(node.else_, known, names)
            return
        path = path_of(node.iter, names)
        inner = {**names, **({node.target.name: path} if isinstance(node.target, nodes.Name) and path else {})}
        tested = asked(node.test, inner) if node.test is not None else frozenset()
        yield from self.body(node.body, known.union(tested, (path,) if path else ()), inner)

    def _printed(
        self, node: nodes.Node, known: frozenset[str], names: Mapping[str, str]
    ) -> Iterator[TemplatePassage]:
        match node:
            case nodes.TemplateData():
                yield TemplatePassage(node.data, node.lineno, known)
            case nodes.Const(value=value):
                yield TemplatePassage(str(value), node.lineno + 1, known)
            case nodes.CondExpr():
                known = known.union(asked(node.test, names, truth=self.number == 0))
                yield from self._printed(node.expr2 if self.number and node.expr2 else node.expr1, known, names)
            case nodes.Or():
                yield from self._printed(node.right if self.number else node.left, known, names)
            case nodes.Filter() if node.node is not None and any(_constants(node.node)):
                yield from self._printed(node.node, known, names)
            case _:
                path = path_of(node, names) or ""
                yield TemplatePassage(
                    PATIENT_NAME if path == "patient.name" else VALUE, node.lineno, known, path or "a value"
                )


def _constants(node: nodes.Node) -> Iterator[nodes.Const]:
    if isinstance(node, nodes.Const):
        yield node
    yield from node.find_all(nodes.Const) if not isinstance(node, nodes.Getitem | nodes.Filter) else ()
    if isinstance(node, nodes.Filter) and node.node is not None:
        yield from _constants(node.node)


def path_of(node: nodes.Node | None, names: Mapping[str, str]) -> str | None:
    """Return the field an expression prints, list items told by their list; ``None`` for anything else."""
    match node:
        case nodes.Name(name=name):
            return names.get(name, name)
        case nodes.Getattr(node=inner, attr=attr):
            base = path_of(inner, names)
            return f"{base}.{attr}" if base else None
        case nodes.Getitem(node=inner, arg=nodes.Const(value=value)):
            base = path_of(inner, names)
            return f"{base}.{value}" if base and isinstance(value, str) else base
        case nodes.Filter(node=inner):
            return path_of(inner, names)
    return None


def asked(node: nodes.Node, names: Mapping[str, str], *, truth: bool = True) -> frozenset[str]:
    """Return the fields that are there, or hold, where a condition comes out so."""
    match node:
        case nodes.Not(node=inner):
            return asked(inner, names, truth=not truth)
        case nodes.And(left=left, right=right) if truth:
            return asked(left, names) | asked(right, names)
        case nodes.Or(left=left, right=right) if not truth:
            return asked(left, names, truth=False) | asked(right, names, truth=False)
        case nodes.Test(name="none", node=inner):
            return asked(inner, names, truth=not truth)
        case nodes.Compare(expr=expr, ops=[nodes.Operand(op=op, expr=nodes.Const(value=value))]):
            holds = op in ("ne", "gt", "gteq") if value in (None, 0, False, "") else op == "eq"
            path = path_of(expr, names)
            return frozenset((path,)) if path and holds is truth else frozenset()
    path = path_of(node, names)
    return frozenset((path,)) if path and truth else frozenset()


@dataclass(slots=True)
class TemplateLine:
    """Characters that stand together, each with its place in the file, its value and the fields around it."""

    characters: list[str] = field(default_factory=list)
    passages: list[tuple[TemplatePassage, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters as one text."""
        return "".join(self.characters)


def as_line(passages: Sequence[TemplatePassage]) -> TemplateLine:
    """Join what one way prints; each character is told with its passage and its place in the file."""
    line = TemplateLine()
    for passage in passages:
        for number, character in enumerate(passage.text):
            line.characters.append(character)
            line.passages.append((passage, passage.offset + (0 if passage.path else number)))
    return line
