"""What a filter may be given, and what it makes of it."""

from __future__ import annotations

from dataclasses import replace

from jinja2 import nodes

from priorauth.letters.lint.filter_kinds import FILTER_KINDS
from priorauth.letters.lint.known_names import LOST, Scope, Value, called, known_true
from priorauth.letters.lint.types import UNKNOWN, Kind, Sort
from priorauth.letters.lint.value_reader import Reader
from priorauth.letters.templates.filters import ALLOWED_FILTERS


def filtered(reader: Reader, node: nodes.Filter, scope: Scope) -> Value:
    """Check what a filter is given, and give what it makes."""
    signature = FILTER_KINDS.get(node.name) if node.name in ALLOWED_FILTERS else None
    if node.node is None:
        return LOST
    taken = reader.needed(node.node, scope)
    _arguments(reader, node, scope)
    if signature is None or taken.kind.sort is Sort.UNKNOWN:
        return LOST
    if taken.kind.sort not in signature.takes:
        _does_not_fit(reader, node, taken, " or a ".join(signature.takes))
        return LOST
    item = taken.kind.item or UNKNOWN
    if signature.items_printed and taken.kind.sort is Sort.LIST and not item.is_printable:
        _does_not_fit(reader, node, taken, "list of texts")
        return LOST
    if signature.gives is None:
        return reader.item(node, taken, f" | {node.name}", scope)
    made = Value(Kind(signature.gives), said=f"{taken.said} | {node.name}")
    if node.name == "length" and taken.key:
        return replace(made, key=(*taken.key, "|length"), if_true=known_true(taken.key))
    return made


def _does_not_fit(reader: Reader, node: nodes.Filter, taken: Value, wanted: str) -> None:
    fix = None
    if wanted.startswith("list") and taken.kind.sort is not Sort.LIST:
        fix = f"leave the filter out: '{taken.said}' is a {taken.kind.sort} already"
    reader.add(node, "PA520", filter=node.name, wanted=wanted, given=called(taken), fix=fix)


def _arguments(reader: Reader, node: nodes.Filter, scope: Scope) -> None:
    most = FILTER_KINDS[node.name].most_arguments if node.name in FILTER_KINDS else 9
    if len(node.args) > most or node.kwargs or node.dyn_args or node.dyn_kwargs:
        reader.add(node, "PA520", filter=node.name, wanted=f"list and at most {most} text", given="more than that")
    for argument in node.args:
        found = reader.needed(argument, scope)
        if found.kind.sort not in (Sort.TEXT, Sort.UNKNOWN) and node.name in FILTER_KINDS:
            reader.add(node, "PA520", filter=node.name, wanted="text in its brackets", given=called(found))
