"""Broken templates, each reported at its line and column with its code and nothing else; good ones not at all.

What the linter says is held against what happens: a good template is filled from contexts in which everything that
may be missing is missing, and a template without a guard fails on one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.files.shipped_data import folder
from priorauth.letters.context.model import context_of
from priorauth.letters.lint import lint_library, lint_template
from priorauth.letters.templates.sandbox import render_template
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.library import default_library
from priorauth.problems import CATALOGUE, Problem, Refused
from tests.letters.lint.made_contexts import MAKINGS, Making, made
from tests.quick_sample import one_in

PROFILES = [default_library().load(name).profile for name in default_library().ids()]
CORPUS = Path(__file__).parent / "corpus"
BROKEN = TemplateLibrary((CORPUS / "broken",))
GOOD = TemplateLibrary((CORPUS / "good",))
SHIPPED = TemplateLibrary((folder("templates"),))


def expected() -> dict[str, list[str]]:
    lines = (CORPUS / "broken" / "expected.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(": ") for line in lines if line and not line.startswith("#")]
    return {name: places.split(", ") for name, _, places in rows}


EXPECTED = expected()


def placed(problem: Problem) -> str:
    where = problem.where
    file = Path(where.file or "")
    partial = f"partials/{file.name}:" if file.parent.name == "partials" else ""
    numbers = f"{where.line}:{where.column} " if where.line else ""
    return f"{partial}{numbers}{problem.code}"


def test_every_broken_template_is_expected_to_be_found() -> None:
    assert set(EXPECTED) == set(BROKEN.names())
    assert len(EXPECTED) >= 80


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_template_is_reported_at_its_place(name: str) -> None:
    assert [placed(p) for p in lint_template(BROKEN, name, PROFILES)] == EXPECTED[name]


@pytest.mark.parametrize("name", GOOD.names())
def test_a_good_template_raises_no_alarm(name: str) -> None:
    assert lint_template(GOOD, name) == ()


def test_the_shipped_templates_raise_no_alarm() -> None:
    assert lint_library(SHIPPED, PROFILES) == ()
    assert len(SHIPPED.names()) + len(GOOD.names()) >= 40


FILLED = [(library, name) for library in (SHIPPED, GOOD) for name in library.names()]


@pytest.mark.parametrize(("library", "name"), one_in(4, FILLED), ids=[name for _, name in FILLED])
def test_a_template_without_alarm_is_filled_from_every_context(library: TemplateLibrary, name: str) -> None:
    template = library.load(name)
    for making in MAKINGS:
        assert render_template(template, made(context_of(name), making)).strip()


OF_THE_LINTER_ALONE = {
    "compare_yes_no_with_text": "is never true, and fails on nothing",
    "compare_number_with_text": "is never true, and fails on nothing",
    "compare_record": "is never true, and fails on nothing",
    "compare_in_records": "is never true, and fails on nothing",
    "compare_order_of_dates": "puts dates in the order of their letters",
    "filter_join_with_number": "fails on a list of two alone",
}
"""Templates that fill, and mean something else than they seem to."""
FAIL_WHEN_FILLED = {"PA502", "PA503", "PA520", "PA521", "PA522", "PA523", "PA524", "PA525", "PA543"}


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, places in EXPECTED.items()
        if {place.split()[-1] for place in places} <= FAIL_WHEN_FILLED and name not in OF_THE_LINTER_ALONE
    ],
)
def test_what_the_linter_calls_an_error_fails_on_some_case(name: str) -> None:
    template = BROKEN.load(name)

    def fails(making: Making) -> bool:
        try:
            render_template(template, made(context_of(name), making))
        except Refused:
            return True
        return False

    assert any(fails(making) for making in MAKINGS)


FOUND_OTHERWISE = {
    "PA532": "by a profile",
    "PA538": "in a library",
    "PA545": "in a letterhead",
    "PA546": "in a practice",
    "PA547": "in a practice",
    "PA548": "by settling",
}
"""Codes that no template of the corpus can have by itself; the tests beside this one have them."""


def test_every_code_of_the_linter_has_a_template_that_has_it() -> None:
    found = {place.split()[-1] for places in EXPECTED.values() for place in places}
    assert {code for code in CATALOGUE if "PA520" <= code < "PA550"} - set(FOUND_OTHERWISE) <= found
