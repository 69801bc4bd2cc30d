"""What a practice's letter says of its own: told of one patient it is refused, and what is true of all is settled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from priorauth.files.shipped_data import folder
from priorauth.letters.checks.placeholder_forms import placeholders_in
from priorauth.letters.composer import compose
from priorauth.letters.lint import lint_template
from priorauth.letters.lint.own_sentences import own_sentences, shipped_sentences
from priorauth.letters.templates.search_path import template_library
from priorauth.operations.templates.settle_sentences import (
    SentenceSettlement,
    settle_sentences,
    unsettled_sentences,
)
from priorauth.practice.settings import find_practice
from priorauth.problems import Refused, Severity
from priorauth.submission.gate import Submission
from tests.cases import borne_out, clean_case
from tests.letters.test_origins import SUBMISSION
from tests.quick_sample import one_in

DAY = date(2026, 11, 24)
LETTER = "policy_inquiry"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "practice.yaml").write_bytes((folder("examples") / "practice.yaml").read_bytes())
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    return tmp_path


def say(home: Path, words: str) -> Path:
    path = home / "templates" / "partials" / "about_practice.md"
    path.write_text(f"{words}\n", encoding="utf-8")
    return path


def settle_all(home: Path) -> tuple[str, ...]:
    """Settle whatever can be settled, as an admin would who reads nothing."""
    free = tuple(item.says for item in unsettled_sentences(home, LETTER) if item.states is None)
    settle_sentences(home, LETTER, SentenceSettlement(sentences=free, by="Pat Example", on=DAY))
    return free


def lint_codes(home: Path) -> set[str]:
    found = lint_template(template_library(find_practice(home)), LETTER)
    return {p.code for p in found if p.severity is Severity.ERROR}


def build_codes(home: Path) -> set[str]:
    library = template_library(find_practice(home))
    try:
        compose(LETTER, SUBMISSION, library, {exhibit.id: 3 for exhibit in SUBMISSION.case.exhibits})
    except Refused as refused:
        return {p.code for p in refused.problems}
    return set()


OF_ONE_PATIENT = [
    "The patient gave up gardening.",
    "Mornings are the hardest part of the day.",
    "She raises goats.",
    "Her mother lives with her.",
    "No tumor was seen.",
    "An acupuncturist was seen for a while.",
    "Cortisone shots wore off quickly.",
    "The policy of Humana lists this procedure.",
    "Your policy requires nothing more.",
    "All of your criteria are met.",
    "The pain is worst when the patient drives.",
    "I saw the patient and agree.",
    "Swimming is no longer possible.",
    "A second opinion agreed.",
    "Please reply by Friday.",
    "I have performed thirty of these procedures.",
    "Kerry Placeholder will call you.",
    "The procedure is needed because nothing else has helped.",
    "We request the Intracept procedure.",
    "{% if patient.name %}The discs are unstable.{% endif %}",
    "{{ patient.name }} cannot kneel.",
    "{{ patient.name }} has had radicular pain since {{ as_of }}.",
    "{% for row in care %}Gabapentin was {{ row.result }}.{% endfor %}",
    '{{ "The patient has scoliosis." }}',
    '{% set told = "No fracture." %}{{ told }}',
    "No frac&shy;ture. T&#104;e spine is *un*stable.",
    "Тhe pаtient has cancer.",
    "[She is a widow.](https://example.org)",
    "> He limps.",
    "## Severe stenosis",
]


@pytest.mark.parametrize("words", one_in(4, OF_ONE_PATIENT))
def test_what_is_told_of_one_patient_is_refused_whoever_settles_it(home: Path, words: str) -> None:
    path = say(home, words)
    settle_all(home)
    assert lint_codes(home) & {"PA546", "PA505"}
    assert build_codes(home) & {"PA546", "PA505"}
    with pytest.raises(Refused) as refused:
        compose(LETTER, SUBMISSION, template_library(find_practice(home)), {})
    assert {(p.where.file, p.where.line) for p in refused.value.problems} == {(str(path), 1)}


OF_EVERY_PATIENT = [
    "I will gladly explain the procedure to your reviewer.",
    "We keep a copy of every request.",
    "The vertebral endplates are supplied by the basivertebral nerve.",
    "No tissue is cut away during the procedure.",
    "Patients walk on the day of the procedure.",
    "Anesthesia is given by a specialist of the facility.",
    "Should a page be illegible, please call us.",
    "Each statement in this letter names its page.",
    "I understand that benefits differ between plans.",
    "In my opinion this procedure deserves an individual review.",
    "The risks are explained to every patient.",
    "Please send your answer to {{ practice.name }}.",
]


@pytest.mark.parametrize("words", one_in(4, OF_EVERY_PATIENT))
def test_what_is_true_of_everybody_goes_out_once_somebody_answers_for_it(home: Path, words: str) -> None:
    say(home, words)
    open_before = {item.says for item in unsettled_sentences(home, LETTER)}
    assert (lint_codes(home) == {"PA547"}) is bool(open_before)
    assert build_codes(home) == lint_codes(home)
    assert set(settle_all(home)) == open_before
    assert lint_codes(home) == build_codes(home) == set()


@pytest.mark.parametrize(
    "words",
    one_in(
        3,
        [
            "Thank you for your time.",
            "If you have any questions, please call me.",
            "{% if pain.onset %}The patient's low back pain began in {{ pain.onset }}.{% endif %}",
            "Member ID: {{ coverage.member_id }}",
            "{% if pain.no_leg_symptoms %}The patient has no leg symptoms.{% endif %}",
            "## Imaging",
        ],
    ),
)
def test_courtesy_labels_and_what_a_field_tells_are_never_called_untrue(home: Path, words: str) -> None:
    say(home, words)
    settle_all(home)
    assert lint_codes(home) == build_codes(home) == set()


def test_a_guard_on_another_fact_bears_nothing_out(home: Path) -> None:
    told = "The patient has no leg symptoms."
    for guard, expected in (("pain.no_leg_symptoms", set()), ("pain.onset", {"PA546"}), ("studies", {"PA546"})):
        say(home, f"{{% if {guard} %}}{told}{{% endif %}}")
        settle_all(home)
        assert lint_codes(home) == expected
    say(home, f"{{% if not pain.no_leg_symptoms %}}{told}{{% endif %}}")
    assert lint_codes(home) == {"PA546"}


def test_a_settled_sentence_that_is_edited_is_open_again(home: Path) -> None:
    say(home, "We keep a copy of every request.")
    settle_all(home)
    say(home, "We keep a copy of every single request.")
    assert lint_codes(home) == build_codes(home) == {"PA547"}


def test_a_sentence_of_a_patient_cannot_be_settled_by_name(home: Path) -> None:
    say(home, "The patient gave up gardening.")
    wanted = SentenceSettlement(sentences=("The patient gave up gardening.",), by="Pat Example", on=DAY)
    with pytest.raises(Refused) as refused:
        settle_sentences(home, LETTER, wanted)
    assert [p.code for p in refused.value.problems] == ["PA548"]
    assert not (home / "templates" / "fixed_sentences.yaml").exists()


def test_a_copy_of_a_shipped_letter_needs_nothing_until_its_guard_is_taken_away(home: Path) -> None:
    shipped = (folder("templates") / "partials" / "case_in_brief.md").read_text()
    own = home / "templates" / "partials" / "case_in_brief.md"
    own.write_text(shipped)
    assert lint_codes(home) == set()
    guard = "{%- if pain.is_unremitting and pain.has_functional_impairment %}"
    assert guard in shipped
    own.write_text(shipped.replace(guard, "{%- if pain.onset or not pain.onset %}"))
    assert lint_codes(home) == build_codes(home) == {"PA547"}


LEFT_OPEN = [
    "Dear [Medical Reviewer]:",
    "\\[Plan\\]",
    "for \\_\\_\\_\\_ months",
    "_ _ _ _",
    "Born: \\_\\_/\\_\\_/\\_\\_\\_\\_",
    "on xx/xx/20xx",
    "DD/MM/YYYY",
    "(insert the date)",
    "(physician's name)",
    "&lt;&lt;Diagnosis&gt;&gt;",
    "«Surgeon»",
    "MERGEFIELD Surgeon",
    "${member}",
    "\\{\\{member\\}\\}",
    '{{ "{{member}}" }}',
    "%MEMBER%",
    "@@MEMBER@@",
    "TBA",
    "The date is to be determined.",
    "Insert a short history here.",
    "Click or tap to enter a date.",
    "Choose an item.",
    "☐ Standard ☒ Expedited",
    "\\[ \\] Standard",
    "he/she",
    "..........",
    "Lorem ipsum dolor sit amet.",
    "Note to physician: shorten this.",
]


@pytest.mark.parametrize("words", one_in(4, LEFT_OPEN))
def test_a_place_that_was_left_open_stops_lint_and_build(home: Path, words: str) -> None:
    say(home, words)
    settle_all(home)
    assert "PA544" in lint_codes(home)
    assert "PA544" in build_codes(home)


@pytest.mark.parametrize(
    "words",
    ["Modic changes (type 1 or 2) are named in the policy.", "Exhibit B (p. 14)", "64628 × 1", "as he wrote [sic]",
     "a pause ... and on", "L4-L5", "L5/S1", "pages 3 to 9"],
)  # fmt: skip
def test_what_only_looks_like_a_blank_is_none(words: str) -> None:
    assert placeholders_in(words) == ()


def test_a_place_that_a_value_leaves_open_stops_the_packet(home: Path) -> None:
    say(home, "Thank you.")
    case = clean_case(request__device="TBD")
    gated = Submission(case=case, profile=SUBMISSION.profile, concordance=borne_out(case), as_of=SUBMISSION.as_of)
    with pytest.raises(Refused) as refused:
        compose(LETTER, gated, template_library(find_practice(home)), {})
    assert "PA544" in {p.code for p in refused.value.problems}


def test_every_branch_is_on_some_way_through() -> None:
    text = "{% if pain.onset %}A{% elif care %}B{% else %}C{% endif %} {{ 'D' if care else 'E' }}"
    said = " ".join(sentence.says for sentence in own_sentences(text))
    assert [letter for letter in "ABCDE" if letter not in said] == []
    assert len(shipped_sentences()) > 100


def test_a_place_that_an_import_left_is_told_once(home: Path) -> None:
    say(home, "\\[FILL IN 1: a date\\]")
    assert lint_codes(home) == build_codes(home) == {"PA596"}
