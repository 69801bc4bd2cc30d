"""A made-up chart of four records, its case, and what is asked of it; pages can be changed, blanked or scanned."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from priorauth.case.model import Case
from priorauth.exhibits.pages import Page, TextOrigin
from priorauth.review.chart_pages import ChartPages
from priorauth.review.model import Entry, ReviewItem, Settlement
from priorauth.review.review_chart import Review, review_chart
from priorauth.screening.page_likeness import Picture
from tests.cases import clean_case

DAY = date(2026, 11, 24)
HEAD = "Patient: Avery Example   DOB: 03/09/1974\n"
NOTE = f"""OFFICE VISIT
{HEAD}Date of service: 11/03/2026
HISTORY
Low back pain since May 2025. The pain is axial.
No leg pain, numbness or weakness.
Oswestry today: 44%.
Naproxen 500 mg twice daily from May 5, 2025 to March 30, 2026 without relief.
No infection. No fracture. No pacemaker."""
REPORT = f"""MRI OF THE LUMBAR SPINE WITHOUT CONTRAST
{HEAD}Date of exam: 08/18/2026
FINDINGS:
L4-L5: Modic type 1 changes of the inferior L4 and superior L5 endplates.
L5-S1: Modic type 2 changes of the inferior L5 and superior S1 endplates.
Electronically signed by Casey Specimen, MD"""
THERAPY = f"""PHYSICAL THERAPY DISCHARGE SUMMARY
{HEAD}Date: 04/24/2026
Physical therapy from September 8, 2025 to April 24, 2026.
18 visits attended. Relief was temporary."""
LETTER = f"""Example Spine & Pain
Dear Medical Director,
{HEAD}I ask for the procedure named above."""
RECORDS = {"A": NOTE, "B": REPORT, "C": THERAPY, "D": LETTER}

_KINDS = {"A": "progress_note", "B": "mri_report", "C": "physical_therapy", "D": "correspondence"}
_LEVELS = {
    "L4-L5": (["L4 inferior", "L5 superior"], ["1"]),
    "L5-S1": (["L5 inferior", "S1 superior"], ["2"]),
}
CLAIMS: dict[str, Any] = {
    "pain": {
        "onset": "2025-05", "pattern": "axial", "leg_symptoms": {"present": "no"},
        "scores": [{"instrument": "ODI", "value": "44", "unit": "percent", "date": "2026-11-03"}],
    },
    "imaging": [
        {
            "modality": "MRI", "date": "2026-08-18",
            "findings": [
                {"disc_level": level, "endplates": plates, "modic_types": types}
                for level, (plates, types) in _LEVELS.items()
            ],
        }
    ],
    "conservative_care": [
        {"modality": "nsaid", "detail": "naproxen 500 mg", "start": "2025-05-05", "end": "2026-03-30", "status": "stopped"},
        {"modality": "physical_therapy", "start": "2025-09-08", "end": "2026-04-24", "sessions": "18", "status": "completed"},
    ],
    "other_generators": [],
    "safety": {name: {"present": "no"} for name in ("infection", "fracture", "implanted_pulse_generator")},
    "exhibit_answers": [],
}  # fmt: skip


def case(**changes: Any) -> Case:
    """The case of the chart, with some of its claims changed."""
    exhibits = [
        {"id": name, "title": "Record", "kind": kind, "file": f"{name}.txt"} for name, kind in _KINDS.items()
    ]
    return clean_case(**{**CLAIMS, "exhibits": exhibits, **changes})


def chart_of(
    records: Mapping[str, str | Sequence[str]],
    *,
    scans: Mapping[str, str] | None = None,
    blank: Collection[str] = (),
) -> ChartPages:
    """Return records as pages. ``scans`` are pictures instead, each told apart by any word; ``blank`` hold nothing."""
    pictures = {**dict.fromkeys(blank, ""), **(scans or {})}
    texts = {name: [text] if isinstance(text, str) else text for name, text in records.items()}
    texts |= {name: [""] for name in pictures}
    pages = {
        name: tuple(
            Page(number, text, 612, 792, 0, origin=TextOrigin.LAYER if text.strip() else TextOrigin.NONE)
            for number, text in enumerate(found, 1)
        )
        for name, found in sorted(texts.items())
    }
    looks = {
        (name, 1): Picture(hashlib.sha256(ink.encode()).hexdigest(), is_blank=not ink)
        for name, ink in pictures.items()
    }
    return ChartPages(pages, looks)


def reviewed(
    records: Mapping[str, str | Sequence[str]] | None = None,
    entries: Sequence[Entry] = (),
    *,
    claims: Mapping[str, Any] | None = None,
    **pictures: Any,
) -> Review:
    """Review the case with some records or claims changed."""
    return review_chart(case(**(claims or {})), chart_of({**RECORDS, **(records or {})}, **pictures), entries)


def said(exhibit: str, old: str, new: str) -> dict[str, str]:
    """One record with ``new`` for ``old``, which has to be there."""
    assert old in RECORDS[exhibit]
    return {exhibit: RECORDS[exhibit].replace(old, new)}


def answer(item: ReviewItem, outcome: str, **changes: Any) -> Settlement:
    """A clinician's answer to an item as it is seen."""
    given = {"item": item.id, "outcome": outcome, "by": "Jordan Sample, MD", "role": "clinician", "on": DAY}
    return Settlement.model_validate({**given, "seen": item.seen, **changes})


def keys(item: ReviewItem) -> list[str]:
    """The answers that an item offers."""
    return [choice.key for choice in item.choices]
