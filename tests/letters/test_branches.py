"""Watching a template's conditions changes nothing of what it says, and tells every outcome at its line."""

from __future__ import annotations

import pytest

from priorauth.letters.templates.coverage import Outcomes
from priorauth.letters.templates.sandbox import render_template
from priorauth.problems import Refused
from tests.letters.templates import unchecked

BODY = """\
{% if a %}A{% elif b.c %}B{% else %}C{% endif %}
{{ "yes" if d else "no" }}
{% for row in rows if row.x is not none %}{{ row.x }}{% endfor %}
{% if true %}always{% endif %}
"""


def outcomes_of(*contexts: dict[str, object]) -> tuple[Outcomes, list[str]]:
    outcomes, template = Outcomes(), unchecked(BODY)
    return outcomes, [outcomes.render(template, context) for context in contexts]


def test_each_outcome_that_never_came_is_told_at_its_line() -> None:
    outcomes, _ = outcomes_of({"a": "", "b": {"c": ""}, "d": "x", "rows": []})
    told = [(branch.line, branch.words, outcome) for branch, outcome in outcomes.never()]
    assert told == [
        (1, "if a", True),
        (1, "elif b.c", True),
        (2, "if d", False),
        (3, "for rows", True),
        (3, "for ... if not row.x is none", True),
        (3, "for ... if not row.x is none", False),
        (4, "if true", False),
    ]
    assert outcomes.counted() == (4, 11)


def test_outcomes_add_up_over_contexts() -> None:
    outcomes, _ = outcomes_of(
        {"a": "x", "b": {"c": ""}, "d": "x", "rows": [{"x": 1}, {"x": None}]},
        {"a": "", "b": {"c": "x"}, "d": "", "rows": []},
        {"a": "", "b": {"c": ""}, "d": "", "rows": []},
    )
    assert [(branch.words, outcome) for branch, outcome in outcomes.never()] == [("if true", False)]


def test_what_is_watched_says_the_same_words() -> None:
    context: dict[str, object] = {"a": "", "b": {"c": "x"}, "d": "", "rows": [{"x": 1}, {"x": 2}]}
    _, (watched,) = outcomes_of(context)
    assert watched == render_template(unchecked(BODY), context)


@pytest.mark.parametrize("body", ["{{ a | watched_condition }}", "{% if a.b %}{% endif %}", "{{ a() }}"])
def test_watching_opens_no_way_out_of_the_sandbox(body: str) -> None:
    for render in (Outcomes().render, render_template):
        with pytest.raises(Refused):
            render(unchecked(body), {"a": "x"})
