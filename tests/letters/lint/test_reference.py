"""The reference of fields and filters says what the code does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from priorauth.letters.context.model import CONTEXTS, LetterContext, context_of
from priorauth.letters.lint import examine
from priorauth.letters.lint.criteria_answered import ANSWERED_BY, THE_TABLE
from priorauth.letters.lint.field_use import Need, needed_fields
from priorauth.letters.lint.language import FILTERS, LOOP_FIELDS
from priorauth.letters.lint.reference import reference
from priorauth.letters.lint.types import field_rows
from priorauth.letters.templates import sandbox
from priorauth.letters.templates.filters import ALLOWED_FILTERS
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.payers.criteria import COMBINATIONS, AnyCriterion
from tests.letters.templates import document_of, rendered, words_of, write_template
from tests.offenders import assert_none

DOCS = Path(__file__).parents[3] / "docs"


def test_the_reference_in_the_docs_is_fresh() -> None:
    written = (DOCS / "template-fields.md").read_text(encoding="utf-8")
    assert written == reference(), "run: priorauth template fields --markdown > docs/template-fields.md"


def test_every_filter_is_described() -> None:
    assert list(FILTERS) == list(ALLOWED_FILTERS)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filters_example_prints_what_the_reference_says(name: str) -> None:
    kind = FILTERS[name]
    assert name in kind.example
    context = {"levels": ["L4", "L5", "S1"], "word": "Physical therapy"}
    assert words_of(document_of(rendered(kind.example, context)).blocks) == [kind.shows]


def test_what_loop_has_is_what_the_sandbox_lets_through() -> None:
    assert set(LOOP_FIELDS) == sandbox._LOOP_FIELDS


def test_every_kind_of_criterion_has_fields_that_answer_it_and_they_exist() -> None:
    kinds = {
        get_args(model.model_fields["kind"].annotation)[0]
        for model in get_args(get_args(AnyCriterion)[0])
        if model not in COMBINATIONS
    }
    assert set(ANSWERED_BY) == kinds
    paths = {row.path for row in field_rows(LetterContext)}
    assert {path for fields in ANSWERED_BY.values() for path in fields} | {THE_TABLE} <= paths


def test_every_field_says_what_it_means() -> None:
    contexts = {context: field_rows(context) for context in (LetterContext, *CONTEXTS.values())}
    assert all(len(rows) > 20 for rows in contexts.values())
    assert_none(
        f"{context.__name__} {row.path}: say what it means, without a period at the end"
        for context, rows in contexts.items()
        for row in rows
        if not row.doc.meaning or row.doc.meaning.endswith(".")
    )
    assert_none(
        f"{context.__name__} {path}: stands {times} times: name one of them otherwise"
        for context, rows in contexts.items()
        for path, times in Counter(row.path for row in rows).items()
        if times > 1
    )


def test_what_a_template_needs_and_where(tmp_path: Path) -> None:
    body = (
        "{{ patient.name }} {{ request.device }}\n"
        "{% if pain.onset %}{{ pain.onset }}{% endif %}\n"
        '{% for row in care %}{% include "partials/row.md" %}{% endfor %}'
    )
    library = write_template(tmp_path, body, {"row": "{{ row.name }}\n{% if row.ref %}{{ row.ref }}{% endif %}"})
    needed = needed_fields(context_of("trial"), examine(library, tmp_path / "trial.md").uses)
    places = {
        item.row.path: (item.need, [place.removeprefix(f"{tmp_path}/") for place in item.used_at])
        for item in needed
    }
    assert places == {
        "patient.name": (Need.REQUIRED, ["trial.md:5"]),
        "request.device": (Need.UNGUARDED, ["trial.md:5"]),
        "pain.onset": (Need.GUARDED, ["trial.md:6"]),
        "care": (Need.REQUIRED, ["trial.md:7"]),
        "care[].name": (Need.REQUIRED, ["partials/row.md:1"]),
        "care[].ref": (Need.GUARDED, ["partials/row.md:2"]),
    }


def test_a_library_without_the_template_names_the_nearest(tmp_path: Path) -> None:
    assert TemplateLibrary((tmp_path,)).path_of("trial.md") is None
