"""A made-up chart as text, whole and in pieces, for the tests of intake."""

from __future__ import annotations

from collections.abc import Mapping

from priorauth.exhibits.pages import Page
from priorauth.intake.draft import leaves
from priorauth.intake.draft_case import ChartDraft, draft_from
from priorauth.intake.read_chart import read_for_intake
from priorauth.intake.whose_chart import find_person

HEAD = "Patient: Wilma Placeholder   DOB: 04/11/1970   MRN: PH-20417\n"

FACE_SHEET = f"""PATIENT FACE SHEET
{HEAD}Sex: Female
Primary ins: Example Health Plan   Member ID: XEH4455667   Group #: 0099
Secondary ins: Sample Mutual   Member ID: SMU9988776
Emergency contact: brother, 555-0177
"""

NOTE = f"""OFFICE NOTE
{HEAD}Date of service: 11/03/2026
HISTORY
Low back pain since February 10, 2025. The pain is axial. Sitting and bending forward make it worse.
The patient denies leg pain, numbness and weakness. Pain is 7/10 today. ODI 46% today.
Naproxen 500 mg twice daily May 5, 2025 to March 30, 2026, prescribed here, inadequate relief.
Home exercise as taught by the therapist January 15, 2026 to November 3, 2026, no relief.
Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026: 10% relief.
PAST HISTORY
No spine surgery. No pacemaker or stimulator. No anticoagulant is taken. No osteoporosis.
EXAMINATION
Straight leg raise negative on both sides. Sacroiliac provocation tests negative.
Flexion and extension films show no instability. No spinal infection, fracture or tumor.
ASSESSMENT
Vertebrogenic low back pain (M54.51); the pain matches L4-L5 and L5-S1.
PLAN
Request basivertebral nerve ablation at L4, L5 and S1.
Electronically signed by Jordan Sample, MD
"""

MRI = f"""MRI OF THE LUMBAR SPINE WITHOUT CONTRAST
{HEAD}Date of study: 08/18/2026
Ordered by: Jordan Sample, MD
TECHNIQUE: Sagittal T1, T2 and STIR; axial T1 and T2.
FINDINGS
Five lumbar vertebrae, no transitional vertebra.
L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.
L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates.
No fracture. No stenosis.
IMPRESSION
Endplate changes as described. No herniation.
Electronically signed by Casey Specimen, MD
"""

THERAPY = f"""PHYSICAL THERAPY DISCHARGE SUMMARY
{HEAD}Date: 01/15/2026
Physical therapy from September 8, 2025 to January 15, 2026. 18 visits completed. Temporary relief.
Robin Placeholder, PT
"""

CONSENT = f"""CONSENT TO PROCEDURE
{HEAD}I understand the risks: infection, bleeding, nerve injury, fracture, and a pacemaker may be affected.
"""

CHART = {"face": FACE_SHEET, "note": NOTE, "mri": MRI, "therapy": THERAPY, "consent": CONSENT}


def pages_of(texts: Mapping[str, str]) -> dict[str, tuple[Page, ...]]:
    """Each text as a file of its own, a form feed beginning a page."""
    return {
        chr(ord("A") + number): tuple(
            Page(page, part, 612.0, 792.0, 0) for page, part in enumerate(text.split("\f"), 1)
        )
        for number, text in enumerate(texts.values())
    }


def as_dump(texts: Mapping[str, str]) -> dict[str, str]:
    """The same records as one print, one behind the other."""
    return {"dump": "\f".join(texts.values())}


def drafted(texts: Mapping[str, str]) -> ChartDraft:
    """The draft of a chart whose pages say whose it is."""
    pages = pages_of(texts)
    found = find_person([page.text for each in pages.values() for page in each])
    assert found is not None
    return draft_from(read_for_intake(pages, found[0]), *found, pages)


def filled(draft: ChartDraft) -> dict[str, object]:
    """What a draft fills in, by dotted field."""
    return {path: item.value for name, node in draft.filled.items() for path, item in leaves(node, name)}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The chart with some words of one file replaced; they have to be there."""
    assert old in CHART[file]
    return {**CHART, file: CHART[file].replace(old, new)}


def added(file: str, line: str) -> dict[str, str]:
    """The chart with a line more in one file: first of a note's history, else last of all."""
    text = CHART[file]
    return {
        **CHART,
        file: text.replace("HISTORY\n", f"HISTORY\n{line}\n", 1) if file == "note" else f"{text}{line}\n",
    }
