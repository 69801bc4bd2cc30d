"""What was read can be written down and read again, white space and all."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from priorauth.domain.spine import DiscLevel, ModicType
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import Presence, Types, When
from priorauth.reading.model import ChartDocument, DocumentKind, Finding, Passage, PatientMatch, Side, Standing


def passage(quote: str = "Modic type 1 change ") -> Passage:
    return Passage(exhibit="A", document="A-1", page=1, start=3, end=3 + len(quote), quote=quote)


def test_a_finding_survives_being_written_and_read() -> None:
    finding = Finding(
        fact=Fact.MODIC, value=Types(place=DiscLevel.L4_L5, types=(ModicType.ONE,)), standing=Standing.STATED,
        where=passage(), first_hand=True, side=Side.HELPS,
    )  # fmt: skip
    assert Finding.model_validate_json(finding.model_dump_json()) == finding


def test_a_value_of_one_form_is_not_taken_for_another() -> None:
    with pytest.raises(ValidationError):
        Finding.model_validate(
            {"fact": "modic", "value": {"kind": "presence", "types": ["1"]}, "standing": "stated",
             "where": passage(), "first_hand": True, "side": "helps"}
        )  # fmt: skip


def test_a_quote_keeps_the_white_space_its_places_count() -> None:
    assert len(passage(" two words\n").quote) == 11


@pytest.mark.parametrize(
    ("kind", "patient", "silent"),
    [
        (DocumentKind.GUIDE, PatientMatch.NOT_NAMED, True),
        (DocumentKind.MRI_REPORT, PatientMatch.OTHER, True),
        (DocumentKind.MRI_REPORT, PatientMatch.NOT_NAMED, False),
        (DocumentKind.OFFICE_NOTE, PatientMatch.SAME, False),
    ],
)
def test_a_guide_and_another_patients_document_state_nothing(
    kind: DocumentKind, patient: PatientMatch, silent: bool
) -> None:
    assert ChartDocument(id="A-1", exhibit="A", pages=(1,), kind=kind, patient=patient).states_nothing is silent


def test_a_time_without_dates_is_the_documents_own_day() -> None:
    assert When() == When(on=None, since=None, until=None)
    assert Presence().kind == "presence"
