"""What a case names and a letter prints has a word in the chart, and the plan of the notes is the one asked for."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.comparison.model import Checked
from tests.comparison.packets import CHART, NOTE_2, REPORT_1, Pages, chart, held
from tests.quick_sample import one_in

_GAP = "not_found"


def found(
    field: str, changes: dict[str, Any] | None = None, pages: dict[str, Pages] | None = None
) -> Checked | None:
    checked = held(changes, pages or dict(CHART)).checked
    return next((item for item in checked if item.claim == field and str(item.verdict) == _GAP), None)


def noted(*lines: str) -> dict[str, Pages]:
    return chart(note_2="\n".join((NOTE_2, "PLAN", *lines)))


@pytest.mark.parametrize(
    ("line", "worse_with", "asked"),
    one_in(4, [
        ("Worse with sitting and bending.", ["sitting", "bending forward"], set()),
        ("Worse with flexion and when she sits.", ["prolonged sitting", "bending"], set()),
        ("Aggravated by stooping and car rides.", ["bending", "driving"], set()),
        ("Worse on lifting.", ["heavy lifting"], set()),
        ("Walking brings it on.", ["walking"], set()),
        ("Worse with sitting.", ["sitting", "sneezing"], {"pain.worse_with.2"}),
        ("Worse with sitting.", ["sitting", "kneeling"], {"pain.worse_with.2"}),
        ("Worse with standing and leaning back.", ["rowing"], {"pain.worse_with.1", "pain.worse_with"}),
        ("Aggravated by cold weather.", ["sitting"], {"pain.worse_with"}),
        ("", ["twisting"], {"pain.worse_with.1"}),
    ]),
)  # fmt: skip
def test_what_makes_the_pain_worse_has_a_word_in_the_chart(
    line: str, worse_with: list[str], asked: set[str]
) -> None:
    checked = held({"pain__worse_with": worse_with}, noted(line)).checked
    assert {item.claim for item in checked if item.claim.startswith("pain.worse_with")} == asked


@pytest.mark.parametrize(
    ("place", "value", "field", "is_asked"),
    [
        ("conservative_care__2__detail", "naproxen 500 mg and celecoxib", "conservative_care.3.detail", True),
        ("conservative_care__2__detail", "diclofenac", "conservative_care.3.detail", True),
        ("conservative_care__2__detail", "Naproxen 500 mg tablets, two times a day with food", "conservative_care.3.detail", False),
        ("conservative_care__2__supervised_by", ["chiropractor"], "conservative_care.3.supervised_by.1", True),
        ("conservative_care__2__supervised_by", ["physician", "licensed_mental_health"], "conservative_care.3.supervised_by.2", True),
        ("conservative_care__0__supervised_by", ["physician"], "conservative_care.1.supervised_by.1", False),
        ("conservative_care__0__components", ["stress_management"], "conservative_care.1.components.1", True),
        ("conservative_care__0__components", ["core_stabilization"], "conservative_care.1.components.1", False),
        ("other_generators__1__method", "image-guided block negative", "other_generators.2.method", True),
        ("other_generators__0__method", "medial branch blocks", "other_generators.1.method", False),
        ("exhibits__2__title", "Therapy notes, 44 visits", "exhibits.3.title", True),
        ("exhibits__2__title", "Therapy notes, 2025 to April 24, 2026", "exhibits.3.title", False),
        ("patient__sex", "male", "patient.sex", True),
        ("patient__sex", "female", "patient.sex", False),
        ("request__diagnosis_codes", ["M54.51", "M48.06"], "request.diagnosis_codes.2", True),
    ],
)  # fmt: skip
def test_a_name_without_a_word_in_the_chart_is_a_gap(place: str, value: Any, field: str, *, is_asked: bool) -> None:
    pages = noted("Sex: Female", "Vertebrogenic low back pain (M54.51).")
    assert (found(field, {place: value}, pages) is not None) is is_asked


def test_a_title_names_no_change_that_is_not_claimed() -> None:
    titles = {"exhibits__1__title": "MRI report, Modic type 3 changes at L1-L2"}
    checked = held(titles).checked
    assert [str(item.verdict) for item in checked if item.claim == "exhibits.2.title"][:1] == ["contradicted"]


@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "Basivertebral nerve ablation at L4, L5 and S1.",
            "BVNA L4 - S1 if the plan agrees.",
            "Intracept procedure of the L4, L5 and S1 bodies for the changes at L4-L5.",
            "BVNA at L3 was discussed; schedule BVNA at L4, L5, S1.",
            "She turned down a fusion and wishes to go ahead with the ablation.",
            "She does not want opioids; the procedure was explained.",
            "No prior basivertebral nerve ablation at L3.",
            "The pain matches L2-L3.",
        ],
    ),
)
def test_the_plan_of_what_is_asked_for_is_no_gap(line: str) -> None:
    assert found("request.vertebral_bodies", {}, noted(line)) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "Basivertebral nerve ablation at L3 and L4.",
            "BVNA of S1.",
            "Intracept procedure L4-5.",
            "No ablation at this time; more therapy first.",
            "The ablation is postponed until next summer.",
            "The procedure was explained, but she wants to wait.",
            "He declined the procedure.",
            "We spoke of the ablation. Does not wish to have the ablation.",
        ],
    ),
)
def test_another_plan_leaves_the_request_open_at_its_words(line: str) -> None:
    gap = found("request.vertebral_bodies", {}, noted(line))
    assert gap is not None
    assert gap.passage is not None
    assert gap.passage.quote.split()[-1] in line


def test_a_later_wish_to_go_ahead_takes_the_place_of_a_refusal() -> None:
    old = "OFFICE VISIT\nPatient: Avery Example   DOB: 03/09/1974\nDate of service: 07/02/2026\nHe declined the ablation."
    new = old.replace("07/02/2026", "10/20/2026").replace("He declined", "She elects to proceed with")
    assert found("request.vertebral_bodies", {}, {**CHART, "A": (*CHART["A"], old)}) is not None
    assert found("request.vertebral_bodies", {}, {**CHART, "A": (*CHART["A"], old, new)}) is None


@pytest.mark.parametrize(("day", "is_open"), [("August 18, 2026", False), ("May 2, 2021", True)])
def test_a_report_with_two_days_of_its_study_leaves_the_day_open(day: str, *, is_open: bool) -> None:
    pages = chart(report_1=f"{REPORT_1}\nStudy date {day}")
    assert (found("imaging.1.date", {}, pages) is not None) is is_open
