"""Evidence in the chart that speaks against the procedure, whether or not a criterion names it.

Each finding needs a named person's answer in the case. A good response to a facet or sacroiliac block, or to an
epidural, points to another source of pain (source: the project's domain rules).
"""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.model import (
    Answer,
    Case,
    PainPattern,
    Response,
    SafetyFact,
    Sex,
    Source,
    Stated,
    Verdict,
)
from priorauth.codes import DIAGNOSES
from priorauth.criteria.conservative_care import INTERVENTIONS
from priorauth.criteria.generators import describe
from priorauth.criteria.model import Contrary

CONTRARY_RELIEF_PERCENT = 50
"""Relief from a block that has to be answered. No payer text seen gives a number; this is our own cautious one."""

_SPEAKS_AGAINST = (
    "infection",
    "instability",
    "stenosis_needing_decompression",
    "fracture",
    "tumor",
    "pregnancy",
    "implanted_pulse_generator",
)


def find_contrary(case: Case) -> tuple[Contrary, ...]:
    """Find what speaks against the procedure, answered or not."""
    return (*_generators(case), *_pain(case), *_care(case), *_safety(case), *_codes(case))


def _contrary(id_: str, finding: str, source: Source | None, answer: Answer | None) -> Contrary:
    return Contrary(
        id=f"contrary-{id_}",
        finding=finding,
        source=source,
        answer=answer.statement if answer else None,
        answered_by=answer.by if answer else None,
        answer_source=answer.source if answer else None,
    )


def _generators(case: Case) -> Iterator[Contrary]:
    for index, row in enumerate(case.other_generators, 1):
        against = row.verdict in (Verdict.PRESENT, Verdict.SUSPECTED)
        relieved = row.relief_percent is not None and row.relief_percent >= CONTRARY_RELIEF_PERCENT
        if against or relieved:
            finding = describe(row).statement
            yield _contrary(f"{row.generator.value}-{index}", finding, row.source, row.answer)


def _pain(case: Case) -> Iterator[Contrary]:
    pain = case.pain
    legs = pain.leg_symptoms
    if legs.present is Stated.YES:
        detail = f": {legs.detail}" if legs.detail else ""
        yield _contrary("leg-symptoms", f"Leg symptoms{detail}", legs.source, legs.answer)
    if pain.pattern in (PainPattern.RADICULAR, PainPattern.MIXED):
        source = pain.pattern_source
        yield _contrary("pain-pattern", f"Pain documented as {pain.pattern.value}", source, legs.answer)


def _care(case: Case) -> Iterator[Contrary]:
    for index, row in enumerate(case.conservative_care, 1):
        if row.modality in INTERVENTIONS and row.response is Response.LASTING_RELIEF:
            name = row.modality.value.replace("_", " ")
            yield _contrary(f"{row.modality.value}-{index}", f"Lasting relief from {name}", row.source, None)


def _safety(case: Case) -> Iterator[Contrary]:
    for name in _SPEAKS_AGAINST:
        stated: SafetyFact = getattr(case.safety, name)
        if stated.present is Stated.YES and not (name == "pregnancy" and case.patient.sex is Sex.MALE):
            finding = f"The chart documents {name.replace('_', ' ')}"
            yield _contrary(name.replace("_", "-"), finding, stated.source, stated.answer)


def _codes(case: Case) -> Iterator[Contrary]:
    for code in case.request.diagnosis_codes:
        entry = DIAGNOSES.get(code)
        if entry is not None and entry.asserts_leg_pain:
            finding = f"The diagnosis {code} asserts leg pain"
            yield _contrary(f"code-{code.replace('.', '')}", finding, None, case.pain.leg_symptoms.answer)
