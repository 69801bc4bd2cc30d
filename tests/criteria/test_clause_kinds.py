"""Kinds of criterion that clauses of policies need: the day before, the day itself, and what the chart leaves out.

AS_OF is 2026-11-24; the procedure is planned for 2026-12-15 and the pain began on 2025-02-10.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest

from priorauth.case.safety import Condition
from priorauth.criteria.assess import JUDGES
from priorauth.criteria.condition_criteria import name_of
from priorauth.criteria.model import FailureClass
from tests.criteria import test_boundaries
from tests.criteria.test_boundaries import CONFLICT, GAP, MET, NOT_MET, UNKNOWN, Row, judged

PAGE = {"exhibit": "A", "page": "2", "quote": "words that say so"}
BARE = {"exhibit": "A", "page": "2"}
BY = {"by": "Jordan Sample, MD", "statement": "The device is set to its safe mode and watched.", "source": PAGE}


def rows(
    *named: tuple[str, dict[str, Any], str, FailureClass | None], kind: str, rule: dict[str, Any]
) -> list[Row]:
    """The rows of one rule; the first part of each is what the row is for."""
    return [(kind, rule, changes, status, failure) for _, changes, status, failure in named]


def condition(name: str, present: str = "no", **more: Any) -> dict[str, Any]:
    return {"safety__conditions": [{"condition": name, "present": present, "source": PAGE, **more}]}


def measured(name: str, value: str, on: str = "2026-11-03", **more: Any) -> dict[str, Any]:
    return {"name": name, "value": value, "date": on, "source": PAGE, **more}


def surgery(**more: Any) -> dict[str, Any]:
    row = {"operation": "discectomy", "bodies": ["L4", "L5"], "date": "2024-03-01", "source": PAGE, **more}
    return {
        "safety__prior_spine_surgery": {"present": "yes", "source": PAGE},
        "safety__prior_surgeries": [{key: value for key, value in row.items() if value is not None}],
    }


def care(start: str, end: str | None, sessions: str | None = None, **more: Any) -> dict[str, Any]:
    row = {
        "modality": "physical_therapy",
        "start": start,
        "end": end,
        "sessions": sessions,
        "supervised_by": ["physical_therapist"],
        "status": "completed" if end else "ongoing",
        "response": "no_relief",
        "source": PAGE,
        **more,
    }
    return {key: value for key, value in row.items() if value is not None}


def only(*courses: dict[str, Any]) -> dict[str, Any]:
    return {"conservative_care": list(courses)}


BLEEDING = {"condition": "bleeding_diathesis"}
SILENT_OF_BLEEDING = {"safety__conditions": [{"condition": "bleeding_diathesis", "source": PAGE}]}
TOBACCO = {"condition": "tobacco_use", "for_weeks": 6}
PULSE = "safety__implanted_pulse_generator"
EXCEPTED = {
    "at_intended_level": True,
    "excepted": ["discectomy", "laminectomy"],
    "more_than_months": 6,
    "radicular_pain_resolved": True,
}
CONDITIONS = [
    *rows(
        ("absent", condition("bleeding_diathesis"), MET, None),
        ("present", condition("bleeding_diathesis", "yes"), NOT_MET, CONFLICT),
        ("never spoken of", {}, UNKNOWN, GAP),
        ("a page that leaves it open", SILENT_OF_BLEEDING, UNKNOWN, GAP),
        ("absent on no page", {"safety__conditions": [{**BLEEDING, "present": "no"}]}, UNKNOWN, GAP),
        ("without the page's words", condition("bleeding_diathesis", source=BARE), UNKNOWN, GAP),
        ("another condition", condition("deformity"), UNKNOWN, GAP),
        (
            "said twice, once against",
            {
                "safety__conditions": [
                    {**BLEEDING, "present": "no", "source": PAGE},
                    {**BLEEDING, "present": "yes", "source": PAGE},
                ]
            },
            NOT_MET,
            CONFLICT,
        ),
        kind="condition_absent",
        rule=BLEEDING,
    ),
    *rows(
        ("its own field is silent", condition("infection", "yes"), NOT_MET, CONFLICT),
        ("its own field", {}, MET, None),
        kind="condition_absent",
        rule={"condition": "infection"},
    ),
    *rows(
        ("six weeks on the planned day", condition("tobacco_use", ended="2026-11-03"), MET, None),
        ("a day less", condition("tobacco_use", ended="2026-11-04"), NOT_MET, GAP),
        ("some day of the month", condition("tobacco_use", ended="2026-11"), UNKNOWN, GAP),
        ("never", condition("tobacco_use", past="no"), MET, None),
        ("no, but since when?", condition("tobacco_use"), UNKNOWN, GAP),
        ("still", condition("tobacco_use", "yes"), NOT_MET, CONFLICT),
        ("not said", {}, UNKNOWN, GAP),
        kind="condition_absent",
        rule=TOBACCO,
    ),
    *rows(
        ("present", condition("litigation", "yes"), MET, None),
        ("absent", condition("litigation"), NOT_MET, CONFLICT),
        ("not said", {}, UNKNOWN, GAP),
        ("absent on no page", {"safety__conditions": [{"condition": "litigation", "present": "no"}]}, UNKNOWN, GAP),
        kind="condition_present",
        rule={"condition": "litigation"},
    ),
    *rows(
        ("absent", {}, MET, None),
        ("present and explained", {PULSE: {"present": "yes", "source": PAGE, "answer": BY}}, MET, None),
        ("present", {PULSE: {"present": "yes", "source": PAGE}}, NOT_MET, CONFLICT),
        (
            "explained on no page of the chart",
            {PULSE: {"present": "yes", "source": PAGE, "answer": {**BY, "source": None}}},
            UNKNOWN,
            GAP,
        ),
        ("not said", {PULSE: {"present": "not_documented"}}, UNKNOWN, GAP),
        kind="relative_contraindication",
        rule={"condition": "implanted_pulse_generator"},
    ),
]
HISTORY = [
    *rows(
        ("none", {}, MET, None),
        ("not said", {"safety__prior_spine_surgery": {}}, UNKNOWN, GAP),
        (
            "none, and yet one is listed",
            {**surgery(operation="fusion"), "safety__prior_spine_surgery": {"present": "no", "source": PAGE}},
            NOT_MET,
            CONFLICT,
        ),
        ("some operation", {"safety__prior_spine_surgery": {"present": "yes", "source": PAGE}}, UNKNOWN, GAP),
        ("long ago and resolved", surgery(radicular_pain_resolved="yes"), MET, None),
        # More than six months before 2026-12-15: 2026-06-14 is, 2026-06-15 is not.
        ("just long enough ago", surgery(date="2026-06-14", radicular_pain_resolved="yes"), MET, None),
        ("six months to the day", surgery(date="2026-06-15", radicular_pain_resolved="yes"), NOT_MET, GAP),
        ("some day of the month", surgery(date="2026-06", radicular_pain_resolved="yes"), UNKNOWN, GAP),
        ("no day", surgery(date=None, radicular_pain_resolved="yes"), UNKNOWN, GAP),
        ("legs not said", surgery(), UNKNOWN, GAP),
        ("legs not resolved", surgery(radicular_pain_resolved="no"), NOT_MET, CONFLICT),
        ("not excepted", surgery(operation="fusion", radicular_pain_resolved="yes"), NOT_MET, CONFLICT),
        ("at another level", surgery(operation="fusion", bodies=["L2", "L3"]), MET, None),
        ("at no known level", surgery(operation="fusion", bodies=[]), UNKNOWN, GAP),
        ("on no page", surgery(radicular_pain_resolved="yes", source=None), UNKNOWN, GAP),
        ("without the page's words", surgery(radicular_pain_resolved="yes", source=BARE), UNKNOWN, GAP),
        kind="prior_surgery",
        rule=EXCEPTED,
    ),
    *rows(
        ("never", {}, MET, None),
        (
            "another body",
            {"safety__prior_ablation": {"performed": "yes", "bodies": ["L3"], "source": PAGE}},
            MET,
            None,
        ),
        (
            "six months on the planned day",
            {
                "safety__prior_ablation": {
                    "performed": "yes",
                    "bodies": ["L4"],
                    "date": "2026-06-15",
                    "source": PAGE,
                }
            },
            MET,
            None,
        ),
        (
            "a day less",
            {
                "safety__prior_ablation": {
                    "performed": "yes",
                    "bodies": ["L4"],
                    "date": "2026-06-16",
                    "source": PAGE,
                }
            },
            NOT_MET,
            GAP,
        ),
        (
            "some day of the month",
            {"safety__prior_ablation": {"performed": "yes", "bodies": ["L4"], "date": "2026-06", "source": PAGE}},
            UNKNOWN,
            GAP,
        ),
        (
            "no day",
            {"safety__prior_ablation": {"performed": "yes", "bodies": ["L4"], "source": PAGE}},
            UNKNOWN,
            GAP,
        ),
        ("not said", {"safety__prior_ablation": {}}, UNKNOWN, GAP),
        kind="repeat_interval",
        rule={"months": 6},
    ),
]
BORN = "patient__birth_date"
MEASURES = [
    *rows(
        ("at the limit", {"measurements": [measured("bmi", "40")]}, MET, None),
        ("beyond", {"measurements": [measured("bmi", "40.1")]}, NOT_MET, CONFLICT),
        ("not measured", {}, UNKNOWN, GAP),
        ("another value", {"measurements": [measured("beck", "3")]}, UNKNOWN, GAP),
        ("on no page", {"measurements": [measured("bmi", "31", source=None)]}, UNKNOWN, GAP),
        ("without the page's words", {"measurements": [measured("bmi", "31", source=BARE)]}, UNKNOWN, GAP),
        ("came down", {"measurements": [measured("bmi", "43", "2025-01-01"), measured("bmi", "39")]}, MET, None),
        (
            "went up",
            {"measurements": [measured("bmi", "39", "2025-01-01"), measured("bmi", "43")]},
            NOT_MET,
            CONFLICT,
        ),
        (
            "which is the latest?",
            {"measurements": [measured("bmi", "39", "2026"), measured("bmi", "43", "2026-11")]},
            UNKNOWN,
            GAP,
        ),
        kind="measure",
        rule={"measure": "bmi", "at_most": "40"},
    ),
    *rows(
        ("thin, not too thin", {"measurements": [measured("t_score", "-2.4")]}, MET, None),
        ("at the limit", {"measurements": [measured("t_score", "-2.5")]}, NOT_MET, CONFLICT),
        kind="measure",
        rule={"measure": "t_score", "above": "-2.5"},
    ),
    *rows(
        ("two", {"measurements": [measured("waddell", "2")]}, MET, None),
        ("three", {"measurements": [measured("waddell", "3")]}, NOT_MET, CONFLICT),
        kind="measure",
        rule={"measure": "waddell", "below": "3"},
    ),
    *rows(
        (
            "every place counts",
            {"measurements": [measured("disc_mm", "3", place="L4-L5"), measured("disc_mm", "6", place="L5-S1")]},
            NOT_MET,
            CONFLICT,
        ),
        ("at the limit", {"measurements": [measured("disc_mm", "5")]}, MET, None),
        ("twelve months to the day", {"measurements": [measured("disc_mm", "5", "2025-11-24")]}, MET, None),
        ("a day more", {"measurements": [measured("disc_mm", "5", "2025-11-23")]}, NOT_MET, GAP),
        kind="measure",
        rule={"measure": "disc_mm", "at_most": "5", "within_months": 12},
    ),
    *rows(
        ("the 25th birthday on the planned day", {BORN: "2001-12-15"}, MET, None),
        ("the day after", {BORN: "2001-12-16"}, NOT_MET, GAP),
        ("the eve of the 71st birthday", {BORN: "1955-12-16"}, MET, None),
        ("the 71st birthday", {BORN: "1955-12-15"}, NOT_MET, CONFLICT),
        kind="age_range",
        rule={"at_least": 25, "at_most": 70},
    ),
    *rows(
        ("recorded", {}, MET, None),
        ("none of these", {"pain__scores": []}, UNKNOWN, GAP),
        ("on no page", {"pain__scores__0__source": ..., "pain__scores__1": ...}, UNKNOWN, GAP),
        kind="score_recorded",
        rule={"instruments": ["ODI"]},
    ),
    *rows(
        ("a month to the day", {"pain__scores__0__date": "2026-10-24"}, MET, None),
        ("a day more", {"pain__scores__0__date": "2026-10-23"}, NOT_MET, GAP),
        ("some day of the month", {"pain__scores__0__date": "2026-10"}, UNKNOWN, GAP),
        kind="score_recorded",
        rule={"instruments": ["ODI"], "within_months": 1},
    ),
]
PSYCH = {"kind": "psychological", "date": "2026-10-02", "by": "Robin Made, PsyD", "barrier": "no", "source": PAGE}


def seen(**more: Any) -> dict[str, Any]:
    return {"evaluations": [{key: value for key, value in {**PSYCH, **more}.items() if value is not None}]}


EVALUATIONS = [
    *rows(
        ("made, no barrier", seen(), MET, None),
        ("a barrier", seen(barrier="yes"), NOT_MET, CONFLICT),
        ("result not said", seen(barrier="not_documented"), UNKNOWN, GAP),
        ("another kind", seen(kind="physical"), UNKNOWN, GAP),
        ("no day", seen(date=None), UNKNOWN, GAP),
        ("by nobody", seen(by=None), UNKNOWN, GAP),
        ("on no page", seen(source=None), UNKNOWN, GAP),
        ("without the page's words", seen(source=BARE), UNKNOWN, GAP),
        ("none", {}, UNKNOWN, GAP),
        kind="evaluation_documented",
        rule={"evaluation": "psychological", "no_barrier": True},
    ),
    *rows(
        ("attested", {"attestations": [{"criterion": "x", "holds": "yes", **BY}]}, MET, None),
        ("denied", {"attestations": [{"criterion": "x", "holds": "no", **BY}]}, NOT_MET, CONFLICT),
        ("left open", {"attestations": [{"criterion": "x", "holds": "not_documented", **BY}]}, UNKNOWN, GAP),
        (
            "on no page",
            {"attestations": [{"criterion": "x", "holds": "yes", **BY, "source": {"exhibit": "A"}}]},
            UNKNOWN,
            GAP,
        ),
        ("of another criterion", {"attestations": [{"criterion": "y", "holds": "yes", **BY}]}, UNKNOWN, GAP),
        ("nobody", {}, UNKNOWN, GAP),
        kind="attested",
        rule={"clause": "as the policy words it", "reason": "only a person knows"},
    ),
]
SIGNAL = "imaging__0__findings__0__source__quote"
OF_TYPE_2 = {"imaging__0__findings__0__modic_types": ["2"]}
NO_OTHER = {"imaging__0__findings__1": ..., "request__vertebral_bodies": ["L4", "L5"]}
IMAGING = rows(
    ("dark", {SIGNAL: "Modic type 1: hypointense on T1, bright on T2."}, MET, None),
    ("low", {SIGNAL: "T1 signal is low at both endplates, Modic type 1."}, MET, None),
    ("the type alone", {}, UNKNOWN, GAP),
    ("low on T2 alone", {SIGNAL: "Modic type 1, T1 isointense, T2 low."}, UNKNOWN, GAP),
    ("denied", {SIGNAL: "Modic type 1 is named; no hypointensity on T1."}, UNKNOWN, GAP),
    ("bright, which is type 2", {SIGNAL: "Modic type 1; hyperintense on T1."}, UNKNOWN, GAP),
    ("another type", {**NO_OTHER, "imaging__0__findings__0__modic_types": ["2"]}, NOT_MET, CONFLICT),
    kind="modic_signals_in_report",
    rule={"types": ["1"]},
)
IMAGING += rows(
    ("bright", {**OF_TYPE_2, SIGNAL: "Modic type 2: hyperintense on T1."}, MET, None),
    ("dark, which is type 1", {**OF_TYPE_2, SIGNAL: "Modic type 2; hypointense on T1."}, UNKNOWN, GAP),
    kind="modic_signals_in_report",
    rule={"types": ["2"]},
)
WINDOWS = [
    *rows(
        ("all of them within twelve months", only(care("2025-11-24", "2026-05-23", sessions="6")), MET, None),
        ("some of them before", only(care("2025-11-23", "2026-05-23", sessions="6")), UNKNOWN, GAP),
        kind="care_within",
        rule={"modalities": ["physical_therapy"], "sessions": 6, "within_months": 12},
    ),
    *rows(
        ("six weeks", only(care("2026-09-01", "2026-10-12")), MET, None),
        ("a day less", only(care("2026-09-01", "2026-10-11")), NOT_MET, GAP),
        ("of another modality", only(care("2026-09-01", "2026-10-12", modality="chiropractic")), UNKNOWN, GAP),
        ("by somebody else", only(care("2026-09-01", "2026-10-12", supervised_by=["physician"])), UNKNOWN, GAP),
        ("ordered", only(care("2026-09-01", "2026-10-12", status="ordered")), UNKNOWN, GAP),
        (
            "the second half by somebody else",
            only(care("2026-09-01", "2026-09-21"), care("2026-09-22", "2026-10-12", supervised_by=["physician"])),
            NOT_MET,
            GAP,
        ),
        ("two halves", only(care("2026-06-01", "2026-06-21"), care("2026-09-01", "2026-09-21")), MET, None),
        (
            "the same half twice",
            only(care("2026-06-01", "2026-06-21"), care("2026-06-01", "2026-06-21")),
            NOT_MET,
            GAP,
        ),
        ("some day of the month", only(care("2026-09", "2026-10-12")), UNKNOWN, GAP),
        kind="care_within",
        rule={"modalities": ["physical_therapy"], "weeks": 6, "supervised_by": ["physical_therapist"]},
    ),
    *rows(
        ("without a break", only(care("2026-09-01", "2026-10-12")), MET, None),
        ("with a free day", only(care("2026-09-01", "2026-09-21"), care("2026-09-23", "2026-10-13")), NOT_MET, GAP),
        ("the next day", only(care("2026-09-01", "2026-09-21"), care("2026-09-22", "2026-10-12")), MET, None),
        kind="care_within",
        rule={"modalities": ["physical_therapy"], "weeks": 6, "measure": "consecutive"},
    ),
    *rows(
        # Twelve months before 2026-11-24 is 2025-11-24; six months from there end on 2026-05-23.
        ("within twelve months", only(care("2025-11-24", "2026-05-23")), MET, None),
        ("a day too early", only(care("2025-11-23", "2026-05-22")), NOT_MET, GAP),
        ("long ago", only(care("2025-02-10", "2025-09-10")), NOT_MET, GAP),
        ("still going on", only(care("2025-11-24", None)), MET, None),
        kind="care_within",
        rule={"months": 6, "within_months": 12, "measure": "span"},
    ),
    *rows(
        ("ended in time", only(care("2025-03-01", "2026-05-24")), MET, None),
        ("a day too early", only(care("2025-03-01", "2026-05-23")), NOT_MET, GAP),
        ("some day of the month", only(care("2025-03-01", "2026-05")), UNKNOWN, GAP),
        ("still going on", only(care("2025-03-01", None)), MET, None),
        kind="care_within",
        rule={"ended_within_months": 6},
    ),
    *rows(
        ("for this pain", only(care("2025-02-10", "2025-08-09")), MET, None),
        ("begun before it", only(care("2025-02-09", "2025-08-08")), NOT_MET, GAP),
        ("for an older pain", only(care("2016-01-01", "2016-12-31")), UNKNOWN, GAP),
        ("of a pain without a beginning", {"pain__onset": ...}, UNKNOWN, GAP),
        kind="care_within",
        rule={"months": 6, "during_pain": True},
    ),
    *rows(
        ("twelve in six weeks", only(care("2026-09-01", "2026-10-12", "12")), MET, None),
        ("eleven", only(care("2026-09-01", "2026-10-12", "11")), NOT_MET, GAP),
        ("not counted", only(care("2026-09-01", "2026-10-12")), UNKNOWN, GAP),
        (
            "one course entered twice",
            only(care("2026-09-01", "2026-10-12", "6"), care("2026-09-01", "2026-10-12", "6")),
            NOT_MET,
            GAP,
        ),
        kind="care_within",
        rule={"modalities": ["physical_therapy"], "sessions_per_week": "2"},
    ),
    *rows(
        ("enough", only(care("2026-09-01", "2026-10-12", "6")), MET, None),
        ("too few", only(care("2026-09-01", "2026-10-12", "5")), NOT_MET, GAP),
        (
            "two courses",
            only(care("2026-06-01", "2026-06-21", "3"), care("2026-09-01", "2026-10-12", "3")),
            MET,
            None,
        ),
        (
            "the same course twice",
            only(care("2026-09-01", "2026-10-12", "3"), care("2026-09-05", "2026-10-12", "3")),
            NOT_MET,
            GAP,
        ),
        kind="care_within",
        rule={"modalities": ["physical_therapy"], "sessions": 6},
    ),
    *rows(
        ("failed, however short", only(care("2026-10-01", "2026-10-08")), MET, None),
        ("helped", only(care("2026-10-01", "2026-10-08", response="lasting_relief")), NOT_MET, CONFLICT),
        ("none", {"conservative_care": []}, UNKNOWN, GAP),
        ("for an older pain", only(care("2016-01-01", "2016-12-31")), UNKNOWN, GAP),
        kind="conservative_care_failed",
        rule={},
    ),
    *rows(
        ("twelve weeks", {"pain__onset": "2026-09-01"}, MET, None),
        ("a day less", {"pain__onset": "2026-09-02"}, NOT_MET, GAP),
        kind="symptom_duration",
        rule={"weeks": 12},
    ),
    *rows(
        ("twelve weeks", only(care("2026-08-01", "2026-10-23")), MET, None),
        ("a day less", only(care("2026-08-01", "2026-10-22")), NOT_MET, GAP),
        ("begun before the pain", only(care("2024-08-01", "2025-03-01")), NOT_MET, GAP),
        ("for an older pain", only(care("2016-08-01", "2016-12-01")), UNKNOWN, GAP),
        kind="conservative_care_duration",
        rule={"weeks": 12},
    ),
]
TWO_OF_THREE = {
    "n": 2,
    "required": [
        {"name": "therapy", "modalities": ["physical_therapy"]},
        {"name": "medication", "modalities": ["nsaid"]},
        {"name": "manipulation", "modalities": ["chiropractic"]},
    ],
}
ORDERED = care("2026-09-01", "2026-10-12", modality="chiropractic", status="ordered")
HELPED = care("2026-09-01", "2026-10-12", modality="chiropractic", response="lasting_relief")
MEDICINE = care("2026-09-01", "2026-10-12", modality="nsaid", response="lasting_relief")
N_OF = rows(
    ("two of three", {}, MET, None),
    ("one, another ordered", only(care("2026-09-01", "2026-10-12"), ORDERED), UNKNOWN, GAP),
    ("one, the others helped", only(care("2026-09-01", "2026-10-12"), MEDICINE, HELPED), NOT_MET, CONFLICT),
    kind="required_modalities",
    rule=TWO_OF_THREE,
)
TABLE = [*CONDITIONS, *HISTORY, *MEASURES, *EVALUATIONS, *IMAGING, *WINDOWS, *N_OF]


@pytest.mark.parametrize(("kind", "fields", "changes", "status", "failure"), TABLE)
def test_the_status_and_class_of_each_kind(
    kind: str, fields: dict[str, Any], changes: dict[str, Any], status: str, failure: FailureClass | None
) -> None:
    result = judged(kind, fields, **changes)
    assert (result.status.value, result.failure) == (status, failure), result


def test_the_tables_have_every_kind_met_and_not() -> None:
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in JUDGES}
    every = [*test_boundaries.TABLE, *TABLE]
    assert {row[0] for row in every if row[3] == MET} == kinds
    assert {row[0] for row in every if row[3] != MET} == kinds


@pytest.mark.parametrize(
    ("kind", "rule", "changes", "owner", "step"),
    [
        (
            "measure",
            {"measure": "bmi", "at_most": "40"},
            {},
            "clinician",
            "Record the body mass index in the chart",
        ),
        ("prior_surgery", {}, {"safety__prior_spine_surgery": ...}, "clinician", "State in the chart whether"),
        (
            "prior_surgery",
            {},
            {"safety__prior_spine_surgery": {"present": "yes", "source": PAGE}},
            "clinician",
            "State in the chart which operation",
        ),
        (
            "repeat_interval",
            {"months": 6},
            {"safety__prior_ablation": {"performed": "no"}},
            "billing",
            "Attach the page that speaks of earlier ablation",
        ),
    ],
)
def test_who_is_asked_for_what_is_missing(
    kind: str, rule: dict[str, Any], changes: dict[str, Any], owner: str, step: str
) -> None:
    (lack,) = judged(kind, rule, **changes).shortfalls
    assert lack.owner.value == owner
    assert lack.next_step.startswith(step)


def test_of_a_condition_that_stands_twice_the_row_with_a_page_is_shown() -> None:
    bare = {"condition": "infection", "present": "no"}
    assert judged("condition_absent", {"condition": "infection"}, safety__conditions=[bare]).status.value == MET


def test_a_reading_of_a_day_to_come_decides_nothing() -> None:
    rule = {"instrument": "ODI", "unit": "percent", "at_least": "48"}
    assert judged("score_threshold", rule, pain__scores__0__date="2026-11-24").status.value == MET
    assert judged("score_threshold", rule, pain__scores__0__date="2026-11-25").status.value == UNKNOWN


@pytest.mark.parametrize("condition", Condition)
def test_a_condition_is_told_by_a_name_that_says_which_it_is(condition: Condition) -> None:
    assert any(word in name_of(condition) for word in condition.value.split("_") if len(word) > 4)


def test_of_several_courses_the_last_day_of_the_latest_counts() -> None:
    changes = only(
        care("2026-06-01", "2026-06-21"), care("2026-09-01", "2026-10-12"), care("2026-07-01", "2026-07-21")
    )
    result = judged("care_within", {"modalities": ["physical_therapy"], "ended_within_months": 2}, **changes)
    assert result.status.value == MET
    assert [fact.statement.rpartition(" until ")[2] for fact in result.facts] == ["October 12, 2026"]


def test_care_that_was_tried_is_shown_for_itself_though_it_cannot_be_given_today() -> None:
    refused = care("2026-10-01", "2026-10-12", modality="nsaid", status="contraindicated", reason="an ulcer")
    changes = only(care("2026-06-01", "2026-06-21", modality="nsaid"), refused)
    rule = {"required": [{"name": "NSAID", "modalities": ["nsaid"], "unless_contraindicated": True}]}
    (shown, *_) = judged("required_modalities", rule, **changes).facts
    assert "contraindicated" not in shown.statement


def test_an_explanation_is_quoted_with_its_page() -> None:
    answered: dict[str, Any] = {PULSE: {"present": "yes", "source": PAGE, "answer": BY}}
    result = judged("relative_contraindication", {"condition": "implanted_pulse_generator"}, **answered)
    quoted = result.facts[1]
    assert quoted.statement == "Precautions, Jordan Sample, MD: The device is set to its safe mode and watched."
    assert quoted.source is not None
    assert quoted.source.page == 2


HEAVY = {"id": "heavy", "kind": "measure", "text": "weight", "measure": "bmi", "above": "40"}
SUED = {"id": "sued", "kind": "condition_present", "text": "a claim", "condition": "litigation"}


@pytest.mark.parametrize(
    ("changes", "status", "failure"),
    [
        ({**condition("litigation"), "measurements": [measured("bmi", "31")]}, MET, None),
        ({**condition("litigation", "yes"), "measurements": [measured("bmi", "31")]}, NOT_MET, CONFLICT),
        ({"measurements": [measured("bmi", "43")]}, NOT_MET, CONFLICT),
        ({"measurements": [measured("bmi", "31")]}, UNKNOWN, GAP),
        ({}, UNKNOWN, GAP),
    ],
)
def test_none_of_is_met_when_every_member_is_known_not_to_hold(
    changes: dict[str, Any], status: str, failure: FailureClass | None
) -> None:
    result = judged("none_of", {"members": [HEAVY, SUED]}, **changes)
    assert (result.status.value, result.failure) == (status, failure)
