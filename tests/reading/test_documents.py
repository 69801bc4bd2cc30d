"""An exhibit is cut where its documents begin, and each is taken for what its title says and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from priorauth.case.parties import Name
from priorauth.exhibits.pages import Page, Word
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.documents import cut_documents
from priorauth.reading.model import ChartDocument, DocumentKind, PatientMatch, Signed

AVERY = ChartPatient(name=Name(given="Avery", family="Example"), birth_date=date(1974, 3, 9))


def pages(*texts: str) -> list[Page]:
    return [Page(number, text, 612.0, 792.0, 0) for number, text in enumerate(texts, 1)]


def documents(*texts: str, person: ChartPatient | None = AVERY) -> list[ChartDocument]:
    return [item.document for item in cut_documents("B", pages(*texts), person)]


def kind_of(text: str) -> DocumentKind:
    return documents(text)[0].kind


BODY = "\n\nThe disc at L4-L5 is low.\nNo stenosis."


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("MRI LUMBAR SPINE WITHOUT CONTRAST", "mri_report"),
        ("MR of the lumbar spine, August 18, 2026", "mri_report"),
        ("Exam: Lumbar MRI", "mri_report"),
        ("Northside Radiology: MRI L-spine, final", "mri_report"),
        ("CT LUMBAR SPINE WITHOUT CONTRAST", "ct_report"),
        ("LUMBAR SPINE, 3 VIEWS", "xray_report"),
        ("Bone density (DXA)", "dxa"),
        ("Progress note 8/18/2026", "office_note"),
        ("Physical Therapy Initial Evaluation", "therapy_evaluation"),
        ("Cold Creek PT: discharge summary", "therapy_discharge"),
        ("PHYSICAL THERAPY DAILY NOTE", "therapy_note"),
        ("Physical therapy referral", "therapy_order"),
        ("PROCEDURE NOTE", "procedure_note"),
        ("Medial branch block procedure note", "procedure_note"),
        ("Oswestry Low Back Disability Questionnaire", "instrument"),
        ("Current Medication List", "medication_list"),
        ("Telephone encounter", "telephone"),
        ("Informed Consent for Procedure", "consent"),
        ("FAX COVER SHEET", "fax_cover"),
        ("Laboratory report", "laboratory"),
        ("Patient Education", "guide"),
        ("HOW TO DICTATE", "guide"),
        ("Chiropractic visit note", "chiropractic_note"),
    ],
)
def test_a_title_tells_the_kind(head: str, kind: str) -> None:
    assert kind_of(head + BODY) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Spine Imaging of Hartford, CT 06101",
        "Technologist: Robin Roe, RT(R)(CT)",
        "We offer MRI, CT, X-ray and ultrasound.",
        "CT/MRI scheduling: 307-555-0148",
        "Comparison: CT lumbar spine of 2024",
        "Ordering provider: C. T. Example, MD",
    ],
)
def test_addresses_credentials_services_and_comparisons_are_no_titles(line: str) -> None:
    assert kind_of(f"{line}\nExam: MRI LUMBAR SPINE{BODY}") is DocumentKind.MRI_REPORT


def test_an_untitled_report_is_known_by_its_series() -> None:
    text = "Sagittal T1 and STIR, axial T2.\nThe disc at L4-L5 is low. Marrow signal is even."
    assert kind_of(text) is DocumentKind.MRI_REPORT


def test_a_note_that_tells_of_a_study_is_a_note() -> None:
    text = (
        "Clinic visit 8/18/2026\n\nHPI: back pain.\nMRI lumbar spine of May showed a bulge.\nPlan: CT lumbar spine."
    )
    assert kind_of(text) is DocumentKind.OFFICE_NOTE


DUMP = (
    "Medical records: Avery Example\nPage 1 of 6 of this file\nOne two three.",
    "Progress note 8/18/2026\nAvery Example DOB: 03/09/1974\nBack pain. Page 2 of 6",
    "She sits badly.\nElectronically signed by Robin Roe, MD\nPage 3 of 6",
    "MRI LUMBAR SPINE 08/20/2026\nThe discs.\nPage 4 of 6",
    "MRI LUMBAR SPINE (continued)\nImpression: a bulge.\nPage 5 of 6",
    "MRI LUMBAR SPINE 06/02/2019\nThe discs then.\nPage 6 of 6",
)


def test_documents_of_a_dump_begin_where_their_titles_do() -> None:
    found = documents(*DUMP)
    assert [item.pages for item in found] == [(1,), (2, 3), (4, 5), (6,)]
    assert [str(item.day) for item in found[1:]] == ["2026-08-18", "2026-08-20", "2019-06-02"]
    assert [item.id for item in found] == ["B-1", "B-2", "B-3", "B-4"]


def test_a_count_of_the_file_is_no_documents_own() -> None:
    assert {item.own_count for item in documents(*DUMP)} == {None}


def test_a_documents_own_count_holds_it_together() -> None:
    found = documents("MRI LUMBAR SPINE\nPage 1 of 2", "More of it.\nPage 2 of 2", "Progress note\nPain.")
    assert [(item.pages, item.own_count) for item in found] == [((1, 2), (1, 2)), ((3,), None)]


def test_a_fresh_title_behind_a_signature_begins_a_document_on_the_same_page() -> None:
    text = "Progress note 8/18/2026\nPain.\nMore pain.\nElectronically signed by Robin Roe, MD\nMRI LUMBAR SPINE\nDiscs."
    found = documents(text)
    assert [item.kind for item in found] == [DocumentKind.OFFICE_NOTE, DocumentKind.MRI_REPORT]
    assert [item.pages for item in found] == [(1,), (1,)]


def test_a_second_report_on_a_page_is_a_document_of_its_own_day() -> None:
    text = "MRI LUMBAR SPINE 06/02/2026\nFindings:\nEven.\nMRI LUMBAR SPINE 06/02/2019\nFindings:\nUneven."
    assert [str(item.day) for item in documents(text)] == ["2026-06-02", "2019-06-02"]


@pytest.mark.parametrize(
    ("line", "patient"),
    [
        ("Patient: Avery Example  DOB: 03/09/1974", PatientMatch.SAME),
        ("Patient: Jordan Sample  DOB: 01/02/1950", PatientMatch.OTHER),
        ("No name here.", PatientMatch.NOT_NAMED),
    ],
)
def test_whose_a_document_is(line: str, patient: PatientMatch) -> None:
    assert documents(f"MRI LUMBAR SPINE\n{line}{BODY}")[0].patient is patient


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("Electronically signed by Robin Roe, MD", Signed.SIGNED),
        ("PRELIMINARY REPORT", Signed.PRELIMINARY),
        ("Dictated but not signed.", Signed.UNSIGNED),
        ("Robin Roe", Signed.NOT_STATED),
    ],
)
def test_whether_it_is_signed(line: str, signed: Signed) -> None:
    assert documents(f"MRI LUMBAR SPINE{BODY}\n{line}")[0].signed is signed


@pytest.mark.parametrize(
    "line", ["DOB: 03/09/1974", "Signed 08/20/2026", "Comparison: 05/05/2021", "Printed: 09/01/2026"]
)
def test_other_days_are_not_the_documents_own(line: str) -> None:
    assert documents(f"MRI LUMBAR SPINE\n{line}{BODY}")[0].day is None


@pytest.mark.parametrize(
    ("line", "day"), [("BACK CLINIC 11/02/2026 EXAMPLE, AVERY 52F", "2026-11-02"), ("FAX 11/02/2026 10:31", "None")]
)
def test_the_day_behind_a_clinics_name_is_the_documents_own(line: str, day: str) -> None:
    assert str(documents(f"{line}\nHPI: low back pain since 2024, worse with sitting.\nODI 52%.")[0].day) == day


def test_a_copy_is_known_whatever_its_white_space() -> None:
    text = "Progress note 8/18/2026\nThe low back has hurt since May of last year without a day off."
    first, second = documents(text, text.replace(" ", "  "))
    assert (first.copy_of, second.copy_of) == (None, "B-1")


def test_running_lines_are_taken_off_but_not_one_that_says_something() -> None:
    texts = [f"Example Clinic page {n}\nNo fracture {n}\nText {n} of its own.\nFax 555-0100" for n in range(1, 6)]
    found = cut_documents("B", pages(*texts), None, lambda line: "fracture" in line)
    read = "\n".join(item.text.text for item in found)
    assert "Example Clinic" not in read
    assert read.count("No fracture") == 5


def test_a_page_without_text_is_in_a_document() -> None:
    found = documents("Progress note\nPain.", "")
    assert sorted(page for item in found for page in item.pages) == [1, 2]
    assert not found[-1].is_readable


def test_a_passage_leads_back_to_the_page_and_its_rectangles() -> None:
    text = "MRI LUMBAR SPINE\n\nNo fracture."
    words = (Word(18, 20, (10, 10, 20, 20)), Word(21, 29, (22, 10, 60, 20)))
    (found,) = cut_documents("B", [Page(1, text, 612, 792, 0, words)])
    statement = found.statements[-1]
    passage = found.text.passage(statement.start, statement.end)
    assert (passage.page, passage.quote, passage.boxes) == (1, "No fracture.", ((10, 10, 60, 20),))
    assert text[passage.start : passage.end] == passage.quote


def test_a_statement_over_two_pages_is_quoted_on_both() -> None:
    (found,) = cut_documents(
        "B", pages("MRI LUMBAR SPINE\nPage 1 of 2\nThere is a fracture of\n", "the L2 body.\nPage 2 of 2")
    )
    statement = next(item for item in found.statements if "fracture" in item.words)
    passage = found.text.passage(statement.start, statement.end)
    assert passage.continued is not None
    assert (passage.page, passage.continued.page) == (1, 2)


LINES = st.sampled_from(
    [
        "MRI LUMBAR SPINE",
        "Progress note 8/18/2026",
        "Page 1 of 2",
        "Page 2 of 2",
        "word",
        "",
        "Signed by R. Roe, MD",
        "\f",
    ]
)


@given(st.lists(st.lists(LINES, max_size=8).map("\n".join), min_size=1, max_size=6))
def test_every_page_is_in_a_document_and_every_word_once(texts: list[str]) -> None:
    found = cut_documents("B", pages(*texts))
    assert sorted({page for item in found for page in item.document.pages}) == list(range(1, len(texts) + 1))
    read = sum(item.text.text.split().count("word") for item in found)
    printed = sum(text.split().count("word") for text in texts)
    assert read <= printed
    if len(texts) < 3:  # no running lines
        assert read == printed


def column_page() -> Page:
    """A page whose text gives a table column by column."""
    cells = [
        ("Level", 10, 90),
        ("L4-L5", 10, 70),
        ("L5-S1", 10, 50),
        ("Endplates", 100, 90),
        ("even", 100, 70),
        ("Modic 2", 100, 50),
    ]
    text, words = "", []
    for printed, left, bottom in cells:
        for number, word in enumerate(printed.split()):
            start = len(text)
            text += word + " "
            words.append(
                Word(start, start + len(word), (left + 40 * number, bottom, left + 40 * number + 30, bottom + 10))
            )
        text = text.rstrip() + "\n"
    return Page(1, text, 612.0, 792.0, 0, tuple(words))


def test_a_table_given_by_columns_is_read_by_rows() -> None:
    (found,) = cut_documents("B", [column_page()])
    assert found.text.text.split("\n") == ["Level\tEndplates", "L4-L5\teven", "L5-S1\tModic 2"]


def test_a_row_is_quoted_by_its_own_cells_only() -> None:
    (found,) = cut_documents("B", [column_page()])
    row = next(item for item in found.statements if "Modic" in item.words)
    passage = found.text.passage(row.start, row.end)
    assert passage.continued is not None
    assert (passage.quote, passage.continued.quote) == ("L5-S1", "Modic 2")


def test_columns_of_running_text_are_no_rows() -> None:
    lines = [
        ("one two three four five six seven", 10, 90),
        ("eight nine ten eleven twelve thirteen fourteen", 10, 70),
    ]
    lines += [(words, 300, bottom) for words, _, bottom in lines]
    text, words = "", []
    for printed, left, bottom in lines:
        for number, word in enumerate(printed.split()):
            words.append(
                Word(
                    len(text),
                    len(text) + len(word),
                    (left + 35 * number, bottom, left + 35 * number + 30, bottom + 10),
                )
            )
            text += word + " "
        text = text.rstrip() + "\n"
    (found,) = cut_documents("B", [Page(1, text, 612.0, 792.0, 0, tuple(words))])
    assert found.text.text == text.rstrip()


def test_the_flowsheets_behind_a_summary_are_one_record_whose_count_is_its_own() -> None:
    sheet = "Cold Creek PT: exercise flowsheet\nDate 3/2/2026 3/5/2026\nBridges x10 x10\nPage {} of 3"
    (found,) = documents("Cold Creek PT: discharge\n9 visits kept.\nPage 1 of 3", sheet.format(2), sheet.format(3))
    assert (found.kind, found.pages, found.day) == (DocumentKind.THERAPY_DISCHARGE, (1, 2, 3), None)


def test_visits_of_their_own_days_stay_documents_of_their_own() -> None:
    note = "PHYSICAL THERAPY DAILY NOTE\nDate of service: 3/{0}/2026\nBridges.\nPage {0} of 3"
    assert len(documents(*(note.format(number) for number in (1, 2, 3)))) == 3
