"""Validation errors in plain words: the place, the line with its value masked, and how to mend it."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from priorauth.problems import Problem, Where, problem
from priorauth.records.tree import Path, Tree

_MASK = "█" * 6
_EXPECTATIONS = {
    "date_from_datetime_parsing": "should be a day written YYYY-MM-DD",
    "date_parsing": "should be a day written YYYY-MM-DD",
    "date_from_datetime_inexact": "should be a day written YYYY-MM-DD",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "decimal_parsing": "should be a number",
    "decimal_max_places": "has too many decimal places",
    "decimal_max_digits": "has too many digits",
    "float_parsing": "should be a number",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "string_type": "should be text",
    "string_too_short": "is empty",
    "string_too_long": "is too long",
    "string_pattern_mismatch": "does not have the form it should have",
    "tuple_type": "should be a list; start each entry with '-'",
    "list_type": "should be a list; start each entry with '-'",
    "too_short": "needs at least one entry",
    "model_type": "should have fields of its own, one to a line below it",
    "model_attributes_type": "should have fields of its own, one to a line below it",
    "dict_type": "should have fields of its own, one to a line below it",
    "union_tag_not_found": "needs a 'kind'",
}
_HINTS = {
    "date_from_datetime_parsing": "write it YYYY-MM-DD, such as 2026-06-14",
    "date_parsing": "write it YYYY-MM-DD, such as 2026-06-14",
    "partial_date": "write it YYYY-MM-DD, or YYYY-MM or YYYY where the chart says no more",
    "string_pattern_mismatch": "see 'priorauth schema' for the form",
}
_LIMITS = ("greater_than_equal", "less_than_equal", "greater_than", "less_than")


def problems_of(
    errors: Iterable[Mapping[str, Any]], tree: Tree, model: type[BaseModel], *, show_values: bool
) -> tuple[Problem, ...]:
    """Say each validation error in words. Values never appear, unless asked for in the excerpt."""
    found = [_problem(error, tree, model, show_values=show_values) for error in errors]
    return tuple(sorted(found, key=lambda p: (p.where.line or 0, p.where.column or 0)))


def _problem(error: Mapping[str, Any], tree: Tree, model: type[BaseModel], *, show_values: bool) -> Problem:
    path = _path_in(tree, error["loc"])
    where = tree.locate(path)
    key = _name(path)
    excerpt = _excerpt(tree, where, show_values=show_values)
    kind = str(error["type"])
    context = error.get("ctx", {})
    if kind == "missing":
        return problem("PA111", where, key=key, excerpt=excerpt)
    if kind == "extra_forbidden":
        hint = _did_you_mean(str(path[-1]), _fields_at(model, path[:-1])) or "see 'priorauth schema' for the fields"
        return problem("PA110", where, key=str(path[-1])[:40], hint=hint, excerpt=excerpt)
    if kind == "unprintable":
        return problem("PA113", where, key=key, codepoint=context["codepoint"], excerpt=excerpt)
    if kind == "npi":
        return problem("PA126", where, excerpt=excerpt)
    expectation, hint = _expectation(kind, error, tree, path)
    return problem("PA112", where, key=key, expectation=expectation, hint=hint, excerpt=excerpt)


def _expectation(kind: str, error: Mapping[str, Any], tree: Tree, path: Path) -> tuple[str, str]:
    context = error.get("ctx", {})
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        allowed = re.findall(r"'([^']+)'", str(context.get("expected", context.get("expected_tags", ""))))
        written = _value_at(tree, path if kind != "union_tag_invalid" else (*path, "kind"))
        hint = _did_you_mean(written, allowed) or "choose one of them"
        return f"should be one of: {', '.join(allowed)}", hint
    if kind in _LIMITS:
        bound = next(iter(context.values()), "")
        side = "at least" if kind.startswith("greater") else "at most"
        return f"should be {side} {bound}", "correct the number"
    if kind in _EXPECTATIONS:
        return _EXPECTATIONS[kind], _HINTS.get(kind, "correct it")
    # Our own error types (partial_date, endplate, ...) carry messages that hold no value.
    own = str(error["msg"]) if "_" not in kind or kind in ("partial_date", "no_limit", "no_severity") else ""
    return own or "does not have the form it should have", _HINTS.get(kind, "correct it")


def _path_in(tree: Tree, loc: tuple[str | int, ...]) -> Path:
    """Follow pydantic's location through the file; a union's tag is in the location but not in the file."""
    path: Path = ()
    for place, part in enumerate(loc):
        step = (*path, part)
        is_last = place == len(loc) - 1
        if step in tree.places or is_last:
            path = step
    return path


def _name(path: Path) -> str:
    names = [str(part) if isinstance(part, str) else f"{part + 1}" for part in path[-3:]]
    return ".".join(names) or "the file"


def _value_at(tree: Tree, path: Path) -> str:
    here: Any = tree.content
    for part in path:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return here if isinstance(here, str) else ""


def _did_you_mean(written: str, known: Iterable[str]) -> str | None:
    close = difflib.get_close_matches(written, list(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else None


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """List the fields a model allows at a place, following fields by their annotations."""
    models = [model]
    for part in path:
        if isinstance(part, int):
            continue
        found = [
            inner for m in models if part in m.model_fields for inner in _models_in(m.model_fields[part].annotation)
        ]
        models = found or models
    return [name for m in models for name in m.model_fields]


def _models_in(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401  (annotations are of any kind)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in typing.get_args(annotation) for model in _models_in(part)]


def _excerpt(tree: Tree, where: Where, *, show_values: bool) -> tuple[str, ...]:
    if where.line is None or where.line > len(tree.lines):
        return ()
    line = tree.lines[where.line - 1]
    shown = line if show_values else _masked(line)
    return shown, " " * ((where.column or 1) - 1) + "^"


def _masked(line: str) -> str:
    """Hide what a line says, keeping its key: the reader has the file, a log should not."""
    match = re.match(r"^(\s*(?:- )*\"?[A-Za-z_]\w*\"?\s*:)(\s*)(\S.*)?$", line)
    if match is None:
        indent = len(line) - len(line.lstrip())
        return " " * indent + (_MASK if line.strip() else "")
    key, space, value = match.groups()
    return f"{key}{space}{_MASK if value else ''}"
