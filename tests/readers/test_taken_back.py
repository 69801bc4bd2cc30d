"""What is said and taken back again, in the same paragraph, by an addendum, or by the sentence's own end."""

from __future__ import annotations

import pytest

from priorauth.domain.dates import PartialDate
from priorauth.readers.identity.identity_reader import IdentityReader
from priorauth.readers.pain.pain_reader import PainReader
from priorauth.readers.safety.safety_reader import SafetyReader
from priorauth.readers.treatment.treatment_reader import TreatmentReader
from priorauth.readers.work_up.work_up_reader import WorkUpReader
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import FactValue, When
from priorauth.reading.model import DocumentKind, DocumentReading, Side, Standing
from priorauth.reading.reader import Reader
from tests.readers.reading_one import read_text

DAY = PartialDate.parse("2026-10-14")
DRUG = "Baclofen 10 mg 2/2026 - 5/2026, no relief."


def _read(reader: Reader, text: str, kind: DocumentKind = DocumentKind.OFFICE_NOTE) -> DocumentReading:
    return read_text(reader, text, kind, day=DAY)


def _helps(reading: DocumentReading, fact: Fact) -> bool:
    return any(item.fact is fact and item.side is Side.HELPS for item in reading.findings)


@pytest.mark.parametrize(
    ("text", "helps"),
    [
        (DRUG, True),
        (f"{DRUG} Charted in error.", False),
        (f"{DRUG} Ticked by accident.", False),
        (f"{DRUG} She fell by accident.", True),
        (f"{DRUG} Gabapentin was charted in error.", True),
        (f"{DRUG} Copied from another patient.", False),
        (f"{DRUG} Nothing was entered in error.", True),
        (f"{DRUG}\n\nSeen with her sister.\n\nADDENDUM: the list belongs to another patient.", False),
        (f"{DRUG}\n\nThe parking ticket was issued in error.", True),
    ],
)
def test_what_is_taken_back_helps_no_more(text: str, helps: bool) -> None:
    assert _helps(_read(TreatmentReader(), text), Fact.CARE) is helps


def test_a_harm_that_is_taken_back_is_still_shown_as_one() -> None:
    found = _read(SafetyReader(), "There is a fracture of L2. Dictated in error.").findings
    assert [item.side for item in found if item.fact is Fact.FRACTURE] == [Side.HARMS]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("No fracture is seen.", True),
        ("No fracture can be excluded on these views.", False),
        ("No spine surgery until the spring.", False),
        ("Infection: none.", True),
        ("Infection: none found in 2021.", False),
        ("She no longer has a pacemaker.", True),
    ],
)
def test_a_denial_that_its_own_end_empties_denies_nothing(text: str, denied: bool) -> None:
    standings = {item.standing for item in _read(SafetyReader(), text).findings}
    assert (standings == {Standing.DENIED}) is denied


@pytest.mark.parametrize(
    ("text", "helps"),
    [
        ("Facet injection 3/10/26.", True),
        ("Facet injection 3/10/26, pushed back to 4/2.", False),
        ("Meloxicam 15 mg since 3/10/26.", True),
        ("Meloxicam 15 mg since 3/10/26, e-sent.", False),
    ],
)
def test_care_that_was_moved_or_only_sent_to_the_pharmacy_was_not_given(text: str, helps: bool) -> None:
    assert _helps(_read(TreatmentReader(), text), Fact.CARE) is helps


def test_days_of_visits_that_were_only_booked_are_no_course() -> None:
    found = _read(
        TreatmentReader(), "Visits booked: 9, March - April 2026.", DocumentKind.THERAPY_DISCHARGE
    ).findings
    assert not any(item.side is Side.HELPS for item in found)


def _result(value: FactValue) -> str:
    return value.result if value.kind == "test" else ""


BLOCK = "Bilateral L4-5 facet medial branch blocks.\n\n"


@pytest.mark.parametrize(
    ("line", "results"),
    [
        ("Seen again on Monday.", []),
        ("Positive block.", ["positive"]),
        ("Result: POSITIVE.", ["positive"]),
        ("Was it a positive block?", []),
        ("Relief was not rated.", ["equivocal"]),
        ("No valid post-block data.", ["equivocal"]),
        ("Inadequate block; repeat.", ["equivocal"]),
        ("Cancelled before the first needle.", ["equivocal"]),
    ],
)
def test_the_record_of_a_block_speaks_of_it_without_naming_it(line: str, results: list[str]) -> None:
    found = _read(WorkUpReader(), BLOCK + line, DocumentKind.PROCEDURE_NOTE).findings
    tests = [item for item in found if item.fact is Fact.FACET and item.value.kind == "test"]
    assert [_result(item.value) for item in tests] == results
    assert all(item.side is Side.HARMS for item in tests)


def test_a_void_block_is_of_no_kind_where_a_note_tells_of_two_kinds() -> None:
    text = BLOCK + "SI joint injection.\n\nInadequate block."
    found = _read(WorkUpReader(), text, DocumentKind.PROCEDURE_NOTE).findings
    assert not any(item.value.kind == "test" for item in found)


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Dx: M54.51.", Standing.STATED),
        ("M54.51 may be coded after the MRI.", Standing.NOT_UNDERSTOOD),
        ("Is it M54.51?", Standing.NOT_UNDERSTOOD),
        ("Back: M54.50 / M54.51 / M54.59", Standing.NOT_UNDERSTOOD),
    ],
)
def test_a_code_that_is_offered_asked_or_under_a_rule_is_not_given(text: str, standing: Standing) -> None:
    found = _read(IdentityReader(), text).findings
    assert standing in {item.standing for item in found if item.fact is Fact.DIAGNOSIS}


def test_the_day_of_an_evaluation_is_no_onset() -> None:
    found = _read(PainReader(), "Date of injury: 2/3/2025   Date of evaluation: 10/1/2026").findings
    since = [item.value.since for item in found if item.fact is Fact.ONSET and isinstance(item.value, When)]
    assert since == [PartialDate.parse("2025-02-03")]
