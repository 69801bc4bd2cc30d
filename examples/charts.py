"""The five made-up charts: who the patient is, and which records lie in the folder of the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from examples.chart_pages import Patient, Record
from examples.forms import behavioral_therapy, medication_list, odi_form
from examples.mri_report import L4_L5_TYPE_1, L4_L5_UNTYPED, L5_S1_TYPE_2, mri_report
from examples.office_note import BEHAVIORAL, FACET_OPEN, FAILED_CARE, Story, office_note
from examples.therapy_notes import therapy_notes


@dataclass(frozen=True)
class Chart:
    """One made-up patient's records, and the case folder they belong to."""

    folder: str
    patient: Patient
    records: tuple[Record, ...]


AVERY = Patient("Avery Example", date(1974, 3, 9), "Female", "MRN-000123")
BLAKE = Patient("Blake Example", date(1981, 7, 22), "Male", "MRN-000124")
CAMERON = Patient("Cameron Example", date(1957, 11, 30), "Female", "MRN-000125")
DREW = Patient("Drew Example", date(1969, 5, 17), "Female", "MRN-000126")
EMERY = Patient("Emery Example", date(1978, 1, 8), "Female", "MRN-000127")

SINCE_FEBRUARY = "The patient reports low back pain since February 10, 2025, without a single cause."
AFTER_MENOPAUSE = "No pregnancy: after menopause."
DISCUSSED = "The procedure, its course and its risks were discussed with the patient, who wishes to go ahead."
AUTHORIZATION = "Prior authorization to be requested. Continue activity modification meanwhile."
MRI_REVIEWED = "Lumbar MRI of August 18, 2026, Example Imaging Center."


def _ablation(bodies: str) -> tuple[str, ...]:
    return (f"Basivertebral nerve ablation at {bodies}.", DISCUSSED, AUTHORIZATION)


def _clean() -> Chart:
    story = Story(
        onset=SINCE_FEBRUARY,
        levels="L4-L5 and L5-S1",
        image=f"{MRI_REVIEWED} Modic type 1 changes at L4-L5 and type 2 changes at L5-S1.",
        plan=_ablation("L4, L5 and S1"),
    )
    report = mri_report(
        {"L4-L5": L4_L5_TYPE_1, "L5-S1": L5_S1_TYPE_2},
        ("Modic type 1 changes at L4-L5.", "Modic type 2 changes at L5-S1."),
    )
    records = (office_note(AVERY, story), report, therapy_notes(), odi_form(), medication_list())
    return Chart("clean-three-bodies", AVERY, records)


def _gaps() -> Chart:
    naproxen = (
        "Naproxen 500 mg twice daily",
        "May 4, 2026 to September 28, 2026",
        "Prescribed by me. Relief was inadequate. Stopped for gastric discomfort.",
    )
    story = Story(
        onset="The patient reports low back pain that began in 2026; the month is not recalled.",
        levels="L4-L5",
        image=f"{MRI_REVIEWED} Endplate changes at L4-L5.",
        pregnancy="Pregnancy: not applicable, male patient.",
        care=(naproxen,),
        plan=(
            "Physical therapy ordered today.",
            "Basivertebral nerve ablation at L4 and L5 to be considered; prior authorization to be asked for.",
        ),
    )
    report = mri_report({"L4-L5": L4_L5_UNTYPED}, ("Degenerative endplate changes at L4-L5.",))
    return Chart("gaps", BLAKE, (office_note(BLAKE, story), report))


def _conflicting_generator() -> Chart:
    story = Story(
        onset=SINCE_FEBRUARY,
        levels="L4-L5",
        image=f"{MRI_REVIEWED} Modic type 1 changes at L4-L5.",
        legs="Since August 2026 there is numbness along the outer left leg down to the foot.",
        facet=FACET_OPEN,
        pregnancy=AFTER_MENOPAUSE,
        assessment="Vertebrogenic low back pain (M54.51).",
        plan=_ablation("L4 and L5"),
    )
    report = mri_report({"L4-L5": L4_L5_TYPE_1}, ("Modic type 1 changes at L4-L5.",))
    records = (office_note(CAMERON, story), report, therapy_notes(), odi_form())
    return Chart("conflicting-generator", CAMERON, records)


def _not_covered() -> Chart:
    story = Story(
        onset=SINCE_FEBRUARY,
        levels="L5-S1",
        image=f"{MRI_REVIEWED} Modic type 2 changes at L5-S1.",
        pregnancy=AFTER_MENOPAUSE,
        plan=_ablation("L5 and S1"),
    )
    report = mri_report({"L5-S1": L5_S1_TYPE_2}, ("Modic type 2 changes at L5-S1.",))
    return Chart("not-covered", DREW, (office_note(DREW, story), report, therapy_notes(), odi_form()))


def _strictest() -> Chart:
    story = Story(
        onset="The patient reports low back pain since March 3, 2025, without a single cause.",
        levels="L4-L5",
        image=f"{MRI_REVIEWED} Modic type 1 changes at L4-L5.",
        care=(*FAILED_CARE, BEHAVIORAL),
        plan=_ablation("L4 and L5"),
    )
    report = mri_report({"L4-L5": L4_L5_TYPE_1}, ("Modic type 1 changes at L4-L5.",))
    records = (office_note(EMERY, story), report, therapy_notes(), odi_form(), behavioral_therapy())
    return Chart("strictest", EMERY, records)


CHARTS = (_clean(), _gaps(), _conflicting_generator(), _not_covered(), _strictest())
