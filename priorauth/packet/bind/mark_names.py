"""What marked words are about, for a bookmark: the kind of fact and its place, never what a chart says."""

from __future__ import annotations

from priorauth.case.model import Case
from priorauth.comparison.model import ExhibitFinding
from priorauth.letters.context import wording

_PAIN = {
    "leg_symptoms": "Leg symptoms",
    "pattern_source": "Pain pattern",
    "severity_source": "Severity",
    "matching_levels": "Levels the pain matches",
}


def name_of(case: Case, field: str) -> str:
    """Name what a field of a case is about; ``field`` is dotted, entries counted from 1."""
    match field.split("."):
        case ["imaging", study, "findings", finding, *_]:
            return f"Modic change at {case.imaging[_place(study)].findings[_place(finding)].place}"
        case ["imaging", _, "numbering", *_]:
            return "Numbering of the vertebrae"
        case ["imaging", *_]:
            return "MRI study"
        case ["conservative_care", row, *_]:
            return wording.MODALITY[case.conservative_care[_place(row)].modality]
        case ["other_generators", row, *_]:
            return f"Work-up: {wording.GENERATOR[case.other_generators[_place(row)].generator].lower()}"
        case ["pain", "scores", row, *_]:
            return f"{case.pain.scores[_place(row)].instrument} score"
        case ["pain", part, *_]:
            return _PAIN.get(part, "Onset of the pain")
        case ["safety", part, *_]:
            return f"Safety: {wording.SAFETY.get(part, part.replace('_', ' '))}"
    return "Quoted passage"


def name_of_contrary(found: ExhibitFinding) -> str:
    """Name words that speak against the procedure: ``To answer: stenosis at L4-L5``."""
    place = f" at {found.place}" if found.place else ""
    return f"To answer: {found.finding.value.replace('_', ' ')}{place}"


def _place(number: str) -> int:
    return int(number) - 1
