"""The words of the made-up charts. Each page is written as it prints: one line here is one line there."""

from __future__ import annotations

from dataclasses import dataclass

CLINIC = "Example Spine & Pain"
IMAGING = "Example Imaging Center"
THERAPY = "Example Physical Therapy"


@dataclass(frozen=True)
class Record:
    """One exhibit: its file, the clinic that wrote it, its title and its pages."""

    file: str
    clinic: str
    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """One made-up patient's records."""

    folder: str
    name: str
    born: str
    number: str
    records: tuple[Record, ...]


def office_note(*, history: str, workup: str, legs: str, plan: str) -> Record:
    return Record(
        "office-note.pdf",
        CLINIC,
        "Office note, November 3, 2026",
        (
            f"""
CHIEF COMPLAINT
Low back pain.

HISTORY OF PRESENT ILLNESS
{history}
The pain is midline, axial, and worse with sitting and with bending forward.
{legs}
The pain is unremitting. Function is significantly impaired: the patient cannot
sit longer than 20 minutes and can no longer lift more than a light bag.
Pain today is 7 of 10 on the numeric rating scale.

SOCIAL HISTORY
Desk work, currently reduced hours. Does not smoke.
""",
            f"""
CARE SO FAR
Naproxen 500 mg twice daily from May 5, 2025, as I prescribed it; stopped March 30,
2026 for gastric discomfort. Relief was inadequate.
Activity modification from May 5, 2025 under my direction: lifting limits, sitting
breaks, and changes at work and at home. No relief to date (November 3, 2026).
Physical therapy as documented by the therapist; relief did not last.

WORK-UP OF OTHER SOURCES
{workup}
Sacroiliac joints: provocation tests negative on November 3, 2026.
Straight leg raise negative, strength and sensation normal on November 3, 2026.
On examination the pain matches L4-L5 and L5-S1.

SAFETY
No infection. No instability on flexion and extension views. No stenosis needing
decompression. No fracture. No tumor. Pregnancy test negative. Skeletally mature
adult. No implanted pulse generator or other implant. No osteoporosis or metabolic
bone disease. No anticoagulants. No prior spine surgery. No prior basivertebral nerve
ablation. No injection into a vertebral body is planned.
""",
            f"""
ASSESSMENT
Vertebrogenic low back pain (M54.51).

PLAN
{plan}
The procedure, its course and its risks were discussed with the patient.

Electronically signed by Jordan Sample, MD, November 3, 2026
""",
        ),
    )


def mri_report(findings: str, impression: str) -> Record:
    return Record(
        "mri-report.pdf",
        IMAGING,
        "MRI of the lumbar spine without contrast, August 18, 2026",
        (
            """
STUDY
MRI lumbar spine without contrast. Date of study: August 18, 2026.

HISTORY
Chronic low back pain.

COMPARISON
None.

TECHNIQUE
Sagittal T1, sagittal T2, sagittal STIR and axial T2 images.

NUMBERING
Five lumbar type vertebrae. No transitional anatomy.
""",
            f"""
FINDINGS
Alignment is normal. Vertebral body heights are preserved.
{findings}
The conus ends at L1. No mass.
""",
            f"""
IMPRESSION
{impression}

Final report. Electronically signed by Casey Specimen, MD, August 19, 2026
""",
        ),
    )


BOTH_LEVELS = """L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.
Mild disc height loss. No canal stenosis.
L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates.
Moderate disc height loss. No nerve root contact."""
BOTH_IMPRESSION = """1. Modic type 1 changes at L4-L5.
2. Modic type 2 changes at L5-S1."""


def therapy_notes(*, first: str, last: str, sessions: int, result: str) -> Record:
    return Record(
        "therapy-notes.pdf",
        THERAPY,
        "Physical therapy notes",
        (
            f"""
INITIAL EVALUATION
Date: {first}. Referred and overseen by Jordan Sample, MD.
Low back pain, worse with sitting. Goals: sit 60 minutes, return to full hours.

PLAN OF CARE
Active exercise with core stabilization; manual therapy and heat as passive
modalities; instruction in a home exercise program. One visit a week.
""",
            f"""
VISIT LOG
First visit {first}. Last visit {last}. Visits attended: {sessions}.
Each visit: active modalities, passive modalities, core stabilization exercise.
Home exercise program prescribed at the first visit and reviewed at each visit.
""",
            f"""
DISCHARGE SUMMARY
Care from {first} to {last}, {sessions} visits attended of {sessions} planned.
{result}
The home exercise program was followed and has not helped.

Electronically signed by Robin Placeholder, PT, DPT
""",
        ),
    )


def odi_form(score: int, items: tuple[int, ...]) -> Record:
    names = (
        "Pain",
        "Care",
        "Lifting",
        "Walking",
        "Sitting",
        "Standing",
        "Sleeping",
        "Social life",
        "Traveling",
        "Work",
    )
    rows = "\n".join(f"{name:<14} {value} of 5" for name, value in zip(names, items, strict=True))
    assert sum(items) * 2 == score
    return Record(
        "odi-form.pdf",
        CLINIC,
        "Oswestry Disability Index, November 3, 2026",
        (f"\nITEM SCORES\n{rows}\n\nTOTAL\nSum {sum(items)} of 50, ten items answered: {score} percent\n",),
    )


MEDICATION_SCAN = Record(
    "medication-list.png",
    CLINIC,
    "Medication list, November 3, 2026",
    ("\nMEDICATIONS\nNaproxen 500 mg: stopped March 30, 2026\nAcetaminophen as needed\n\nALLERGIES\nNone known\n",),
)

FACET_OUT = """Facet joints: medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave 10 percent
relief; not the source of the pain."""
FACET_IN = """Facet joints: medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave 80 percent
relief for the duration of the anesthetic."""
NO_LEGS = "There is no leg pain, numbness or weakness."
NUMB = "There is numbness along the outer left leg down to the foot since August."
SINCE_2025 = "The patient reports low back pain since February 10, 2025, without a single cause."
STRICT_HISTORY = "The patient reports low back pain since June 1, 2025, without a single cause."
PLAN_THREE = "Basivertebral nerve ablation at L4, L5 and S1."
PLAN_TWO = "Basivertebral nerve ablation at L4 and L5."
TEMPORARY = "Relief was temporary; pain returned to its former level within a week of each visit."
LONG_COURSE = therapy_notes(first="September 8, 2025", last="April 24, 2026", sessions=18, result=TEMPORARY)
ODI_48 = odi_form(48, (3, 1, 3, 2, 4, 3, 2, 2, 2, 2))

CLEAN_NOTE = office_note(history=SINCE_2025, workup=FACET_OUT, legs=NO_LEGS, plan=PLAN_THREE)
CLEAN_MRI = mri_report(BOTH_LEVELS, BOTH_IMPRESSION)

CBT_NOTES = Record(
    "behavioral-therapy.pdf",
    "Example Behavioral Health",
    "Cognitive behavioral therapy notes",
    (
        """
SESSIONS
September 15, 2025: disease education; what pain is and is not.
October 6, 2025: activity and lifestyle modification; pacing.
November 3, 2025: stress management; relaxation practice.
December 1, 2025: review; relapse plan.

SUMMARY
Four sessions attended, September 15 to December 1, 2025. Pain is unchanged; coping is better.

Electronically signed by Morgan Standin, PhD, licensed psychologist
""",
    ),
)

CHARTS = (
    Chart(
        "clean-three-bodies",
        "Avery Example",
        "03/09/1974",
        "MRN-000123",
        (CLEAN_NOTE, CLEAN_MRI, LONG_COURSE, ODI_48, MEDICATION_SCAN),
    ),
    Chart(
        "gaps",
        "Blake Example",
        "07/22/1981",
        "MRN-000124",
        (
            office_note(
                history="The patient reports low back pain since this year; the month is not recalled.",
                workup=FACET_OUT,
                legs=NO_LEGS,
                plan="Physical therapy ordered today. Basivertebral nerve ablation to be considered.",
            ),
            mri_report(
                "L4-L5: degenerative endplate changes. Mild disc height loss.\nL5-S1: unremarkable.",
                "Degenerative endplate changes at L4-L5.",
            ),
        ),
    ),
    Chart(
        "conflicting-generator",
        "Cameron Example",
        "11/30/1957",
        "MRN-000125",
        (
            office_note(history=SINCE_2025, workup=FACET_IN, legs=NUMB, plan=PLAN_TWO),
            mri_report(
                "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.",
                "Modic type 1 changes at L4-L5.",
            ),
            LONG_COURSE,
            ODI_48,
        ),
    ),
    Chart(
        "not-covered",
        "Drew Example",
        "05/17/1969",
        "MRN-000126",
        (CLEAN_NOTE, CLEAN_MRI, LONG_COURSE, ODI_48),
    ),
    Chart(
        "strictest",
        "Emery Example",
        "01/08/1978",
        "MRN-000127",
        (
            office_note(history=STRICT_HISTORY, workup=FACET_OUT, legs=NO_LEGS, plan=PLAN_TWO),
            mri_report(
                "L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.",
                "Modic type 1 changes at L4-L5.",
            ),
            LONG_COURSE,
            ODI_48,
            CBT_NOTES,
        ),
    ),
)
