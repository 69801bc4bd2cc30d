"""Courses as lists, tables and dictation tell them, how often they were had, and what only looks so."""

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
DAY = PartialDate(2026, 9, 15)


def findings(text: str, kind: DocumentKind = NOTE) -> list[Finding]:
    """What a text of the middle of September 2026 says."""
    return list(read_text(READER, text, kind, day=DAY).findings)


def told(text: str, kind: DocumentKind = NOTE) -> set[str]:
    """The days, counts and results that a document knows and that count for the request."""
    said: set[str] = set()
    for item in findings(text, kind):
        if item.side is not Side.HELPS or not item.first_hand:
            continue
        value = item.value
        if isinstance(value, When):
            said.add(f"from {value.since}" if value.since is not None else f"to {value.until}")
        elif isinstance(value, Count):
            said.add(f"{value.number} times")
        elif item.fact is Fact.CARE_RESPONSE and isinstance(value, Course) and value.response is not None:
            said.add(value.response.value)
    return said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HEP    07/11/2025  current   -   ongoing, 4 days/wk", {"from 2025-07-11"}),
        ("HEP    07/11/2025 - present    n/a   Ongoing", {"from 2025-07-11"}),
        ("Home program   07/11/2025  --   --   ongoing  --", {"from 2025-07-11"}),
        ("TREATMENT GRID\nEtodolac 400 mg   03/2025   09/2025   --   stopped   no relief",
         {"from 2025-03", "to 2025-09", "no_relief"}),
        ("Sulindac was taken from May 2025 to July 2025 and was stopped because the benefit was insufficient.",
         {"from 2025-05", "to 2025-07", "inadequate_relief"}),
        ("PT between May 4 and July 30, 2025; she was better while it lasted but never afterwards.",
         {"from 2025-05-04", "to 2025-07-30", "temporary_relief"}),
        ("Massage, 7 treatments between May and August 2025, with relief counted in hours.",
         {"from 2025-05", "to 2025-08", "temporary_relief", "7 times"}),
        ("Topiramate 50 mg: 6/2025-9/2025, no relief, stopped (brain fog).",
         {"from 2025-06", "to 2025-09", "no_relief"}),
        ("Capsaicin 0.1% cream: 3/2025 to 6/2025, no relief.", {"from 2025-03", "to 2025-06", "no_relief"}),
        ("Nabumetone 750 twice a day from March 2025 till May 2025.", {"from 2025-03", "to 2025-05"}),
        ("HEP since 7/11/2025, each morning before his walk.", {"from 2025-07-11"}),
        ("Home exercises ever since (7/11/2025), he is still doing them.", {"from 2025-07-11"}),
        ("Massage in Oakmere, 6 visits, March to May 2025, good for a day or two each time.",
         {"from 2025-03", "to 2025-05", "temporary_relief", "6 times"}),
        ("PT 3/4/25-5/9/25. Etodolac 400 mg 2/24 to 10/24, not sufficient, stopped.",
         {"from 2025-03-04", "to 2025-05-09", "from 2024-02", "to 2024-10", "inadequate_relief"}),
        ("On May 6, 2025 Dr. Lindale gave her one L4-L5 epidural steroid injection, which did nothing at all.",
         {"from 2025-05-06", "to 2025-05-06", "no_relief", "1 times"}),
        ("Her own stretches from 6/27/25, which go on.", {"from 2025-06-27"}),
        ("Acetaminophen 1 g TID scheduled: 9/2025-6/2026, no relief.", {"from 2025-09", "to 2026-06", "no_relief"}),
        ("Epidural steroid (L5-S1), March 12, 2026: good for two weeks, then wore off.", {"temporary_relief", "1 times"}),
        ("HEP daily since 1/20/26, demonstrates all exercises correctly.", {"from 2026-01-20"}),
        ("A  Acupuncture, 16 Jun 2025 - 06 Aug 2025, temporary relief\nB  HEP, 06 Aug 2025 - now, ongoing",
         {"from 2025-06-16", "to 2025-08-06", "temporary_relief", "from 2025-08-06"}),
    ],
)  # fmt: skip
def test_a_course_is_read(text: str, expected: set[str]) -> None:
    assert expected <= told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Etodolac 400 mg 4/24 to 10/24, stopped.", "from 2024-04"),  # no day of the text has its year
        ("PT 3/4/25-5/9/25. Flare 4/24-5/24 on etodolac 400 mg.", "from 2024-04-24"),
        ("PT 3/4/25-5/9/25. Etodolac 400 mg 4/24-4/25.", "from 2024-04"),
        ("PT 3/4/25-5/9/25. Etodolac 400 mg 4/27-6/27.", "from 2027-04"),
        ("Second epidural steroid injection L4-L5 5/6/2025, no relief.", "1 times"),
        ("Epidural steroid injections L4-L5 5/6/2025, no relief.", "1 times"),
        ("Epidural steroid injection L4-L5 5/6/2025 was declined.", "1 times"),
        ("PT 6 visits in May 2025.", "6 times"),
        ("Acupuncture, 9 sessions authorized 5/2025.", "9 times"),
        ("Nine acupuncture sessions, 5/2025 to 7/2025, were quoted to him at $60 and he thought better of it.",
         "9 times"),
        ("Etodolac 400 mg TID scheduled for 3/2026 to 6/2026.", "from 2026-03"),
        ("PT 5/2025 to 7/2025; the pain was gone by the fall.", "temporary_relief"),
        ("Etodolac 5/2025 to 7/2025 since it did nothing to her stomach.", "no_relief"),
        ("PT 5/2025 to 7/2025 made no difference to her schedule.", "no_relief"),
        ("R Shoulder PT 5/4/2025 to 7/2/2025.", "from 2025-05-04"),
        ("She was talked out of massage, 6 sessions, 5/2025 to 7/2025.", "6 times"),
        ("PT 5/2025 to 7/2025, helped while it lasted, but not her back.", "temporary_relief"),
    ],
)  # fmt: skip
def test_what_only_looks_so_is_not_read(text: str, wrong: str) -> None:
    assert wrong not in told(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Eval 01/15/2026   Last visit 03/20/2026    Total 14 of 14 authorized", 14),
        ("SOC 1/15/26    D/C 3/20/26    Seen 14    CX 1 (cold)    NS 0", 14),
        ("DOB 7/23/1958   Episode 1: 1/9/2026 to 3/20/2026   Attendances: 20", 20),
        ("DOB 2/9/66   Start 01/15/26   Finish 03/20/26   Attended 18/19", 18),
        ("Dear Spine Center, she came 23 times from 16 January.", 23),
        ("Visits 1/8/26 - 3/20/26: ten", 10),
        ("Lumbar PT 18 visits 1/8/26-3/20/26, 1 no show.", 18),
    ],
)
def test_a_records_visits_are_counted(text: str, number: int) -> None:
    assert f"{number} times" in told(text, DISCHARGE)


@pytest.mark.parametrize(
    "text",
    [
        "Total 14 of 20 remaining", "Seen today, CX 1", "Attendances planned: 20", "Visits 1/8/26 - 3/20/26",
        "Attendances: 0", "Visits 1/8/26 - 3/20/26: 2 missed", "Lumbar PT 1/8/26-3/20/26, 1 no show.",
    ],
)  # fmt: skip
def test_what_is_no_count_of_a_record_counts_nothing(text: str) -> None:
    assert not {item for item in told(text, DISCHARGE) if item.endswith("times")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Home exercises were begun 9/2/2025; she quit them after a couple of weeks.", "stopped"),
        ("HEP since 9/2/2025. He dropped it after a month.", "stopped"),
        ("The registry shows no tramadol dispensed ever.", "declined"),
        ("Tramadol was prescribed in 2025; she tore up the script.", "declined"),
    ],
)
def test_care_that_was_dropped_or_never_had_harms(text: str, status: str) -> None:
    against = [item.value for item in findings(text) if item.side is Side.HARMS and isinstance(item.value, Course)]
    assert status in {value.status.value for value in against if value.status is not None}


def test_the_days_a_chiropractor_adjusted_on_are_counted() -> None:
    said = told("Adjusted on 4/2, 4/9, 4/16 and 4/23/26.", DocumentKind.CHIROPRACTIC_NOTE)
    assert "4 times" in said


@pytest.mark.parametrize(
    "text",
    [
        "No tramadol filled since March, off it for good.", "HEP since 9/2/2025. She dropped in to show it.",
        "No opioids dispensed elsewhere; tramadol 1/2025 to 6/2025, no relief.",
        "HEP since 9/2/2025. He never dropped it.",
    ],
)  # fmt: skip
def test_care_that_only_seems_dropped_was_had(text: str) -> None:
    assert not [item for item in findings(text) if item.side is Side.HARMS and item.fact is Fact.CARE_STATUS]


@pytest.mark.parametrize("text", ["Offered a knee injection - pt declined.", "Discussed surgery; pt declined."])
def test_a_patient_who_declines_what_was_offered_refuses_no_therapy(text: str) -> None:
    assert not [item for item in findings(text) if item.fact is Fact.CARE_STATUS]


def test_therapy_that_was_offered_and_declined_was_declined() -> None:
    said = [item.value for item in findings("Offered PT, declined.") if item.fact is Fact.CARE_STATUS]
    assert [item.status.value for item in said if isinstance(item, Course) and item.status is not None] == [
        "declined"
    ]
