"""What a page prints of a person, by its labels; and what looks like it and is something else."""

from __future__ import annotations

import pytest

from priorauth.screening.identity_reading import read_identity
from priorauth.screening.social_security import social_security_numbers


def certain_names(text: str) -> list[str]:
    return [text[name.start : name.end] for name in read_identity(text).names if name.is_certain]


def certain_dates(text: str) -> list[str]:
    return [text[born.start : born.end] for born in read_identity(text).birth_dates if born.is_certain]


LAYOUTS = [
    ("Patient: Jane Roe DOB: 01/02/1980 MRN: 777-1", ["Jane Roe"], ["01/02/1980"], ["777-1"]),
    ("PATIENT NAME: ROE, JANE Q   D.O.B.: 1/2/80   MR# 777", ["ROE, JANE Q"], ["1/2/80"], ["777"]),
    ("Pt. Name: Jane Roe Sex: F Birth date: Jan 2, 1980", ["Jane Roe"], ["Jan 2, 1980"], []),
    ("Patient Name: jane roe\r\nDate of Birth 1980-01-02", ["jane roe"], ["1980-01-02"], []),
    ("Patient's Name: Jane Roe Date of Birth: 02-Jan-1980", ["Jane Roe"], ["02-Jan-1980"], []),
    ("Patient (Last, First): Roe, Jane", ["Roe, Jane"], [], []),
    ("Name: Jane Roe\r\nDOB: 01/02/1980", ["Jane Roe"], ["01/02/1980"], []),
    ("RE: Mr. John Roe\r\nDOB: 01/02/1980", ["Mr. John Roe"], ["01/02/1980"], []),
    ("ROE, JANE DOB: 01/02/1980 MRN 777", ["ROE, JANE"], ["01/02/1980"], ["777"]),
    ("Patient:\r\nJane Roe\r\nDOB:\r\n01/02/1980", ["Jane Roe"], ["01/02/1980"], []),
    ("Patient\r\nJane Roe\r\nDate of Birth\r\nJanuary 2, 1980", ["Jane Roe"], ["January 2, 1980"], []),
    ("Patient Name DOB MRN\r\nJane Roe 01/02/1980 MRN-777", ["Jane Roe"], ["01/02/1980"], ["MRN-777"]),
    ("Patient Name Sex DOB\r\nJane Roe F 01/02/1980", ["Jane Roe F"], ["01/02/1980"], []),
    ("MRN | Patient Name | DOB\r\n000777 Jane Roe 01/02/1980", ["Jane Roe"], ["01/02/1980"], ["000777"]),
    ("Patient:\r\nDOB:\r\nMRN:\r\nJane Roe\r\n01/02/1980\r\n777-1", ["Jane Roe"], ["01/02/1980"], ["777-1"]),
    ("Last Name: Roe First Name: Jane", ["Roe First Name: Jane"], [], []),
    ("Patient: Jane Roe Visit Date: 08/18/2026", ["Jane Roe"], [], []),
    ("Patient: Jane Roe Ordering Physician: Jordan Sample, MD", ["Jane Roe"], [], []),
    ("Patient: Jane Roe (MRN: 00-12-34)", ["Jane Roe"], [], ["00-12-34"]),
    ("Patient: Jane van der Roe DOB: 01 / 02 / 1980", ["Jane van der Roe"], ["01 / 02 / 1980"], []),
    ("Patient: Jane Roe DOB: 19800102", ["Jane Roe"], ["19800102"], []),
    ("Medical Record Number: 12 34 56\r\nChart no. 9-1\r\nMed Rec # 5678", [], [], ["12 34 56", "9-1", "5678"]),
    ("Patient: Jane Roe DOB:\r\n01/02/1980 Sex: F", ["Jane Roe"], ["01/02/1980"], []),
]


@pytest.mark.parametrize(("text", "names", "dates", "records"), LAYOUTS)
def test_a_value_is_read_behind_or_below_its_label(
    text: str, names: list[str], dates: list[str], records: list[str]
) -> None:
    found = read_identity(text)
    assert certain_names(text) == names
    assert certain_dates(text) == dates
    assert [span.of(text) for span in found.record_numbers] == records


@pytest.mark.parametrize(
    "text",
    [
        "Patient is a 52-year-old woman with low back pain.",
        "Patient: presents with axial low back pain.",
        "PATIENT: TOLERATED THE PROCEDURE WELL",
        "Patient: Denies fever",
        "Patient Education: Back School Handout",
        "Patient Portal: Example Access",
        "Patient name and date of birth were verified before the block.",
        "Patient Status: Established Outpatient",
        "Name of therapist: Robin Placeholder",
        "Ordering Physician: Jordan Sample",
        "Referring Provider Name: Jordan Sample",
        "Therapist: Robin Placeholder, PT, DPT",
        "Radiologist: Casey Specimen, MD",
        "Emergency contact: Morgan Roe DOB: 01/02/1950",
        "EMERGENCY CONTACT\r\nName: Morgan Roe\r\nDOB: 01/02/1950",
        "Emergency Contact Information\r\nName: Morgan Roe\r\nDate of birth: 01/02/1950",
        "Guarantor Name: Morgan Roe Guarantor DOB: 01/02/1950",
        "Subscriber Name: Morgan Roe\r\nDOB: 01/02/1950",
        "Subscriber: Morgan Roe Subscriber's Date of Birth: 01/02/1950",
        "Policy holder: Morgan Roe",
        "Spouse: Morgan Roe Birthdate: 01/02/1950",
        "Facility Name: Casper Regional Clinic",
        "Drug Name: Naproxen Sodium",
        "Pharmacy Name: Corner Street",
        "RE: Basivertebral Nerve Ablation",
        "RE: Prior Authorization Request\r\nMember ID: XEH000112233",
        "PT: Robin Placeholder",
        "The patient has a son, born March 3, 2010.",
        "Requested by: Jordan Sample\r\nSigned: Casey Specimen",
        "Relationship to patient: Spouse Morgan",
        "Line one\r\n" * 9 + "Name: Robin Placeholder Date: 01/02/2026",
        "Name: Robin Placeholder, PT, DPT",
        "Her husband Morgan Roe, DOB 01/02/1950, came along.",
        "Sincerely,\r\nName: Morgan Roe\r\nTitle: Physician",
        "Name: Morgan Roe License: 12",
        "Acct: 12345-6",
        "DOB verified. Seen 01/02/2026.",
        "MRN verified on 01/02/2026",
    ],
)
def test_what_is_not_the_patients_is_not_taken_for_it(text: str) -> None:
    found = read_identity(text)
    assert certain_names(text) == []
    assert certain_dates(text) == []
    assert found.record_numbers == ()


def test_a_patient_after_somebody_else_is_read_again() -> None:
    text = "Guarantor: Morgan Roe\r\nPatient: Jane Roe DOB: 01/02/1980"
    assert certain_names(text) == ["Jane Roe"]
    assert certain_dates(text) == ["01/02/1980"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Member ID: XEH000112233", ["XEH000112233"]),
        ("Subscriber ID # XEH 1", []),
        ("Subscriber ID: XEH000112233 Group: 0004711", ["XEH000112233"]),
        ("Insurance ID: 99-1234", ["99-1234"]),
        ("Member number 123456789", ["123456789"]),
        ("Member since 2019", []),
    ],
)
def test_a_plans_number_is_read(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in read_identity(text).member_ids] == expected


SOCIAL_SECURITY = [
    ("SSN: 123-45-6789", ["123-45-6789"]),
    ("SSN 123456789", ["123456789"]),
    ("S.S.N. 123 45 6789", ["123 45 6789"]),
    ("SS#: 123-45-6789", ["123-45-6789"]),
    ("SS # 123-45-6789", ["123-45-6789"]),
    ("Social Security No. 123\u201345\u20136789", ["123\u201345\u20136789"]),
    ("Soc. Sec. #: 900-45-6789", ["900-45-6789"]),
    ("Avery Example 123-45-6789 Female", ["123-45-6789"]),
    ("SSN: 123-45-\r\n6789", ["123-45-\r\n6789"]),
    ("(123-45-6789)", ["123-45-6789"]),
    ("SSN: xxx-xx-6789", []),
    ("SSN on file", []),
    ("000-45-6789 666-45-6789 900-45-6789 123-00-6789 123-45-0000", []),
    ("Phone 307-555-0142", []),
    ("NPI 1234567893", []),
    ("MRN: 123-45-6789", []),
    ("Account # 123-45-6789", []),
    ("Claim number: 123-45-6789", []),
    ("82001-1234", []),
    ("2026-11-24 12-345-6789 1123-45-6789 123-45-67890 123-45-6789-1", []),
    ("Tax ID 12-3456789", []),
    ("123456789", []),
]


@pytest.mark.parametrize(("text", "expected"), SOCIAL_SECURITY)
def test_a_social_security_number_is_told_from_other_numbers(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in social_security_numbers(text)] == expected
