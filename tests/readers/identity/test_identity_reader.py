"""What a document prints of its patient and of its codes."""

from __future__ import annotations

import pytest

from priorauth.readers.identity.identity_reader import IdentityReader
from priorauth.reading.finding_values import Text, When
from tests.readers.reading_one import read_text

HEAD = "OFFICE VISIT\nPatient: Avery Example   DOB: 03/09/1974   MRN: EX-1190\nSex: F\n"


def read(text: str) -> set[tuple[str, str]]:
    found = read_text(IdentityReader(), text).findings
    return {
        (item.fact.value, item.value.text if isinstance(item.value, Text) else str(item.value.on))
        for item in found
        if isinstance(item.value, Text | When)
    }


def test_a_heading_gives_name_birth_date_number_and_sex() -> None:
    assert read(HEAD) == {
        ("patient_name", "Avery Example"),
        ("birth_date", "1974-03-09"),
        ("record_number", "EX-1190"),
        ("sex", "female"),
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Assessment: vertebrogenic pain (M54.51).", {("diagnosis", "M54.51")}),
        ("CPT 64628 and 64629.", {("procedure", "64628"), ("procedure", "64629")}),
        ("Seen at suite 64111, zip 82001.", set()),
        ("Provider NPI: 1234567893", {("npi", "1234567893")}),
        ("Provider NPI: 1234567890", set()),
        ("Member ID: XQA1234", {("member_id", "XQA1234")}),
        ("Emergency contact: Rowan Example, DOB: 01/02/1950", set()),
    ],
)
def test_a_line_gives_its_number_or_code_and_nothing_else(line: str, expected: set[tuple[str, str]]) -> None:
    assert read(line) == expected


def test_a_number_that_is_no_npi_is_left_over() -> None:
    (left,) = read_text(IdentityReader(), "Seen by the provider with NPI 1234567890 today.").leftovers
    assert left.trigger == "NPI"
