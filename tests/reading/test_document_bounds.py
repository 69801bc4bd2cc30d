"""Where records that were copied into one file begin and end, and of which day each is."""

from __future__ import annotations

from datetime import date

import pytest

from priorauth.case.parties import Name
from priorauth.exhibits.pages import Page
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.documents import cut_documents
from priorauth.reading.model import ChartDocument

ORLA = ChartPatient(name=Name(given="Orla", family="Benning"), birth_date=date(1970, 4, 4))

THERAPY = (
    "HAZEL BROOK PT            Case closed 5/8/25\nOrla Benning   4/4/70   opened 3/3/25   seen 16/18\n"
    "Bridges, planks, hip hinge. ODI 46 > 44. Home list given.\nNils Aronsen, PT"
)
CHIROPRACTOR = (
    "REUBEN PLATT, D.C.             Closing note 9/12/25\nOrla Benning   4/4/70   visits 7/7/25 - 9/12/25: twelve\n"
    "Side posture L4, L5; heat. VAS first 7, last 7. No lasting relief."
)
BLOCK = (
    "Casimir Holt, M.D.     Procedure room     Sep 2, 2026\nO. Benning.  Bilateral L3, L4 medial branch block.\n"
    "C-arm. Bupivacaine 0.5%, 0.5 mL each.\nBefore 6; 15 min 6; 30 min 6; one hour 6. Relief none."
)
VISIT = (
    "Casimir Holt, M.D.      Spine medicine\nOrla Benning     born Apr 4, 1970     seen Wed Nov 4, 2026\n"
    "She came for the low back. It hurts with sitting and she has tried naproxen and exercises."
)
EXAM = "Examination. Flexion hurts, strength full, reflexes even.\nWhat I think. Vertebrogenic pain. RTC 6 wk."


def documents(*texts: str) -> list[ChartDocument]:
    pages = [Page(number, text, 612.0, 792.0, 0) for number, text in enumerate(texts, 1)]
    return [item.document for item in cut_documents("A", pages, ORLA)]


def bounds(*texts: str) -> list[tuple[int, ...]]:
    return [document.pages for document in documents(*texts)]


def day(*texts: str) -> str:
    found = documents(*texts)[0].day
    return str(found.earliest) if found is not None else "none"


def test_short_records_of_several_practices_in_one_file_are_records_of_their_own() -> None:
    found = documents(THERAPY, CHIROPRACTOR, BLOCK)
    assert [item.kind.value for item in found] == ["therapy_discharge", "chiropractic_note", "procedure_note"]
    assert [str(item.day.earliest) for item in found if item.day] == ["2025-05-08", "2025-09-12", "2026-09-02"]


@pytest.mark.parametrize(
    "top",
    [
        "Ms. Benning, Nov 4, 2026, second sheet",
        "Benning, Orla      11/04/2026, page two",
        "Benning, Orla      Attachment 1 to report of 11/04/2026",
        "Orla Benning       11/04/2026       2nd page",
        "PHYSICAL EXAMINATION\nOrla Benning",
    ],
)
def test_a_sheet_that_goes_on_stays_with_its_record(top: str) -> None:
    assert bounds(VISIT, f"{top}\n{EXAM}") == [(1, 2)]


def test_the_parts_of_a_history_on_a_further_page_are_no_face_sheet() -> None:
    first = (
        "HAZEL BROOK SPINE CLINIC\nProgress note     DOS: 11/04/2026\nOrla Benning   DOB 04/04/1970\nLow back pain."
    )
    second = (
        "Benning, Orla     DOS: 11/04/2026\n>> PAST MEDICAL HISTORY      >> FAMILY HISTORY\nAsthma    Father: gout"
    )
    (found,) = documents(first, second)
    assert found.kind.value == "office_note"


def test_two_courses_told_on_one_form_are_two_records_each_of_its_last_day() -> None:
    form = "HAZEL BROOK PHYSICAL THERAPY      Final report\nO. Benning, DOB 4/4/1970    {}    Visits: 9\nNils Aronsen, PT"
    found = documents(
        form.format("Episode 1: 1/6/2025 to 2/7/2025"), form.format("Episode 2: 6/2/2025 to 7/3/2025")
    )
    assert [str(item.day.earliest) for item in found if item.day] == ["2025-02-07", "2025-07-03"]
    assert {item.kind.value for item in found} == {"therapy_discharge"}


def test_a_fax_cover_ends_where_the_first_record_behind_it_begins() -> None:
    cover = (
        "11/20/2026  09:02   FROM: HAZEL BROOK 555-0161   TO: 555-0199     PAGE 1 OF 3\n* * *  FAX  * * *\n"
        "TO: Reviewer    FROM: Desk\nPAGES: 3\nCONTENTS:  letter (2)   PT discharge (3)"
    )
    letter = (
        "November 20, 2026\nRe: Orla Benning\nDear Director:\nI am writing for her.\nSincerely,\nCasimir Holt, MD"
    )
    found = documents(cover, letter)
    assert [item.kind.value for item in found] == ["fax_cover", "letter"]


def test_what_a_fax_machine_prints_on_every_page_is_no_records_day() -> None:
    top = "11/20/2026  09:0{}   HAZEL BROOK SPINE 555-0161                  PAGE {} OF 2\n"
    assert bounds(top.format(1, 1) + THERAPY, top.format(2, 2) + BLOCK) == [(1,), (2,)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Discharge letter 5/6/25", "2025-05-06"),
        ("phone 5/6/25", "2025-05-06"),
        ("Examined: 6 May 2025", "2025-05-06"),
        ("Today: 5-6-25", "2025-05-06"),
        ("seen Tue May 6, 2025", "2025-05-06"),
        ("Next visit 5/6/25", "none"),
        ("Last note 5/6/25", "none"),
        ("Printed record 5/6/25", "none"),
        ("Scheduled procedure 5/6/25", "none"),
        ("Upcoming block 5/6/25", "none"),
        ("Notes from 5/6/25", "none"),
        ("Visits 5/6/25 - 7/1/25", "none"),
    ],
)
def test_which_words_before_a_day_make_it_the_records_own(line: str, expected: str) -> None:
    assert day(f"HAZEL BROOK SPINE        {line}\nOrla Benning   DOB 4/4/1970\nLow back pain.") == expected
