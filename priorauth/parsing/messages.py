"""Validation errors in plain words: the place, the line with its value masked, and how to mend it."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core.core_schema import ErrorType

from priorauth.parsing.located import at, shown_key
from priorauth.parsing.model_fields import fields_at
from priorauth.parsing.tree import Path, Tree
from priorauth.problems import Problem, did_you_mean, problem

_LIBRARY_ERRORS = frozenset(typing.get_args(ErrorType))
"""Pydantic's own; any other kind of error is ours, and its message holds no value."""
_EXPECTATIONS = {
    "date_from_datetime_parsing": "should be a day of the calendar, written YYYY-MM-DD",
    "date_parsing": "should be a day of the calendar, written YYYY-MM-DD",
    "date_from_datetime_inexact": "should be a day of the calendar, written YYYY-MM-DD",
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
    "day": "write it YYYY-MM-DD, such as 2026-06-14",
    "partial_date": "write it YYYY-MM-DD, or YYYY-MM or YYYY where the chart says no more",
    "page_ranges": "name pages of the file from first to last, each once, such as 18-20 or 3, 5-7",
}
WRITTEN_FORMS = {
    r"^[A-TV-Z]\d[A-Z0-9](\.[A-Z0-9]{1,4})?$": (
        "should be a diagnosis code (ICD-10-CM): a capital letter, two characters, and a dot before any more",
        "write it in full, such as M54.51",
    ),
    r"^([0-9]{5}|[A-Z][0-9]{4})$": (
        "should be a procedure code: five digits (CPT), or a capital letter and four digits (HCPCS)",
        'write it in quotes, such as "64628"',
    ),
    r"^[A-Z]{2}$": ("should be the postal code of a state: two capital letters", "write it such as WA"),
    r"^\d{2}$": ("should be a place of service: two digits", 'write it in quotes, such as "22"'),
    r"^[A-Z]{1,2}$": ("should be one or two capital letters", "write it such as A or AB"),
    r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$": (
        "should be a short name of letters, digits, '-' and '_', at most 40, with no space in it",
        "write it such as pain-duration",
    ),
}
"""For each pattern of a case or a profile, what has to be written, and how to mend it."""
_LIMITS = ("greater_than_equal", "less_than_equal", "greater_than", "less_than")


def problems_of(
    errors: Iterable[Mapping[str, Any]], tree: Tree, model: type[BaseModel], *, show_values: bool
) -> tuple[Problem, ...]:
    """Say each validation error in words. Values never appear, unless asked for in the excerpt."""
    found = [_problem(error, tree, model, show_values=show_values) for error in errors]
    return tuple(sorted(found, key=lambda p: (p.where.line or 0, p.where.column or 0)))


def _problem(error: Mapping[str, Any], tree: Tree, model: type[BaseModel], *, show_values: bool) -> Problem:
    kind = str(error["type"])
    path = _path_in(tree, error["loc"], is_missing=kind == "missing")
    if kind == "union_tag_invalid":
        path = (*path, "kind")
    where = tree.locate(path)
    key = _name(path)
    excerpt = tree.excerpt(where, show_values=show_values)
    context = error.get("ctx", {})
    if kind == "missing":
        return problem("PA111", where, key=key, excerpt=excerpt)
    if kind == "extra_forbidden":
        return unknown_field(path, tree, model, show_values=show_values)
    if kind == "unprintable":
        return problem("PA113", where, key=key, codepoint=context["codepoint"], excerpt=excerpt)
    if kind == "npi":
        return problem("PA126", where, excerpt=excerpt)
    expectation, hint = _expectation(kind, error, tree, path)
    return problem("PA112", where, key=key, expectation=expectation, hint=hint, excerpt=excerpt)


def unknown_field(path: Path, tree: Tree, model: type[BaseModel], *, show_values: bool) -> Problem:
    """Say that a field is not one of those its place has (PA110), and which was perhaps meant."""
    where, written = tree.locate(path), str(path[-1])
    known = fields_at(model, path[:-1], tree.content) or ()
    hint = did_you_mean(written, known) or f"the fields here are {', '.join(known)}"
    excerpt = tree.excerpt(where, show_values=show_values)
    return problem("PA110", where, key=shown_key(written), hint=hint, excerpt=excerpt)


_SHORT = 4
_LIKENESS, _LIKENESS_OF_SHORT = 0.6, 0.8
"""How like a word has to be: two abbreviations such as BDI and ODI differ in a letter and are other things."""


def _expectation(kind: str, error: Mapping[str, Any], tree: Tree, path: Path) -> tuple[str, str]:
    context = error.get("ctx", {})
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        allowed = re.findall(r"'([^']+)'", str(context.get("expected", context.get("expected_tags", ""))))
        written = at(tree.content, path)
        word = written if isinstance(written, str) else ""
        likeness = _LIKENESS if len(word) > _SHORT else _LIKENESS_OF_SHORT
        hint = did_you_mean(word, allowed, likeness=likeness) or "choose one of them"
        return f"should be one of: {', '.join(allowed)}", hint
    if kind in _LIMITS:
        bound = next(iter(context.values()), "")
        side = "at least" if kind.startswith("greater") else "at most"
        return f"should be {side} {bound}", "correct the number"
    if kind == "string_pattern_mismatch" and context.get("pattern") in WRITTEN_FORMS:
        return WRITTEN_FORMS[context["pattern"]]
    if kind in _EXPECTATIONS:
        return _EXPECTATIONS[kind], _HINTS.get(kind, "correct it")
    own = "" if kind in _LIBRARY_ERRORS else str(error["msg"])
    return own or "does not have the form it should have", _HINTS.get(kind, "correct it")


def _path_in(tree: Tree, loc: tuple[str | int, ...], *, is_missing: bool) -> Path:
    """Follow pydantic's location through the file.

    A union's tag is in the location but not in the file, and is left out; so is a field that is missing, but that
    one, always the last part, is what the problem is about.
    """
    path: Path = ()
    for part in loc:
        step = (*path, part)
        if step in tree.places:
            path = step
    is_new = is_missing and path[-1:] != loc[-1:]
    return (*path, loc[-1]) if is_new else path


def _name(path: Path) -> str:
    names = [shown_key(part) if isinstance(part, str) else f"{part + 1}" for part in path]
    return ".".join(names) or "the file"
