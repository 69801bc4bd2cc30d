"""A read chart as a draft case: each section filled, then compared with the whole chart as a case is.

A value that the comparison does not call supported is taken out again and becomes a question. So a draft states
nothing that a later check would dispute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from priorauth.case.model import Case
from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.chart_verdicts import ChartVerdict, ComparedClaim
from priorauth.exhibits.pages import Page
from priorauth.intake.chart_facts import ChartFacts
from priorauth.intake.draft import Filled, Node, OpenField, SectionDraft, Why, plain, without
from priorauth.intake.draft_care import draft_care
from priorauth.intake.draft_imaging import draft_imaging
from priorauth.intake.draft_measures import draft_evaluations, draft_measurements
from priorauth.intake.draft_pain import draft_pain
from priorauth.intake.draft_people import draft_coverage, draft_patient, draft_request
from priorauth.intake.draft_safety import draft_safety
from priorauth.intake.draft_work_up import draft_work_up
from priorauth.intake.whose_chart import with_owners
from priorauth.reading.chart_patient import ChartPatient
from priorauth.reading.model import ChartReading, Passage

_LISTS = {
    "conservative_care": draft_care, "imaging": draft_imaging, "other_generators": draft_work_up,
    "measurements": draft_measurements, "evaluations": draft_evaluations,
}  # fmt: skip
_WHY = {
    ChartVerdict.CONTRADICTED: Why.AGAINST,
    ChartVerdict.DISPUTED: Why.AGAINST,
    ChartVerdict.BY_A_PERSON: Why.DOUBTED,
    ChartVerdict.SECOND_HAND: Why.DOUBTED,
    ChartVerdict.NOT_FOUND: Why.DOUBTED,
}
_WHOLE_ROW = ("modality", "status", "modic_types", "verdict", "relief_percent")
"""Parts without which an entry says nothing: where one falls, the entry does."""


@dataclass(frozen=True, slots=True)
class ChartDraft:
    """What a chart gives of a case, and what it leaves open."""

    chart: ChartReading
    """The reading, with the owner of each document settled."""
    person: ChartPatient
    filled: Mapping[str, Node]
    open: tuple[OpenField, ...]


def draft_from(
    chart: ChartReading, person: ChartPatient, number: str | None, pages: Mapping[str, Sequence[Page]]
) -> ChartDraft:
    """Return the draft of a chart. ``number`` is the record number printed beside the patient's name, if any."""
    owned = with_owners(chart, person, pages)
    facts = ChartFacts(owned, pages)
    sheets: dict[str, SectionDraft] = {
        "patient": draft_patient(facts, person, number),
        "coverage": draft_coverage(facts),
        "request": draft_request(facts),
        "pain": draft_pain(facts),
        **{name: make(facts) for name, make in _LISTS.items()},
        "safety": draft_safety(facts),
    }
    filled: dict[str, Node] = {}
    for name, sheet in sheets.items():
        content = sheet.filled.get("rows") if name in _LISTS else sheet.filled
        if content:
            filled[name] = content
    asked = [
        OpenField(f"{name}.{item.field}", item.why, item.passages)
        for name, sheet in sheets.items()
        for item in sheet.open
    ]
    return _compared(owned, person, filled, asked)


def _compared(
    chart: ChartReading, person: ChartPatient, filled: Mapping[str, Node], asked: Sequence[OpenField]
) -> ChartDraft:
    """Take out what the chart as a whole does not support, until nothing more falls."""
    claims = compare_chart(_as_case(filled, person), chart).compared
    fallen = [claim for claim in claims if claim.verdict is not ChartVerdict.SUPPORTED]
    dropped = frozenset(_dropped(claim.claim) for claim in fallen)
    kept = without(filled, dropped)
    found = [*asked, *(_question(claim) for claim in fallen)]
    return ChartDraft(chart, person, kept if isinstance(kept, Mapping) else {}, tuple(_once(found)))


def _dropped(claim: str) -> str:
    """Return the path to take out for a claim that fell."""
    parts = claim.split(".")
    if parts[-1] in _WHOLE_ROW and any(part.isdigit() for part in parts):
        parts = parts[:-1]
    return ".".join(parts)


def _question(claim: ComparedClaim) -> OpenField:
    findings = (*claim.against, *claim.unsettled, *claim.second_hand)
    shown = [*(item.where for item in findings), *(item.where for item in claim.unread)]
    why = _WHY[claim.verdict]
    return OpenField(claim.claim, why if shown else Why.UNREAD, tuple(shown))


def _once(found: Iterable[OpenField]) -> Iterator[OpenField]:
    """Return each open field once: a whole row stands for its parts."""
    seen: dict[str, OpenField] = {}
    for item in sorted(found, key=lambda each: _dropped(each.field).count(".")):
        path = _dropped(item.field)
        if not any(path == other or path.startswith(f"{other}.") for other in seen):
            seen[path] = item
    yield from seen.values()


def _as_case(filled: Mapping[str, Node], person: ChartPatient) -> Case:
    """Return the draft as a case, with stand-ins for what only a person can add; they claim nothing."""
    content = {name: plain(node) for name, node in filled.items()}
    patient = {"name": person.name.model_dump(), "birth_date": person.birth_date.isoformat()}
    stand_ins: dict[str, object] = {
        "case_id": "DRAFT",
        "patient": patient,
        "coverage": {"payer": "none", "payer_name": "none", "member_id": "none"},
        "ordering_clinician": {"name": "none", "credentials": "none", "npi": "1234567893"},
        "practice": {
            "name": "none", "phone": "none",
            "address": {"street": "none", "city": "none", "state": "none", "postal_code": "none"},
        },
        "facility": {"name": "none", "place_of_service": "24"},
        "request": {"vertebral_bodies": ["L5"], "diagnosis_codes": ["M54.51"]},
    }  # fmt: skip
    taken = {name: content[name] for name in ("pain", "safety", *_LISTS) if name in content}
    return Case.model_validate({**stand_ins, **taken})


def where_of(node: Node) -> Passage | None:
    """Return the first words that a section or an entry was read from."""
    if isinstance(node, Filled):
        return node.where
    items = node.values() if isinstance(node, Mapping) else node
    return next((found for item in items if (found := where_of(item)) is not None), None)
