"""Evidence in the chart that speaks against the procedure, whether or not a criterion names it.

Each finding needs a named person's answer in the case. A good response to a facet or sacroiliac block, or to an
epidural, points to another source of pain (source: the project's domain rules).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from priorauth.case.model import (
    Answer,
    Case,
    Certainty,
    CompetingFinding,
    Condition,
    ExhibitAnswer,
    Generator,
    Response,
    Sex,
    Source,
    Stated,
)
from priorauth.comparison.model import Concordance, ExhibitFinding
from priorauth.criteria.care_records import INTERVENTIONS, name_of
from priorauth.criteria.claim_evidence import on_one_line
from priorauth.criteria.condition_criteria import name_of as condition_name, stated_of
from priorauth.criteria.model import Contrary
from priorauth.criteria.modic import at_treated_bodies
from priorauth.criteria.pain_criteria import NOT_AXIAL, PATTERNS
from priorauth.criteria.work_up_criteria import SUSPICION, describe
from priorauth.domain.codes import DIAGNOSES

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
    Condition.SYSTEMIC_INFECTION,
    Condition.LOCAL_INFECTION,
    Condition.FRAGILITY_FRACTURE,
    Condition.COMPRESSION_FRACTURE,
    Condition.CARDIOPULMONARY_COMPROMISE,
    Condition.BLEEDING_DIATHESIS,
    Condition.SYMPTOMATIC_STENOSIS,
    Condition.DEFORMITY,
    Condition.SPONDYLOLYSIS,
    Condition.FACET_ARTHROPATHY,
    Condition.OTHER_IMAGING_CAUSE,
    Condition.RADICULAR_OR_CLAUDICATION,
)


def find_contrary(case: Case) -> tuple[Contrary, ...]:
    """Find what speaks against the procedure, answered or not."""
    found = (*_generators(case), *_pain(case), *_care(case), *_imaging(case), *_safety(case), *_codes(case))
    return tuple(dict.fromkeys(found))


def _contrary(id_: str, finding: str, source: Source | None, answer: Answer | ExhibitAnswer | None) -> Contrary:
    return Contrary(
        id=f"contrary-{id_}",
        finding=finding,
        source=source,
        answer=answer.statement if answer else None,
        answered_by=answer.by if answer else None,
        answer_source=answer.source if isinstance(answer, Answer) else None,
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
        stated = stated_of(condition, case)
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


NAMES: Mapping[CompetingFinding, str] = {
    CompetingFinding.NERVE_ROOT_COMPRESSION: "contact with or compression of a nerve root",
    CompetingFinding.STENOSIS: "moderate or severe stenosis",
    CompetingFinding.DISC_HERNIATION: "a disc extrusion or sequestration",
    CompetingFinding.SPONDYLOLISTHESIS: "spondylolisthesis",
    CompetingFinding.SPONDYLOLYSIS: "spondylolysis",
    CompetingFinding.FRACTURE: "a fracture",
    CompetingFinding.INFECTION: "infection",
    CompetingFinding.TUMOR: "a tumor",
    CompetingFinding.FACET_ARTHROPATHY: "facet effusion or marked facet arthropathy",
    CompetingFinding.SACROILIITIS: "sacroiliitis",
    CompetingFinding.PRIOR_SURGERY: "prior spine surgery",
    CompetingFinding.TRANSITIONAL_ANATOMY: "transitional anatomy",
}

_GENERATORS: Mapping[CompetingFinding, Generator] = {
    CompetingFinding.NERVE_ROOT_COMPRESSION: Generator.RADICULAR,
    CompetingFinding.STENOSIS: Generator.STENOSIS,
    CompetingFinding.DISC_HERNIATION: Generator.DISC,
    CompetingFinding.SPONDYLOLISTHESIS: Generator.SPONDYLOLISTHESIS,
    CompetingFinding.SPONDYLOLYSIS: Generator.SPONDYLOLISTHESIS,
    CompetingFinding.FRACTURE: Generator.FRACTURE,
    CompetingFinding.INFECTION: Generator.INFECTION,
    CompetingFinding.TUMOR: Generator.TUMOR,
    CompetingFinding.FACET_ARTHROPATHY: Generator.FACET,
    CompetingFinding.SACROILIITIS: Generator.SACROILIAC,
}
"""The entry under ``other_generators`` whose answer also answers the words."""


def find_contrary_words(case: Case, concordance: Concordance) -> tuple[Contrary, ...]:
    """Return each finding of the exhibits that speaks against the procedure, with the case's answer if it has one.

    What one page says twice of one place is one finding; its first words are quoted.
    """
    found: dict[str, Contrary] = {}
    for item in _stated(case, concordance):
        found.setdefault(item.id, item)
    return tuple(found.values())


def _stated(case: Case, concordance: Concordance) -> Iterator[Contrary]:
    for found in concordance.against:
        if _is_stated_openly(case, found):
            continue
        passage = found.passage
        source = Source(exhibit=passage.exhibit, page=passage.page)
        id_ = f"{passage.exhibit}-{passage.page}-{_slug(found)}"
        yield _contrary(id_, _wording(found), source, _answer(case, found))


def _is_stated_openly(case: Case, found: ExhibitFinding) -> bool:
    """Whether the case itself says it: transitional anatomy is a warning, and stands in the letter."""
    is_transitional = found.finding is CompetingFinding.TRANSITIONAL_ANATOMY
    return is_transitional and any(study.numbering.transitional is Stated.YES for study in case.imaging)


def _answer(case: Case, found: ExhibitFinding) -> Answer | ExhibitAnswer | None:
    """Return the case's answer to a finding: one given to it, else that of the same source of pain."""
    for given in case.exhibit_answers:
        is_about_it = given.exhibit == found.passage.exhibit and given.finding is found.finding
        if is_about_it and given.page in (None, found.passage.page):
            return given
    generator = _GENERATORS.get(found.finding)
    return next((row.answer for row in case.other_generators if row.generator is generator and row.answer), None)


def _wording(found: ExhibitFinding) -> str:
    """Word a finding as the exhibit's own, quoted."""
    says = "does not rule out" if found.certainty is Certainty.HEDGED else "reports"
    passage = found.passage
    quote = on_one_line(passage.quote)
    return f"Exhibit {passage.exhibit} {says} {NAMES[found.finding]}{_at(found, ' at ')}: “{quote}”"


def _slug(found: ExhibitFinding) -> str:
    return f"{found.finding.value.replace('_', '-')}{_at(found, '-')}"


def _at(found: ExhibitFinding, before: str) -> str:
    """Name the place of a finding, if it has one."""
    return f"{before}{found.place}" if found.place is not None else ""
