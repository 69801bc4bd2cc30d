"""What the linter does with a template as a whole: hints, lines, criteria, partials, and texts nobody would write."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from priorauth.files.shipped_data import folder
from priorauth.letters.lint import lint_file, lint_library, lint_template
from priorauth.letters.lint.files import TemplateFiles
from priorauth.letters.lint.recovery import read
from priorauth.letters.lint.tags import tags_of
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.letters.templates.template_tokens import raw_tokens
from priorauth.payers.library import default_library
from priorauth.problems import CATALOGUE, Problem, Refused
from tests.letters.templates import write_template
from tests.property_budget import tried

SHIPPED = folder("templates")
SIGNED = "\n```signature\n{{ clinician.signature }}\n```\n"


def lint(folder: Path, body: str, **partials: str) -> tuple[Problem, ...]:
    return lint_template(write_template(folder, body + SIGNED, partials), "trial")


@pytest.mark.parametrize(
    ("body", "fix"),
    [
        ("{{ patient.nmae }}", "did you mean 'patient.name'?"),
        ("{{ patient.member_id }}", "did you mean 'coverage.member_id'?"),
        ("{{ member_id }}", "did you mean 'coverage.member_id'?"),
        ("{{ request.units }}", "did you mean 'request.codes[].units'?"),
        ("{% for row in care %}{{ row.naem }}{% endfor %}", "did you mean 'row.name'?"),
        ("{{ care.name }}", "'care' is a list: '{% for row in care %}', then 'row.name'"),
        ("{{ patient.name | lowerfirst }}", "did you mean 'lower_first'?"),
        ("{% for row in care %}{{ loop.lsat }}{% endfor %}", "did you mean 'loop.last'?"),
        ("{{ request.device }}", "put it inside '{% if request.device %} ... {% endif %}'"),
        ("{% fi request.device %}", "did you mean 'if'?"),
    ],
)
def test_the_fix_names_what_was_meant(body: str, fix: str, tmp_path: Path) -> None:
    (found,) = lint(tmp_path, body)
    assert found.fix == fix


def test_a_finding_shows_its_line_with_a_caret(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "Dear {{ patient.nmae }},")
    assert found.excerpt == ("Dear {{ patient.nmae }},", "                ^")


def test_what_may_be_a_patients_is_masked_wherever_its_line_is_shown(tmp_path: Path) -> None:
    body = "Patient: Avery Example, born March 9, 1974, member XEH000112233, {{ patient.nmae }} Mr. Nguyễn Ễxample"
    found = lint(tmp_path, body)
    assert {p.code for p in found} == {"PA502", "PA528", "PA529"}
    told = "".join(f"{p.message}{p.fix}{''.join(p.excerpt)}" for p in found)
    for value in ("Avery", "1974", "XEH000112233", "Nguyễn"):
        assert value not in told
    assert "patient.nmae" in told


def test_an_error_in_a_partial_is_reported_once_in_the_partials_own_file(tmp_path: Path) -> None:
    body = '{% include "partials/x.md" %} {% for row in care %}{% include "partials/x.md" %}{% endfor %}'
    (found,) = lint(tmp_path, body, x="one\n {{ patient.nmae }}")
    assert str(found.where) == f"{tmp_path / 'partials' / 'x.md'}:2:13"


def test_a_partial_is_typed_where_it_is_included(tmp_path: Path) -> None:
    body = '{% for row in care %}{% include "partials/x.md" %}{% endfor %}'
    assert lint(tmp_path, body, x="{{ row.dates }}") == ()
    (found,) = lint(tmp_path, body.replace("care", "exhibits"), x="{{ row.dates }}")
    assert found.code == "PA502"


def test_an_unused_partial_is_named_and_read(tmp_path: Path) -> None:
    library = write_template(tmp_path, "x" + SIGNED, {"left": "{{ patient | "})
    assert [(p.code, Path(p.where.file or "").name) for p in lint_library(library)] == [
        ("PA501", "left.md"),
        ("PA538", "left.md"),
    ]


def test_a_file_is_checked_by_its_path_with_the_partials_beside_it(tmp_path: Path) -> None:
    write_template(
        tmp_path, '{% include "partials/own.md" %}{% include "partials/signature.md" %}', {"own": "{{ x }}"}
    )
    library = TemplateLibrary((SHIPPED,))
    assert [p.code for p in lint_file(library, tmp_path / "trial.md")] == ["PA502"]
    assert [p.code for p in lint_file(library, tmp_path / "partials" / "own.md")] == ["PA502"]


def test_a_template_that_is_not_there_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused) as refused:
        lint_template(TemplateLibrary((SHIPPED,)), "medical_necesity")
    assert refused.value.problems[0].fix == "did you mean 'medical_necessity'?"


PROFILE = default_library().load("highmark-wy-15-01-004").profile


def answered(folder: Path, body: str) -> set[str]:
    library = write_template(folder, "", {})
    (folder / "medical_necessity.md").write_text('---\ntitle: T\nversion: "1"\n---\n' + body + SIGNED)
    told = [p.message for p in lint_template(library, "medical_necessity", [PROFILE]) if p.code == "PA532"]
    silent = {criterion for message in told for criterion in message.split(": ")[1].split(", ")}
    return {criterion.id for criterion in PROFILE.criteria} - silent


def test_the_criteria_table_answers_every_criterion(tmp_path: Path) -> None:
    body = "{% for row in criteria %}{{ row.text }}: {{ row.status }}\n{% endfor %}"
    assert answered(tmp_path, body) == {criterion.id for criterion in PROFILE.criteria}


def test_without_the_table_each_criterion_needs_its_own_facts(tmp_path: Path) -> None:
    assert answered(tmp_path, "Nothing of it.") == set()
    body = "{% if pain.onset %}Since {{ pain.onset }}.{% endif %}"
    by_kind = {criterion.kind: criterion.id for criterion in PROFILE.criteria}
    assert answered(tmp_path, body) == {by_kind["symptom_duration"]}


FILES = sorted(SHIPPED.rglob("*.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_tags_are_those_the_grammar_sees(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    begins = [place for place, kind, _ in raw_tokens(text) if kind in ("variable_begin", "block_begin")]
    assert [tag.start for tag in tags_of(text) if tag.is_read] == begins
    assert all(text.startswith(value, place) for place, _, value in raw_tokens(text))


PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{% if x %}", "{% else %}", "{% endif %}", "{% for a in care %}",
     "{% endfor %}", "{% set a = care %}", "patient.name", "a", "'", '"', "|", "(", ")", "[", ".", "\n", " ", "-",
     "{% raw %}", "{% endraw %}", "{%- ", " -%}", "{% include 'partials/x.md' %}", "ễ", "\\", "```", "| a | b |\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_at_all_is_read_without_a_fault_of_ours(text: str) -> None:
    reading = read(text)
    assert all(0 <= fault.offset <= len(text) and fault.code in CATALOGUE for fault in reading.findings)
    assert reading.tree is not None or reading.findings


def test_a_shipped_letter_with_anything_knocked_out_is_linted_to_the_end(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - a test's mutations
    text = (SHIPPED / "medical_necessity.md").read_text(encoding="utf-8")
    library = TemplateLibrary((tmp_path, SHIPPED))
    for _ in range(tried(60)):
        place = chance.randrange(len(text))
        broken = (
            text[:place] + chance.choice(["", "{{", "%}", "'", "\x00", "| |"]) + text[place + chance.randrange(9) :]
        )
        (tmp_path / "medical_necessity.md").write_text(broken, encoding="utf-8")
        for found in lint_template(library, "medical_necessity"):
            assert found.where.file is not None
            assert (
                found.where.line is None
                or found.where.line <= broken.count("\n") + 1
                or "partials" in found.where.file
            )


@pytest.mark.parametrize(
    "name", ["../secret.md", "partials/../../secret.md", "/etc/hostname", f"partials/{'x' * 150}.md"]
)
def test_no_file_outside_the_partials_is_looked_into(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("{{ patient.secret }}")
    (tmp_path / "here").mkdir()
    (found,) = lint(tmp_path / "here", f"{{% include '{name}' %}}")
    assert (found.code, Path(found.where.file or "").name) == ("PA507", "trial.md")


def test_words_of_tags_are_holes(tmp_path: Path) -> None:
    library = write_template(tmp_path, "a {{ b }} c {# d #}\n{% if e %}f{% endif %}")
    file = TemplateFiles(library).template(tmp_path / "trial.md")
    assert file.words.replace("\x1f", "").split() == ["a", "c", "f"]
    assert "d" in next(file.passages(comments=True))[1]
    assert len(file.words) == len(file.source.text)
