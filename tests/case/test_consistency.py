"""What a case says that cannot all be true, each by its place; and what can, left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from priorauth.case.consistency import find_inconsistencies
from tests.cases import AS_OF, clean_case

CARE = "conservative_care__0__"
FINDING = "imaging__0__findings__0__"


def found(**changes: Any) -> set[tuple[str, str]]:
    items = find_inconsistencies(clean_case(**changes), AS_OF)
    return {(item.code, ".".join(str(part) for part in item.path)) for item in items}


def codes(**changes: Any) -> set[str]:
    return {code for code, _ in found(**changes)}


def test_the_clean_case_holds_together() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("start", "end", "is_wrong"),
    [
        ("2025-09-08", "2025-09-07", True),
        ("2025-09-08", "2025-09-08", False),
        ("2025-09", "2025-09-01", False),
        ("2025-09-30", "2025-09", False),
        ("2025-09", "2025-08", True),
        ("2025", "2025-01", False),
        ("2026-01", "2025", True),
    ],
)
def test_an_end_before_the_start_is_wrong_only_when_no_reading_saves_it(
    start: str, end: str, is_wrong: bool
) -> None:
    changes = {f"{CARE}start": start, f"{CARE}end": end}
    assert (("PA122", "conservative_care.0.end") in found(**changes)) is is_wrong


@pytest.mark.parametrize(
    ("place", "value", "is_wrong"),
    [
        ("pain__onset", "2026-11-24", False),
        ("pain__onset", "2026-11-25", True),
        ("pain__onset", "2026-11", False),
        ("pain__onset", "2026-12", True),
        ("pain__scores__0__date", "2026-11-25", True),
        ("imaging__0__date", "2026-11-25", True),
        ("other_generators__0__date", "2027", True),
        ("coverage__verified_on", "2026-11-24", False),
        ("coverage__verified_on", "2026-11-25", True),
        ("request__planned_date", "2027-01-05", False),
    ],
)
def test_what_is_recorded_as_done_lies_on_or_before_the_day(place: str, value: str, is_wrong: bool) -> None:
    assert (("PA123", place.replace("__", ".")) in found(**{place: value})) is is_wrong


@pytest.mark.parametrize(("status", "is_wrong"), [("ordered", False), ("completed", True), ("ongoing", True)])
def test_only_care_that_is_ordered_may_begin_later(status: str, is_wrong: bool) -> None:
    changes = {f"{CARE}status": status, f"{CARE}start": "2026-12-05", f"{CARE}end": ...}
    assert ("PA123" in codes(**changes)) is is_wrong


@pytest.mark.parametrize(
    ("case_id", "expected"),
    [
        ("26-0412", set()),
        ("EX-CLEAN", set()),
        ("A740309B", {"PA133"}),
        ("Avery_Example_1974-03-09", {"PA133"}),
        ("x-example2", {"PA133"}),
        ("AVERYE-12", {"PA133"}),
        ("19740309", {"PA133"}),
        ("p-3-9-1974", {"PA133"}),
        ("c03091974", {"PA133"}),
        ("19740310", set()),
        ("con", {"PA134"}),
        ("LPT1", {"PA134"}),
        ("CON-1", set()),
    ],
)
def test_a_case_id_says_nothing_of_the_patient_and_can_name_a_file(case_id: str, expected: set[str]) -> None:
    assert codes(case_id=case_id) == expected


OWN = {
    "practice__name": "Bighorn Spine Clinic",
    "practice__address__street": "12 Main Street",
    "practice__phone": "307-234-0140",
    "practice__fax": "(307) 234-0141",
    "facility__name": "Bighorn Surgery Center",
    "ordering_clinician__name": "Robin Sampleton",
    "ordering_clinician__npi": "1003000126",
    "ordering_clinician__phone": "+1 307 234 5550",
}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (None, ""),
        ("practice__name", "Example Spine & Pain"),
        ("practice__address__street", "100 Example Street"),
        ("practice__phone", "307-555-0140"),
        ("practice__fax", "+1 (555) 234-0141"),
        ("facility__name", "Example Surgery Center"),
        ("ordering_clinician__name", "Jordan Sample"),
        ("ordering_clinician__npi", "1234567893"),
        ("ordering_clinician__phone", "5550142"),
    ],
)
@pytest.mark.parametrize("sample", ["true", "false"])
def test_an_example_that_was_left_standing_stops_a_case(place: str | None, value: str, sample: str) -> None:
    """Of a practice that has written its own, and of one that left a single example where it was."""
    changes = OWN | ({place: value} if place else {})
    wrong = {("PA136", place.replace("__", "."))} if place and sample == "false" else set()
    assert {each for each in found(**changes, sample=sample) if each[0] == "PA136"} == wrong


@pytest.mark.parametrize(("onset", "is_wrong"), [("1974-03-08", True), ("1974-03-09", False), ("1974-03", False)])
def test_nothing_lies_before_birth(onset: str, is_wrong: bool) -> None:
    assert ("PA127" in codes(pain__onset=onset)) is is_wrong


@pytest.mark.parametrize(
    ("bodies", "asked", "is_wrong"),
    [
        ("L4 L5", [("64628", "1")], False),
        ("L4 L5", [("64628", "1"), ("64628", "1")], True),
        ("L4 L5", [("64628", "2")], True),
        ("L4 L5 S1", [("64629", "1"), ("64628", "1")], False),
        ("L4 L5 S1", [("64628", "1")], True),
        ("L3 L4 L5 S1", [("64628", "1"), ("64629", "2")], False),
        ("L4 L5", [("22899", "1")], True),
    ],
)
def test_units_follow_from_the_bodies(bodies: str, asked: list[tuple[str, str]], is_wrong: bool) -> None:
    rows = [{"code": code, "units": units} for code, units in asked]
    changes = {"request__vertebral_bodies": bodies.split(), "request__procedure_codes": rows}
    assert ("PA125" in codes(**changes)) is is_wrong


@pytest.mark.parametrize(
    ("level", "body", "endplates", "code"),
    [
        ("L4-L5", None, ["L4 inferior", "L5 superior"], None),
        ("L4-L5", None, ["L4 superior"], "PA124"),
        ("L4-L5", None, ["S1 superior"], "PA124"),
        (None, "L5", ["L5 superior", "L5 inferior"], None),
        (None, "L5", ["L4 inferior"], "PA124"),
        (None, None, [], "PA129"),
        ("L4-L5", "L5", [], "PA132"),
    ],
)
def test_a_finding_has_one_place_and_its_own_endplates(
    level: str | None, body: str | None, endplates: list[str], code: str | None
) -> None:
    changes = {f"{FINDING}disc_level": level, f"{FINDING}vertebral_body": body, f"{FINDING}endplates": endplates}
    assert codes(**changes) == ({code} if code else set())


@pytest.mark.parametrize(
    "place",
    [
        "pain__source",
        f"{CARE}source",
        f"{FINDING}source",
        "safety__infection__source",
        "pain__matching_levels__source",
    ],
)
def test_every_source_names_a_listed_exhibit(place: str) -> None:
    assert found(**{f"{place}__exhibit": "Q"}) == {("PA120", f"{place}__exhibit".replace("__", "."))}


def test_the_source_of_an_answer_is_looked_at_too() -> None:
    answer = {"by": "Jordan Sample, MD", "statement": "Looked into.", "source": {"exhibit": "Z", "page": "1"}}
    assert codes(other_generators__0__answer=answer) == {"PA120"}


def test_two_exhibits_with_one_id() -> None:
    assert ("PA121", "exhibits.1.id") in found(exhibits__1__id="A")


@pytest.mark.parametrize(
    ("changes", "found_at"),
    [
        ({"request__diagnosis_codes": ["M54.51", "M54.5"]}, {("PA190", "request.diagnosis_codes.1")}),
        ({"request__diagnosis_codes": ["M51.36"]}, {("PA190", "request.diagnosis_codes.0")}),
        ({"request__diagnosis_codes": ["M47.816"]}, set()),  # its dates are not known here
        ({"request__planned_date": "2026-11-23"}, {("PA191", "request.planned_date")}),
        ({"request__planned_date": "2026-11-24"}, set()),
        ({"coverage__effective_from": "2026-12-16"}, {("PA192", "coverage.effective_from")}),
        ({"coverage__effective_from": "2026-12-15"}, set()),
        ({"coverage__effective_to": "2026-12-14"}, {("PA192", "coverage.effective_to")}),
        ({"coverage__effective_to": "2026-12-15"}, set()),
        ({"coverage__effective_to": "2026-11-30", "request__planned_date": None}, set()),
        (
            {"coverage__effective_to": "2026-11-23", "request__planned_date": None},
            {("PA192", "coverage.effective_to")},
        ),
    ],
)
def test_what_does_not_hold_on_the_day_of_the_procedure_is_pointed_out(
    changes: dict[str, Any], found_at: set[tuple[str, str]]
) -> None:
    assert found(**changes) == found_at


def test_one_body_alone_and_a_modic_body_left_out_are_pointed_out() -> None:
    assert codes(request__vertebral_bodies=["L4"]) == {"PA130", "PA131"}


def test_an_expedited_request_gives_its_reason() -> None:
    assert codes(request__urgency="expedited") == {"PA128"}
    assert codes(request__urgency="expedited", request__urgency_reason="Loss of work.") == set()


@pytest.mark.parametrize(("exhibit", "is_wrong"), [("B", False), ("Z", True)])
def test_an_answer_names_an_exhibit_that_is_listed(exhibit: str, is_wrong: bool) -> None:
    answer = {"exhibit": exhibit, "finding": "stenosis", "by": "Dr. Sample", "statement": "Answered."}
    assert (("PA120", "exhibit_answers.0.exhibit") in found(exhibit_answers=[answer])) is is_wrong
