"""A payer profile to fill in, each field explained by what its model says of it."""

from __future__ import annotations

import textwrap
import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from priorauth.parsing.model import Slug
from priorauth.payers import criteria
from priorauth.payers.criteria import Criterion, Grade, Lasting, Pedigree
from priorauth.payers.model import Carrier, Policy, Position, Profile
from priorauth.problems import Refused, Where, problem

FILL_IN = "FILL IN"
"""Marks the lines that have to be filled in; `payer lint` names each of them until it is."""

_ID: TypeAdapter[str] = TypeAdapter(Slug)
_WIDTH = 110
_KINDS: tuple[type[Criterion], ...] = typing.get_args(typing.get_args(criteria.AnyCriterion)[0])
_OFTEN_ASKED: dict[str, type[Criterion]] = {
    "pain-duration": criteria.SymptomDuration,
    "conservative-care": criteria.CareDuration,
    "modic-type": criteria.ModicTypes,
    "vertebral-range": criteria.VertebralRange,
}
"""The criteria a new profile begins with, by id. What they ask is left empty: only the payer's text says it."""
_FORMS: dict[object, str] = {
    int: "a whole number",
    Decimal: "a number",
    float: "a number",
    bool: "true or false",
    date: "YYYY-MM-DD",
    str: "text",
}
_GRADES = ", ".join(grade.value for grade in Grade)


def new_profile(profile_id: str) -> str:
    """Return the text of a profile to fill in. Raises `Refused` (PA336) for an id that is none."""
    check_id(profile_id)
    positions = ", ".join(position.value for position in Position)
    lines = [
        *_comment(
            "A payer profile: where one payer stands on basivertebral nerve ablation, and how that was seen. Write"
            " down what you read on the payer's own page, in your own words, and nothing else. What is left empty"
            ' was not seen; it does not mean "not required".'
        ),
        *_comment(f"Fill in every line marked {FILL_IN}, then: priorauth payer lint {profile_id}"),
        *_field("id", profile_id),
        *_field("carrier"),
        *_comment(_said(Carrier, "name"), 2),
        _to_fill("name", 2),
        *_field("policy"),
        *(line for name in Policy.model_fields for line in (*_comment(_said(Policy, name), 2), f"  {name}:")),
        *_field("position", f"  # {FILL_IN}: one of {positions}"),
        *_field("grade", f"  # {FILL_IN}: one of {_GRADES}"),
        *_field("retrieved", f"  # {FILL_IN}: YYYY-MM-DD"),
        *_field("review_by", f"  # {FILL_IN}: YYYY-MM-DD"),
        *_criteria(),
        *_optional(
            {"id", "extends", "carrier", "policy", "position", "grade", "retrieved", "review_by", "criteria"}
        ),
        *_catalogue(),
    ]
    return "\n".join(lines) + "\n"


def heir(profile_id: str, parent_id: str) -> str:
    """Return the text of a profile that starts from another. Raises `Refused` (PA336) for an id that is none."""
    check_id(profile_id)
    given = {"id", "extends", "carrier", "grade", "retrieved", "review_by", "criteria"}
    lines = [
        *_comment(
            f"A payer profile that starts from '{parent_id}'. What is given here wins; what is left out is"
            f" inherited, and 'priorauth payer diff {parent_id} {profile_id}' shows what differs."
        ),
        *_comment(f"Fill in every line marked {FILL_IN}, then: priorauth payer lint {profile_id}"),
        *_field("id", profile_id),
        *_field("extends", parent_id),
        *_field("carrier"),
        *_comment(_said(Carrier, "name"), 2),
        _to_fill("name", 2),
        *_field("grade", f"GRADE  # {FILL_IN}: one of {_GRADES}"),
        *_field("retrieved", f"YYYY-MM-DD  # {FILL_IN}: the day you read this plan's own text"),
        *_field("review_by", f"YYYY-MM-DD  # {FILL_IN}"),
        "",
        *_comment(
            "criteria: those that differ. One with the id of an inherited criterion takes its place, 'replaces: ID'"
            " does so under a new id, any other is added. An inherited criterion cannot be taken out. An example:"
        ),
        *(
            f"# {line}".rstrip()
            for line in ("criteria:", *_one_criterion("pain-duration", criteria.SymptomDuration))
        ),
        *_optional(given),
        *_catalogue(),
    ]
    return "\n".join(lines) + "\n"


def check_id(profile_id: str) -> None:
    """Raise `Refused` (PA336) for what cannot be a profile's id."""
    try:
        _ID.validate_python(profile_id)
    except ValidationError:
        raise Refused([problem("PA336", Where(field="ID"))]) from None


def _field(name: str, value: str = "") -> Iterator[str]:
    yield ""
    yield from _comment(_said(Profile, name))
    yield f"{name}: {value}".rstrip() if not value.startswith("  #") else f"{name}:{value}"


def _to_fill(name: str, indent: int, form: str = "") -> str:
    return f"{' ' * indent}{name}:  # {FILL_IN}{': ' if form else ''}{form}"


def _criteria() -> Iterator[str]:
    yield from _field("criteria")
    yield from _comment(
        "These four are asked often. Take out what this payer does not ask, and all four where the position goes"
        " with none; add others by the list at the end of this file. Each says where it was read.",
        2,
    )
    for name, kind in _OFTEN_ASKED.items():
        yield from _one_criterion(name, kind)


def _one_criterion(name: str, kind: type[Criterion]) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    kind: {_kind(kind)}  # {_first_sentence(kind)}"
    yield "    text:  # what the payer asks, in your words; left empty, it is made from the numbers below"
    for field, about in _own(kind).items():
        form = _form(about.annotation)
        is_asked = about.is_required() or (field == "months" and issubclass(kind, Lasting))
        yield _to_fill(field, 4, form) if is_asked else f"    # {field}: {form}"
    yield "    source:"
    yield _to_fill("grade", 6, f"one of {_GRADES}")
    for field in ("section", "url", "retrieved", "quote"):
        said = Pedigree.model_fields[field].description
        yield f"      {field}:{f'  # {said}' if said else ''}"


def _optional(given: set[str]) -> Iterator[str]:
    yield ""
    yield from _comment("What else a profile may say; docs/payers.md has the parts of each.")
    for name in Profile.model_fields:
        if name not in given:
            yield from _comment(f"{name}: {_said(Profile, name)}", hanging=4)


def _catalogue() -> Iterator[str]:
    yield ""
    yield from _comment("Every kind of criterion, with its own fields.")
    for kind in _KINDS:
        yield from _comment(f"{_kind(kind)}: {_first_sentence(kind)}", hanging=4)
        for field, about in _own(kind).items():
            optional = "" if about.is_required() else " (may be left out)"
            yield from _comment(f"    {field}: {_form(about.annotation)}{optional}", hanging=8)


def _own(kind: type[BaseModel]) -> dict[str, Any]:
    shared = {*Criterion.model_fields, "kind"}
    return {name: about for name, about in kind.model_fields.items() if name not in shared}


def _kind(kind: type[Criterion]) -> str:
    return str(typing.get_args(kind.model_fields["kind"].annotation)[0])


def _first_sentence(kind: type[BaseModel]) -> str:
    return (kind.__doc__ or "").split("\n")[0].replace("``", "'")


def _said(model: type[BaseModel], name: str) -> str:
    return (model.model_fields[name].description or "").replace("``", "'")


def _comment(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    margin = f"{' ' * indent}# "
    lead = len(text) - len(text.lstrip())
    return textwrap.wrap(
        text.strip(),
        _WIDTH,
        initial_indent=margin + " " * lead,
        subsequent_indent=margin + " " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _form(annotation: object) -> str:
    """Say in words what a field takes."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return f"one of {', '.join(str(member.value) for member in annotation)}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"each with {', '.join(annotation.model_fields)}"
    if annotation in _FORMS:
        return _FORMS[annotation]
    parts = [part for part in typing.get_args(annotation) if part not in (type(None), Ellipsis)]
    origin = typing.get_origin(annotation)
    if origin is tuple:
        inner = _form(parts[0])
        return f"a list, {inner}" if inner.startswith("each") else f"a list of {inner.removeprefix('one of ')}"
    if origin in (typing.Union, types.UnionType) and len(parts) > 1:
        return "criteria of any kind"
    return _form(parts[0]) if parts else "text"
