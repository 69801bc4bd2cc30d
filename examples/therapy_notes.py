"""The physical therapy record of a made-up chart: evaluation, visit log, discharge summary, home exercises."""

from __future__ import annotations

from datetime import date, timedelta

from examples.chart_pages import Block, Fields, Heading, Items, Record, Rows, Signature, Text
from examples.clinics import THERAPY

FIRST, LAST = date(2025, 9, 8), date(2026, 4, 24)
VISITS = (
    *(FIRST + timedelta(weeks=week) for week in range(8)),
    date(2025, 11, 10),
    date(2025, 11, 24),
    date(2025, 12, 8),
    date(2025, 12, 22),
    date(2026, 1, 12),
    date(2026, 1, 26),
    date(2026, 2, 9),
    date(2026, 2, 23),
    date(2026, 3, 16),
    LAST,
)
_BEFORE = (7, 7, 7, 6, 7, 7, 6, 7, 7, 6, 7, 7, 6, 7, 7, 7, 7, 7)
_AFTER = (5, 5, 6, 4, 5, 5, 4, 5, 6, 4, 5, 5, 5, 5, 6, 5, 5, 6)
_ACTIVE = ("stabilization holds", "hip hinge practice", "bridging", "walking intervals")
_PASSIVE = ("manual therapy", "moist heat")
_SIGNED = "Electronically signed by Robin Placeholder, PT, DPT"


def therapy_notes() -> Record:
    """Write the record of eighteen visits whose relief did not last."""
    return Record(
        "therapy-notes.pdf",
        THERAPY,
        "Physical therapy record",
        "Episode of care: 09/08/2025 to 04/24/2026",
        (_evaluation(), _visit_log(), _discharge(), _home_exercises()),
    )


def _evaluation() -> tuple[Block, ...]:
    return (
        Heading("Initial evaluation, September 8, 2025"),
        Text("Referred by Jordan Sample, MD, who oversees this plan of care. Reason: low back pain."),
        Heading("Subjective"),
        Text(
            "Midline low back pain, worse with sitting and bending. No symptoms below the buttocks. "
            "Pain 7 of 10 at its usual level. Goal of the patient: to sit through a work day."
        ),
        Heading("Objective"),
        Rows(
            ("Measure", "Finding"),
            (
                ("Lumbar flexion", "Limited to half, with midline pain"),
                ("Lumbar extension", "Full, comfortable"),
                ("Strength, legs", "5 of 5 on both sides"),
                ("Straight leg raise", "Negative on both sides"),
                ("Trunk endurance", "Front hold 18 seconds"),
                ("Sitting tolerance", "20 minutes"),
            ),
            (35, 65),
        ),
        Heading("Goals"),
        Items(("Sit for 60 minutes.", "Hold a front plank for 60 seconds.", "Return to full working hours.")),
        Heading("Plan of care"),
        Text(
            "18 visits: once a week for eight visits, then every two to five weeks. Active modalities with core "
            "stabilization; passive modalities (manual therapy, moist heat); home exercise program prescribed "
            "today. Plan of care certified by Jordan Sample, MD, September 10, 2025."
        ),
        Signature("Robin Placeholder, PT, DPT", f"{_SIGNED}, September 8, 2025"),
    )


def _visit_log() -> tuple[Block, ...]:
    rows = tuple(
        (
            str(number),
            f"{day:%m/%d/%Y}",
            f"Core: {_ACTIVE[number % 4]}, {_ACTIVE[(number + 1) % 4]}",
            _PASSIVE[number % 2].capitalize(),
            f"{before} / {after}",
            "RP",
        )
        for number, (day, before, after) in enumerate(zip(VISITS, _BEFORE, _AFTER, strict=True), 1)
    )
    return (
        Heading("Visit log"),
        Text(f"Visits attended: {len(VISITS)}. Visits missed: 0. Pain is the patient's rating, 0 to 10."),
        Rows(
            ("Visit", "Date", "Active modalities", "Passive modality", "Pain before / after", "By"),
            rows,
            (8, 15, 39, 20, 13, 6),
        ),
        Text("The home exercise program was reviewed at each visit. RP: Robin Placeholder, PT, DPT."),
    )


def _discharge() -> tuple[Block, ...]:
    return (
        Heading("Discharge summary, April 24, 2026"),
        Fields(
            (
                ("Episode of care", "September 8, 2025 to April 24, 2026"),
                ("Visits", f"{len(VISITS)} attended of {len(VISITS)} planned"),
                ("Overseen by", "Jordan Sample, MD, who certified the plan of care"),
                (
                    "Treatment",
                    "Active modalities with core stabilization; passive modalities (manual therapy, moist heat)",
                ),
            )
        ),
        Heading("Course"),
        Text(
            "Relief was temporary; pain returned to its former level within a week of each visit. Trunk endurance "
            "improved, sitting tolerance did not."
        ),
        Text(
            "A home exercise program was prescribed on September 8, 2025 and kept up to April 24, 2026. "
            "The home exercise program was followed and has not helped."
        ),
        Heading("Goals at discharge"),
        Rows(
            ("Goal", "At start", "At discharge", "Met"),
            (
                ("Sit for 60 minutes", "20 minutes", "20 minutes", "No"),
                ("Hold a front plank for 60 seconds", "18 seconds", "62 seconds", "Yes"),
                ("Return to full working hours", "Reduced hours", "Reduced hours", "No"),
            ),
            (40, 20, 20, 10),
        ),
        Heading("Disposition"),
        Text("Discharged: no further gain is expected from therapy. Returned to Jordan Sample, MD."),
        Signature("Robin Placeholder, PT, DPT", f"{_SIGNED}, April 24, 2026"),
    )


def _home_exercises() -> tuple[Block, ...]:
    return (
        Heading("Home exercise program"),
        Text("Prescribed September 8, 2025. Revised October 27, 2025 and January 12, 2026."),
        Rows(
            ("Exercise", "How much", "How often"),
            (
                ("Abdominal bracing", "10 holds of 10 seconds", "Twice a day"),
                ("Bridging", "2 sets of 12", "Once a day"),
                ("Bird dog", "2 sets of 8 on each side", "Once a day"),
                ("Front plank", "3 holds, as long as form is kept", "Once a day"),
                ("Walking", "20 minutes", "Once a day"),
            ),
            (35, 40, 25),
        ),
        Heading("Adherence as reported at visits"),
        Rows(
            ("Period", "Days a week", "Result as reported"),
            (
                ("September to October 2025", "6", "No change in pain"),
                ("November to December 2025", "5", "No change in pain"),
                ("January to February 2026", "5", "Stronger, no change in pain"),
                ("March to April 2026", "5", "No change in pain"),
            ),
            (40, 20, 40),
        ),
        Signature("Robin Placeholder, PT, DPT", f"{_SIGNED}, April 24, 2026"),
    )
