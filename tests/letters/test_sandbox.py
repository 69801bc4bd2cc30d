"""What a template may not do is refused before it runs, and would be refused while it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.letters import environment
from priorauth.letters.environment import render_template
from priorauth.problems import Refused
from tests.letters.templates import rendered, unchecked, write_template

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
]
CONTEXT = {"case": {"name": "x"}, "rows": ["a", "b"], "r": ["x"] * 3}


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: body[:40])
def test_a_hostile_template_is_refused_when_it_is_loaded(body: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_template(tmp_path, "fine\n" + body, {"x": "y", "a": "", "b": ""}).load("trial")
    assert {found.code for found in refused.value.problems} <= {"PA501", "PA507"}
    assert {found.where.line for found in refused.value.problems} <= {6, None}


@pytest.mark.parametrize("body", HOSTILE[:12], ids=lambda body: body[:40])
def test_the_sandbox_refuses_it_as_well(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "check_template", lambda text, file: ())
    with pytest.raises(Refused) as refused:
        render_template(unchecked(body + " "), CONTEXT)
    assert {found.code for found in refused.value.problems} <= {"PA501", "PA502", "PA503", "PA507"}


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
    monkeypatch.setattr(environment, "check_template", lambda text, file: ())
    with pytest.raises(Refused) as refused:
        rendered("{{ 'x' if case.name == 'y' }} ", CONTEXT)
    assert refused.value.problems[0].code == "PA503"


def test_a_private_key_stays_out_of_reach_even_past_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "check_template", lambda text, file: ())
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
