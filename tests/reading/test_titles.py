"""What a page is, is told from its title, its letterhead and its own parts; from nothing else that its head prints."""

from __future__ import annotations

from collections.abc import Mapping
from time import process_time

import pytest
from hypothesis import example, given, strategies as st

from priorauth.exhibits.pages import Page
from priorauth.reading import composed_titles, heads, structure, titles
from priorauth.reading.documents import cut_documents
from priorauth.reading.model import DocumentKind, PatientMatch
from priorauth.reading.tokens import tokens_of
from priorauth.reading.word_tables import rows
from priorauth.screening.text_spans import lines_of
from tests.measured import holds_once
from tests.offenders import assert_none
from tests.reading.test_documents import AVERY, documents, kind_of

LETTERHEADS = rows(heads.TABLE, heads.COLUMNS)
PAPER = {row["setting"]: row["example"] for row in LETTERHEADS}


def titled(row: Mapping[str, str]) -> str | None:
    paper = f"{PAPER[row['setting']]}\n" if row["setting"] != titles.ANY else ""
    title = titles.title_of(lines_of(paper + row["example"]))
    return title.kind.value if title is not None else None


def test_every_title_of_the_table_is_of_its_kind() -> None:
    assert_none(
        f"{row['example']!r}: {titled(row)}, should be {row['kind']}"
        for row in rows(titles.TABLE, titles.COLUMNS)
        if titled(row) != row["kind"]
    )


def test_every_letterhead_of_the_table_is_of_its_practice() -> None:
    assert_none(
        row["example"] for row in LETTERHEADS if row["setting"] not in heads.settings_of(lines_of(row["example"]))
    )


def test_every_sign_of_the_table_is_found_in_its_example() -> None:
    assert_none(
        f"{row['kind']} {row['sign']}: {row['example']}"
        for row in rows(structure.TABLE, structure.COLUMNS)
        if DocumentKind(row["kind"]) not in structure.signs_in(row["example"])
    )


def test_every_part_and_every_composed_title_is_found_in_its_example() -> None:
    for row in rows(composed_titles.PARTS, composed_titles.PART_COLUMNS):
        hits = composed_titles.parts().find(tokens_of(row["example"]))
        assert (row["part"], row["name"]) in [payload for hit in hits for payload in hit.payloads], row
    for row in rows(composed_titles.COMPOSED, composed_titles.COMPOSED_COLUMNS):
        (cell,) = heads.cells_of(lines_of(row["example"])[0], 0)
        assert composed_titles.composed_kind(cell) == (DocumentKind(row["kind"]), row["example"]), row


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CC: low back pain\nHPI: aches on sitting.\nPE: tender midline.\nA/P: go on as before.", "office_note"),
        ("10/2/26 Example A\ncc back\nexam flexion sore\nimp axial pain\nplan rtc 6 wk", "office_note"),
        (
            "Ms. Example is a 52 year old seen about axial low back pain. On examination flexion is sore. "
            "Impression: as before. Plan: return in six weeks.",
            "office_note",
        ),
        ("S: sore\nO: 97110 x 2, bridges; manual 8 min; HEP gone over\nA: tolerated\nP: go on", "therapy_note"),
        (
            "Technique: sagittal T1, T2 and STIR.\nFindings: the L4-5 disc is low, endplate signal high.\n"
            "Impression: as above.",
            "mri_report",
        ),
        ("\n".join(f"Section {n} - part {n}: 3" for n in range(1, 8)), "instrument"),
        ("Drug Dose Sig\n" + "\n".join(f"Drug{n} {n}00 mg 1 tab PO daily" for n in range(1, 6)), "medication_list"),
        ("\n".join(f"Substance{'abcdef'[n]}   {n}.2   mg/dL   1.0-9.0" for n in range(6)), "laboratory"),
        (
            "After consent and time out she lay prone. Sterile prep; under fluoroscopy a 22 gauge needle was placed and "
            "lidocaine injected. Complications: none.",
            "procedure_note",
        ),
        (
            "RE: Avery Example\nTo the Medical Director:\nI am writing to request the ablation.\nSincerely,",
            "letter",
        ),
        ("10/02/2026 14:05 RN. Pt called back, told to come Friday.", "telephone"),
        ("Cedar Rehab\n3/2/2026 - 5/4/2026, 14 attended. Relief until evening.", "therapy_discharge"),
        ("Cedar Chiropractic\n3/2/2026 visit 4, L5 adjusted.", "chiropractic_note"),
        ("Ridge ASC   10/2/2026\nL4-5 facets, lidocaine 1 mL each. Pre 7, post 6.", "procedure_note"),
    ],
)
def test_an_untitled_page_is_known_by_its_own_parts(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Cedar Physical Therapy\nInitial Evaluation", "therapy_evaluation"),
        ("Cedar Physical Therapy, LLC\nProgress Note", "therapy_note"),
        ("CEDAR PT    DISCHARGE   3/2/2026", "therapy_discharge"),
        ("Cedar Psychology\nDischarge Summary", "behavioral_note"),
        ("Cedar Chiropractic\nNew patient exam", "chiropractic_note"),
        ("Cedar Spine Clinic\nProgress Note", "office_note"),
        ("Outpatient Therapy Progress Report", "therapy_note"),
        ("Psychologist Progress Note", "behavioral_note"),
        ("Cedar Physical Medicine & Rehabilitation\nProgress Note", "office_note"),
    ],
)
def test_the_letterhead_says_whose_a_bare_title_is(head: str, kind: str) -> None:
    assert kind_of(f"{head}\nAvery Example") == kind


FIRST_HAND = {
    "mri_report",
    "ct_report",
    "xray_report",
    "office_note",
    "procedure_note",
    "therapy_discharge",
    "therapy_note",
}


@pytest.mark.parametrize(
    "text",
    [
        "MRI REPORTING TEMPLATE\nMRI lumbar spine\nFindings: normal discs.",
        "Lumbar spine MRI\nL4-L5: ***\nL5-S1: ***\nImpression: ***",
        "How to report endplate changes\nMRI LUMBAR SPINE\nFindings: Modic 1 at L4-L5.",
        "Guide for dictating lumbar MRI\nImpression: Modic 1.",
        "Order form\nMRI LUMBAR SPINE WITHOUT CONTRAST\nIndication: back pain",
        "Exam requested: MRI LUMBAR SPINE\nReason for exam: back pain",
        "MRI SAFETY SCREENING\nPacemaker: no",
        "Appointment reminder\nMRI lumbar spine 10/2/2026 9:00 AM",
        "Prior Authorization Request\nOffice visit 10/2/2026\nHPI: back pain.\nExam: tender.\nPlan: ablation.",
        "Physical therapy authorization\n12 visits approved",
        "Physical therapy plan of care\n2x a week for 6 weeks",
        "Procedure scheduling request\nMBB L3-L5",
        "Handout: lumbar facet injection\nMost people go home the same day.",
        "Discharge instructions: medial branch block\nCall us with fever.",
        "Your guide to nerve ablation\nMost people go home the same day.",
        "Informed consent for epidural steroid injection\nI was told the risks.",
        "Clinical policy: basivertebral ablation\nMRI lumbar spine with Modic type 1 or 2 changes.",
        "FAX COVER SHEET\nMRI lumbar spine, office notes, 14 pages",
        "Cedar Spine Clinic\nAvery Example  10/2/2026\nKeep your back straight and ask us about your exam.",
        "Cedar Pain Procedures\nYou will lie prone. Lidocaine is injected under fluoroscopy. Call us with fever.",
        "Cedar Physical Therapy\nBridges 2x10, clamshells 2x10. Do these twice a day. Stop if it hurts.",
        "I understand that under fluoroscopy, lying prone, lidocaine is injected with a needle. No complications promised.",
        "Enclosed with this packet\nOffice note 10/2/2026\nMRI lumbar spine 5/1/2026\nPT discharge summary 4/1/2026",
        "Past visits\n10/2/2026 Office Visit\n5/1/2026 Clinic Visit",
        "Abstract\nMethods: T1 and T2 signal of discs and endplates on MRI lumbar spine in a cohort.\nFindings: Modic 1.",
    ],
)
def test_what_speaks_of_a_record_is_none(text: str) -> None:
    assert kind_of(text) not in FIRST_HAND


BASES = {
    "MRI LUMBAR SPINE WITHOUT CONTRAST\nAvery Example\nFindings: the L4-5 disc is low.\nImpression: as above.": "mri_report",
    "Office Visit\nAvery Example\nCC: back pain\nHPI: years of it.\nPlan: go on.": "office_note",
    "Physical Therapy Daily Note\nAvery Example\nBridges 2x10": "therapy_note",
    "Avery Example\nAn unnamed sheet\nwith two lines": "unknown",
    "Procedure Note\nAvery Example\nBoth sides, no complications.": "procedure_note",
}
NOISE = st.sampled_from(
    [
        "100 Example Street, Suite 4, Hartford, CT 06101",
        "Hartford, CT 06101",
        "Technologist: Robin Roe, RT(R)(CT)(MR)",
        "Robin Roe, MD",
        "Pat Sample, PT, DPT",
        "Casey Poe, DC",
        "Board certified in pain medicine and physical therapy",
        "We offer MRI, CT, X-ray, physical therapy and chiropractic care.",
        "MRI   CT   X-Ray   Ultrasound   DEXA",
        "Services: MRI | CT | Office visits | Injections",
        "MRI scheduling: 203-555-0148",
        "Nurse line 203-555-0148",
        "Tel (203) 555-0148   Fax (203) 555-0149",
        "Comparison: CT lumbar spine of 2024",
        "Comparison: MRI lumbar spine 5/2/2021, X-ray lumbar spine",
        "Referring provider: Sample Physical Therapy",
    ]
)


@example(next(iter(BASES)), ["Comparison: MRI lumbar spine 5/2/2021, X-ray lumbar spine"], 0)
@given(st.sampled_from(sorted(BASES)), st.lists(NOISE, min_size=1, max_size=3), st.integers(0, 2))
def test_no_address_credential_service_phone_or_comparison_decides_a_kind(
    base: str, noise: list[str], at: int
) -> None:
    lines = base.splitlines()
    assert kind_of("\n".join([*lines[:at], *noise, *lines[at:]])) == BASES[base]


def cut(*texts: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(item.kind.value, item.pages) for item in documents(*texts)]


def test_a_page_goes_on_under_its_running_head_though_a_part_has_a_title() -> None:
    head = "Example, Avery   MRN 12   Encounter Date: 10/02/2026\n"
    found = cut(
        f"Progress Notes\n{head}Subjective\nSore.",
        f"{head}Current Outpatient Medications\nNaproxen 500 mg daily",
        f"{head}Patient Instructions\nWalk.",
        "Telephone Encounter\nAvery Example  10/09/2026\nAsked for a refill.",
    )
    assert found == [("office_note", (1, 2, 3)), ("telephone", (4,))]


@pytest.mark.parametrize(
    "line", ["Avery Example  10/2/2026  p2", "EXAMPLE 10/2/2026 PG 2", "Example -- page two", "Example (cont)"]
)
def test_a_page_that_counts_itself_as_the_second_goes_on(line: str) -> None:
    assert cut("Office Visit 10/2/2026\nCC: sore.", f"{line}\nExam: tender.") == [("office_note", (1, 2))]


@pytest.mark.parametrize(
    "second",
    [
        "Cedar Clinic    Example, Avery   3/9/1974   5/28/2026\nS: sore",
        "Cedar Pain Procedures   5/28/2026   Example, Avery\nSI injection, lidocaine. Pre 7, post 7.",
        "LAB RESULTS\nAvery Example\nCollected: 05/28/2026 8:00\nSodium 140",
        "PHQ-9   Avery Example   10/2/2026\n1 Interest 0",
    ],
)
def test_another_day_or_title_begins_a_document_without_any_signature(second: str) -> None:
    first = "Cedar Clinic    Example, Avery   3/9/1974   10/2/2026\nS: sore\nO: tender\nA: axial\nP: walk"
    assert [pages for _, pages in cut(first, second)] == [(1,), (2,)]


def test_two_studies_of_one_day_are_two_documents() -> None:
    body = "Avery Example 10/2/2026\nFindings: even discs."
    assert cut(f"MRI LUMBAR SPINE\n{body}", f"MRI CERVICAL SPINE\n{body}") == [
        ("mri_report", (1,)),
        ("mri_report", (2,)),
    ]


def test_the_letterhead_behind_a_signature_begins_a_document() -> None:
    found = cut(
        "Physical Therapy Discharge Note\nAvery Example\n9 visits.\n/es/ Robin Roe, DPT",
        "Cedar Family Chiropractic\nAvery Example\n12 visits used, no lasting gain.",
    )
    assert found == [("therapy_discharge", (1,)), ("chiropractic_note", (2,))]


@pytest.mark.parametrize(
    ("line", "patient"),
    [
        ("EXAMPLE, AVERY     10/2/2026", PatientMatch.SAME),
        ("Cedar Clinic    10/2/2026    Avery Example", PatientMatch.SAME),
        ("Avery Example   03/09/1974   10/2/2026", PatientMatch.SAME),
        ("Avery Example   01/02/1950   10/2/2026", PatientMatch.NOT_NAMED),
        ("Avery Example, MD", PatientMatch.NOT_NAMED),
        ("Referred by: Avery Example", PatientMatch.NOT_NAMED),
        ("Avery Sample     10/2/2026", PatientMatch.NOT_NAMED),
        ("Seen with her friend Avery Example", PatientMatch.NOT_NAMED),
    ],
)
def test_a_name_set_apart_in_the_head_says_whose_a_page_is(line: str, patient: PatientMatch) -> None:
    assert documents(f"Office Visit\n{line}\nCC: sore.")[0].patient is patient


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Cedar Clinic    Example, Avery   3/9/1974   5/28/2026", "2026-05-28"),
        ("5/28/2026   Example, Avery   L4-5 MBB", "2026-05-28"),
        ("DATE OF NOTE: MAY 28, 2026@13:15", "2026-05-28"),
        ("Cedar PT    EVAL 5/28/2026", "2026-05-28"),
        ("Cedar Clinic   printed 5/28/2026", "None"),
        ("DOB   5/28/1999", "None"),
        ("Therapy 3/2/2026 - 5/28/2026", "None"),
    ],
)
def test_a_day_set_apart_in_the_head_is_the_documents(head: str, day: str) -> None:
    assert str(documents(f"{head}\nSore.")[0].day) == day


def seconds(count: int) -> float:
    line = (
        "MRI LUMBAR SPINE   Example, Avery   10/2/2026   Office visit - progress note: MBB L4-5, physical therapy\n"
    )
    pages = [Page(number, line * 100, 612.0, 792.0, 0) for number in range(1, count + 1)]
    start = process_time()
    cut_documents("B", pages, AVERY)
    return process_time() - start


@pytest.mark.slow
def test_the_time_to_cut_grows_with_the_pages() -> None:
    seconds(1)
    assert holds_once(lambda: seconds(40) < 8 * seconds(10))


@pytest.mark.slow
def test_a_page_of_many_titles_is_cut_in_a_time_that_grows_with_its_lines() -> None:
    page = Page(1, "MRI LUMBAR SPINE\n" * 4000, 612.0, 792.0, 0)

    def is_quick() -> bool:
        start = process_time()
        cut_documents("B", [page], AVERY)
        return process_time() - start < 1.5

    assert holds_once(is_quick)


@pytest.mark.parametrize("status", ["Signed.", "FINAL REPORT", "Preliminary report"])
def test_a_status_behind_the_day_of_a_title_makes_it_no_sentence(status: str) -> None:
    (line,) = lines_of(f"LUMBAR MRI, May 4, 2026. {status}")
    title = titles.title_in(line)
    assert title is not None
    assert title.kind is DocumentKind.MRI_REPORT
