"""`priorauth schema payer`: an editor shows a description and a right example for every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel, TypeAdapter

from priorauth.parsing.messages import WRITTEN_FORMS
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


def test_an_admin_reads_plain_words() -> None:
    every = [*SCHEMA["$defs"].values(), SCHEMA]
    said = [each.get("description", "") for each in every]
    said += [field["description"] for each in every for field in each.get("properties", {}).values()]
    assert_none(f"{words}: say it without a field's name" for words in said if "`" in words)


def test_each_written_form_is_said_in_words() -> None:
    patterns = {
        json.loads(f'"{found}"') for found in re.findall(r'"pattern": "((?:[^"\\]|\\.)+)"', json.dumps(SCHEMA))
    }
    assert len(patterns) > 3
    assert_none(f"{pattern}: say in words what to write" for pattern in patterns - WRITTEN_FORMS.keys())
    assert all(
        re.search(pattern, example) for pattern, (_, hint) in WRITTEN_FORMS.items() for example in _written(hint)
    )


def _written(hint: str) -> list[str]:
    return re.split(" or ", hint.split("such as ")[1].replace('"', "")) if "such as " in hint else []
