"""A clean made-up case for tests, and a way to change one thing in it."""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any

from priorauth.case.consistency import dotted, sources
from priorauth.case.model import Case, Source
from priorauth.comparison.model import Checked, Concordance, ExhibitQuote, Verdict, digest_of

AS_OF = date(2026, 11, 24)

_CLEAN: dict[str, Any] = {
    "case_id": "TEST-0001",
    "sample": "true",
    "patient": {
        "name": {"given": "Avery", "family": "Example"},
        "birth_date": "1974-03-09",
        "sex": "female",
        "record_number": "MRN-000123",
    },
    "coverage": {
        "payer": "highmark-wy-15-01-004",
        "payer_name": "Example Health Plan",
        "line_of_business": "commercial",
        "member_id": "XEH000112233",
        "group_id": "0004711",
        "effective_from": "2026-01-01",
    },
    "ordering_clinician": {
        "name": "Jordan Sample",
        "credentials": "MD",
        "npi": "1234567893",
        "specialty": "Pain Medicine",
        "phone": "307-555-0142",
    },
    "practice": {
        "name": "Example Spine & Pain",
        "address": {"street": "100 Example Street", "city": "Cheyenne", "state": "WY", "postal_code": "82001"},
        "phone": "307-555-0140",
        "fax": "307-555-0141",
    },
    "facility": {"name": "Example Surgery Center", "place_of_service": "24"},
    "request": {
        "vertebral_bodies": ["L4", "L5", "S1"],
        "planned_date": "2026-12-15",
        "diagnosis_codes": ["M54.51"],
        "device": "Intracept",
    },
    "pain": {
        "onset": "2025-02-10",
        "source": {"exhibit": "A", "page": "1"},
        "pattern": "axial",
        "pattern_source": {"exhibit": "A", "page": "1"},
        "leg_symptoms": {"present": "no", "source": {"exhibit": "A", "page": "1"}},
        "worse_with": ["sitting", "bending forward"],
        "limits": ["sit longer than 20 minutes"],
        "unremitting": "yes",
        "functional_impairment": "yes",
        "severity_source": {"exhibit": "A", "page": "1"},
        "matching_levels": {"disc_levels": ["L4-L5", "L5-S1"], "source": {"exhibit": "A", "page": "2"}},
        "scores": [
            {"instrument": "ODI", "value": "48", "unit": "percent", "date": "2026-11-03", "source": {"exhibit": "D", "page": "1"}},
            {"instrument": "NRS", "value": "7", "unit": "points", "date": "2026-11-03", "source": {"exhibit": "A", "page": "1"}},
        ],
    },
    "conservative_care": [
        {
            "modality": "physical_therapy",
            "components": ["active_modalities", "passive_modalities", "core_stabilization"],
            "start": "2025-09-08",
            "end": "2026-04-24",
            "sessions": "18",
            "supervised_by": ["physician", "physical_therapist"],
            "status": "completed",
            "response": "temporary_relief",
            "source": {"exhibit": "C", "page": "3"},
        },
        {
            "modality": "nsaid",
            "detail": "naproxen 500 mg twice daily",
            "start": "2025-05-05",
            "end": "2026-03-30",
            "supervised_by": ["physician"],
            "status": "stopped",
            "response": "inadequate_relief",
            "reason": "gastric discomfort",
            "source": {"exhibit": "A", "page": "2"},
        },
        {
            "modality": "activity_modification",
            "components": ["lifestyle_modification"],
            "start": "2025-05-05",
            "end": "2026-11-03",
            "supervised_by": ["physician"],
            "status": "completed",
            "response": "no_relief",
            "source": {"exhibit": "A", "page": "2"},
        },
    ],
    "imaging": [
        {
            "modality": "MRI",
            "date": "2026-08-18",
            "radiologist": "Casey Specimen, MD",
            "sequences": ["T1", "T2", "STIR"],
            "final": "yes",
            "numbering": {"transitional": "no", "source": {"exhibit": "B", "page": "1"}},
            "findings": [
                {
                    "disc_level": "L4-L5",
                    "endplates": ["L4 inferior", "L5 superior"],
                    "modic_types": ["1"],
                    "source": {
                        "exhibit": "B",
                        "page": "2",
                        "quote": "Modic type 1 changes of the inferior L4 and superior L5 endplates.",
                    },
                },
                {
                    "disc_level": "L5-S1",
                    "endplates": ["L5 inferior", "S1 superior"],
                    "modic_types": ["2"],
                    "source": {
                        "exhibit": "B",
                        "page": "2",
                        "quote": "Modic type 2 changes of the inferior L5 and superior S1 endplates.",
                    },
                },
            ],
            "source": {"exhibit": "B", "page": "1"},
        }
    ],
    "other_generators": [
        {
            "generator": "facet",
            "verdict": "excluded",
            "method": "diagnostic medial branch blocks at L4-L5 and L5-S1",
            "date": "2026-06-02",
            "relief_percent": "10",
            "source": {"exhibit": "A", "page": "2"},
        },
        {
            "generator": "sacroiliac",
            "verdict": "excluded",
            "method": "provocation tests negative",
            "date": "2026-11-03",
            "source": {"exhibit": "A", "page": "2"},
        },
        {
            "generator": "radicular",
            "verdict": "excluded",
            "method": "straight leg raise negative, normal strength and sensation",
            "date": "2026-11-03",
            "source": {"exhibit": "A", "page": "2"},
        },
    ],
    "safety": {
        name: {"present": "no", "source": {"exhibit": "A", "page": "2"}}
        for name in (
            "infection",
            "instability",
            "stenosis_needing_decompression",
            "fracture",
            "tumor",
            "pregnancy",
            "implanted_pulse_generator",
            "other_implant",
            "bone_disease",
            "anticoagulants",
            "prior_spine_surgery",
            "injection_into_body",
        )
    }
    | {
        "skeletally_mature": {"present": "yes", "source": {"exhibit": "A", "page": "2"}},
        "prior_ablation": {"performed": "no", "source": {"exhibit": "A", "page": "2"}},
    },
    "exhibits": [
        {"id": "A", "kind": "progress_note", "title": "Office note, November 3, 2026", "date": "2026-11-03", "file": "a.pdf"},
        {"id": "B", "kind": "mri_report", "title": "Lumbar MRI report, August 18, 2026", "date": "2026-08-18", "file": "b.pdf"},
        {"id": "C", "kind": "physical_therapy", "title": "Physical therapy notes, 2025-2026", "date": "2026", "file": "c.pdf"},
        {"id": "D", "kind": "functional_assessment", "title": "ODI form", "date": "2026-11-03", "file": "d.pdf"},
    ],
}  # fmt: skip


def clean_data() -> dict[str, Any]:
    """Plain data of the clean case, every scalar as text, the way a file gives it. Yours to change."""
    return copy.deepcopy(_CLEAN)


def clean_case(**changes: Any) -> Case:
    """The clean case with some places changed.

    A change names its place with double underscores for dots: ``pain__onset="2026-06"``; numbers index lists:
    ``imaging__0__findings__1__modic_types=[]``. The value ``...`` removes the place.
    """
    data = clean_data()
    for place, value in changes.items():
        *path, last = [int(part) if part.isdigit() else part for part in place.split("__")]
        target: Any = data
        for part in path:
            target = target[part] if isinstance(part, int) else target.setdefault(part, {})
        if value is ...:
            del target[last]
        else:
            target[last] = value
    return Case.model_validate(data)


def borne_out(case: Case) -> Concordance:
    """The case as exhibits would have it that show all it claims, each on the page that the case names."""
    named = [(dotted(path), source) for path, source in sources(case)]
    named += [(f"{field.rpartition('.')[0]}.modality", source) for field, source in named if _OF_CARE.match(field)]
    return Concordance(
        case_digest=digest_of(case),
        exhibits=tuple(item.id for item in case.exhibits),
        checked=tuple(_shown(field, source) for field, source in named if ".answer." not in field),
    )


_OF_CARE = re.compile(r"conservative_care\.\d+\.source\Z")


def _shown(field: str, source: Source) -> Checked:
    words, page = source.quote or "", source.page or 1
    passage = ExhibitQuote(exhibit=source.exhibit, page=page, start=0, end=len(words), quote=words)
    return Checked(claim=field, exhibit=source.exhibit, page=page, verdict=Verdict.CORROBORATED, passage=passage)


def with_checked(concordance: Concordance, item: Checked) -> Concordance:
    """The same with one claim more that was checked."""
    return concordance.model_copy(update={"checked": (*concordance.checked, item)})
