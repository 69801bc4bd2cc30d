"""Evidence in the chart that speaks against the procedure, whether or not a criterion names it.

Each finding needs a named person's answer in the case. A good response to a facet or sacroiliac block, or to an
epidural, points to another source of pain (source: the project's domain rules).
"""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.case.model import (
    Answer,
    Case,
    Response,
    SafetyFact,
    Sex,
    Source,
    Stated,
)
from priorauth.criteria.care_records import INTERVENTIONS, name_of
from priorauth.criteria.model import Contrary
from priorauth.criteria.modic import at_treated_bodies
from priorauth.criteria.pain_criteria import NOT_AXIAL, PATTERNS
from priorauth.criteria.safety_criteria import name_of as condition_name
from priorauth.criteria.work_up_criteria import SUSPICION, describe
from priorauth.domain.codes import DIAGNOSES
from priorauth.payers.criteria import Condition

CONTRARY_RELIEF_PERCENT = 50
"""Relief from a block that has to be answered. No payer text seen gives a number; this is our own cautious one."""

_SPEAKS_AGAINST = (
    Condition.INFECTION,
    Condition.INSTABILITY,
    Condition.STENOSIS_NEEDING_DECOMPRESSION,
    Condition.FRACTURE,
    Condition.TUMOR,
    Condition.PREGNANCY,
    Condition.IMPLANTED_PULSE_GENERATOR,
)


def find_contrary(case: Case) -> tuple[Contrary, ...]:
    """Find what speaks against the procedure, answered or not."""
    found = (*_generators(case), *_pain(case), *_care(case), *_imaging(case), *_safety(case), *_codes(case))
    return tuple(dict.fromkeys(found))


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
        against = row.verdict in SUSPICION
        relieved = row.relief_percent is not None and row.relief_percent >= CONTRARY_RELIEF_PERCENT
        if against or relieved:
            finding = describe(row).statement
            yield _contrary(f"{row.generator.value}-{index}", finding, row.source, row.answer)


def _pain(case: Case) -> Iterator[Contrary]:
    pain = case.pain
    legs = pain.leg_symptoms
    if legs.present is Stated.YES:
        detail = f": {legs.detail}" if legs.detail else ""
        yield _contrary("leg-symptoms", f"The chart documents leg symptoms{detail}", legs.source, legs.answer)
    if pain.pattern in NOT_AXIAL:
        source = pain.pattern_source
        yield _contrary("pain-pattern", PATTERNS[pain.pattern], source, legs.answer)


def _care(case: Case) -> Iterator[Contrary]:
    for index, row in enumerate(case.conservative_care, 1):
        if row.modality in INTERVENTIONS and row.response is Response.LASTING_RELIEF:
            when = f" since {row.start.words}" if row.start else ""
            finding = f"The chart records lasting relief from {name_of(row.modality)}{when}"
            yield _contrary(f"{row.modality.value}-{index}", finding, row.source, row.answer)


def _imaging(case: Case) -> Iterator[Contrary]:
    for index, found in enumerate(at_treated_bodies(case), 1):
        if found.is_off_label:
            yield _contrary(f"modic-3-{index}", found.fact.statement, found.fact.source, found.finding.answer)


def _safety(case: Case) -> Iterator[Contrary]:
    for condition in _SPEAKS_AGAINST:
        stated: SafetyFact = getattr(case.safety, condition.value)
        if condition is Condition.PREGNANCY and case.patient.sex is Sex.MALE:
            continue
        if stated.present is Stated.YES:
            detail = f": {stated.detail}" if stated.detail else ""
            finding = f"The chart documents {condition_name(condition)}{detail}"
            yield _contrary(condition.value.replace("_", "-"), finding, stated.source, stated.answer)


def _codes(case: Case) -> Iterator[Contrary]:
    for code in case.request.diagnosis_codes:
        entry = DIAGNOSES.get(code)
        if entry is not None and entry.asserts_leg_pain:
            finding = f"Diagnosis code {code} asserts leg pain, in a request for back pain"
            yield _contrary(f"code-{code.replace('.', '')}", finding, None, case.pain.leg_symptoms.answer)
