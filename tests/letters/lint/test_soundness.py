"""What the linter lets pass can be filled, whatever a case lacks: templates of any make, from every made-up context."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from priorauth.letters.context.model import LetterContext
from priorauth.letters.lint.files import ReadFile, TemplateFiles
from priorauth.letters.lint.lint_report import LintReport, SourceText
from priorauth.letters.lint.recovery import read
from priorauth.letters.lint.template_statements import Statements
from priorauth.letters.templates.sandbox import render_template
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Refused, Severity
from tests.letters.lint.made_contexts import MAKINGS, made
from tests.letters.templates import unchecked
from tests.property_budget import tried

FIELDS = st.sampled_from(
    ["pain.onset", "pain.duration", "request.device", "patient.name", "packet", "packet.total", "row.ref", "row.answer",
     "row.by", "row.sessions", "request.is_expedited", "request.urgency_reason", "pain.is_axial", "x", "y",
     "(care | first).ref", "care[0].ref", "care | length", "care", "loop.first", "loop.previtem.ref"]
)  # fmt: skip


def conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
        inner.map(lambda part: f"(not {part})"),
    )


TESTS = FIELDS.map(
    lambda f: [f, f"({f} is none)", f"({f} is not none)", f"({f} == none)", f"({f} != none)", f"({f} > 0)"]
)
CONDITIONS = st.recursive(TESTS.flatmap(st.sampled_from), conditions, max_leaves=3)
TEXTS = st.sampled_from(
    ["pain.onset", "pain.duration", "request.device", "packet.total", "row.answer", "row.by", "row.ref", "x",
     "request.urgency_reason", "(care | first).ref"]
)  # fmt: skip
SAFE = st.sampled_from(
    ["pain.onset", "pain.duration", "request.device", "packet", "request.is_expedited", "pain.is_axial", "care",
     "pain.onset is none", "request.device is not none", "packet != none", "care | length > 0"]
)  # fmt: skip
SAFE_CONDITIONS = st.recursive(SAFE.map(lambda part: f"({part})"), conditions, max_leaves=3)
GUARDED = st.sampled_from(
    [
        "{% if C and F %}{{ F }}{% endif %}",
        "{% if C or F %}{{ F }}{% endif %}",
        "{% if C or not F %}a{% else %}{{ F }}{% endif %}",
        "{% if not (C or F is none) %}{{ F }}{% endif %}",
        "{% if not (C and F is none) %}{{ F }}{% endif %}",
        "{% if C %}{{ F }}{% elif not F %}a{% else %}{{ F }}{% endif %}",
        "{% if not F and C %}a{% elif C %}{{ F }}{% endif %}",
        "{% set y = F and C %}{% if y %}{{ F }}{% endif %}",
        "{% set y = not F or C %}{% if not y %}{{ F }}{% endif %}",
        "{% set y = C %}{% if y %}{{ F or 'a' }}{% else %}{{ F if C and F else 'b' }}{% endif %}",
        "{{ F if F is not none and C else 'a' }}",
        "{{ 'a' if F is none or C else F }}",
        "{% if C %}{% set x = 'a' %}{% else %}{% set x = F %}{% endif %}{% if C or x %}{{ x }}{% endif %}",
        "{% for row in contrary if C %}{{ row.by if row.answer else F or 'a' }}{% endfor %}",
        "{% for row in contrary if row.by and C %}{{ row.answer }}{% if C %}{{ F or row.by }}{% endif %}{% endfor %}",
    ]
)
PRINTS = st.one_of(
    st.tuples(GUARDED, TEXTS, SAFE_CONDITIONS).map(lambda p: p[0].replace("F", p[1]).replace("C", p[2])),
    FIELDS.map(lambda f: f"{{{{ {f} }}}}"),
    st.tuples(FIELDS, FIELDS).map(lambda fs: f"{{{{ {fs[0]} or {fs[1]} }}}}"),
    st.tuples(FIELDS, CONDITIONS).map(lambda fc: f"{{{{ {fc[0]} if {fc[1]} else 'none' }}}}"),
    st.tuples(st.sampled_from("xy"), FIELDS).map(lambda nf: f"{{% set {nf[0]} = {nf[1]} %}}"),
    st.tuples(st.sampled_from("xy"), CONDITIONS).map(lambda nc: f"{{% set {nc[0]} = {nc[1]} %}}"),
)


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(CONDITIONS, inner).map(lambda p: f"{{% if {p[0]} %}}{p[1]}{{% endif %}}"),
        st.tuples(CONDITIONS, inner, inner).map(
            lambda p: f"{{% if {p[0]} %}}{p[1]}{{% else %}}{p[2]}{{% endif %}}"
        ),
        st.tuples(CONDITIONS, inner, CONDITIONS, inner, inner).map(
            lambda p: f"{{% if {p[0]} %}}{p[1]}{{% elif {p[2]} %}}{p[3]}{{% else %}}{p[4]}{{% endif %}}"
        ),
        st.tuples(st.sampled_from(["care", "contrary", "criteria"]), inner).map(
            lambda p: f"{{% for row in {p[0]} %}}{p[1]}{{% endfor %}}"
        ),
        st.tuples(CONDITIONS, inner, inner).map(
            lambda p: f"{{% for row in contrary if {p[0]} %}}{p[1]}{{% else %}}{p[2]}{{% endfor %}}"
        ),
    )


TEMPLATES = st.recursive(PRINTS, blocks, max_leaves=8)


def asked(*values: str) -> st.SearchStrategy[str]:
    forms = ["{}", "({} is none)", "({} is not none)", "({} == none)", "({} != none)"]
    return st.sampled_from([form.format(value) for value in values for form in forms])


OF_A_LIST = [
    "(care | length > 0)", "(care | length == 0)", "(care | length != 0)", "(0 < care | length)", "c", "(c is none)",
    "(care | first).name", "(care | last).ref", "(c | first).ref", "care[1]", "(pain.onset == request.device)",
    "(pain.onset != request.device)", "(pain.onset == patient.name)", "(pain.onset not in pain.duration)",
    "(request.is_expedited == true)", "(request.is_expedited == false)",
]  # fmt: skip
LIST_TESTS = asked("care", "care", "(care | first)", "request.is_expedited", "pain.onset") | st.sampled_from(
    OF_A_LIST
)
LIST_ENTRIES = st.sampled_from(
    ["(care | first).name", "(care | last).name", "care[0].name", "(c | first).name", "x.name", "(x | first).name",
     "request.urgency_reason", "pain.onset"]
)  # fmt: skip
LOOP_TESTS = asked("loop.first", "loop.last", "loop.previtem") | st.sampled_from(
    ["(loop.first == false)", "(loop.last != true)", "loop['first']", "(care | first).name"]
)
LOOP_ENTRIES = st.sampled_from(["loop.previtem.name", "loop.nextitem.name", "(care | last).name"])
AROUND_AN_ENTRY = st.sampled_from(
    [
        "{% if G %}{{ E }}{% endif %}",
        "{% if G %}a{% else %}{{ E }}{% endif %}",
        "{% if G %}a{% elif H %}{{ E }}{% endif %}",
        "{% if G %}a{% elif H %}b{% else %}{{ E }}{% endif %}",
        "{% if G %}{% if H %}{{ E }}{% endif %}{% endif %}",
        "{% if G %}{% if H %}a{% else %}{{ E }}{% endif %}{% endif %}",
        "{% if G and E %}{{ E }}{% endif %}",
        "{% if not (G or E is none) %}{{ E }}{% endif %}",
        "{% if G %}{% if H and E %}{{ E }}{% endif %}{% endif %}",
        "{% if G %}{% if not (H or E is none) %}{{ E }}{% endif %}{% endif %}",
        "{{ E if G else 'a' }}",
        "{{ 'a' if G else E }}",
        "{{ (E if H else 'a') if G else 'b' }}",
        "{% if G or H %}{{ E }}{% endif %}",
        "{% if G %}{{ E or 'a' }}{% endif %}",
        "{% set y = G %}{% if y %}{{ E }}{% endif %}",
        "{% set y = G %}{% if not y and H %}{{ E }}{% endif %}",
        "{% if G %}{% set x = care | first %}{{ E }}{% endif %}",
        "{% set x = care | first %}{% if G %}{{ E }}{% endif %}",
        "{% set x = care or exhibits %}{% if G %}{{ E }}{% endif %}",
        "{% if G %}{% set x = care %}{% else %}{% set x = c %}{% endif %}{% if H or x %}{{ E }}{% endif %}",
        "{% for row in c if G %}{{ E }}{% else %}a{% endfor %}",
        "{% for row in c if G %}a{% else %}{% if H %}{{ E }}{% endif %}{% endfor %}",
        "{% for row in exhibits %}{% if G %}{{ E }}{% endif %}{% endfor %}",
    ]
)


def around(tests: st.SearchStrategy[str], entries: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    guards = st.recursive(tests, conditions, max_leaves=3)
    return st.tuples(AROUND_AN_ENTRY, guards, guards, entries).map(
        lambda p: p[0].replace("G", p[1]).replace("H", p[2]).replace("E", p[3])
    )


LISTS = st.one_of(
    around(LIST_TESTS, LIST_ENTRIES),
    around(LOOP_TESTS, LOOP_ENTRIES).map(lambda text: f"{{% for row in care %}}{text}{{% endfor %}}"),
).map(lambda text: "{% set c = care %}" + text)


def passes(text: str) -> bool:
    file = ReadFile("trial.md", SourceText(Path("trial.md"), text, text), read(text))
    report = LintReport()
    report.add(file.source, *file.reading.findings)
    Statements(TemplateFiles(TemplateLibrary(())), LetterContext, report).follow(file)
    return not any(found.severity is Severity.ERROR for found in report.found)


CONTEXTS = [made(LetterContext, making) for making in MAKINGS]


def failures(text: str) -> list[str]:
    found = []
    for context in CONTEXTS:
        try:
            render_template(unchecked(text), context)
        except Refused as refused:
            found += [p.message for p in refused.problems]
    return found


@settings(max_examples=tried(400))
@given(TEMPLATES)
def test_what_the_linter_lets_pass_can_be_filled(text: str) -> None:
    if passes(text):
        assert failures(text) == []


@settings(max_examples=tried(400))
@given(LISTS)
def test_what_the_linter_lets_pass_never_asks_an_empty_list_for_an_item(text: str) -> None:
    if passes(text):
        assert failures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if (not (care is none)) %}{% if (pain.onset) and (care | first).ref %}{{ (care | first).ref }}"
        "{% endif %}{% endif %}",
        "{% if (not (care is none)) %}{% if not ((pain.onset) or (care | first).ref is none) %}"
        "{{ (care | first).ref }}{% endif %}{% endif %}",
        "{% if care != none %}{{ (care | last).name }}{% endif %}",
        "{% set c = care %}{% if c is not none %}{{ (c | first).name }}{% endif %}",
        "{% if care or pain.onset %}{{ (care | last).name }}{% endif %}",
        "{% if not care and pain.onset %}a{% else %}{{ (care | last).name }}{% endif %}",
        "{% if not (care and pain.onset) %}{{ (care | last).name }}{% endif %}",
        "{% if pain.onset %}a{% elif care or request.device %}{{ (care | last).name }}{% endif %}",
        "{% if care | first %}a{% endif %}",
        "{% set x = care | first %}{% if x %}{{ x.name }}{% endif %}",
        "{% if care[1] %}{{ care[1].name }}{% endif %}",
        "{% if care %}{{ care[false].name }}{% endif %}",
        "{% for row in care %}{% if loop.previtem %}a{% endif %}{% endfor %}",
        "{% for row in care %}{% if loop['first'] %}a{% endif %}{% endfor %}",
        "{% if request.is_expedited is not none %}{{ request.urgency_reason }}{% endif %}",
        "{% if request.is_expedited == false %}{{ request.urgency_reason }}{% endif %}",
        "{% if pain.onset == request.device %}{{ pain.onset }}{% endif %}",
        "{% if pain.duration and pain.onset not in pain.duration %}a{% endif %}",
    ],
)
def test_a_guard_that_makes_sure_of_too_little_is_reported(text: str) -> None:
    assert not passes(text)
    assert failures(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "{% if care %}{{ (care | first).name }}{{ (care | last).name }}{{ care[0].name }}{% endif %}",
        "{% if not care %}a{% elif (care | first).ref %}{{ (care | first).ref }}{% endif %}",
        "{% if not (care and pain.onset) %}a{% else %}{{ (care | last).name }}{{ pain.onset }}{% endif %}",
        "{% if not (not care or pain.onset) %}{{ (care | last).name }}{% endif %}",
        "{% if care | length > 0 and (care | first).ref %}{{ (care | first).ref }}{% endif %}",
        "{{ (care | first).name if care else 'none' }}",
        "{% set c = care %}{% if care and (c | first).ref %}{{ (care | first).ref }}{% endif %}",
        "{% for row in care %}{{ (care | last).name }}{% endfor %}",
        "{% for row in care %}{% if not loop.first %}{{ loop.previtem.name }}{% endif %}{% endfor %}",
        "{% if packet %}{% set x = pain.onset %}{% else %}{% set x = pain.duration %}{% endif %}"
        "{% if x %}{{ x }}{% endif %}",
        "{% if request.is_expedited == true %}{{ request.urgency_reason }}{% endif %}",
        "{% for row in contrary %}{% if row.by is not none %}{{ row.answer }}{% endif %}{% endfor %}",
        "{% if pain.onset == patient.name %}{{ pain.onset }}{% endif %}",
    ],
)
def test_a_guard_that_makes_sure_of_enough_is_let_pass(text: str) -> None:
    assert passes(text)
    assert failures(text) == []
