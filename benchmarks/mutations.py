"""Small wrongs in a source text: what a slip of the pen could make of each comparison, constant, branch or member."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}

Enums = Mapping[str, tuple[str, ...]]
"""The members of each enumeration, by its name."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong: where it stands, what stood there, what stands there now; offsets are in bytes."""

    path: str
    scope: str
    """The function or class around it, or ``module``."""
    line: int
    start: int
    end: int
    was: str
    now: str
    nth: int = 1
    """Which of several alike in the same scope."""

    @property
    def id(self) -> str:
        """A name that outlives moved files and shifted lines."""
        return f"{Path(self.path).stem}:{self.scope}:{_short(self.was)} -> {_short(self.now)}#{self.nth}"

    def applied(self, source: bytes) -> bytes:
        """The text with the wrong in it."""
        return source[: self.start] + self.now.encode() + source[self.end :]


def enums_of(package: Path) -> Enums:
    """Find the members of every enumeration of a package."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Enum") for base in node.bases):
                named = (item.targets[0] for item in node.body if isinstance(item, ast.Assign))
                found[node.name] = tuple(name.id for name in named if isinstance(name, ast.Name))
    return found


def mutations_of(path: str, source: bytes, enums: Enums) -> tuple[Mutation, ...]:
    """List every wrong that can be made in a source text and that can still be read, in the order of the text."""
    tree = ast.parse(source)
    finder = _Finder(path, source, enums)
    finder.visit(tree)
    blocks = [finder.span(node) for node in tree.body]
    seen: dict[str, int] = {}
    numbered = []
    for item in sorted(finder.found, key=lambda item: (item.start, item.end, item.now)):
        seen[item.id] = nth = seen.get(item.id, 0) + 1
        one = replace(item, nth=nth)
        if _can_be_read(one, source, next(block for block in blocks if block[0] <= one.start < block[1])):
            numbered.append(one)
    return tuple(numbered)


def _can_be_read(mutation: Mutation, source: bytes, block: tuple[int, int]) -> bool:
    """Whether the statement of the module around a wrong is still Python: some need brackets that are not there."""
    begin, end = block
    try:
        ast.parse(source[begin : mutation.start] + mutation.now.encode() + source[mutation.end : end])
    except SyntaxError:
        return False
    return True


class _Finder(ast.NodeVisitor):
    """Walks a text. Left alone: annotations, decorators, docstrings, imports, and what stands inside f-strings."""

    def __init__(self, path: str, source: bytes, enums: Enums) -> None:
        self.found: list[Mutation] = []
        self._path, self._source, self._enums = path, source, enums
        self._scopes: list[str] = []
        self._answers: list[bool] = []
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """The bytes of a node."""
        end = self._lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        return self._lines[node.lineno - 1] + node.col_offset, end

    def _say(self, node: ast.expr | ast.stmt, now: str) -> None:
        start, end = self.span(node)
        was = self._source[start:end].decode()
        if was == now:
            return
        scope = ".".join(self._scopes) or "module"
        self.found.append(Mutation(self._path, scope, node.lineno, start, end, was, now))

    def _inside(self, node: ast.FunctionDef | ast.ClassDef, body: list[ast.AST]) -> None:
        self._scopes.append(node.name)
        for item in body:
            self.visit(item)
        self._scopes.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._inside(node, [*node.body])

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        defaults = [item for item in (*node.args.defaults, *node.args.kw_defaults) if item is not None]
        self._answers.append(node.returns is not None and ast.unparse(node.returns) == "bool")
        self._inside(node, [*defaults, *node.body])
        self._answers.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return
        self._say(node, "pass")
        self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Words with values in them, whose places older Pythons do not know."""

    def visit_If(self, node: ast.If) -> None:
        self._both_ways(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._both_ways(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._say(test, "True")
        self.generic_visit(node)

    def _both_ways(self, test: ast.expr) -> None:
        if isinstance(test, ast.NamedExpr):  # its name is needed behind it
            self._say(test.value, f"({ast.unparse(test.value)}) and None")
            return
        self._say(test, "True")
        self._say(test, "False")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is None:
            return
        if self._answers and self._answers[-1]:
            self._say(node.value, "True")
            self._say(node.value, "False")
        elif not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self._say(node.value, "None")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for place, op in enumerate(node.ops):
            ops = [*node.ops]
            ops[place] = _COMPARED[type(op)]()
            self._say(node, ast.unparse(ast.Compare(node.left, ops, node.comparators)))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        self._say(node, f"({ast.unparse(ast.BoolOp(other, node.values))})")
        if len(node.values) > 2:
            for place in range(len(node.values)):
                rest = [item for n, item in enumerate(node.values) if n != place]
                self._say(node, f"({ast.unparse(ast.BoolOp(node.op, rest))})")
        else:
            for value in node.values:
                self._say(node, f"({ast.unparse(value)})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._say(node, f"({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        is_of_types = isinstance(node.op, ast.BitOr) and not self._answers
        if type(node.op) in _RECKONED and not is_of_types:
            self._say(node, f"({ast.unparse(ast.BinOp(node.left, _RECKONED[type(node.op)](), node.right))})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._say(node, str(not node.value))
        elif isinstance(node.value, int):
            self._say(node, str(node.value + 1))
        elif isinstance(node.value, str) and node.value:
            self._say(node, '""')

    def visit_Attribute(self, node: ast.Attribute) -> None:
        members = self._enums.get(node.value.id, ()) if isinstance(node.value, ast.Name) else ()
        if node.attr in members and len(members) > 1 and isinstance(node.value, ast.Name):
            other = members[(members.index(node.attr) + 1) % len(members)]
            self._say(node, f"{node.value.id}.{other}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in _NAMES:
            self._say(node.func, _NAMES[node.func.id])
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        """Nothing to get wrong that would not fail at once."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Nothing to get wrong that would not fail at once."""


def _short(text: str) -> str:
    return " ".join(text.split())
