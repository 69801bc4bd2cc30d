"""Records of therapy and lists of treatments: counts and days of what was attended, and of nothing else."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.treatment.treatment_reader import TreatmentReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Count, Course, When
from priorauth.reading.model import DocumentKind, Finding, Side
from tests.readers.reading_one import read_text

READER = TreatmentReader()
NOTE, DISCHARGE = DocumentKind.OFFICE_NOTE, DocumentKind.THERAPY_DISCHARGE
DAY = PartialDate(2026, 9, 30)


def helps(text: str, kind: DocumentKind = DISCHARGE) -> list[Finding]:
    """What counts for the request in a text of the end of September 2026."""
    return [item for item in read_text(READER, text, kind, day=DAY).findings if item.side is Side.HELPS]


def counted(text: str) -> set[int]:
    return {item.value.number for item in helps(text) if isinstance(item.value, Count)}


def days(text: str, kind: DocumentKind = DISCHARGE) -> set[str]:
    return {str(item.value.since or item.value.until) for item in helps(text, kind) if isinstance(item.value, When)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Attended: 13   Cancelled: 1   No-show: 0", 13),
        ("Scheduled: 18  Attended: 16  Cancelled: 2", 16),
        ("Authorized 20 Attended 19 first 5/4/26 last 7/8/26", 19),
        ("Visits kept: 9 (scheduled 11, CX 2)", 9),
        ("No. of visits: 14", 14),
        ("SOC 5/4/2026 Visits 17 Cx 2", 17),
        ("Visits: 15/15", 15),
        ("The patient was seen for 11 skilled PT visits from 5/4/2026 to 6/30/2026.", 11),
        ("Completed 15 of 15 authorized visits and is discharged with a HEP.", 15),
        ("12 rx sessions 5/4/26 - 6/30/26.", 12),
        ("Aquatic group 5/4/26 - 6/30/26, 10 attended.", 10),
        ("Visits 13 attended of 16 planned.", 13),
        ("Five sessions attended, May 4 to June 30, 2026, of six booked.", 5),
        ("1 05/04/2026 Bracing\n2 05/11/2026 Cancelled\n3 05/18/2026 Walking\n4 05/26/2026 Lifting drills", 3),
    ],
)
def test_visits_that_were_kept_are_counted_beside_those_that_were_not(text: str, number: int) -> None:
    assert counted(text) == {number}


@pytest.mark.parametrize(
    "text",
    [
        "Scheduled: 18  Missed: 18",
        "13 to be attended of 16 planned.",
        "1 05/04/2026 Bracing\n3 05/18/2026 Walking\n7 06/26/2026 Lifting drills",
        "Visits 14 requested from 7/1/2026.",
        "POC: 14 visits 7/1/2026 to 8/30/2026.",
        "14 visits from 11/2/2026 to 12/18/2026",
        "15 PT visits not completed.",
        "15 PT visits cancelled 5/2026-7/2026",
        "Completed 14 visits of cardiac rehab.",
        "Bridges x20, clams x20",
        "Visits: 14 maximum a year",
        "Attended 14 visits by his own count, the log shows otherwise.",
        "Attended 14 visits per patient, our log shows 2.",
    ],
)
def test_a_number_of_anything_else_is_no_count(text: str) -> None:
    assert counted(text) == set()


def test_a_log_may_number_its_rows() -> None:
    log = "1 | 5/4/2026 | Attended\n2 | 5/7/2026 | Kept, eval\n3 | 5/11/2026 | Cancelled\n4 | 5/14/2026 | Attended"
    assert counted(log) == {3}


def test_a_count_belongs_to_the_care_it_stands_beside() -> None:
    found = read_text(READER, "Acupuncture, 6 sessions, no relief; PT, 14 visits, no relief.", NOTE).findings
    blocks = {item.block: item.value.modality for item in found if isinstance(item.value, Course) and item.block}
    counts = {blocks[item.block or ""].value: item.value.number for item in found if isinstance(item.value, Count)}
    assert counts == {"acupuncture": 6, "physical_therapy": 14}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Start of care: 05/04/2026. Last visit: 07/08/2026. Total visits: 16.", {"2026-05-04"}),
        ("Dates of service: 05/04/2026 - 07/08/2026", {"2026-05-04", "2026-07-08"}),
        ("Seen 5/4/2026 through 7/8/2026", {"2026-05-04", "2026-07-08"}),
        ("DATE OF INITIAL EVAL: 05/04/2026  DATE OF DISCHARGE: 07/08/2026", {"2026-05-04", "2026-07-08"}),
    ],
)
def test_a_record_gives_the_days_of_its_own_care(text: str, expected: set[str]) -> None:
    assert expected <= days(text)


@pytest.mark.parametrize(
    "text",
    [
        "Certification period: 05/04/2026 - 07/08/2026",
        "Visits authorized from 05/04/2026 to 07/08/2026",
        "Was to be seen from 5/4/2026 to 7/8/2026 but never came.",
        "Treatment dates 11/2/2026 - 12/18/2026",
        "Vacation 5/4/2026 - 7/8/2026",
    ],
)
def test_days_of_an_order_or_of_a_plan_are_none_of_care(text: str) -> None:
    assert days(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lodine 400 mg from May 2025 until August 2025 but it did not help.", {"2025-05", "2025-08"}),
        ("Chiro x 8 (5/2025-7/2025): helped for a day or two", {"2025-05", "2025-07"}),
        ("Lumbar corset (LSO) 2/2026-4/2026, w/o benefit", {"2026-02", "2026-04"}),
        ("Celebrex 200 mg 3/2026 - present, inadeq relief", {"2026-03"}),
        ("HEP 4/14/2026 on, not enough relief", {"2026-04-14"}),
        ("PT at Quarrybrook Rehab 5/4/2026-7/8/2026, helped temporarily", {"2026-05-04", "2026-07-08"}),
    ],
)
def test_a_list_of_treatments_is_read_in_clipped_words(text: str, expected: set[str]) -> None:
    assert days(text, NOTE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mobic 3/2025 to 7/2025, no relief of gout",
        "Advil since 2024 for cramps, no relief",
        "PT 5/4/2026 to 7/8/2026 for pelvic floor, no relief",
        "No relief yet as nabumetone was started today.",
        "PT was never finished, no relief",
    ],
)
def test_a_result_of_something_else_is_none(text: str) -> None:
    assert not [item for item in helps(text, NOTE) if item.fact is Fact.CARE_RESPONSE]


def test_the_patients_own_name_in_a_record_is_no_unknown_word() -> None:
    record = "Patient: Quillfeather, Dorrit   DOB 01/02/1970\nQuillfeather, Dorrit   Total visits 12   missed 1"
    assert counted(record) == {12}
    assert counted("Quillfeather, Dorrit   Total visits 12   missed 1") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INITIAL EVALUATION, May 4, 2026. Referred by the clinic.", {"2026-05-04"}),
        ("Discharge summary 6/30/2026", {"2026-06-30"}),
        ("1 05/04/2026 Bracing\n2 05/11/2026 Did not come\n3 05/18/2026 Walking", {"2026-05-04", "2026-05-18"}),
        ("RE-EVALUATION, May 18, 2026", set()),
        ("Discharge planned for 9/30/2026", set()),
        (
            "A home program was prescribed on May 4, 2026 and kept up to June 30, 2026.",
            {"2026-05-04", "2026-06-30"},
        ),
        ("A home program was prescribed on May 4, 2026 and never kept up to June 30, 2026.", set()),
        ("A home program was prescribed on May 4, 2026.", set()),
    ],
)
def test_titles_logs_and_home_programs_tell_first_and_last_days(text: str, found: set[str]) -> None:
    assert days(text) == found


def test_an_undated_record_of_visits_kept_tells_their_days() -> None:
    text = "Four sessions attended, May 4 to June 30, 2026, of four planned."
    found = read_text(READER, text, DocumentKind.BEHAVIORAL_NOTE).findings
    ends = [item.value for item in found if item.fact is Fact.CARE_END]
    assert {str(value.until) for value in ends if isinstance(value, When)} == {"2026-06-30"}
    assert all(item.side is Side.HELPS for item in found)


@pytest.mark.parametrize(
    ("text", "is_for_elsewhere"),
    [
        ("Reason for referral: right knee.", True),
        ("Reason: whiplash.", True),
        ("The neck is treated here; the low back is not.", True),
        ("Reason: low back pain, neck sore.", False),
        ("The low back is not swollen.", False),
    ],
)
def test_a_record_for_another_region_speaks_against_its_visits(text: str, is_for_elsewhere: bool) -> None:
    found = read_text(READER, text, DISCHARGE, day=DAY).findings
    harms = {item.fact for item in found if item.side is Side.HARMS}
    assert (Fact.CARE_STATUS in harms) is is_for_elsewhere
