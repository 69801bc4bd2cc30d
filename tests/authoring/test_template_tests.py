"""Letters are held against the sentences they have to say; a failure names the line of what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from priorauth.authoring.trial.scenarios import Stage, scenario_library
from priorauth.authoring.trial.template_tests import Trial, TrialRunner, expectations_for
from priorauth.files.shipped_data import folder
from priorauth.letters.checks.letter_sentences import sentence_spans
from priorauth.letters.templates.template_library import TemplateLibrary
from priorauth.problems import Refused
from tests.authoring.practices import own_settings
from tests.letters.templates import write_template
from tests.quick_sample import one_in

BODY = """\
# A letter

I ask for {{ request.bodies }}. The device is {{ request.device }}.

{% if request.is_expedited %}Please hurry.{% endif %}
"""


@pytest.fixture(scope="module")
def tester(stage: Stage) -> TrialRunner:
    return TrialRunner(TemplateLibrary((folder("templates"),)), scenario_library(), stage)


@pytest.mark.parametrize(
    "name",
    one_in(
        3,
        [
            "medical_necessity",
            "exception_request",
            "policy_inquiry",
            "gap_list",
            "record_request",
            "appeal_level_1",
            "appeal_level_2",
            "appeal_external",
            "peer_to_peer",
        ],
    ),
)
def test_the_shipped_tests_pass(tester: TrialRunner, name: str) -> None:
    expected = list(expectations_for(tester.library.load(name), None))
    tested = [item for each in expected for item in tester.run(each)]
    assert tested
    assert [(item.subject, item.failures) for item in tested if item.failures] == []


def test_every_shipped_template_has_tests() -> None:
    library = TemplateLibrary((folder("templates"),))
    assert [name for name in library.names() if not list(expectations_for(library.load(name), None))] == []


def run(tmp_path: Path, stage: Stage, tests: str, *, body: str = BODY, show_values: bool = False) -> list[Trial]:
    library = write_template(tmp_path, body)
    (tmp_path / "trial.test.yaml").write_text(f"tests:\n{tests}", encoding="utf-8")
    tester = TrialRunner(library, scenario_library(), stage, show_values=show_values)
    return [item for each in expectations_for(library.load("trial"), None) for item in tester.run(each)]


# A test, and what comes of it: code, line and column of the expectation, and a part of what is said.
FAILURES = [
    ("  - {scenario: covered, says: [I ask for L4, The device is Intracept.]}", []),
    ("  - scenario: covered\n    says:\n      - I ask for L4 and L5.", [("PA612", 4, 9, "I ask for L4, L5 and S1.")]),
    ("  - scenario: covered\n    never_says: [intracept]", [("PA613", 3, 18, "The device is Intracept.")]),
    ("  - scenario: covered\n    says: [zzzz]", [("PA612", 3, 12, "nothing like it")]),
    ("  - scenario: covered\n    pages_at_most: 1", []),
    ("  - {scenario: cuvered, says: [x]}", [("PA610", 2, 6, "did you mean 'covered'?")]),
    ("  - {case: gapz, as_of: 2026-11-24, says: [x]}", [("PA610", 2, 6, "did you mean 'gaps'?")]),
    ("  - {case: gaps, as_of: 2026-11-24, draft: true, says: [I ask for L4 and L5.]}", []),
    ("  - {case: gaps, as_of: 2026-11-24, says: [x]}", [("PA401", None, None, "see the list")]),
    ("  - {scenario: bare, says: [x]}", [("PA503", 7, None, "guard it")]),
]  # fmt: skip


@pytest.mark.parametrize(("tests", "expected"), one_in(4, FAILURES), ids=[tests for tests, _ in FAILURES])
def test_a_failure_names_the_line_and_what_the_letter_says_instead(
    tmp_path: Path, stage: Stage, tests: str, expected: list[tuple[str, int, int, str]]
) -> None:
    (tested,) = run(tmp_path, stage, tests)
    assert [(p.code, p.where.line) for p in tested.failures] == [(code, line) for code, line, _, _ in expected]
    assert all(said in p.fix for p, (_, _, _, said) in zip(tested.failures, expected, strict=True))


def test_a_letter_that_is_too_long_fails(tmp_path: Path, stage: Stage) -> None:
    (tested,) = run(tmp_path, stage, "  - {scenario: covered, pages_at_most: 1}", body="one\n\n***\n\ntwo")
    assert [(p.code, p.message) for p in tested.failures] == [("PA614", "the letter takes 2 pages; 1 is the most")]


def test_the_words_of_a_case_that_is_not_made_up_are_shown_only_when_asked(tmp_path: Path, stage: Stage) -> None:
    real = (
        (folder("examples") / "cases" / "clean-three-bodies" / "case.yaml")
        .read_text()
        .replace("sample: true\n", "")
    )
    (tmp_path / "case").mkdir()
    for file in (folder("examples") / "cases" / "clean-three-bodies").iterdir():
        (tmp_path / "case" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "case" / "case.yaml").write_text(real)
    (tmp_path / "practice.yaml").write_text(own_settings())
    tests = "  - {case: case, as_of: 2026-11-24, draft: true, says: [This is about Avery.], never_says: [is about]}"
    body = "This letter is about {{ patient.name }}.\n"
    (hidden,) = run(tmp_path, stage, tests, body=body)
    assert len(hidden.failures) == 2
    assert not any("Avery Example" in p.fix + p.message for p in hidden.failures)
    (shown,) = run(tmp_path, stage, tests, body=body, show_values=True)
    assert all("This letter is about Avery Example." in p.fix for p in shown.failures)


@pytest.mark.parametrize(
    "tests",
    [
        "  - {scenario: covered}",
        "  - {says: [x]}",
        "  - {scenario: covered, case: gaps, as_of: 2026-11-24, says: [x]}",
        "  - {case: gaps, says: [x]}",
    ],
)
def test_a_test_that_expects_nothing_or_of_nobody_is_refused(tmp_path: Path, stage: Stage, tests: str) -> None:
    with pytest.raises(Refused) as refused:
        run(tmp_path, stage, tests)
    assert [(p.code, p.where.file) for p in refused.value.problems] == [
        ("PA617", str(tmp_path / "trial.test.yaml"))
    ]


def test_tests_of_a_shipped_letter_do_not_concern_a_practices_own_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "template_tests").mkdir()
    (tmp_path / "templates" / "cover.md").write_text('---\ntitle: T\nversion: "1"\n---\nText.\n')
    library = TemplateLibrary((tmp_path / "templates", folder("templates")))
    assert list(expectations_for(library.load("cover"), tmp_path)) == []
    (tmp_path / "template_tests" / "cover.yaml").write_text("tests: [{scenario: covered, says: [Text.]}]\n")
    assert len(list(expectations_for(library.load("cover"), tmp_path))) == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Seen by Dr. Sample at 3.5 cm. Then home.", ["Seen by Dr. Sample at 3.5 cm.", "Then home."]),
        ("A. B. Example wrote it.", ["A. B. Example wrote it."]),
        ("He said “no.” Then left.", ["He said “no.”", "Then left."]),
        ("  ", []),
    ],
)
def test_sentences_end_where_they_do(text: str, sentences: list[str]) -> None:
    assert [text[first:last] for first, last in sentence_spans(text)] == sentences
