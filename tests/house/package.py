"""A package as its files stand on disk: its modules, and what each of them imports and calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

OUTSIDE_THE_ROOMS = ("__init__", "__main__")
_ASKED_FOR = (ast.Import, ast.ImportFrom, ast.Call, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """One file: its path below the package, its dotted name, its syntax tree."""

    path: str
    name: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """The nodes that rules ask for, found once for all of them."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, _ASKED_FOR))

    @property
    def room(self) -> str:
        return self.path.split("/")[0].removesuffix(".py")


@dataclass(frozen=True)
class Package:
    """Every module below one folder, in the order of their paths."""

    name: str
    modules: tuple[Module, ...]

    @property
    def rooms(self) -> frozenset[str]:
        return frozenset(module.room for module in self.modules) - set(OUTSIDE_THE_ROOMS)


def read_package(root: Path) -> Package:
    """Return the package at ``root``. A folder without a module is a mistake: no guard can see anything in it."""
    modules = tuple(read_module(root, path) for path in sorted(root.rglob("*.py")))
    assert modules, f"no module below {root}"
    return Package(root.name, modules)


def read_module(root: Path, path: Path) -> Module:
    below = path.relative_to(root)
    name = ".".join((root.name, *below.with_suffix("").parts)).removesuffix(".__init__")
    return Module(below.as_posix(), name, ast.parse(path.read_text(encoding="utf-8")))


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """Return line and full dotted name of all a module imports, for types only or inside functions as well."""
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def relative_imports(module: Module) -> Iterator[int]:
    """Return the lines of imports that begin with a dot."""
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom) and node.level > 0:
            yield node.lineno


def imported_rooms(package: Package, module: Module) -> Iterator[tuple[int, str]]:
    """Return line and room of each import from the package itself; its own ``__version__`` stands in no room."""
    for line, name in imports(module):
        root, _, rest = name.partition(".")
        if root == package.name and rest and not rest.startswith("__"):
            yield line, rest.split(".")[0]


def calls(module: Module) -> Iterator[tuple[int, str]]:
    """Return line and bare name of each call: ``today`` of ``date.today()``."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield node.lineno, getattr(node.func, "attr", getattr(node.func, "id", ""))


def classes(module: Module) -> Iterator[str]:
    """Return the name of each class, those inside others as well."""
    yield from (node.name for node in module.nodes if isinstance(node, ast.ClassDef))


def signatures(module: Module) -> Iterator[tuple[int, str, int]]:
    """Return line, name and number of arguments of each function; ``self`` and ``cls`` are none."""
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            yield node.lineno, node.name, len(named) - (named[:1] in (["self"], ["cls"]))
