"""What words have to hold before a person may say that they bear a claim out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from priorauth.case.model import Case, PainLevels, Score
from priorauth.comparison.chart_verdicts import ChartVerdict, ComparedClaim
from priorauth.domain.dates import PartialDate
from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from priorauth.reading.facts import Fact
from priorauth.reading.finding_values import FactValue, Types, When
from priorauth.reading.model import (
    ChartDocument,
    DocumentKind,
    Finding,
    Leftover,
    Passage,
    PatientMatch,
    Side,
    Standing,
)
from priorauth.review.chart_pages import chart_pages
from priorauth.review.claimed import claimed
from priorauth.review.grounds import holds, may_be_confirmed
from tests.exhibits.chart_files import text_pdf
from tests.review.charts import CLAIMS, case, reviewed, said

ODI = Score.model_validate({"instrument": "ODI", "value": "44", "unit": "percent", "date": "2026-11-03"})
VAS = Score.model_validate({"instrument": "VAS", "value": "4.7", "unit": "cm", "date": "2026-11-03"})
LEVELS = PainLevels.model_validate({"disc_levels": ["L4-L5", "L5-S1"]})


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (PartialDate(2025, 9, 8), "seen 9/8/25 and later", True),
        (PartialDate(2025, 9, 8), "since September 2025", False),
        (PartialDate(2025, 9), "since September 8, 2025", True),
        (PartialDate(2025, 9), "since 2024", False),
        (18, "18 visits", True),
        (18, "Eighteen visits were kept", True),
        (18, "118 visits", False),
        (18, "1.8 visits", False),
        (10, "10% relief", True),
        (ODI, "ODI 44%", True),
        (ODI, "ODI 4.4", False),
        (VAS, "VAS 47 mm of 100", True),
        (VAS, "VAS 48 mm", False),
        (LEVELS, "matches L4-5 and L5-S1", True),
        (LEVELS, "matches L4/5, L5/S1", True),
        (LEVELS, "matches L4-5", False),
        (("T1", "STIR"), "sagittal T1, T2 and stir", True),
        (("T1", "STIR"), "sagittal T1 and T2", False),
        (Decimal(0), "none", False),
    ],
)
def test_words_hold_a_value_as_exactly_as_the_case_gives_it(value: object, text: str, expected: bool) -> None:
    assert holds(value, text) is expected


def document(kind: DocumentKind, patient: PatientMatch = PatientMatch.SAME) -> ChartDocument:
    return ChartDocument(id="A-1", exhibit="A", pages=(1,), kind=kind, patient=patient)


def passage(quote: str) -> Passage:
    return Passage(exhibit="A", document="A-1", page=1, start=0, end=len(quote), quote=quote)


def finding(fact: Fact, value: FactValue, quote: str, standing: Standing = Standing.STATED) -> Finding:
    return Finding(
        fact=fact, value=value, standing=standing, where=passage(quote), first_hand=True, side=Side.NEUTRAL
    )


def is_confirmable(claim: str, fact: Fact, of: ChartDocument, of_case: Case | None = None, **found: Any) -> bool:
    compared = ComparedClaim(claim=claim, fact=fact, verdict=ChartVerdict.BY_A_PERSON, **found)
    return may_be_confirmed(claimed(of_case or case(), compared), {of.id: of})


@pytest.mark.parametrize(
    ("kind", "patient", "expected"),
    [
        ("office_note", "same", True),
        ("office_note", "other", False),
        ("letter", "same", False),
        ("mri_report", "same", False),
    ],
)
def test_words_that_nobody_understood_count_only_in_a_document_that_can_know(
    kind: str, patient: str, expected: bool
) -> None:
    left = Leftover(trigger="began", subject="pain", fact=Fact.ONSET, where=passage("wug May 2025"), why="no value")
    of = document(DocumentKind(kind), PatientMatch(patient))
    assert is_confirmable("pain.onset", Fact.ONSET, of, unread=(left,)) is expected


@pytest.mark.parametrize(("is_floor", "expected"), [(False, True), (True, False)])
def test_a_duration_gives_a_month_and_a_least_duration_gives_none(is_floor: bool, expected: bool) -> None:
    reckoned = finding(
        Fact.ONSET, When(since=PartialDate(2025, 5), is_floor=is_floor), "for 18 months", Standing.HEDGED
    )
    of = document(DocumentKind.OFFICE_NOTE)
    assert is_confirmable("pain.onset", Fact.ONSET, of, unsettled=(reckoned,)) is expected


@pytest.mark.parametrize(
    ("standing", "types", "certainty", "expected"),
    [
        ("not_understood", ("1",), "stated", True),
        ("stated", ("1",), "stated", True),
        ("stated", ("2",), "stated", False),
        ("hedged", ("1",), "stated", False),
        ("hedged", ("1",), "hedged", True),
        ("historic", ("1",), "stated", False),
        ("denied", ("1",), "stated", False),
    ],
)
def test_a_modic_type_has_to_be_a_reading_of_the_report(
    standing: str, types: tuple[str, ...], certainty: str, expected: bool
) -> None:
    study = {
        "modality": "MRI", "date": "2026-08-18",
        "findings": [{"disc_level": "L4-L5", "modic_types": ["1"], "certainty": certainty}],
    }  # fmt: skip
    read = finding(Fact.MODIC, Types.model_validate({"types": types}), "L4-L5: Modic", Standing(standing))
    found = is_confirmable(
        "imaging.1.findings.1.modic_types", Fact.MODIC, document(DocumentKind.MRI_REPORT), case(imaging=[study]),
        unsettled=(read,),
    )  # fmt: skip
    assert found is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("wug L4-5 Modic type 1", True),
        ("wug L4-5 Modic I", True),
        ("wug L4-5 Modic type 1/2", False),
        ("wug L5-S1 Modic type 1", False),
        ("wug L4-5 type", False),
    ],
)
def test_report_words_that_nobody_understood_have_to_name_level_and_type(quote: str, expected: bool) -> None:
    left = Leftover(trigger="Modic", subject="mri", fact=Fact.MODIC, where=passage(quote), why="no value")
    of = document(DocumentKind.MRI_REPORT)
    assert is_confirmable("imaging.1.findings.1.modic_types", Fact.MODIC, of, unread=(left,)) is expected


def test_a_course_that_no_record_names_is_not_asked_over_words_of_another() -> None:
    care = [*CLAIMS["conservative_care"], {"modality": "chiropractic", "status": "completed"}]
    found = reviewed(
        said("A", "Naproxen", "18 visits; see the notes. Naproxen"), claims={"conservative_care": care}
    )
    assert any(left.fact is Fact.CARE_SESSIONS for read in found.chart.documents for left in read.leftovers)
    assert [item.question.value for item in found.items] == ["get_the_record"]


@pytest.mark.parametrize("trust_ocr", [True, False])
def test_what_a_machine_guessed_from_a_picture_is_text_only_where_it_is_trusted(trust_ocr: bool) -> None:
    page = Page(1, "Guessed words", 612, 792, 0, origin=TextOrigin.OCR)
    opened = OpenedExhibit(case().exhibits[0], text_pdf("Guessed words"), (page,), "0" * 64)
    pages = chart_pages([opened], trust_ocr=trust_ocr)
    assert pages.page(("A", 1)).is_readable is trust_ocr
    assert pages.has_ink(("A", 1)) is not trust_ocr
