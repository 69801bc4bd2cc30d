"""Broken templates, each reported at its line and column with its code and nothing else; good ones not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.letters.lint import lint_template
from priorauth.letters.template_library import TemplateLibrary
from priorauth.payers.library import default_library
from priorauth.problems import Problem

PROFILES = [default_library().load(name).profile for name in default_library().ids()]
CORPUS = Path(__file__).parent / "corpus"
BROKEN = TemplateLibrary((CORPUS / "broken",))


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
