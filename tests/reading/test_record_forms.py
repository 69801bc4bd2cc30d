"""What a page without a plain title is: told by its exam line, its signer, its form and what it speaks of."""

from __future__ import annotations

import pytest

from priorauth.exhibits.pages import Page
from priorauth.reading.documents import cut_documents
from priorauth.reading.signatures import Role, roles_of

_LETTER = """Blue Heron Rehab
Re: Orla Benning

Dear Dr. Holt,
Ms. Benning completed 14 visits between January 6, 2026 and March 2, 2026. Her pain stays at 6/10.
{}
Sincerely,
{}"""


def kind_of(text: str) -> str:
    found = cut_documents("A", (Page(1, text, 612.0, 792.0, 0),))
    assert len(found) == 1
    return found[0].document.kind.value


@pytest.mark.parametrize(
    "text",
    [
        "MRI lumbar. No prior.\nMarrow at L4-5 is bright on T2, Modic 1. Discs thin. Canal free.\nOpinion: Modic 1 L4-5.",
        "MR LS-spine, non-contrast\nFindings: bulging disc L5-S1, no root contact.\nImpression: bulge.",
        "lumbar mri no contrast\nno comparison\n\nl5-s1 disc is dark. endplates quiet. canal ok.\nimp: one worn disc",
        "M.R.I. L/S spine plain\nJudgment: cover plates at L4/5 with fatty signal.\nDiscs L1 to L4 kept.",
    ],
)
def test_an_exam_line_over_what_an_image_shows_makes_a_report(text: str) -> None:
    assert kind_of(text) == "mri_report"


@pytest.mark.parametrize(
    "text",
    [
        "MRI lumbar 5/2/26 - Modic 1 L4-5, discs thin\nMRI lumbar 2019 - normal marrow\nPlan: ablation",
        "Reviewed MRI lumbar, no contrast: discs thin, canal free. She called today about her pain.",
        "MRI lumbar. Question for the radiologist: marrow signal, discs?\nAuthorization 5512, no contrast.",
        "MRI of the lumbar spine: your marrow and discs\nNo contrast is given. Ask your doctor about it.",
    ],
)
def test_somebody_elses_words_about_a_study_make_no_report(text: str) -> None:
    assert kind_of(text) != "mri_report"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (_LETTER.format("She keeps up her home program.", "Nils Aronsen, PT, DPT"), "therapy_discharge"),
        (_LETTER.format("Please authorize more visits.", "Nils Aronsen, PT, DPT"), "letter"),
        (_LETTER.format("Your balance is $40.", "Nils Aronsen, PT, DPT"), "letter"),
        (_LETTER.format("She keeps up her home program.", "Casimir Holt, MD"), "letter"),
        (
            "Platt Chiropractic Center\n\nTo whom it may concern,\nMs. Benning was seen 11 times from June 2, 2026 to"
            " July 7, 2026. No relief.\n\nRespectfully,\nReuben Platt, DC",
            "chiropractic_note",
        ),
        (
            "Platt Chiropractic Center\n\nDear Dr. Holt,\nThank you for sending Ms. Benning. I first see her June 2,"
            " 2026 and again July 7, 2026 for her pain.\n\nRespectfully,\nReuben Platt, DC",
            "letter",
        ),
        (
            "EVERGREEN HEALTH - UTILIZATION REVIEW\nRe: claim 5\n\nDear Provider:\nThe request is denied.\n\nS. Varga, MD",
            "letter",
        ),
        (
            "Heart Device Clinic\nRe: Orla Benning\n\nDr. Holt:\nShe has no device. Call us with your questions about"
            " your plan.\n\nYours, Tove Sandrin, MD",
            "letter",
        ),
    ],
)
def test_a_letter_is_the_record_of_a_course_only_from_who_gave_it(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Orla comes back. The low back has hurt since fall. She did physical therapy, manual therapy and home"
            " exercises, 12 visits.\nExam: flexion painful. Naproxen 500 mg stopped.\nI will order an MRI; return in"
            " 6 weeks.\nCasimir Holt, MD",
            "office_note",
        ),
        (
            "S: back pain for a year. Physical therapy 14 visits, home exercises.\nO: SLR neg.\nA/P: stop ibuprofen"
            " 600 mg. RTC.\nTRQ",
            "office_note",
        ),
        ("Visit 6\nBridges 3x10, manual therapy, HEP reviewed.\nTolerated.\nJunia Carrow, DPT", "therapy_note"),
        ("6/2 L4-5 adjusted, heat.\n6/9 same.\nReuben Platt, DC", "chiropractic_note"),
        (
            "Case manager summary\nMember: Orla Benning\nPT 14 visits. Manual therapy, exercises, HEP.\nL. Tran, RN",
            "unknown",
        ),
        ("Discharge planning checklist\nHEP given, PT visits 14, exercises\nNils Aronsen, PT", "unknown"),
        (
            "Peer clinical review\nExam: flexion pain. Plan: deny. NRS 7. Denies leg pain. Naproxen 500 mg.\n"
            "Authorization 8812\nS. Varga, MD",
            "unknown",
        ),
    ],
)
def test_who_signs_tells_whose_record_it_is(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Bay Spine   WORK COMP PROGRESS REPORT\n[ ] Periodic   [X] Request for authorization\nHPI: LBP. Exam: pain.",
            "office_note",
        ),
        ("EMPLOYER'S FIRST REPORT OF INJURY\nEmployee: Orla Benning   low back strain", "face_sheet"),
        ("Bay Spine   After-visit summary & clinic note\nExam: pain. Plan: MRI.", "office_note"),
        ("Bay Spine   After-visit summary and follow-up visit\nExam: pain. Plan: MRI.", "guide"),
        ("Heron Physiotherapy   Summary of episode\nReferral: Dr. Holt 1/2/2026\nAttended 9", "therapy_discharge"),
        (
            "Heron Physiotherapy\nRegion: LUMBAR     Referral: Dr. Holt\nVisit 3, bridges 3x10\nN. Aronsen, PT",
            "therapy_note",
        ),
        ("Heron Physical Therapy   Referral\n2x a week for 6 weeks", "therapy_order"),
        ("Heron Physical Therapy   Visit log and discharge\n1/2/2026 bridges", "therapy_discharge"),
        ("Bay Nuclear Medicine\nBone scan with SPECT/CT of the lumbar spine\nNo fracture.", "other_report"),
        ("CORNER DRUG   PATIENT PROFILE - FILL HISTORY\nNaproxen 500 mg  60", "medication_list"),
        (
            "CORNER DRUG #4\nRx  Drug  Qty  Filled\n1  Naproxen 500 mg  60  1/2\n2  Baclofen 10 mg  30  1/9\n"
            "3  Lisinopril 10 mg  90  2/1",
            "medication_list",
        ),
        ("Platt Chiropractic   ledger\nNRS   8   7   8\nFeb 2  Feb 9  adjusted", "chiropractic_note"),
        (
            "Q1 Onset ..... 10/2025\nQ2 Prior authorization? ..... YES\nQ3 Member ..... Gold\nQ4 ODI ..... 48%\n"
            "Q5 Modic ..... 1\nQ6 Visits ..... 14",
            "unknown",
        ),
        ("In-office films 6/20/26   Orla Benning\nLumbar flexion, extension. No slip. No fracture.", "xray_report"),
        ("Pre-surgical psych clearance\nInterview, PCS 14. Good candidate.", "behavioral_note"),
        ("Pain diary\nMon 7, Tue 6. Did the exercises.", "unknown"),
        ("Pain diary\nAfter the block: 7, 6, 7.", "procedure_note"),
        ("Portal message from Orla Benning to Dr. Holt\nI read my MRI: Modic 1.", "telephone"),
    ],
)
def test_a_line_of_a_form_or_a_table_is_no_title(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Casimir Holt, MD", {Role.CLINICIAN}),
        ("Plan: return.    Oona Prew, AGNP-C / co-signed L. Holt MD 10/30/2026", {Role.CLINICIAN}),
        ("Gus Pell PT / L. Kwan PTA", {Role.THERAPIST}),
        ("Typed by me. R. Platt DC", {Role.CHIROPRACTOR}),
        ("Pharmacist: H. Kell RPh", {Role.PHARMACIST}),
        ("Referred by Dr. Holt, MD for PT", set()),
        ("She will see Casimir Holt, MD", set()),
        ("PT 14 visits", set()),
    ],
)
def test_a_signature_begins_its_line(line: str, roles: set[Role]) -> None:
    assert roles_of(f"Some text.\n{line}\n") == roles


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("Benning  4/20/2026  cont'd", 1),
        ("Progress note continued", 1),
        ("Warfarin continued, INR 2.4 this morning", 2),
        ("Blood thinner: apixaban continued", 2),
    ],
)
def test_a_page_goes_on_where_its_head_says_so_and_no_drug(head: str, count: int) -> None:
    pages = (
        Page(1, "PROGRESS NOTE 4/20/2026\nOrla Benning\nHPI: back pain.", 612.0, 792.0, 0),
        Page(2, f"{head}\nProcedure: medial branch block\nBlock done under fluoroscopy.", 612.0, 792.0, 0),
    )
    assert len(cut_documents("A", pages)) == count
