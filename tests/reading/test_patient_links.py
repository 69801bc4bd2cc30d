"""Whose a page is that does not print the patient's whole name: never guessed, and asked where nothing bears it out."""

from __future__ import annotations

from datetime import date

import pytest

from priorauth.case.parties import Name
from priorauth.exhibits.pages import Page
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.chart_patient import ChartPatient

ORLA = ChartPatient(name=Name(given="Orla Jane", family="Benning-Stroud"), birth_date=date(1970, 4, 4))
NOTE = (
    "CLINIC NOTE 5/20/2026\nBENNING-STROUD, ORLA   F 56   KX 44107   Group 5512-88   MRN 77-120-9\nDOB 04/04/1970  Claim 25-8871-C\n"
    "HPI: block done 04/20/2026; therapy from 1/6/2026 to 3/2/2026."
)


def whose(page: str, *others: str) -> str:
    """Return whose the last page of a chart is that begins with a note of the patient, in a file of its own."""
    mine = [Page(number, text, 612.0, 792.0, 0) for number, text in enumerate((*others, page), 1)]
    chart = read_exhibits({"A": [Page(1, NOTE, 612.0, 792.0, 0)], "B": mine}, ORLA)
    return chart.documents[-1].document.patient.value


@pytest.mark.parametrize(
    "page",
    [
        "PROCEDURE NOTE  4/20/2026\nO. BENNING-STROUD  56F\nBlock done.",
        "PROCEDURE NOTE  4/02/2026\nBenning-Stroud O.   55 F\nBlock done.",
        "Heron Physical Therapy   Discharge summary\nBENNING-STROUD O   KX 44107\nAttended 9.",
        "Heron Physical Therapy   Discharge summary\nPt: Benning-Stroud O\nFirst 1/6/2026, last 3/2/2026.",
        "PROCEDURE NOTE  04/20/2026\nBenning-Stroud, O.\nBlock done.",
        "FILL HISTORY\nO BENNING-STROUD   04/04/1970   No allergies\nNaproxen 500 mg",
        "PROCEDURE NOTE\nMRN: 77-120-9\nBlock done.",
        "Notice of decision\nRe: Claim no. 25-8871-C\nDenied.",
        "Heron Rehab\n\nDear Dr. Holt,\nThank you for referring Mrs. Orla Benning-Stroud.\n\nSincerely,\nN. Aronsen, PT",
        "To the plan:\nMy name is Orla J. Benning-Stroud and I ask you to pay.",
    ],
)
def test_two_things_that_agree_make_a_page_the_patients(page: str) -> None:
    assert whose(page) == "same"


@pytest.mark.parametrize(
    "page",
    [
        "PROCEDURE NOTE  4/21/2026\nBenning-Stroud, O.\nBlock done.",
        "PROCEDURE NOTE  04/20/2026\nO. BENNING-STROUD  71F\nBlock done.",
        "PROCEDURE NOTE  04/20/2026\nO. BENNING-STROUD  56M\nBlock done.",
        "PROCEDURE NOTE  04/20/2026\nBenning-Stroud\nBlock done.",
        "PROCEDURE NOTE  04/20/2026\nIngrid Benning-Stroud   F 56   KX 44107\nBlock done.",
        "PROCEDURE NOTE  04/20/2026\nBlock done.",
        "PROCEDURE NOTE  04/21/2026\nO. Benning-Stroud   Group 5512-88\nBlock done.",
        "Heron Physical Therapy   Discharge summary\nPt: Benning-Stroud O\nPrinted 1/6/2026, faxed 3/2/2026.",
        "Heron Rehab\n\nDear Dr. Holt,\nMr. Stroud is the husband of Orla Benning-Stroud.\n\nSincerely,\nN. Aronsen, PT",
        "Dear Dr. Holt,\nThank you for seeing Orla Benning-Stroud's father.\n\nSincerely,\nN. Aronsen, PT",
        "Day list\nSaw Orla Benning-Stroud, then Ingrid Lund.",
        "CLINIC NOTE 4/20/2026\nSeen by O. Benning-Stroud, MD\nBack pain.",
    ],
)
def test_one_thing_alone_leaves_a_page_unnamed(page: str) -> None:
    assert whose(page) == "not_named"


def test_half_a_name_counts_nothing_in_a_file_with_another_persons_page() -> None:
    page = "PROCEDURE NOTE  4/20/2026\nO. BENNING-STROUD  56F\nBlock done."
    other = "CLINIC NOTE 5/2/2026\nPatient: Olga Benning-Stroud   DOB 04/04/1970\nBack pain."
    assert whose(page, other) == "not_named"


def test_a_number_in_another_documents_part_of_a_page_is_none_of_this() -> None:
    note = NOTE + "\nElectronically signed by C. Holt, MD\n\nPROCEDURE NOTE  4/21/2026\nBlock done by the suite."
    chart = read_exhibits({"A": [Page(1, note, 612.0, 792.0, 0)]}, ORLA)
    assert [item.document.patient.value for item in chart.documents] == ["same", "not_named"]


def test_without_a_page_that_names_the_patient_nothing_is_borne_out() -> None:
    page = Page(1, "PROCEDURE NOTE  4/20/2026\nO. BENNING-STROUD  56F  MRN 77-120-9\nBlock.", 612.0, 792.0, 0)
    assert read_exhibits({"A": [page]}, ORLA).documents[0].document.patient.value == "not_named"


@pytest.mark.parametrize(
    "page",
    [
        "IMAGING REPORT 5/22/2026\nBENNING-STROUD,ORLA   56 yo F   Exam date 5/22/2026\nLumbar MRI.",
        "LOCAL TITLE: CLINIC NOTE\nDATE OF NOTE: MAY 22, 2026\nVeteran: BENNING-STROUD,ORLA J\nBack pain.",
        "LOCAL TITLE: CLINIC NOTE\nDATE OF NOTE: MAY 22, 2026\n\nBENNING-STROUD,ORLA is a 56 year old seen today.",
        "MR UNIT REPORT   22 MAY 2026\nBENNING-STROUD   ORLA   F   56   4-APR-1970\nMR lumbar spine.",
        "PROCEDURE NOTE  4/20/2026\nClient: Sgt. O. Benning-Stroud\nBlock done.",
        "PROCEDURE NOTE  4/20/2026\nPt O. Benning-Stroud    Low back\nBlock done.",
        "PROCEDURE NOTE  4/19/2026\nMrs O. Benning-Stroud  56   for: block\nBlock done.",
        "PROCEDURE NOTE  4/20/2026\nBenning-Stroud   56F   both sides\nBlock done.",
        "HERON PHYSICAL THERAPY   Discharge report   Orla B-S   (low back)\nSOC 1/6/26   D/C 3/2/26   14 visits",
        "FILL HISTORY\nO BENNING-STROUD   DOB 04 04 1970\nNaproxen 500 mg",
    ],
)
def test_a_name_in_another_form_is_borne_out(page: str) -> None:
    assert whose(page) == "same"


@pytest.mark.parametrize(
    "page",
    [
        "CLINIC NOTE 5/22/2026\nBENNING-STROUD, ORLA   DOB 04/04/1940\nBack pain.",
        "CLINIC NOTE 5/22/2026\nBENNING-STROUD, ORLA   82 F\nBack pain.",
        "CLINIC NOTE 5/22/2026\nBENNING-STROUD, ORLA is a 82 year old seen today.",
        "CLINIC NOTE 5/22/2026\nBENNING-STROUD,ORLA SR\nBack pain.",
        "CLINIC NOTE 5/22/2026\nBENNING-STROUD, INGRID   DOB 04/04/1970\nBack pain.",
        "CLINIC NOTE 5/22/2026\nINGRID BENNING-STROUD   56 F\nBack pain.",
        "CLINIC NOTE 5/22/2026\nBENNING-STROUD   INGRID   F   56   4-APR-1970\nBack pain.",
        "CLINIC NOTE 5/22/2026\nPatient: Orla Jane Benning-Stroud   DOB 04/05/1970\nBack pain.",
        "CLINIC NOTE 5/22/2026\nPatient: Orla Brandt   DOB 04/04/1970\nBack pain.",
        "CLINIC NOTE 5/22/2026\nBenning-Stroud   56F\nBack pain.",
        "CLINIC NOTE 4/20/2026\nBenning-Stroud   56M\nBlock done.",
        "CLINIC NOTE 4/20/2026\nBenning-Stroud   81F\nBlock done.",
        "CLINIC NOTE 5/22/2026\nMr O. Benning-Stroud  56   for: block\nBlock done.",
        "CLINIC NOTE 5/22/2026\nOrla B.\nBack pain.",
        "CLINIC NOTE 5/22/2026\nOrla B. Seen again, since 1/6/2026 and 3/2/2026.\nBack pain.",
        "CLINIC NOTE 5/22/2026\nOrla Sample   DOB 01/02/1980\nSister of Orla Benning-Stroud.",
        "CLINIC NOTE 5/22/2026\nSeen by Sgt. Orla Benning-Stroud, RN\nBack pain.",
        "CLINIC NOTE 5/22/2026\nEmergency contact: Orla Benning-Stroud\nBack pain.",
        "CLINIC NOTE 5/22/2026\nGuarantor   Orla Benning-Stroud   DOB 04/04/1970\nBack pain.",
        "CLINIC NOTE 5/22/2026\nMRN 77-120-8\nO. Benning-Stroud\nBack pain.",
    ],
)
def test_a_near_miss_is_never_taken(page: str) -> None:
    assert whose(page) != "same"


def test_the_next_patients_page_is_not_taken_with_one_that_goes_on() -> None:
    exported = "CONTINUITY OF CARE DOCUMENT\nBENNING-STROUD, ORLA   DOB 04/04/1970\nPROBLEMS\nback pain"
    note = "CCD (cont.)   NOTES > Progress note > Holt Clinic > 5/20/2026\nBack pain. Plan: MRI."
    another = "CCD (cont.)   NOTES > Progress note > Holt Clinic > 5/21/2026\nPatient: Ingrid Lund  DOB 1/2/1980\nKnee pain."
    assert whose(note, exported) == "same"
    assert whose(another, exported) == "other"
    assert whose(note, another) != "same"
