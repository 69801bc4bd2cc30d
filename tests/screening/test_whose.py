"""Another person's page stops the packet; the patient's own, however it is printed, does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from priorauth.exhibits.pages import TextOrigin
from priorauth.screening.screen import screen_exhibits
from tests.cases import clean_case
from tests.exhibits.chart_files import case_of, open_files
from tests.screening.records import HEAD, codes, codes_of, exhibit, lines_pdf

WRONG = [
    ("Patient: Blake Example DOB: 03/09/1974", ["PA750"]),
    ("Patient: Avery Sample DOB: 03/09/1974", ["PA750"]),
    ("Patient: Jane Roe DOB: 01/02/1980", ["PA750", "PA752"]),
    ("Patient: Jane Roe DOB: 01/02/1980 MRN: MRN-000999", ["PA750", "PA752", "PA754"]),
    ("ROE, JANE DOB: 03/09/1974", ["PA750"]),
    ("Patient Name DOB MRN\r\nJane Roe 03/09/1974 MRN-000123", ["PA750"]),
    ("Patient: Avrey Example DOB: 03/09/1974", ["PA751"]),
    ("Patient: Exmaple, Avery DOB: 03/09/1974", ["PA751"]),
    ("Patient: A. Example", ["PA751"]),
    ("DOB: 03/10/1974", ["PA752"]),
    ("DOB: 09/03/1974 Sex: F", ["PA752"]),
    ("Patient: Avery Example DOB: 03/09/1947", ["PA753"]),
    ("Patient: Avery Example DOB: 3/9/75", ["PA753"]),
    ("Patient: Avery Example Date of Birth: March 1975", ["PA753"]),
    ("Patient: Avery Example DOB: 03/09/1974 MRN: MRN-000132", ["PA754"]),
    ("MRN: 123000", ["PA754"]),
    ("Other reading of this film: Robin Demo, born 1951", ["PA750", "PA752"]),
    ("Patient: Avery Example Member ID: XEH000112234", ["PA755"]),
    ("Subscriber ID: XEH00011223", ["PA755"]),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_page_of_another_person_is_stopped(text: str, expected: list[str]) -> None:
    assert codes_of(text) == expected


RIGHT = [
    HEAD,
    "PATIENT: EXAMPLE, AVERY M    D.O.B. 3/9/74    CHART NO. 123",
    "Pt: Mrs. Avery Example\r\nBirth Date: 9 March 1974\r\nMR #: 000123",
    "Name: Avery Example\r\nDate of Birth: March 9th, 1974",
    "RE: Avery Example\r\nDOB: 1974-03-09\r\nMember ID: XEH 000 112 233",
    "Patient Name\r\nAvery Example\r\nDOB\r\n03/09/1974",
    "Patient: A. Example DOB: 03/09/1974",
    "Patient: Avery Example Referring Physician: Jordan Sample, MD Age: 52",
    "Patient: Avery Example Subscriber Name: Morgan Example Subscriber DOB: 01/02/1970",
    "Patient: Avery Example\r\nEmergency contact: Morgan Roe\r\nDOB: 03/09/1974",
    "Patient: Avery Example DOB: 1974",
    "Read again: Avery Example, born 1974",
    "Patient: Avery Example\r\nDaughter: Robin Demo, born 2009",
    "Patient: Avery Example\r\nSocial: Smoker, born 1960 in Laramie",
    "Patient: Avery Example Member ID: XEH000112233-01",
    "Patient: Avery Example Member ID: 000112233",
    "Patient: Avery Example\r\nMember ID: XEH000112233\r\nSecondary plan, Member ID: 55-1",
    "Patient: Avery Example ID #: 987654",
    "avery example was seen. DOB: 03/09/1974",
    "Patient: Avery Example DOB: XX/XX/1974",
    "Patient: Avery Example\r\nPatient: presents with back pain\r\nPatient Education: Back School",
]


@pytest.mark.parametrize("text", RIGHT)
def test_the_patients_own_page_is_not_stopped(text: str) -> None:
    assert codes_of(text) == []


def test_a_file_with_two_patients_names_the_page_of_the_other() -> None:
    opened = exhibit(HEAD, "Therapy continued.", "Patient: Jane Roe DOB: 01/02/1980", HEAD + " again")
    found = screen_exhibits(clean_case(), [opened]).told()
    assert [(problem.code, problem.where.exhibit, problem.where.page) for problem in found] == [
        ("PA750", "A", 3),
        ("PA752", "A", 3),
    ]


def test_two_patients_on_one_page_are_seen() -> None:
    assert codes_of(HEAD + "\r\nPatient: Jane Roe") == ["PA750"]


def test_an_exhibit_of_another_person_has_one_line_for_each_thing_that_is_wrong() -> None:
    other = "Patient: Jane Roe DOB: 01/02/1980\r\nVisit "
    found = screen_exhibits(
        clean_case(), [exhibit(other + "1", other + "2", other + "3", "no head", other + "5")]
    ).told()
    assert [problem.code for problem in found] == ["PA750", "PA752"]
    assert all("pages 1 to 3 and 5" in problem.message for problem in found)


def test_no_problem_repeats_a_value() -> None:
    text = "Patient: Jane Roe DOB: 01/02/1980 MRN: 777-1 Member ID: ZZZ999 SSN: 123-45-6789"
    found = screen_exhibits(clean_case(), [exhibit(text, "Patient: Avrey Example")]).told()
    assert len(found) == 6
    said = " ".join(f"{problem.message} {problem.fix} {problem.where}" for problem in found)
    for value in ("Jane", "Roe", "1980", "777", "ZZZ", "6789", "Avrey", "Example", "1974"):
        assert value not in said


def test_a_page_without_a_head_is_fine_beside_one_that_has_it() -> None:
    assert codes(exhibit(HEAD, "The course of therapy.")) == []


def test_an_exhibit_that_names_nobody_is_told() -> None:
    assert codes(exhibit("The course of therapy.", "Its end.")) == ["PA756"]


def test_chart_numbers_are_compared_only_when_the_case_has_one() -> None:
    text = "Patient: Avery Example DOB: 03/09/1974 MRN: 777-1"
    assert codes_of(text) == ["PA754"]
    assert codes_of(text, patient__record_number=...) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patient: Avery Example DOB: 03/09/1974 MRN: 777-1", ["PA767"]),
        ("Patient: Avery Example DOB: 03/09/1974 Member ID: OLD-1", ["PA767"]),
        ("Patient: Avery Example MRN: 777-1", ["PA754"]),
        ("MRN: 777-1", ["PA754"]),
        ("Patient: Jane Roe DOB: 03/09/1974 MRN: 777-1", ["PA750", "PA754"]),
        ("Patient: Avery Example DOB: 01/02/1980 MRN: 777-1", ["PA753", "PA754"]),
    ],
)
def test_a_named_person_may_vouch_for_a_number_but_not_for_a_name(text: str, expected: list[str]) -> None:
    found = screen_exhibits(clean_case(), [exhibit(text)])
    answered = [doubt.problem for doubt in found.doubts]
    assert sorted(problem.code for problem in found.told(answered)) == expected


@pytest.mark.parametrize("text", [text for text, _ in WRONG])
def test_what_a_machine_read_from_a_scan_warns_and_does_not_stop(text: str) -> None:
    assert set(codes(exhibit(text, origin=TextOrigin.OCR))) == {"PA757"}


def test_a_swapped_exhibit_is_seen_in_a_real_pdf(tmp_path: Path) -> None:
    name = {"given": "Thị Hương", "family": "Nguyễn & <Sons>"}
    own = lines_pdf(["Patient: Nguyễn & <Sons>, Thị Hương   DOB: 03/09/1974", "MRN: MRN-000123", "Words."])
    swapped = lines_pdf(["Patient: Trần, Văn Hà", "DOB: 05/06/1966   MRN: MRN-000124", "Other words."])
    files = {"a.pdf": own, "b.pdf": swapped}
    case = case_of(files, tmp_path).model_copy(update={"patient": clean_case(patient__name=name).patient})
    found = screen_exhibits(case, open_files(files, tmp_path)).told()
    assert {(problem.code, problem.where.exhibit) for problem in found} == {
        ("PA750", "B"),
        ("PA752", "B"),
        ("PA754", "B"),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"patient__record_number": "000123"},
        {"coverage__member_id": "XEH-000112233"},
        {"patient__record_number": "123"},
    ],
)
def test_the_way_a_case_writes_its_numbers_does_no_harm(change: dict[str, Any]) -> None:
    assert codes_of(HEAD + " Member ID: XEH000112233", **change) == []
