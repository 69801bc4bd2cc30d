"""What the linter lets pass can be filled, whatever a case lacks: templates of any make, from every made-up context."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from priorauth.letters.context_model import LetterContext
from priorauth.letters.environment import render_template
from priorauth.letters.lint.files import ReadFile, TemplateFiles
from priorauth.letters.lint.findings import Findings
from priorauth.letters.lint.grammar import find_grammar
from priorauth.letters.lint.repair import read
from priorauth.letters.lint.source_text import SourceText
from priorauth.letters.lint.statements import Statements
from priorauth.letters.template_library import TemplateLibrary
from priorauth.problems import Refused, Severity
from tests.letters.lint.made_contexts import MAKINGS, made
from tests.letters.templates import unchecked

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


def passes(text: str) -> bool:
    file = ReadFile("trial.md", SourceText(Path("trial.md"), text, text), read(text))
    findings = Findings()
    find_grammar(file, findings)
    Statements(TemplateFiles(TemplateLibrary(())), LetterContext, findings).follow(file)
    return not any(found.severity is Severity.ERROR for found in findings.found)


CONTEXTS = [made(LetterContext, making) for making in MAKINGS]


@settings(max_examples=400)
@given(TEMPLATES)
def test_what_the_linter_lets_pass_can_be_filled(text: str) -> None:
    if not passes(text):
        return
    for context in CONTEXTS:
        try:
            render_template(unchecked(text), context)
        except Refused as refused:
            raise AssertionError([p.message for p in refused.problems]) from None
