"""What a template may not do is refused before it runs, and would be refused while it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.letters.lint import lint_template
from priorauth.letters.templates import sandbox
from priorauth.letters.templates.sandbox import render_template
from priorauth.problems import Refused, Severity
from tests.letters.templates import rendered, unchecked, write_template
from tests.quick_sample import one_in

HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ case['__class__'] }}",
    "{{ case.__init__.__globals__ }}",
    "{{ case.name.format(case) }}",
    "{{ '{0.__class__}'.format(case) }}",
    "{{ case | attr('__class__') }}",
    "{{ rows | map(attribute='__class__') | join }}",
    "{{ rows | groupby('__class__') }}",
    "{{ rows.append('x') }}",
    "{{ case.update({'name': 'x'}) }}",
    "{{ range(1000000000) | join }}",
    "{% for i in range(10) %}{{ i }}{% endfor %}",
    "{{ lipsum() }}",
    "{{ cycler('a').next() }}",
    "{{ namespace(x=1) }}",
    "{% macro m() %}x{% endmacro %}{{ m() }}",
    "{% import 'partials/x.md' as x %}",
    "{% from 'partials/x.md' import y %}",
    "{% extends 'other.md' %}",
    "{% include '../../etc/passwd' %}",
    "{% include case.name %}",
    "{% include ['partials/a.md', 'partials/b.md'] %}",
    "{% include 'partials/x.md' ignore missing %}",
    "{% filter upper %}x{% endfilter %}",
    "{% set case.name = 'x' %}",
    "{% set x %}*{% endset %}{{ x }}",
    "{% call case.name() %}x{% endcall %}",
    "{% autoescape true %}{{ case.name }}{% endautoescape %}",
    "{% with x = 1 %}{{ x }}{% endwith %}",
    "{% block b %}{% endblock %}",
    "{{ case.name | safe }}",
    "{{ missing | default('x') }}",
    "{{ missing is defined }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'x' * 1000000000 }}",
    "{{ '%s' % case.name }}",
    "{{ case.name ~ case.name }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop._iterable }}",
    "{{ case[rows[0]] }}",
    "{% for k in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{% for a in r %}" * 4 + "x" + "{% endfor %}" * 4,
    "{{ '" + "x" * 300 + "' }}",
    "{{ 'x' if case.name == 'y' }}",
    "{% for k in rows recursive %}{{ k }}{% endfor %}",
    "{% debug %}",
    "{% do rows.clear() %}",
    "{{ case.name",
    "{% if %}",
    "{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ case.name.__class__.__base__.__subclasses__() }}",
    "{{ case | map('attr', '__init__') }}",
    "{{ rows | sort(attribute='__class__') }}",
    "{{ rows | sum(start=case) }}",
    "{{ case | tojson }}",
    "{{ case | pprint }}",
    "{{ case | xmlattr }}",
    "{{ case.name | format(case) }}",
    "{{ rows | random }}",
    "{{ rows | batch(1) | list }}",
    "{{ joiner(',') }}",
    "{{ dict(a=1) }}",
    "{{ [case, rows] }}",
    "{{ {'a': case} }}",
    "{{ (case, rows) }}",
    "{{ rows[0:1] }}",
    "{{ not_there() }}",
    "{% include 'partials/../../x.md' %}",
    "{% include 'partials/x.md' if case.name else 'partials/a.md' %}",
    "{% set _x = 1 %}",
    "{% for _ in rows %}{{ loop }}{% endfor %}",
    "{% for a, b in rows %}{{ a }}{% endfor %}",
    "{{ case.name" + ".name" * 3000 + " }}",
    "{% if rows" + " and rows" * 3000 + " %}x{% endif %}",
    "{{ case.name" + " | lower_first" * 3000 + " }}",
    "{% if rows %}" * 120 + "{% endif %}" * 120,
    "{% if not rows %}a" + "{% elif not rows %}b" * 2000 + "{% endif %}",
    "{{ " + "9" * 5000 + " }}",
    "{{ " + "1 if rows else " * 2000 + "2 }}",
    "{% set z = rows | join(',') %}" * 3000,
]
CONTEXT = {"case": {"name": "x"}, "rows": ["a", "b"], "r": ["x"] * 3}


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("body", one_in(3, HOSTILE), ids=lambda body: body[:40])
def test_a_hostile_template_is_refused_when_it_is_loaded(body: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_template(tmp_path, "fine\n" + body, {"x": "y", "a": "", "b": ""}).load("trial")
    assert {found.code for found in refused.value.problems} <= {"PA501", "PA507"}
    assert {found.where.line for found in refused.value.problems} <= {6, None}


@pytest.mark.parametrize("body", one_in(3, HOSTILE), ids=lambda body: body[:40])
def test_the_linter_says_so_as_well(body: str, tmp_path: Path) -> None:
    library = write_template(tmp_path, "fine\n" + body, {"x": "y", "a": "", "b": ""})
    errors = {found.code for found in lint_template(library, "trial") if found.severity is Severity.ERROR}
    assert errors & {"PA501", "PA507", "PA526", "PA527"}


@pytest.mark.parametrize("body", one_in(3, HOSTILE), ids=lambda body: body[:40])
def test_it_is_refused_when_it_is_filled_without_having_been_loaded(body: str) -> None:
    with pytest.raises(Refused) as refused:
        render_template(unchecked(body + " "), CONTEXT)
    assert {found.code for found in refused.value.problems} <= {"PA501", "PA507"}


HARMLESS = {
    "{% set x %}*{% endset %}{{ x }}": "\\*",
    "{% autoescape true %}{{ case.name }}{% endautoescape %}": "x",
    "{% with x = 1 %}{{ x }}{% endwith %}": "1",
    "{% block b %}{% endblock %}": "",
    "{% for a in r %}" * 4 + "x" + "{% endfor %}" * 4: "x" * 81,
    "{{ '" + "x" * 300 + "' }}": "x" * 300,
    "{% include 'partials/x.md' ignore missing %}": "",
    "{{ case.name ~ case.name }}": "xx",
    "{% for k in rows recursive %}{{ k }}{% endfor %}": "ab",
    "{% set _x = 1 %}": "",
    "{% if not rows %}a" + "{% elif not rows %}b" * 2000 + "{% endif %}": "",
    "{% set z = rows | join(',') %}" * 3000: "",
}
"""What the sandbox alone would let through, and what it prints then: nothing that the context does not hold."""


@pytest.mark.parametrize("body", one_in(3, HOSTILE), ids=lambda body: body[:40])
def test_the_sandbox_alone_lets_nothing_out(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "check_template", lambda text, file: ())
    if body in HARMLESS:
        assert render_template(unchecked(body + " "), CONTEXT).strip() == HARMLESS[body]
        return
    with pytest.raises(Refused) as refused:
        render_template(unchecked(body + " "), CONTEXT)
    assert {found.code for found in refused.value.problems} <= {"PA501", "PA502", "PA503", "PA504", "PA507"}


LONG = "y" * 2000
TOO_MUCH: dict[str, tuple[str, dict[str, str]]] = {
    "joins of joins": (
        "{% set a = rows | join(text) %}" + "{% set a = rows | join(a) %}" * 8 + "{{ a | length }}",
        {},
    ),
    "loops over a text": (
        "{% for a in text %}{% for b in text %}{% for c in text %}{% endfor %}{% endfor %}{% endfor %}",
        {},
    ),
    "loops in partials in loops": (
        '{% for a in rows %}{% include "partials/p0.md" %}{% endfor %}',
        {
            f"p{n}": f'{{% for a in rows %}}{{% for b in rows %}}{{% include "partials/p{n + 1}.md" %}}{{% endfor %}}{{% endfor %}}'
            for n in range(4)
        }
        | {"p4": "{% for a in rows %}{% endfor %}"},
    ),
    "partials that double": (
        '{% include "partials/a0.md" %}',
        {
            f"{side}{n}": f'{{% include "partials/a{n + 1}.md" %}}{{% include "partials/b{n + 1}.md" %}}'
            for n in range(25)
            for side in "ab"
        }
        | {"a25": "", "b25": ""},
    ),
    "a long print in loops": (
        "{% for a in rows %}{% for b in rows %}{% for c in rows %}{{ text }}{% endfor %}{% endfor %}{% endfor %}",
        {},
    ),
    "much work and no print": (
        "{% for a in rows %}{% for b in rows %}{% for c in rows %}"
        + "{% set z = rows | join %}" * 1500
        + "{% endfor %}{% endfor %}{% endfor %}",
        {},
    ),
    "partials without end": ('{% include "partials/big.md" %}', {"big": "x" * 199_000}),
}


QUICK = ("much work and no print", "partials without end")


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in TOO_MUCH]
)
def test_a_template_that_makes_too_much_work_ends_by_a_limit(name: str, tmp_path: Path) -> None:
    body, partials = TOO_MUCH[name]
    if name == "partials without end":
        body *= 12
    template = write_template(tmp_path, body, partials).load("trial")
    with pytest.raises(Refused) as refused:
        render_template(template, {"rows": ["a"] * 40, "text": LONG})
    assert {found.code for found in refused.value.problems} <= {"PA503", "PA507"}


def test_a_missing_name_is_located_and_guessed() -> None:
    with pytest.raises(Refused) as refused:
        rendered("a\nb {{ case.nam }}", CONTEXT)
    (found,) = refused.value.problems
    assert (found.code, str(found.where), found.fix) == ("PA502", "trial.md:2", "did you mean 'name'?")


@pytest.mark.parametrize(
    "body", ["{{ x }}", "{% if x %}a{% endif %}", "{% for a in x %}{% endfor %}", "{{ x | join }}"]
)
def test_a_gap_is_an_error_and_not_empty(body: str) -> None:
    with pytest.raises(Refused) as refused:
        rendered(body, CONTEXT)
    assert refused.value.problems[0].code == "PA502"


def test_a_left_out_else_is_no_silent_gap_even_past_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "check_template", lambda text, file: ())
    with pytest.raises(Refused) as refused:
        rendered("{{ 'x' if case.name == 'y' }} ", CONTEXT)
    assert refused.value.problems[0].code == "PA503"


def test_a_private_key_stays_out_of_reach_even_past_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "check_template", lambda text, file: ())
    with pytest.raises(Refused) as refused:
        rendered("{{ case._secret }}{{ case.name }}", {"case": {"_secret": "x", "name": "y"}})
    assert refused.value.problems[0].code == "PA502"


def test_keys_named_like_methods_are_reached() -> None:
    assert rendered("{{ case.items }}", {"case": {"items": "x"}}) == "x\n"


def test_an_error_in_a_partial_names_the_partial(tmp_path: Path) -> None:
    library = write_template(tmp_path, '{% include "partials/x.md" %}', {"x": "one\n{{ case.gone }}"})
    with pytest.raises(Refused) as refused:
        render_template(library.load("trial"), CONTEXT)
    assert str(refused.value.problems[0].where) == f"{tmp_path / 'partials' / 'x.md'}:2"


def test_a_failure_does_not_tell_the_value() -> None:
    with pytest.raises(Refused) as refused:
        rendered("{% if case.name < 3 %}{% endif %}", {"case": {"name": "Canary"}})
    (found,) = refused.value.problems
    assert found.code == "PA501"
    assert "Canary" not in f"{found} {refused.value.__cause__}"
