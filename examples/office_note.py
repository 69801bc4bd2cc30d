"""The office note of a made-up chart: three pages in the usual order of a clinic's note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from examples.chart_pages import Fields, Heading, Items, Patient, Record, Rows, Signature, Text
from examples.clinics import SPINE

VISIT = date(2026, 11, 3)

FACET_RULED_OUT = (
    "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave 10 percent relief; not the source of the pain."
)
FACET_OPEN = (
    "Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave 80 percent relief for the duration of the "
    "anesthetic."
)
NO_LEG_SYMPTOMS = "There is no leg pain, numbness or weakness."

NAPROXEN = (
    "Naproxen 500 mg twice daily",
    "May 5, 2025 to March 30, 2026",
    "Prescribed by me. Relief was inadequate. Stopped for gastric discomfort.",
)
ACTIVITY = (
    "Activity modification",
    "May 5, 2025 to today",
    "Activity modification from May 5, 2025 under my direction: lifting limits, sitting breaks, changes in "
    "lifestyle and at work. Continued to November 3, 2026. No relief.",
)
THERAPY = (
    "Physical therapy",
    "September 8, 2025 to April 24, 2026",
    "18 visits; see the therapist's notes. Relief did not last.",
)
HOME = (
    "Home exercise",
    "September 8, 2025 to April 24, 2026",
    "Prescribed by the therapist and followed. No relief.",
)
BEHAVIORAL = (
    "Cognitive behavioral therapy",
    "September 15 to December 1, 2025",
    "Four sessions with a licensed psychologist. Pain unchanged.",
)
FAILED_CARE = (NAPROXEN, ACTIVITY, THERAPY, HOME)


@dataclass(frozen=True)
class Story:
    """What differs from one made-up patient's note to the next."""

    onset: str
    levels: str
    image: str
    plan: tuple[str, ...]
    pregnancy: str = "Pregnancy test negative."
    legs: str = NO_LEG_SYMPTOMS
    facet: str = FACET_RULED_OUT
    care: tuple[tuple[str, str, str], ...] = FAILED_CARE
    assessment: str = "Vertebrogenic low back pain (M54.51). Other sources were looked for as listed on page 2."


def office_note(patient: Patient, story: Story) -> Record:
    """Write the note: complaint and history, then care, work-up, examination and safety, then the plan."""
    return Record(
        "office-note.pdf",
        SPINE,
        "Office note, established patient",
        "Date of service: 11/03/2026",
        (_history(patient, story), _work_up(story), _plan(story)),
    )


def _history(patient: Patient, story: Story) -> tuple[Heading | Text | Fields, ...]:
    who = f"{patient.age_on(VISIT)}-year-old {patient.sex.lower()} patient, seen for follow-up of low back pain."
    return (
        Heading("Chief complaint"),
        Text("Low back pain."),
        Heading("History of present illness"),
        Text(f"{who} {story.onset}"),
        Text(
            "The pain is midline and axial. It is worse with sitting and with bending forward, and eases a little "
            "when the patient lies down. " + story.legs
        ),
        Text(
            "The pain is unremitting. Function is significantly impaired: the patient cannot sit longer than 20 "
            "minutes, has stopped lifting more than a light bag, and works reduced hours at a desk job."
        ),
        Text(
            "Pain today is 7 of 10 on the numeric rating scale. The disability questionnaire was filled in today."
        ),
        Heading("Past history"),
        Fields(
            (
                ("Medical", "Seasonal allergies. No cancer, no diabetes."),
                ("Surgical", "No spine surgery."),
                ("Allergies", "No known drug allergies."),
                ("Social", "Office work, currently at reduced hours. Does not smoke."),
                ("Family", "Not contributory."),
            )
        ),
        Heading("Review of systems"),
        Text(
            "No fever, chills or night sweats. No weight loss. No change of bowel or bladder control. "
            "Sleep is interrupted by pain about twice a night."
        ),
        Heading("Vital signs"),
        Fields((("Blood pressure", "126/78"), ("Pulse", "72"), ("Temperature", "98.2 F"))),
    )


def _work_up(story: Story) -> tuple[Heading | Text | Rows | Fields, ...]:
    return (
        Heading("Conservative care to date"),
        Rows(("Treatment", "Dates", "Course and result"), story.care, (25, 27, 48)),
        Heading("Other sources of pain"),
        Fields(
            (
                ("Facet joints", story.facet),
                (
                    "Sacroiliac joints",
                    "Distraction, compression and thigh thrust: provocation tests negative on November 3, 2026.",
                ),
                ("Nerve roots", "Straight leg raise negative, strength and sensation normal on November 3, 2026."),
            )
        ),
        Heading("Physical examination"),
        Text(
            "No acute distress. Gait steady. Tender in the midline over the lower lumbar spine. Forward bending is "
            "limited by midline pain; extension is comfortable. Reflexes are equal on both sides."
        ),
        Text(f"On examination the pain matches {story.levels}."),
        Heading("Safety review"),
        Text(
            "No infection. No instability on flexion and extension views. No stenosis needing decompression. "
            "No fracture. No tumor. " + story.pregnancy + " Skeletally mature adult. "
            "No implanted pulse generator or other implant. No osteoporosis or metabolic bone disease. "
            "No anticoagulants. No prior spine surgery. No prior basivertebral nerve ablation. "
            "No injection into a vertebral body is planned."
        ),
    )


def _plan(story: Story) -> tuple[Heading | Text | Items | Signature, ...]:
    return (
        Heading("Imaging reviewed"),
        Text(story.image),
        Heading("Assessment"),
        Text(story.assessment),
        Heading("Plan"),
        Items(story.plan),
        Heading("Time"),
        Text("35 minutes were spent on the day of the visit, most of them in conversation with the patient."),
        Signature("Jordan Sample, MD", "Electronically signed by Jordan Sample, MD, November 3, 2026, 4:52 PM"),
    )
