"""What a page is when a title, its body, its paper and its signer say different things, or little."""

from __future__ import annotations

from datetime import date

import pytest

from priorauth.case.parties import Name
from priorauth.exhibits.pages import Page
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.documents import cut_documents


def kinds_of(text: str) -> list[str]:
    return [item.document.kind.value for item in cut_documents("A", (Page(1, text, 612.0, 792.0, 0),))]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "procedure_note",
            "LAKESIDE SPINE SURGERY CENTER\nOrla Benning  DOB 4/4/1970  5/6/2026\n"
            "Consent y.  Fasting y.  Time out 0912.\n"
            "Prone. Chloraprep. 22G needles to L4 and L5 under C-arm. Lidocaine 2% 0.5 mL each.\n"
            "Pain before 7, at 1 h 7.\nNo complications.\nC. Holt MD",
        ),
        (
            "procedure_note",
            "Interventional suite record 05/06/2026\nBenning, Orla\nConsents on chart. Allergy: none.\n"
            "Medial branch injection, both sides. Fluoroscopic views saved. 25 gauge. Marcaine 0.25%.\n"
            "Relief log: 20 min 6, 1 h 7, 3 h 7.",
        ),
        (
            "consent",
            "CONSENT FOR INJECTION\n"
            "I understand that a needle will be placed under fluoroscopy while I lie prone, and lidocaine injected.\n"
            "Risks: bleeding.\nSigned: Orla Benning",
        ),
        (
            "consent",
            "Consent to procedure\n"
            "The nature of the block has been explained to me. A needle may be placed under fluoroscopy; lidocaine and steroid may be used; I consent.\n",
        ),
        (
            "guide",
            "Your injection day\n"
            "You will lie prone. Lidocaine is given under fluoroscopy with a thin needle. Call us if you have fever.",
        ),
        (
            "office_note",
            "TRUCKEE SPINE GROUP   Orla Benning   56 F   5/20/2026\n"
            "HPI. Twelve years of nothing and then this back. Sits badly.\nMeds. Naproxen.\n"
            "Exam. Flexion hurts. Gait even.\nAssessment. Axial pain.\nPlan. MRI then see me.\nC. Holt MD",
        ),
        (
            "office_note",
            "Orla Benning 5/20/2026 f/u\n"
            "Interval: block did nothing. 0.5 mL lidocaine under fluoroscopy on 5/6, needle to L4, tolerated.\n"
            "O: SLR neg, ttp midline\nA: LBP\nP: BVNA\nC. Holt, DO",
        ),
        (
            "office_note",
            "BAYSIDE PAIN   5/20/2026\nPHQ-9 4   GAD-7 2   ODI 44\nCC low back pain\nHPI sitting hurts\n"
            "Exam: flexion pain. Plan: MRI.\nC. Holt, MD",
        ),
        (
            "instrument",
            "OSWESTRY DISABILITY INDEX\nOrla Benning 5/20/2026\nSection 1 pain: 3\nSection 2 personal care: 2\n"
            "Total 44%",
        ),
        (
            "medication_list",
            "ACTIVE MEDICATIONS\nNaproxen 500 mg bid\nLisinopril 10 mg daily\nBaclofen 10 mg qhs",
        ),
        (
            "chiropractic_note",
            "PLATT FAMILY CHIROPRACTIC   office visit 2/3/2026\nOrla Benning\n"
            "S same. O L5 fixed. T side posture. P 1x wk.\nR. Platt DC",
        ),
        (
            "chiropractic_note",
            "Platt Spine & Wellness\nTreatment summary\n"
            "Orla Benning seen 11 times from 2/3/2026 to 4/9/2026 for low back pain. Adjustments L4, L5. No lasting change.\n"
            "Reuben Platt, D.C.",
        ),
        (
            "chiropractic_note",
            "LOCAL TITLE: CHIROPRACTIC CARE NOTE\nDATE OF NOTE: FEB 03, 2026@10:00\nS: same\nO: L5 restricted\n"
            "A: LBP\nP: continue\n/es/ R. PLATT, DC",
        ),
        (
            "therapy_discharge",
            "HERON PHYSICAL THERAPY    EPISODE CLOSURE     Orla Benning\n"
            "First visit 1/6/2026   Last visit 3/2/2026   Visits attended: 14\nODI 44 -> 42. HEP.\n"
            "N. Aronsen PT",
        ),
        (
            "therapy_discharge",
            "LOCAL TITLE: PHYSICAL THERAPY OUTPATIENT DISCHARGE SUMMARY\n"
            "STANDARD TITLE: PHYSICAL THERAPY NOTE\nDATE OF NOTE: MAR 02, 2026@10:00\nVisit 14 of 14\nS: same\n"
            "O: flexion 50%\n/es/ N ARONSEN, PT",
        ),
        (
            "therapy_discharge",
            "Heron Rehab Dept   Release summary\nBenning O.\nSOC 1/6/26  D/C 3/2/26  14 visits\n"
            "Goals partly met. HEP.",
        ),
        (
            "therapy_note",
            "HERON PHYSICAL THERAPY    Daily\nOrla Benning 2/3/2026\nVisit 5. Last visit 1/30 she was sore.\n"
            "Bridges 3x10, manual 10 min.\nN. Aronsen PT",
        ),
        (
            "therapy_evaluation",
            "HERON PHYSICAL THERAPY\nInitial eval 1/6/2026   Orla Benning\nSTG 4 wk: sit 30 min. Plan 2x/wk x 6.",
        ),
        (
            "letter",
            "BAYSIDE RHEUMATOLOGY\nRe: Orla Benning\n\nTo Truckee Spine Group:\n\nI see no inflammatory disease.\n"
            "\nThank you,\nS. Varga MD",
        ),
        (
            "letter",
            "SECOND LEVEL APPEAL\nOrla Benning, member 8812\n"
            "We ask you to reverse the denial. She has had therapy and NSAIDs.\nSincerely,\nC. Holt MD",
        ),
        (
            "telephone",
            "Portal chat export   Orla Benning\n5/20/26 9:01 Nurse: Any fever?\n5/20/26 9:02 Patient: no\n"
            "5/20/26 9:03 Nurse: Any leg pain?\n5/20/26 9:05 Patient: none",
        ),
        (
            "other_report",
            "FUNCTIONAL CAPACITY EVALUATION   5/20/2026\nClient: Orla Benning\n"
            "Lift floor to waist 40 lb. Sit 20 min.\nJ. Carrow OTR/L",
        ),
        (
            "other_report",
            "EMG/NCS REPORT\nOrla Benning 5/20/2026\nNo radiculopathy.\nS. Varga MD",
        ),
        (
            "mri_report",
            "FAX 05/21/2026 10:11  OPEN VIEW IMAGING  555-0144  pg 2/4\nOrla Benning  4/4/1970\n"
            "MRI LUMBAR SPINE 5/20/2026\nTechnique: sag T1, T2.\nFindings: disc desiccation L4-5, Modic 1.\n"
            "Impression: Modic 1 L4-5.",
        ),
        (
            "mri_report",
            "Exam: MR Lumbar Spine wo Contrast\nIndication: low back pain\n"
            "The conus is normal. Disc bulge L4-L5. Endplate signal type 1.\n"
            "Impression: 1. L4-L5 disc disease.",
        ),
        (
            "office_note",
            "Clinic visit 5/20/2026 Orla Benning\nHPI: low back pain\n"
            "Imaging reviewed: MRI lumbar T1 and T2 with Modic 1 signal at the L4-5 endplates, disc thin.\n"
            "Exam: SLR neg\nPlan: BVNA\nC. Holt MD",
        ),
        (
            "unknown",
            "CONTINUITY OF CARE DOCUMENT  created 5/20/2026\nPROBLEMS\nlow back pain 2024\nRESULTS\n"
            "MRI lumbar 2026 T1 T2 Modic 1 disc endplate signal",
        ),
        (
            "guide",
            "MRI dictation macro\nTechnique: [sequences]\nFindings: [level] endplate signal [type]\n"
            "Impression: [text]",
        ),
        (
            "guide",
            "What is vertebrogenic pain?\n"
            "The basivertebral nerve carries pain from the endplates. Modic changes on MRI mark it.",
        ),
        (
            "fax_cover",
            "FAX COVER SHEET\nTo: UM\nFrom: Truckee Spine\nPages: 12",
        ),
        (
            "face_sheet",
            "BAYSIDE PAIN   Patient information sheet\nName Orla Benning  DOB 4/4/1970\nInsurance: Example Plan",
        ),
        (
            "behavioral_note",
            "Psychological evaluation before spine procedure 5/20/2026\nOrla Benning\n"
            "MMPI valid. Mood even. No contraindication.\nA. Roth PsyD",
        ),
        (
            "laboratory",
            "TRIBOROUGH LAB   5/20/2026   Orla Benning\nESR   9   0-20\nCRP   0.4   0-0.5\nWBC  6.1  4-11\n"
            "HGB 13  12-16",
        ),
        (
            "telephone",
            "Nurse line 5/20/2026 14:10\n"
            "Orla Benning called: asks if she may swim after the block. Advised wait 48 h. J. Tran RN",
        ),
        (
            "xray_report",
            "LUMBAR SPINE 4 VIEWS W/ FLEX EXT  5/20/2026\nOrla Benning\nNo instability. No fracture.\nS. Varga MD",
        ),
        (
            "therapy_order",
            "Referral to physical therapy 5/20/2026\nOrla Benning\nEval and treat 2x/wk 6 wks\nC. Holt MD",
        ),
        (
            "unknown",
            "IMAGING ORDER   MRI lumbar spine\nOrla Benning\nDx low back pain, r/o Modic changes\n"
            "Ordering: C. Holt MD",
        ),
        (
            "unknown",
            "Prior authorization request form\nMember: Orla Benning\n"
            "Exam: flexion pain. Plan: BVNA. Modic 1 L4-5.\nC. Holt MD",
        ),
        (
            "procedure_note",
            "OPERATIVE REPORT 5/6/2026 Orla Benning\nProcedure: epidural steroid injection L4-5\n"
            "Under fluoroscopy, 20G Tuohy needle. Depo-Medrol 80 mg.\nComplications none",
        ),
        (
            "office_note",
            "URGENT CARE VISIT 2/2/2026\nOrla Benning 56F\nCC: cough\nPE: lungs clear\nA: bronchitis\nP: fluids\n"
            "L. Brandt PA-C",
        ),
        (
            "telephone",
            "5/20/2026 Orla Benning rang: the pharmacy has no naproxen. mb",
        ),
        (
            "procedure_note",
            "BAY PROCEDURE SUITE   5/6/2026   Orla Benning   caudal epidural, triamcinolone 40 mg. Week 4: no relief.",
        ),
        (
            "unknown",
            "5/20/2026   Orla Benning   s/p epidural 5/6, triamcinolone 40 mg, no relief.",
        ),
        (
            "unknown",
            "5/20/2026   Orla Benning   epidural to be scheduled, triamcinolone 40 mg, for pain relief",
        ),
    ],
)
def test_what_a_page_is(kind: str, text: str) -> None:
    assert kinds_of(text) == [kind]


ORLA = ChartPatient(name=Name(given="Orla", family="Benning"), birth_date=date(1970, 4, 4))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Orla Benning   DOB 4/4/1970   5/20/2026", "office_note"),
        ("Sam Sample   DOB 1/1/1960   5/20/2026", "guide"),
        ("5/20/2026", "guide"),
    ],
)
def test_a_macro_filled_in_and_signed_for_the_patient_is_a_note(head: str, kind: str) -> None:
    text = f"BAYSIDE PAIN CLINIC   SOAP macro\n{head}\nS: same\nO: SLR neg, tender\nA: LBP\nP: MRI\nC. Holt, MD"
    (found,) = cut_documents("A", (Page(1, text, 612.0, 792.0, 0),), ORLA)
    assert found.document.kind.value == kind


def pages_of(*texts: str) -> list[tuple[int, ...]]:
    pages = tuple(Page(number, text, 612.0, 792.0, 0) for number, text in enumerate(texts, 1))
    return [item.document.pages for item in cut_documents("A", pages)]


NOTE = "E. HOLT MD   ORTHOPEDICS   Elm Road\nBenning, Orla\nBack pain again. Flexes to the knee."


def test_a_letterhead_that_comes_back_begins_another_document() -> None:
    further = "BENNING  2\nPower is full. Reflexes even."
    again = "E. HOLT MD   ORTHOPEDICS   Elm Road\nBenning, Orla\nHip check. Hip is well."
    assert pages_of(NOTE, further, again) == [(1, 2), (3,)]
    assert pages_of(NOTE, further, "BENNING  3\nSeen with her daughter.") == [(1, 2, 3)]


def test_a_record_inside_an_export_is_a_document_of_its_own() -> None:
    export = "CONTINUITY OF CARE DOCUMENT\nBenning, Orla\nPROBLEMS\nlow back pain"
    more = "CCD (cont.)\nVITALS\nBP 120/80"
    note = "CCD (cont.)   NOTES > Progress note > Holt Clinic > 5/20/2026\nBack pain. Plan: MRI."
    assert pages_of(export, more, note) == [(1, 2), (3,)]


def test_the_heads_of_columns_sign_nothing() -> None:
    text = "HERON PHYSICAL THERAPY   Discharge report\nBenning O.\nSOC 1/6/26\nINITIAL -> FINAL\nExercise log\nbridges 10 -> 30"
    assert kinds_of(text) == ["therapy_discharge"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("HERON PHYSICAL THERAPY   Discharge summary\nSOC 1/6/26   D/C 3/2/26   14 visits", "2026-03-02"),
        (
            "HERON PHYSICAL THERAPY   Discharge summary\nStart: Jan 6, 2026    End: Mar 2, 2026    Visits: 14",
            "2026-03-02",
        ),
        (
            "HERON PHYSICAL THERAPY   Case closing report   Benning, Orla   4/4/70\nLast visit 03/02/2026",
            "2026-03-02",
        ),
        (
            "HERON PT   Attendance log\n1   1/6/2026   7/6\n2   1/9/2026   7/7\n3   2/3/2026   6/6\nN. Aronsen PT",
            "2026-02-03",
        ),
        ("PLATT CHIROPRACTIC   FINAL REPORT (auto)   Date: 03/02/2026\nOrla Benning\nR. Platt, DC", "2026-03-02"),
        (
            "BAY SPINE   Orla Benning   56 F   04/04/1970   Wed 5/20/2026\nHPI: back.\nExam: sore.\nPlan: MRI.",
            "2026-05-20",
        ),
        (
            "BAY SPINE   Office visit   5/20/2026\nFollow up. Her pain goes back to June 2024 and is the same.",
            "2026-05-20",
        ),
        ("PATIENT FACE SHEET   printed 5/20/2026\nName Orla Benning", "2026-05-20"),
        ("CORNER DRUG   PATIENT FILL HISTORY\nPrinted 5/20/2026\nNaproxen 500 mg  60", "2026-05-20"),
        ("BAY SPINE   Office visit\nOrla Benning   printed 5/20/2026\nExam: sore. Plan: MRI.", "None"),
        (
            "BAY SPINE   Office visit\nOrla Benning   hired 5/20/2016   injury 5/20/2025\nExam: sore. Plan: MRI.",
            "None",
        ),
        ("HERON PHYSICAL THERAPY   Daily note   2/3/2026\nGoals: to end 3/2/2026. Bridges.", "2026-02-03"),
    ],
)
def test_the_day_of_a_document_is_that_of_its_visit_or_of_a_courses_end(text: str, day: str) -> None:
    (found,) = cut_documents("A", (Page(1, text, 612.0, 792.0, 0),), ORLA)
    assert str(found.document.day) == day


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("office_note", "TREATING PHYSICIAN'S PROGRESS REPORT      Claim 70-1192"),
        ("office_note", "Physician's first report of injury      Example Foods"),
        ("procedure_note", "HAZEL BROOK PAIN - procedure sheet"),
        ("procedure_note", "HAZEL BROOK SURGERY CENTER - PROCEDURE RECORD      Authorization UR-1192"),
        ("face_sheet", "COPY OF ID CARD (front)"),
        ("therapy_discharge", "HAZEL BROOK PHYSICAL THERAPY      Final report"),
        ("therapy_note", "HAZEL BROOK PHYSICAL THERAPY      Attendance history"),
        ("chiropractic_note", "TRAVEL CARD     Benning, Orla"),
        ("face_sheet", "Employer's first report of injury"),
        ("unknown", "Authorization request      Hazel Brook Plan"),
    ],
)
def test_what_forms_of_an_office_are_called(kind: str, head: str) -> None:
    assert kinds_of(f"{head}\nOrla Benning     DOB 4/4/1970     5/6/2026\nLow back pain, 7.") == [kind]


def test_a_row_of_a_table_that_names_a_test_is_no_title() -> None:
    text = (
        "HAZEL BROOK HOSPITAL     Intake, pre-procedure     17 Nov 2026\nBenning O.     RN: Tove Quill\n"
        "Item        Answer     Checked with\nLatex       no         patient\n"
        "Pregnancy test (urine)     negative     RN"
    )
    assert kinds_of(text) != ["laboratory"]


def test_a_course_told_under_the_practices_name_alone_is_over_when_its_columns_say_so() -> None:
    text = (
        "HAZEL BROOK HOSPITAL - REHABILITATION DEPT.\nOrla Benning    3/3/25 - 5/8/25    Number of treatments: 14\n"
        "             At start    At finish\nPain          7           7\nNils Aronsen, PT"
    )
    assert kinds_of(text) == ["therapy_discharge"]
