"""A Medicare Advantage member in a Noridian state with a pacemaker: precautions explained, not explained, not said."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.criteria.assess import assess
from priorauth.criteria.model import Result
from priorauth.payers.library import default_library, profile_for
from tests.cases import AS_OF, borne_out, clean_case

PAGE = {"exhibit": "A", "page": "2", "quote": "words that say so"}
ABSENT = (
    "deformity",
    "other_imaging_cause",
    "fragility_fracture",
    "compression_fracture",
    "systemic_infection",
    "radicular_or_claudication",
    "cardiopulmonary_compromise",
    "bleeding_diathesis",
    "addictive_medication",
)
MEMBER: dict[str, Any] = {
    "coverage__payer": "made-up-advantage",
    "coverage__line_of_business": "medicare_advantage",
    "facility__address": {"street": "1 Example St", "city": "Spokane", "state": "WA", "postal_code": "99201"},
    "request__vertebral_bodies": ["L5", "S1"],
    "safety__conditions": [{"condition": name, "present": "no", "source": PAGE} for name in ABSENT],
    "evaluations": [
        {"kind": kind, "date": "2026-10-02", "by": "Robin Made, PsyD", "source": PAGE}
        for kind in ("physical", "psychological")
    ],
}
PULSE = "safety__implanted_pulse_generator"
EXPLAINED: dict[str, Any] = {
    "present": "yes",
    "source": PAGE,
    "answer": {
        "by": "Jordan Sample, MD",
        "statement": "The pacemaker is set to asynchronous mode.",
        "source": PAGE,
    },
}


def open_points(**changes: Any) -> tuple[list[Result], list[str]]:
    """What is open for the member, and what the pacemaker's criterion shows."""
    case = clean_case(**{**MEMBER, **changes})
    profile = profile_for(case.coverage, case.facility, default_library()).profile
    assert profile.id == "medicare-l39642"
    assessment = assess(case, profile, as_of=AS_OF, concordance=borne_out(case))
    (pacemaker,) = [result for result in assessment.results if result.id == "pulse-generator"]
    return list(assessment.open), [shown.statement for shown in pacemaker.facts]


def test_with_documented_precautions_nothing_is_open_and_they_are_quoted() -> None:
    still_open, shown = open_points(**{PULSE: EXPLAINED})
    assert still_open == []
    assert shown[-1] == "Precautions, Jordan Sample, MD: The pacemaker is set to asynchronous mode."


@pytest.mark.parametrize(
    ("stated", "failure"),
    [
        ({"present": "yes", "source": PAGE}, "conflict"),
        ({"present": "not_documented"}, "gap"),
        ({**EXPLAINED, "answer": {**EXPLAINED["answer"], "source": None}}, "gap"),
    ],
)
def test_without_them_it_is_the_clinicians(stated: dict[str, Any], failure: str) -> None:
    still_open, _ = open_points(**{PULSE: stated})
    (asked,) = [result for result in still_open if result.id == "pulse-generator"]
    assert (asked.failure, [s.owner.value for s in asked.shortfalls]) == (failure, ["clinician"])


def test_three_bodies_are_one_too_many_here() -> None:
    still_open, _ = open_points(**{PULSE: EXPLAINED, "request__vertebral_bodies": ["L4", "L5", "S1"]})
    assert [result.id for result in still_open] == ["bodies-per-session"]
