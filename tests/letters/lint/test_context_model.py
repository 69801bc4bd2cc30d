"""The model of what templates see is what they are given, whatever the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.case.read_case import read_case
from priorauth.files.shipped_data import folder
from priorauth.letters.context.model import (
    AddendumRequestContext,
    CoverContext,
    LetterContext,
    RecordRequestContext,
    letter_context,
    request_context,
)
from priorauth.letters.packet_pages import PacketFacts, PacketPages, PacketPart
from priorauth.payers.library import default_library
from priorauth.practice.settings import find_practice
from priorauth.submission.gate import Draft
from tests.cases import AS_OF, borne_out
from tests.letters.lint.made_contexts import record_conforms

PRACTICE = find_practice(folder("examples"))
assert PRACTICE is not None
DEFAULTS = PRACTICE.defaults
CASES = sorted((folder("examples") / "cases").glob("*/case.yaml"))
PAGES = PacketPages((PacketPart("letter", "Letter", "Letter", 1, 3),), {}, 3)


def draft(path: Path) -> Draft:
    case = read_case(path, as_of=AS_OF, defaults=DEFAULTS).case
    profile = default_library().load(case.coverage.payer).profile
    return Draft(case=case, profile=profile, concordance=borne_out(case), as_of=AS_OF)


def test_there_are_examples_to_look_at() -> None:
    assert len(CASES) >= 5


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_what_a_template_is_given_is_what_the_model_says(path: Path) -> None:
    gated = draft(path)
    cites = ("smuck-2021", "conger-2022", "fda-510k")
    assert record_conforms(letter_context(gated, {"A": 1}, cites, PacketFacts()), LetterContext) == []
    assert (
        record_conforms(letter_context(gated, {"A": 1}, cites, PacketFacts({"A": "1 page"}, PAGES)), CoverContext)
        == []
    )
    asked = request_context(gated)
    assert record_conforms(asked, RecordRequestContext) == []
    assert record_conforms(asked, AddendumRequestContext) == []


def test_a_field_of_another_kind_would_be_seen() -> None:
    context = dict(letter_context(draft(CASES[0]), {}, (), PacketFacts()))
    context |= {"as_of": 3, "care": None, "more": "x"}
    context["patient"] = {"name": "x", "birth_date": None, "record_number": None}
    assert sorted(record_conforms(context, LetterContext)) == [
        ".as_of is int, not str",
        ".care is empty",
        ".more is not in the model",
        ".patient.birth_date is empty",
    ]
