"""`priorauth schema payer`: an editor shows a description and a right example for every field."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, TypeAdapter

from priorauth.payers.admin.profile_schema import profile_schema
from priorauth.payers.criteria import Criterion
from priorauth.payers.model import Profile
from tests.offenders import assert_none

SCHEMA = profile_schema()
MODELS = {**SCHEMA["$defs"], "Profile": SCHEMA}


def under(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in model.__subclasses__():
        yield each
        yield from under(each)


CLASSES = {each.__name__: each for each in under(BaseModel) if each.__module__.startswith("priorauth.payers")}


def test_every_field_has_a_description_and_an_example() -> None:
    fields = [
        (f"{model}.{name}", field) for model, d in MODELS.items() for name, field in d.get("properties", {}).items()
    ]
    assert len(fields) > 300
    assert_none(f"{place}: describe it" for place, field in fields if not field["description"])
    assert_none(f"{place}: give an example" for place, field in fields if field["examples"] == [None])


@pytest.mark.parametrize("model", sorted(MODELS.keys() & CLASSES.keys()))
def test_every_example_is_taken(model: str) -> None:
    for name, about in CLASSES[model].model_fields.items():
        example = MODELS[model]["properties"][name]["examples"][0]
        field = TypeAdapter(about.rebuild_annotation())
        assert field.validate_python(example) is not None, name


def test_the_kinds_of_criterion_are_among_them() -> None:
    assert {each.__name__ for each in under(Criterion)} - {"Lasting"} <= MODELS.keys()
    assert Profile.__name__ in CLASSES
