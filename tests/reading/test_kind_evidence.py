"""What a page without a title is by all its body holds, and what only looks like a record."""

from __future__ import annotations

import pytest

from priorauth.exhibits.pages import Page
from priorauth.reading.documents import cut_documents
from priorauth.reading.kind_evidence import evidence_in, words_for
from priorauth.reading.model import ChartDocument, DocumentKind


def document(text: str) -> ChartDocument:
    (read,) = cut_documents("A", (Page(1, text, 612.0, 792.0, 0),))
    return read.document


VISIT = (
    "Orla Benning\nMay 20, 2026\nI am seeing her again for the low back. She has tried naproxen and therapy.\n"
    "On examination she walks well, strength is full and flexion hurts.\nWe discussed ablation and will submit it.\n"
    "Casimir Holt, MD"
)
ENDED = (
    "Orla Benning   Start of care 3/2/2026   Last seen 4/30/2026   Visits: 11\nODI initial 48, final 44\n"
    "Sitting goal not met. Return to referring doctor with home program.\nNils Aronsen, PT"
)
SHORT_BLOCK = (
    "HAZEL BROOK HEALTH | Procedures     9/2/2026\nBenning O.   MBB bilateral L3, L4   C. Holt, MD\n"
    "0.5 mL ropivacaine 0.75% each; no complication.\nBending: 6 (13:10), 6 (13:30), 6 (14:10). Relief 0%."
)
DICTATED = (
    "Orla Benning    seen Wed Nov 4, 2026\nIt began in May. She has tried naproxen.\n"
    "Examination. Flexion 40, extension 20, strength full.\nWhat I think. The disc. I will submit it."
)
DONE = (
    "She was positioned face down and the skin numbed with lidocaine. A 22 gauge needle was advanced to the joint;\n"
    "contrast showed an arthrogram under live fluoroscopy. Tolerated. Home with her son."
)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("office_note", VISIT),
        ("office_note", "O. Benning 56 F here for back\nO/E flexes to knees, no weakness\nImp axial LBP\nRTC 4 wk"),
        ("therapy_discharge", ENDED),
        ("therapy_note", "Session #5\nBridges 3x10, planks 3x20, soft tissue 10 min, heat 10 min. Tolerated well."),
        ("procedure_note", DONE),
        ("procedure_note", SHORT_BLOCK),
        ("office_note", DICTATED),
        ("office_note", "HAZEL BROOK WORKS   5/6/26\nOrla Benning    annual, welder\nHTN: 138/84.\nCasimir Holt, MD"),
        ("letter", "To Dr. Holt      RE: Orla Benning\nHer device was checked and works well.\nT. Sandrin, MD"),
        ("telephone", "5/2/26 9:10 Orla: any word?\n5/2/26 9:40 Tove, RN: not yet\n5/3/26 8:00 Orla: ok thx"),
        ("telephone", "Pt called 5/2. Wants to know if the plan answered. Told her it is pending. --tq"),
        ("telephone", "Riverside Portal\nFrom: Orla Benning\nTo: Spine Team\nSent: 5/2/2026 8:01 PM\nStill sore."),
        ("letter", "Dr. Holt,\nYour patient Orla Benning came today. I recommend the ablation.\nRegards\nT. Sandrin"),
        ("letter", "I disagree with your decision of May 2. My back hurts every day. Please look at my case again."),
        ("instrument", "Orla Benning 5/2\nLittle joy 0 1 2 3\nFeeling low 0 1 2 3\nPoor sleep 0 1 2 3\nTotal 3"),
        ("consent", "I, Orla Benning, authorize Dr. Holt to proceed. The risks were explained.\nWitness: T. Quill"),
        ("chiropractic_note", "Eighteen visits. Each time spinal manipulation, heat.\nPain 6.\nReuben Platt, Chiropractor"),
        ("behavioral_note", "Mental status: alert, mood even. MMPI-2-RF valid.\nGood candidate.\nT. Sandrin, PhD"),
    ],
)  # fmt: skip
def test_a_clear_body_tells_its_kind_without_a_title(kind: str, text: str) -> None:
    assert document(text).kind.value == kind


@pytest.mark.parametrize(
    "text",
    [
        "You will lie face down. A 22 gauge needle is advanced under fluoroscopy with lidocaine. Call us if it bleeds.",
        "Peer clinical review\nExam: flexion hurts, strength full. Plan: deny.\nS. Varga, MD",
        "Ablation is considered medically necessary when all of the following are met: exam shows tenderness; plan.",
        "Case manager summary\nStart of care 3/2, last seen 4/30, visits: 11, goals not met, therapy",
        "Request for services\nDiagnosis: back pain. Physical therapy, evaluation. Number of visits: 6.",
        "Facet block in June gave no relief. Before 6, after 6. Bupivacaine was used. Request for authorization.",
        "Diary after block\nBefore 6\n15 min 6\nOne hour 6",
        "Orla Benning is seen often at the closing of the clinic. Visits: 11 Hazel Brook Rd.",
        "Wellness for members. Annual dues are to be paid by May.",
        "Spine Conference 2026\nStrength, gait and reflexes: a course\nRegister by mail",
    ],
)
def test_what_quotes_a_record_or_asks_for_one_is_none(text: str) -> None:
    assert document(text).kind.value in {"guide", "unknown", "face_sheet", "therapy_order"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("office_note", VISIT.replace("tried naproxen and therapy", "been discharged from physical therapy, 11 visits")),
        ("therapy_note", ENDED.replace("Return", "Continue POC. Bridges 3x10, planks. Timed minutes: 30. Return")),
        ("office_note", VISIT.replace("She has", "She called twice and asked about it. She has")),
        ("office_note", VISIT.replace("She has", "Her epidural was under fluoroscopy with lidocaine. She has")),
    ],
)  # fmt: skip
def test_a_word_of_another_record_does_not_outweigh_the_body(kind: str, text: str) -> None:
    assert document(text).kind.value == kind


def test_a_discharge_home_from_a_rehab_centers_suite_ends_no_therapy() -> None:
    text = f"SPINE AND REHAB CENTER\nDischarge note\n{DONE}\nDischarged home.\nCasimir Holt, MD"
    assert document(text).kind is DocumentKind.PROCEDURE_NOTE


def test_the_words_that_told_the_kind_are_shown() -> None:
    assert {"Last seen", "Visits: 11"} <= set(document(ENDED).kind_words)
    assert document("OFFICE VISIT\n" + VISIT).kind_words == ()
    assert words_for(DocumentKind.LETTER, ENDED) == ()


def test_an_address_and_a_list_of_services_are_no_evidence() -> None:
    assert evidence_in("We offer MRI, CT, X-ray, physical therapy and chiropractic care.") == ()
