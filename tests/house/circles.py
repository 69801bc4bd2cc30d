"""Circles of imports, from file to file, wherever in the package they run."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from tests.house.package import Package, imports

Graph = Mapping[str, frozenset[str]]


def circular_imports(package: Package) -> dict[str, str]:
    """Return each import that leads back to its importer, as ``a.py -> b.py``, with a line on how it comes back."""
    paths = {module.name: module.path for module in package.modules}
    knot = tangled(import_graph(package))
    found = {}
    for importer in sorted(knot):
        for imported in sorted(knot[importer]):
            way = shortest_way(knot, imported, importer)
            if way:
                circle = " -> ".join(paths[name] for name in (importer, *way))
                found[f"{paths[importer]} -> {paths[imported]}"] = (
                    f"{circle} is a circle of imports: move what both ends need to a file below both, "
                    "or hand it in as an argument"
                )
    return found


def import_graph(package: Package) -> Graph:
    """Return the modules each module imports. A name imported from a module counts as that module."""
    known = {module.name for module in package.modules}

    def module_of(name: str) -> str:
        while name and name not in known:
            name = name.rpartition(".")[0]
        return name

    return {
        module.name: frozenset(filter(None, (module_of(name) for _, name in imports(module))))
        for module in package.modules
    }


def tangled(graph: Graph) -> Graph:
    """Return the part of a graph that has its circles: what imports nothing of the rest is taken away, again and again."""
    while True:
        left = {name: frozenset(near & graph.keys()) for name, near in graph.items() if near & graph.keys()}
        if left.keys() == graph.keys():
            return left
        graph = left


def shortest_way(graph: Graph, start: str, end: str) -> tuple[str, ...]:
    """Return the modules from ``start`` to ``end``, both included; empty when no import leads there."""
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while ways:
        way = ways.popleft()
        if way[-1] == end:
            return way
        for name in sorted(graph.get(way[-1], frozenset()) - seen):
            seen.add(name)
            ways.append((*way, name))
    return ()
