"""A made-up chart printed in one piece, as a records office sends it: what a payer needs among what none does."""

from __future__ import annotations

from datetime import date

from examples.chart_pages import Fields, Heading, Items, Patient, Record, Signature, Text
from examples.clinics import SPINE, THERAPY
from examples.forms import odi_form
from examples.mri_report import L4_L5_TYPE_1, L5_S1_TYPE_2, mri_report

FILE = "chart-print.pdf"
HARPER = Patient("Harper Example", date(1972, 6, 21), "Female", "MRN-000128")
_SIGNED = Signature("Jordan Sample, MD", "Electronically signed by Jordan Sample, MD, November 3, 2026")


def chart_print() -> tuple[Record, ...]:
    """Return the records of the chart in the order in which they were printed."""
    return (_face_sheet(), _note(), _report(), _therapy(), odi_form(), _laboratory(), _consent(), _note())


def _face_sheet() -> Record:
    fields = Fields(
        (
            ("Primary insurance", "Primary ins: Example Health Plan"),
            ("Member", "Member ID: XEH000445566   Group #: 0004711"),
            ("Coverage", "Effective 01/01/2026"),
            ("Emergency contact", "Brother, 307-555-0188"),
        )
    )
    return Record("", SPINE, "PATIENT FACE SHEET", "Printed: 11/20/2026", ((fields,),))


def _note() -> Record:
    history = (
        Heading("History of present illness"),
        Text(
            "Low back pain since February 10, 2025. The pain is axial. Sitting and bending forward make it worse."
        ),
        Text("The patient denies leg pain, numbness and weakness. Pain is 7/10 today."),
        Heading("Treatment"),
        Text(
            "Naproxen 500 mg twice daily May 5, 2025 to March 30, 2026, prescribed here, inadequate relief. Physical "
            "therapy September 8, 2025 to April 24, 2026, 18 visits completed, temporary relief. Home exercise as "
            "taught by the therapist September 8, 2025 to November 3, 2026, no relief. Activity modification "
            "directed by me May 5, 2025 to November 3, 2026, no relief."
        ),
        Text("Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026: 10% relief."),
        Heading("Past history"),
        Text(
            "No spine surgery. No earlier basivertebral nerve ablation. No pacemaker or stimulator. No anticoagulant "
            "is taken. No osteoporosis. Pregnancy test negative. Father has a pacemaker and takes warfarin."
        ),
    )
    findings = (
        Heading("Examination"),
        Text("Straight leg raise negative on both sides. Sacroiliac provocation tests negative."),
        Text("Flexion and extension films show no instability. No spinal infection, fracture or tumor."),
        Text("No stenosis needing decompression. No injection into a vertebral body. Skeletally mature."),
        Heading("Assessment"),
        Text("Vertebrogenic low back pain (M54.51); the pain matches L4-L5 and L5-S1."),
        Heading("Plan"),
        Text("Basivertebral nerve ablation at L4, L5 and S1 planned for December 15, 2026."),
        _SIGNED,
    )
    return Record("", SPINE, "Office note, established patient", "Date of service: 11/03/2026", (history, findings))


def _report() -> Record:
    return mri_report(
        {"L4-L5": L4_L5_TYPE_1, "L5-S1": L5_S1_TYPE_2},
        ("Modic type 1 changes at L4-L5.", "Modic type 2 changes at L5-S1."),
    )


def _therapy() -> Record:
    summary = (
        Heading("Course"),
        Text("Physical therapy from September 8, 2025 to April 24, 2026. 18 visits completed. Temporary relief."),
        Signature("Robin Placeholder, PT, DPT", "Electronically signed by Robin Placeholder, PT, DPT"),
    )
    return Record("", THERAPY, "Physical therapy discharge summary", "Date: 04/24/2026", (summary,))


def _laboratory() -> Record:
    results = Items(("WBC 6.1 K/uL (3.8-10.8)", "Hemoglobin 13.9 g/dL (11.7-15.5)", "CRP 1.2 mg/L (0-8)"))
    return Record("", SPINE, "LABORATORY REPORT", "Collected: 10/20/2026", ((Heading("Results"), results),))


def _consent() -> Record:
    risks = Text("I understand the risks: infection, bleeding, nerve injury, fracture, and incomplete relief.")
    return Record("", SPINE, "CONSENT TO PROCEDURE", "Date: 11/03/2026", ((risks,),))
