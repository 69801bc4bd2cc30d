"""What was probably meant by a name that does not exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cache

from priorauth.letters.lint.types import Kind, Sort, fields_of

ELSEWHERE = "see 'priorauth template fields' for the fields a template can use"


def near(name: str, known: Iterable[str]) -> str | None:
    """Find the nearest of some names."""
    return next(iter(difflib.get_close_matches(name.casefold(), sorted(known), n=1, cutoff=0.6)), None)


def meant(name: str, known: Iterable[str], context: type, *, below: str = "") -> str:
    """Say what ``name`` was probably meant to be: one of ``known``, or a field elsewhere in the context."""
    prefix = f"{below}." if below else ""
    close = near(name, known)
    if close:
        return f"did you mean '{prefix}{close}'?"
    elsewhere = [path for path in paths_of(context) if path.rsplit(".", 1)[-1] == name]
    return f"did you mean '{elsewhere[0]}'?" if elsewhere else ELSEWHERE


@cache
def paths_of(context: type) -> tuple[str, ...]:
    """List the dotted path of every field of a context, lists as ``care[].name``, the shallowest first."""
    return tuple(sorted(_paths(context, ""), key=lambda path: (path.count("."), path)))


def _paths(model: type, above: str) -> Iterator[str]:
    for name, field in fields_of(model).items():
        path = above + name
        yield path
        inner: Kind | None = field.kind
        while inner is not None and inner.sort is Sort.LIST:
            path, inner = f"{path}[]", inner.item
        if inner is not None and inner.model is not None:
            yield from _paths(inner.model, f"{path}.")
