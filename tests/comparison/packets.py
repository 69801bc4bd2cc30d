"""A made-up chart as page texts, and ways to change a page, a claim, or both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from priorauth.case.model import Case
from priorauth.comparison.compare import compare
from priorauth.comparison.model import Checked, Concordance, Verdict
from priorauth.exhibits.pages import OpenedExhibit, Page, TextOrigin
from tests.cases import clean_case

Pages = tuple[str, ...]

NOTE_1 = """Example Spine & Pain
Office note    Patient: Avery Example   DOB: 03/09/1974   Date of service: 11/03/2026
HISTORY
The patient reports low back pain since February 10, 2025, without a single cause. The pain is midline and axial.
The pain is unremitting. There is no leg pain, numbness or weakness.
The patient cannot sit longer than 20 minutes. Pain today is 7 of 10 on the numeric rating scale."""
NOTE_2 = """Office note    Patient: Avery Example   DOB: 03/09/1974   Date of service: 11/03/2026
CONSERVATIVE CARE TO DATE
Naproxen 500 mg twice daily   May 5, 2025 to March 30, 2026   Relief was inadequate. Stopped for gastric discomfort.
Activity modification   May 5, 2025 to November 3, 2026   Lifting limits under my direction, followed. No relief.
OTHER SOURCES OF PAIN
Medial branch blocks at L4-L5 and L5-S1 on June 2, 2026 gave 10 percent relief.
Sacroiliac joints: provocation tests negative on November 3, 2026.
Straight leg raise negative, strength and sensation normal on November 3, 2026.
SAFETY REVIEW
No fracture. No tumor. No prior basivertebral nerve ablation. No infection. No instability on flexion and extension
views. No stenosis needing decompression. Pregnancy test negative. Skeletally mature adult. No implanted pulse
generator or other implant. No osteoporosis or metabolic bone disease. No anticoagulants. No prior spine surgery.
No injection into a vertebral body is planned. On examination the pain matches L4-L5 and L5-S1."""
REPORT_1 = """EXAMPLE IMAGING CENTER
MRI OF THE LUMBAR SPINE WITHOUT CONTRAST
Patient: Avery Example   DOB: 03/09/1974
Date of study: 08/18/2026
TECHNIQUE: Sagittal T1, T2 and STIR and axial T2 weighted images were obtained.
NUMBERING: Five lumbar-type vertebrae. No transitional anatomy."""
REPORT_2 = """FINDINGS:
L3-L4: Disc height and signal are preserved.
L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates. No canal stenosis.
L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates. No canal stenosis.
IMPRESSION:
1. Modic type 1 changes at L4-L5.
2. Modic type 2 changes at L5-S1.
Electronically signed by Casey Specimen, MD, August 19, 2026"""
THERAPY_1 = """Example Physical Therapy
Patient: Avery Example   DOB: 03/09/1974
INITIAL EVALUATION, September 8, 2025. Referred by Jordan Sample, MD.
Straight leg raise: negative on both sides.
PLAN OF CARE: 18 visits, once a week at first; core stabilization, passive modalities. Home exercise program prescribed today."""
THERAPY_2 = """VISIT LOG
Visits attended: 18. Visits missed: 0."""
THERAPY_3 = """DISCHARGE SUMMARY, April 24, 2026
Patient: Avery Example   DOB: 03/09/1974
Visits 18 attended of 18 planned. Relief was temporary; pain returned within a week of each visit."""
FORM = """Oswestry Disability Index
Patient: Avery Example   DOB: 03/09/1974
Completed: 11/03/2026
Sum 24 of 50
Score 24 / 50 x 100 = 48 percent"""

CHART: Mapping[str, Pages] = {
    "A": (NOTE_1, NOTE_2),
    "B": (REPORT_1, REPORT_2),
    "C": (THERAPY_1, THERAPY_2, THERAPY_3),
    "D": (FORM,),
}
_WHERE = {"note_1": ("A", 0), "note_2": ("A", 1), "report_1": ("B", 0), "report_2": ("B", 1)} | {
    f"therapy_{n}": ("C", n - 1) for n in (1, 2, 3)
}


def chart(**pages: str) -> dict[str, Pages]:
    """The chart with some pages written anew: ``note_1``, ``report_2``, ``therapy_3``, ``form``."""
    made = {key: list(texts) for key, texts in CHART.items()}
    for name, text in pages.items():
        exhibit, place = _WHERE.get(name, ("D", 0))
        made[exhibit][place] = text
    return {key: tuple(texts) for key, texts in made.items()}


def said(old: str, new: str, *, where: str = "") -> dict[str, Pages]:
    """The chart with ``new`` for ``old``, which has to be there; ``where`` narrows it to one exhibit."""
    assert any(old in text for key, texts in CHART.items() if where in ("", key) for text in texts)
    return {
        key: tuple(text.replace(old, new) for text in texts) if where in ("", key) else texts
        for key, texts in CHART.items()
    }


def opened(
    case: Case,
    pages: Mapping[str, Pages] = CHART,
    *,
    origin: TextOrigin = TextOrigin.LAYER,
    is_named: bool = True,
) -> tuple[OpenedExhibit, ...]:
    """The exhibits of a case with these page texts, as if they had been opened.

    A page that names nobody is given the patient's name at its foot, as prints have it, unless ``is_named`` is false.
    """
    foot = f"\n\n{NAMED}" if is_named else ""
    return tuple(
        OpenedExhibit(
            exhibit,
            b"",
            tuple(_page(n, _footed(text, foot), origin) for n, text in enumerate(texts, 1)),
            "0" * 64,
        )
        for exhibit in case.exhibits
        if (texts := pages.get(exhibit.id))
    )


NAMED = "Patient: Avery Example   DOB: 03/09/1974"


def _footed(text: str, foot: str) -> str:
    return f"{text}{foot}" if text.strip() and "Patient" not in text else text


def _page(number: int, text: str, origin: TextOrigin) -> Page:
    return Page(number, text, 612, 792, 0, origin=origin if text.strip() else TextOrigin.NONE)


def held(changes: Mapping[str, Any] | None = None, pages: Mapping[str, Pages] = CHART) -> Concordance:
    """The clean case with some claims changed, held against these pages."""
    case = clean_case(**(changes or {}))
    return compare(case, opened(case, pages))


def stops(concordance: Concordance) -> set[tuple[str, str]]:
    """The field and code of each claim that is contradicted."""
    return {(item.claim, str(item.code)) for item in concordance.having(Verdict.CONTRADICTED)}


def verdicts(concordance: Concordance, *fields: str) -> dict[str, Checked]:
    """What became of some claims, by field."""
    return {item.claim: item for item in concordance.checked if item.claim in fields}


def not_borne_out(items: Iterable[Checked]) -> list[tuple[str, str, str | None]]:
    """Claims that are anything but corroborated."""
    return [
        (item.claim, str(item.verdict), item.code) for item in items if item.verdict is not Verdict.CORROBORATED
    ]
