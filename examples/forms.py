"""The shorter records of a made-up chart: the disability form, the medication list, the psychologist's notes."""

from __future__ import annotations

from examples.chart_pages import Block, Fields, Heading, Items, Record, Rows, Signature, Text
from examples.clinics import BEHAVIORAL, SPINE

_ODI_SECTIONS = (
    "Pain intensity",
    "Personal care",
    "Lifting",
    "Walking",
    "Sitting",
    "Standing",
    "Sleeping",
    "Social life",
    "Traveling",
    "Work at home or on the job",
)
_ODI_ANSWERS = (3, 1, 3, 2, 4, 3, 2, 2, 2, 2)
_PSYCHOLOGIST = "Electronically signed by Morgan Standin, PhD, licensed psychologist"


def odi_form() -> Record:
    """Fill in a disability form. Sections only: the questionnaire's own statements are not ours to print.

    The score is the sum divided by five times the sections answered, in percent.
    """
    rows = tuple(
        (f"{number}. {section}", *("X" if score == answer else "" for score in range(6)))
        for number, (section, answer) in enumerate(zip(_ODI_SECTIONS, _ODI_ANSWERS, strict=True), 1)
    )
    total, most = sum(_ODI_ANSWERS), 5 * len(_ODI_ANSWERS)
    page: tuple[Block, ...] = (
        Text("For each section mark the one box that fits best today (0 = no limit, 5 = greatest limit)."),
        Rows(("Section", "0", "1", "2", "3", "4", "5"), rows, (46, 9, 9, 9, 9, 9, 9)),
        Heading("Score (office use)"),
        Fields(
            (
                ("Sections answered", f"{len(_ODI_ANSWERS)} of {len(_ODI_SECTIONS)}"),
                ("Sum", f"{total} of {most}"),
                ("Score", f"{total} / {most} x 100 = {total * 100 // most} percent"),
            )
        ),
        Text("Filled in by the patient on paper at check-in, November 3, 2026."),
        Signature("Scored by Riley Placeholder, MA", "November 3, 2026"),
    )
    return Record("odi-form.pdf", SPINE, "Oswestry Disability Index", "Completed: 11/03/2026", (page,))


def medication_list() -> Record:
    """List the medications; the sheet goes into the packet as a scan."""
    page: tuple[Block, ...] = (
        Heading("Current medications"),
        Rows(
            ("Medication", "Dose and use", "Since", "Prescribed by"),
            (
                ("Acetaminophen", "650 mg as needed, up to three times a day", "04/01/2026", "J. Sample, MD"),
                ("Cetirizine", "10 mg once a day in season", "2019", "Primary care"),
            ),
            (22, 40, 17, 21),
        ),
        Heading("Stopped"),
        Rows(
            ("Medication", "Dose and use", "Taken", "Why stopped"),
            (("Naproxen", "500 mg twice a day", "05/05/2025 to 03/30/2026", "Gastric discomfort"),),
            (22, 30, 27, 21),
        ),
        Heading("Blood thinners"),
        Text("None: no anticoagulants and no antiplatelet drugs."),
        Heading("Drug allergies"),
        Text("None known."),
        Signature("Reviewed with the patient: Riley Placeholder, MA", "November 3, 2026"),
    )
    return Record("medication-list.png", SPINE, "Medication list", "Reviewed: 11/03/2026", (page,))


def behavioral_therapy() -> Record:
    """Write up four sessions of cognitive behavioral therapy with a licensed psychologist."""
    return Record(
        "behavioral-therapy.pdf",
        BEHAVIORAL,
        "Cognitive behavioral therapy notes",
        "Sessions: 09/15/2025 to 12/01/2025",
        (_intake(), _sessions(), _summary()),
    )


def _intake() -> tuple[Block, ...]:
    return (
        Heading("Intake, September 15, 2025"),
        Text("Referred by Jordan Sample, MD, for cognitive behavioral therapy of chronic low back pain."),
        Text(
            "The patient describes daily low back pain that limits sitting and work. Mood is worried at times. "
            "No thoughts of self-harm. Motivated to take part."
        ),
        Heading("Plan: four sessions"),
        Items(
            (
                "Disease education: what chronic pain is and how it behaves.",
                "Lifestyle modification: pacing, sleep, activity through the day.",
                "Stress management: relaxation and coping practice.",
            )
        ),
        Signature("Morgan Standin, PhD", f"{_PSYCHOLOGIST}, September 15, 2025"),
    )


def _sessions() -> tuple[Block, ...]:
    return (
        Heading("Session notes"),
        Rows(
            ("No.", "Date", "Minutes", "Content", "Pain 0-10"),
            (
                ("1", "09/15/2025", "60", "Intake; disease education: how chronic pain works.", "7"),
                ("2", "10/06/2025", "50", "Lifestyle modification: pacing, sleep routine, diary begun.", "7"),
                ("3", "11/03/2025", "50", "Stress management: relaxation practice, recording given.", "7"),
                ("4", "12/01/2025", "50", "Review of skills; plan for bad days.", "7"),
            ),
            (7, 17, 11, 52, 13),
        ),
        Text("Home practice was done between sessions, as the diary shows."),
        Signature("Morgan Standin, PhD", f"{_PSYCHOLOGIST}, December 1, 2025"),
    )


def _summary() -> tuple[Block, ...]:
    return (
        Heading("Summary, December 1, 2025"),
        Text(
            "Four sessions attended, September 15 to December 1, 2025, of four planned. The sessions covered disease "
            "education, lifestyle modification and stress management."
        ),
        Text("Pain is unchanged; the sessions gave no relief of it. Coping is better."),
        Heading("Recommendation"),
        Text("Keep up the relaxation practice. Returned to Jordan Sample, MD, for further care of the pain."),
        Signature("Morgan Standin, PhD", f"{_PSYCHOLOGIST}, December 1, 2025"),
    )
