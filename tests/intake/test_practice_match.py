"""Physician and facility of a draft: those of the practice's settings, unless the plan names others."""

from __future__ import annotations

import pytest

from priorauth.intake.draft import Why
from priorauth.intake.practice_match import matched_practice
from priorauth.practice.settings import Settings
from tests.cases import clean_data
from tests.intake.chart_texts import CHART, drafted, pages_of

PLAN = "Request basivertebral nerve ablation at L4, L5 and S1"


def settings(**changed: object) -> Settings:
    data = {name: clean_data()[name] for name in ("practice", "facility", "ordering_clinician")}
    return Settings.model_validate({**data, **changed})


def asked(note: str, given: Settings | None) -> dict[str, tuple[Why, str]]:
    texts = {**CHART, "note": note}
    found = matched_practice(drafted(texts), pages_of(texts), given)
    return {item.field: (item.why, item.passages[0].quote if item.passages else "") for item in found}


def test_a_plan_signed_by_the_physician_asks_nothing() -> None:
    physician = {**clean_data()["ordering_clinician"], "name": "Jordan Sample"}
    assert asked(CHART["note"], settings(ordering_clinician=physician)) == {}


def test_a_plan_that_another_signed_shows_the_signature() -> None:
    physician = {**clean_data()["ordering_clinician"], "name": "Marlow Placard"}
    assert asked(CHART["note"], settings(ordering_clinician=physician)) == {
        "ordering_clinician": (Why.OTHER_SIGNER, "signed by Jordan Sample, MD")
    }


@pytest.mark.parametrize(
    ("place", "is_asked"),
    [
        ("at Placard Surgery Center", True),
        ("at the Specimen Valley Hospital", True),
        ("at Example Surgery Center", False),
        ("at our surgery center", False),
    ],
)
def test_a_plan_at_another_facility_is_a_question(place: str, is_asked: bool) -> None:
    facility = {**clean_data()["facility"], "name": "Example Surgery Center"}
    physician = {**clean_data()["ordering_clinician"], "name": "Jordan Sample"}
    found = asked(
        CHART["note"].replace(PLAN, f"{PLAN} {place}"), settings(facility=facility, ordering_clinician=physician)
    )
    assert [why for why, _ in found.values()] == ([Why.OTHER_PLACE] if is_asked else [])


def test_settings_without_the_sections_are_told() -> None:
    assert {field: why for field, (why, _) in asked(CHART["note"], None).items()} == {
        "ordering_clinician": Why.ABSENT,
        "facility": Why.ABSENT,
    }
