"""Body mass index, bone density and evaluations: what is filled in, and what looks like one and is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.intake.chart_texts import CHART, HEAD, as_dump, drafted, filled
from tests.quick_sample import one_in

VITALS = "Vitals: BP 124/76, pulse 68, BMI 27.4."
DENSITY = f"""BONE DENSITY REPORT (DXA)
{HEAD}Date of exam: 07/14/2026
Lumbar spine L1-L4: T-score -1.2.
Femoral neck: T-score -1.6.
Electronically signed by Casey Specimen, MD
"""
EVALUATION = f"""PSYCHOLOGICAL EVALUATION
{HEAD}Date: 10/02/2026
LocatedFinding before a procedure for back pain. Mood is even, sleep is fair.
No psychological contraindication to the procedure.
Electronically signed by Quinn Placard, PsyD
"""


def with_vitals(line: str) -> str:
    return CHART["note"].replace("EXAMINATION\n", f"EXAMINATION\n{line}\n")


WHOLE = {**CHART, "note": with_vitals(VITALS), "density": DENSITY, "evaluation": EVALUATION}


def measured(texts: Mapping[str, str]) -> dict[str, object]:
    given = filled(drafted(texts))
    names = [path for path in given if path.startswith("measurements.") and path.endswith(".name")]
    return {str(given[path]): given[path.replace(".name", ".value")] for path in names}


def evaluated(texts: Mapping[str, str]) -> dict[str, object]:
    given = filled(drafted(texts))
    return {path: value for path, value in given.items() if path.startswith("evaluations")}


@pytest.mark.parametrize("form", [dict, as_dump], ids=["folder", "dump"])
def test_what_records_measure_is_filled_in_with_its_day(
    form: Callable[[Mapping[str, str]], Mapping[str, str]],
) -> None:
    given = filled(drafted(form(WHOLE)))
    assert measured(form(WHOLE)) == {"bmi": "27.4", "t_score": "-1.6"}
    assert (given["measurements.1.date"], given["measurements.2.date"]) == ("2026-11-03", "2026-07-14")
    assert evaluated(form(WHOLE)) == {
        "evaluations.1.kind": "psychological",
        "evaluations.1.date": "2026-10-02",
        "evaluations.1.by": "Quinn Placard, PsyD",
        "evaluations.1.barrier": "no",
    }


@pytest.mark.parametrize(
    "line",
    [
        "BMI: 27.4",
        "Body mass index 27.4 kg/m2",
        "BP: 124/76; HR: 68; Ht 5 ft 6 in; Wt 170 lb; BMI: 27.4 kg/m2.",
        "VS  BP 124/76  BMI 27.4",
    ],
)
def test_vital_signs_are_read_in_the_forms_of_notes(line: str) -> None:
    assert measured({**CHART, "note": with_vitals(line)}) == {"bmi": "27.4"}


@pytest.mark.parametrize(
    "line",
    one_in(
        4,
        [
            "BMI goal 25.",
            "BMI was 41 in 2021.",
            "Her sister has a BMI of 44.",
            "If the BMI is over 40, lose weight first.",
            "Surgery is not offered with BMI 40.",
            "BMI ____",
            "BMI not measured",
            "BMI 27-29",
            "Prior vitals:\nBMI 31.0",
            "Mother:\nBMI 44.0",
        ],
    ),
)
def test_a_goal_a_rule_a_relative_or_an_earlier_index_fills_nothing(line: str) -> None:
    assert measured({**CHART, "note": with_vitals(line)}) == {}


def test_two_indexes_of_one_note_are_a_question() -> None:
    draft = drafted({**CHART, "note": with_vitals("BMI 27.4\nBMI 31.0")})
    assert "measurements.bmi" in {item.field for item in draft.open}
    assert not [path for path in filled(draft) if path.startswith("measurements")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T-score -1.2", "T-score not reported"),
        ("T-score -1.2", "T-score may be -1.2"),
        ("BONE DENSITY REPORT (DXA)", "PATIENT INSTRUCTIONS: ABOUT YOUR BONE DENSITY"),
        (HEAD, "Patient: Rufus Example   DOB: 02/02/1961\n"),
        (HEAD, ""),
    ],
)
def test_a_density_that_is_not_plainly_the_patients_fills_nothing(old: str, new: str) -> None:
    assert measured({**CHART, "density": DENSITY.replace(old, new)}) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("PSYCHOLOGICAL EVALUATION", "REFERRAL FOR PSYCHOLOGICAL EVALUATION"),
        ("LocatedFinding before a procedure for back pain.", "The patient did not attend."),
        ("LocatedFinding before a procedure for back pain.", "Evaluation not completed; return to finish it."),
        ("Electronically signed by Quinn Placard, PsyD\n", ""),
        (HEAD, ""),
    ],
)
def test_an_evaluation_that_was_not_made_or_signed_fills_nothing(old: str, new: str) -> None:
    assert evaluated({**CHART, "evaluation": EVALUATION.replace(old, new)}) == {}


@pytest.mark.parametrize(
    "said",
    [
        "A psychological contraindication to the procedure is likely.",
        "No psychological contraindication to the procedure if she stops drinking.",
    ],
)
def test_a_barrier_is_denied_only_by_the_plain_sentence(said: str) -> None:
    text = EVALUATION.replace("No psychological contraindication to the procedure.", said)
    assert "evaluations.1.barrier" not in evaluated({**CHART, "evaluation": text})
