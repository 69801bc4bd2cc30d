"""What a document prints of its patient and of its codes."""

from __future__ import annotations

import pytest

from priorauth.readers.identity.identity_reader import IdentityReader
from priorauth.reading.finding_values import Text, When
from priorauth.reading.model import Standing
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


NAMED = {("diagnosis", "vertebrogenic low back pain")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Impression: vertebrogenic low back pain, L4-L5.", NAMED),
        ("ASSESSMENT\n1. Chronic vertebrogenic LBP.", NAMED),
        ("My diagnosis is vertebrogenic low back pain arising from the L4 and L5 endplates.", NAMED),
        ("She is diagnosed with lumbar pain of vertebrogenic origin.", NAMED),
        ("Assessment: vertebrogenic low back pain vs facet pain.", set()),
        ("Assessment: vertebrogenic low back pain?", set()),
        ("Not vertebrogenic low back pain.", set()),
        ("Probable vertebrogenic low back pain.", set()),
        ("Mother has vertebrogenic low back pain.", set()),
        ("Working diagnosis vertebrogenic low back pain.", set()),
        ("FAMILY HISTORY\nVertebrogenic low back pain.", set()),
        ("PLAN\nVertebrogenic low back pain.", set()),
        ("Vertebrogenic low back pain was entered so that the order went through.", set()),
    ],
)
def test_the_diagnosis_in_words_is_read_where_it_stands_alone(text: str, expected: set[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Addendum: M54.51 was picked by mistake.",
        "The correct code is M47.816, not M54.51.",
        "Your policy names M54.51.",
        "Codes that the plan accepts: M54.51.",
        "Father treated for M54.51.",
        "Dx M54.51.\nCorrection: the line above is another patient's.",
    ],
)
def test_a_code_that_is_a_plans_anothers_or_taken_back_is_not_stated(text: str) -> None:
    stated = [f for f in read_text(IdentityReader(), text).findings if f.standing is Standing.STATED]
    assert "M54.51" not in {f.value.text for f in stated if isinstance(f.value, Text)}
