"""Small differences in a chart or a case that change what becomes of one claim, or must not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from priorauth.comparison.chart_comparison import compare_chart, declared_kinds
from priorauth.comparison.chart_questions import answered
from priorauth.comparison.compare import compare
from priorauth.comparison.imaging_questions import plain_series
from priorauth.comparison.model import Checked
from priorauth.comparison.settled_claims import ReviewedChart
from priorauth.exhibits.pages import TextOrigin
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.facts import Fact
from priorauth.reading.model import DocumentKind
from tests.cases import clean_case
from tests.comparison.packets import CHART, FORM, NOTE_1, NOTE_2, REPORT_1, REPORT_2, Pages, chart, held, opened
from tests.quick_sample import one_in

PATIENT = "Patient: Avery Example   DOB: 03/09/1974\n"
VISIT = f"OFFICE VISIT\n{PATIENT}"
BLOCKS = "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave 10 percent relief."
SIGNED = "Electronically signed by Casey Specimen, MD, August 19, 2026"
DISCHARGE = f"DISCHARGE SUMMARY, April 24, 2026\n{PATIENT}Visits 18 attended of 18 planned. "


def with_line(line: str = "", *, instead: tuple[str, str] = ("", "")) -> dict[str, Pages]:
    """The chart with a line more in its note, or with other words for some of it."""
    assert instead[0] in NOTE_1 + NOTE_2
    first, second = (text.replace(*instead) if instead[0] else text for text in (NOTE_1, NOTE_2))
    return chart(note_1=VISIT + first, note_2=f"{VISIT}{second}\n{line}")


def became(
    field: str, changes: dict[str, Any] | None = None, pages: dict[str, Pages] | None = None
) -> Checked | None:
    checked = held(changes, pages or CHART).checked
    return next((item for item in checked if item.claim == field), None)


def told(
    field: str, changes: dict[str, Any] | None = None, pages: dict[str, Pages] | None = None
) -> tuple[Any, ...]:
    """The verdict, code and owner of a claim; nothing of one that is not told."""
    item = became(field, changes, pages)
    return () if item is None else (str(item.verdict), item.code, item.owner and str(item.owner))


# What a letter prints


@pytest.mark.parametrize(
    ("limit", "line", "expected"),
    [
        ("lift a heavy crate", "She cannot lift a heavy crate.", ()),
        ("lift a heavy crate", "", ("not_found", "PA747", "clinician")),
        ("lift a heavy crate", "She cannot lift a crate.", ("not_found", "PA747", "clinician")),
        ("lift a heavy crate", "Lifts no crate. " + "Plans were made. " * 30 + "It is heavy.", ("not_found", "PA747", "clinician")),
        ("go up stairs", "She cannot climb the stairs.", ()),
    ],
)  # fmt: skip
def test_a_limit_has_to_stand_in_the_chart_with_its_words_together(
    limit: str, line: str, expected: tuple[str, ...]
) -> None:
    assert told("pain.limits.1", {"pain__limits": [limit]}, with_line(line)) == expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("negative on 2 of 3 tests", ()),
        ("negative at L5", ()),
        ("negative at L2-L3", ("not_found", "PA747", "clinician")),
        ("negative at L2", ("not_found", "PA747", "clinician")),
        ("negative in the 77th week", ("not_found", "PA747", "clinician")),
        ("negative by my own judgment of all that she told me", ()),
    ],
)
def test_a_number_or_a_level_in_an_opinion_has_to_stand_in_the_chart(
    method: str, expected: tuple[str, ...]
) -> None:
    said = with_line("Provocation: 2 of 3 tests negative.")
    assert told("other_generators.2.method", {"other_generators__1__method": method}, said) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    one_in(
        3,
        [
            ("Diagnosis: vertebrogenic low back pain (M54.51).", ()),
            ("Diagnosis: low back pain (M54.50).", ("not_found", "PA747", "clinician")),
            ("Diagnoses: M54.50, M5451.", ()),
            ("Diagnosis: G89.4, chronic pain.", ()),
            ("Vertebrogenic low back pain.", ()),
        ],
    ),
)
def test_a_code_of_the_case_is_no_other_of_its_kind_than_the_charts(line: str, expected: tuple[str, ...]) -> None:
    assert told("request.diagnosis_codes.1", {}, with_line(line)) == expected


# Studies and exhibits


def test_letters_behind_the_name_of_a_radiologist_are_none_of_it() -> None:
    assert (
        told("imaging.1.radiologist", {"imaging__0__radiologist": "Casey Specimen, MD, FACR"})[0] == "corroborated"
    )
    assert told("imaging.1.radiologist", {"imaging__0__radiologist": "Casey Sample, MD"})[1] == "PA749"


def test_a_chart_without_any_report_leaves_the_kind_of_study_open() -> None:
    pages = chart(report_1=f"{VISIT}Low back pain.", report_2=f"{VISIT}Doing well.")
    assert told("imaging.1.modality", {}, pages) == ("not_found", "PA747", "billing")


def test_the_report_of_the_studys_own_day_is_the_one_that_is_shown() -> None:
    earlier = (
        REPORT_1.replace("08/18/2026", "03/02/2024") + "\n" + REPORT_2.replace("August 19, 2026", "March 3, 2024")
    )
    found = became("imaging.1.modality", {}, {**CHART, "A": (earlier, *CHART["A"])})
    assert found is not None
    assert found.passage is not None
    assert found.passage.exhibit == "B"


def test_the_day_of_a_ct_is_compared_with_its_report() -> None:
    ct = f"CT OF THE LUMBAR SPINE WITHOUT CONTRAST\n{PATIENT}Date of study: 07/01/2026\nFINDINGS:\nNo fracture.\n{SIGNED}"
    pages = {**CHART, "A": (*CHART["A"], ct)}
    study = {"modality": "CT", "date": "2026-07-01", "final": "yes", "findings": []}
    imaging = [*clean_case().model_dump(mode="json")["imaging"], study]
    assert told("imaging.2.date", {"imaging": imaging}, pages)[0] == "corroborated"
    imaging[1] = study | {"date": "2026-07-02"}
    assert told("imaging.2.date", {"imaging": imaging}, pages) == ("contradicted", "PA739", "billing")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("11/03/2026", ("corroborated", None, None)),
        ("05/03/2026", ("contradicted", "PA739", "billing")),
        ("November 2026", ("not_found", "PA747", "billing")),
    ],
)
def test_a_month_in_an_exhibit_is_no_other_day_than_that_of_the_case(day: str, expected: tuple[str, ...]) -> None:
    assert told("exhibits.4.date", {}, chart(form=FORM.replace("11/03/2026", day))) == expected


def test_a_person_who_read_a_guessed_page_is_believed_before_its_other_day() -> None:
    case = clean_case()
    other = opened(case, chart(form=FORM.replace("11/03/2026", "05/03/2026")))
    guessed = [
        replace(item, pages=tuple(replace(page, origin=TextOrigin.OCR) for page in item.pages))
        if item.exhibit.id == "D"
        else item
        for item in other
    ]
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)
    read = read_exhibits({item.exhibit.id: item.pages for item in guessed if item.exhibit.id != "D"}, person)
    reviewed = ReviewedChart(read, read={("D", 1): "Riley Placeholder, billing"})
    (found,) = (
        item for item in compare(case, guessed, reviewed=reviewed).checked if item.claim == "exhibits.4.date"
    )
    assert (str(found.verdict), found.code, found.settled_by) == ("unreadable", None, "Riley Placeholder, billing")


def test_an_exhibit_that_is_not_there_leaves_its_claims_to_a_page_nobody_can_read() -> None:
    pages = {key: texts for key, texts in CHART.items() if key != "D"} | {"A": (*CHART["A"], "")}
    found = became("pain.scores.1.value", {}, pages)
    assert found is not None
    assert (str(found.verdict), found.code) == ("unreadable", "PA706")


def test_an_exhibit_declared_a_record_of_behavior_counts_as_one_without_a_title() -> None:
    case = clean_case(exhibits__2__kind="behavioral_therapy")
    assert declared_kinds(case)["C"] is DocumentKind.BEHAVIORAL_NOTE


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (["T1 weighted", "T2-weighted", "STIR"], "corroborated"),
        (["T2W", "t1 w"], "corroborated"),
        (["PD"], "contradicted"),
    ],
)
def test_a_series_is_one_however_its_weighting_is_written(series: list[str], expected: str) -> None:
    assert told("imaging.1.sequences", {"imaging__0__sequences": series})[0] == expected
    assert {plain_series(name) for name in ("T2-weighted", "T2 w", "T2W", "t2 weighting")} == {"t2"}


# Changes that an MRI report describes


def test_two_reports_that_differ_are_no_report_that_contradicts_itself() -> None:
    title = f"MRI OF THE LUMBAR SPINE WITHOUT CONTRAST\n{PATIENT}Date of study: 08/18/2026\n"
    other = f"{title}FINDINGS:\nL4-L5: Modic type 2 changes.\n{SIGNED.replace('Casey Specimen', 'Robin Sample')}"
    pages = {**CHART, "D": (FORM, other)}
    assert told("imaging.1.findings.1.modic_types", {}, pages) == ("contradicted", "PA731", "clinician")


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("L4-L5: Likely Modic type 2 changes.", "certainty", "PA733"),
        ("L3-L4: Likely Modic type 1 changes.", "modic_types", "PA747"),
    ],
)
def test_a_doubt_of_another_type_or_level_does_not_deny_the_change(line: str, field: str, code: str) -> None:
    pages = chart(report_2=f"FINDINGS:\n{line}\n{SIGNED}")
    assert told(f"imaging.1.findings.1.{field}", {}, pages)[1] == code


def test_of_two_findings_with_as_many_claimed_endplates_the_first_is_quoted() -> None:
    first, second = (
        "Modic type 1 changes of the inferior endplate of L4.",
        "Modic type 1 changes of the superior and inferior endplates of L5.",
    )
    found = became("imaging.1.findings.1.endplates", {}, chart(report_2=f"FINDINGS:\n{first}\n{second}\n{SIGNED}"))
    assert found is not None
    assert found.passage is not None
    assert found.passage.quote == first


# Pain, work-up, safety


def test_a_year_alone_is_no_other_onset_than_a_day_in_it() -> None:
    year = with_line(instead=("February 10, 2025", "2025"))
    assert told("pain.onset", {}, year) == ("not_found", "PA747", "clinician")
    assert told("pain.onset", {}, with_line(instead=("February 10, 2025", "2019")))[0] == "contradicted"


def test_a_case_that_names_no_levels_of_pain_is_not_asked_for_them() -> None:
    assert told("pain.matching_levels", {"pain__matching_levels": ...}) == ()


def test_a_block_of_another_joint_does_not_show_the_day_of_this_one() -> None:
    other = "Medial branch blocks at L4-L5 and L5-S1 gave 10 percent relief.\nSacroiliac joint block on June 2, 2026 gave 10 percent relief."
    assert told("other_generators.1.date", {}, with_line(instead=(BLOCKS, other))) == (
        "not_found",
        "PA747",
        "clinician",
    )


def test_a_positive_test_speaks_against_its_own_joint_alone() -> None:
    pages = with_line("SI joint provocation tests positive. Facet loading was not tested.")
    assert told("other_generators.1.verdict", {}, pages)[0] == "corroborated"
    assert told("other_generators.2.verdict", {}, pages) == ("contradicted", "PA693", "clinician")


@pytest.mark.parametrize(
    ("name", "line"),
    one_in(
        3,
        [
            ("infection", "She has discitis at L3-L4."),
            ("instability", "Flexion and extension films show instability at L4-L5."),
            ("stenosis_needing_decompression", "There is severe stenosis that needs decompression."),
            ("fracture", "She has a compression fracture of L1."),
            ("tumor", "She has a spinal metastasis."),
            ("pregnancy", "She is pregnant."),
            ("skeletally_mature", "She is skeletally immature."),
            ("implanted_pulse_generator", "She has a pacemaker."),
            ("other_implant", "She has an intrathecal pump."),
            ("bone_disease", "She has osteoporosis."),
            ("anticoagulants", "She takes warfarin."),
            ("prior_spine_surgery", "She had a lumbar fusion in 2019."),
        ],
    ),
)
def test_each_condition_is_held_against_the_words_that_state_it(name: str, line: str) -> None:
    field = f"safety.{name}.present"
    assert told(field, {}, with_line(line)) == ("contradicted", "PA745", "clinician")
    others = {item.claim for item in held(pages=with_line(line)).checked if item.code == "PA745"}
    assert others - {"safety.implanted_pulse_generator.present"} <= {field}


def test_an_earlier_ablation_is_asked_for_its_day() -> None:
    performed = {"performed": "yes", "date": "2022-03-10", "source": {"exhibit": "A", "page": "2"}}
    pages = with_line(
        instead=("No prior basivertebral nerve ablation.", "Prior basivertebral nerve ablation on June 1, 2021.")
    )
    found = told("safety.prior_ablation.date", {"safety__prior_ablation": performed}, pages)
    assert found == ("not_found", "PA747", "clinician")


@pytest.mark.parametrize(
    ("changes", "fact", "is_answered"),
    [
        ({}, Fact.PRIOR_ABLATION, False),
        ({"safety__prior_ablation__performed": "yes"}, Fact.PRIOR_ABLATION, True),
        ({}, Fact.OTHER_IMPLANT, False),
        ({"safety__other_implant__present": "yes"}, Fact.OTHER_IMPLANT, True),
        ({}, Fact.FACET, False),
        ({"other_generators__0__verdict": "suspected"}, Fact.FACET, True),
        ({"other_generators__0__verdict": "present"}, Fact.FACET, True),
        ({}, Fact.LEG_SYMPTOMS, False),
        ({"pain__leg_symptoms__present": "yes"}, Fact.ROOT_SIGNS, True),
    ],
)
def test_what_a_case_itself_says_is_no_news_to_it(changes: dict[str, Any], fact: Fact, is_answered: bool) -> None:
    assert (fact in answered(clean_case(**changes))) is is_answered


def test_a_page_that_names_nobody_denies_for_nobody() -> None:
    case = clean_case()
    silent = with_line(instead=("No infection. ", ""))
    person = ChartPatient(name=case.patient.name, birth_date=case.patient.birth_date)

    def verdict(note: str) -> str:
        exhibits = {
            item.exhibit.id: item.pages for item in opened(case, {**silent, "D": (FORM, note)}, is_named=False)
        }
        found = compare_chart(case, read_exhibits(exhibits, person)).compared
        return next(str(item.verdict) for item in found if item.claim == "safety.infection.present")

    visit = "Date of service: 11/03/2026\nEXAM\nNo infection."
    assert verdict(f"{VISIT}{visit}") == "supported"
    assert verdict(f"OFFICE VISIT\n{visit}") != "supported"


# How care went


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Relief was temporary, and the pain returned.", ("corroborated", None, None)),
        ("Complete relief for a day. No relief at discharge.", ("corroborated", None, None)),
        ("No relief. Complete relief at discharge.", ("contradicted", "PA693", "clinician")),
        ("No relief at first. Some days were better. Complete relief at discharge.", ("contradicted", "PA693", "clinician")),
    ],
)  # fmt: skip
def test_what_a_course_of_care_came_to_at_last_counts(words: str, expected: tuple[str, ...]) -> None:
    pages = chart(therapy_3=DISCHARGE + words)
    assert told("conservative_care.1.response", {"conservative_care__0__response": "no_relief"}, pages) == expected
