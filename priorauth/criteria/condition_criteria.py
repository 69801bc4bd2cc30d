"""Conditions: absent, present, or present with the precautions explained. Silence is never taken for absence."""

from __future__ import annotations

from priorauth.case.model import Case, Condition, ConditionFact, SafetyFact, Sex, Stated
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, lacks_words, met
from priorauth.domain.dates import Length, long_date
from priorauth.payers.criteria import ConditionAbsent, ConditionPresent, RelativeContraindication
from priorauth.problems import Owner

_NAMES = {
    Condition.STENOSIS_NEEDING_DECOMPRESSION: "stenosis that needs decompression",
    Condition.IMPLANTED_PULSE_GENERATOR: "an implanted pulse generator",
    Condition.INJECTION_INTO_BODY: "an injection into the vertebral body",
    Condition.LOCAL_INFECTION: "infection at the level to be treated",
    Condition.FRAGILITY_FRACTURE: "a fragility fracture of the spine",
    Condition.COMPRESSION_FRACTURE: "a trauma or compression fracture",
    Condition.CARDIOPULMONARY_COMPROMISE: "severe cardiac or pulmonary compromise",
    Condition.DEFORMITY: "a significant deformity",
    Condition.FACET_ARTHROPATHY: "facet arthropathy with facet-mediated pain",
    Condition.OTHER_IMAGING_CAUSE: "another cause on imaging that correlates with the complaint",
    Condition.RADICULAR_OR_CLAUDICATION: "radicular pain or neurogenic claudication as the primary symptom",
    Condition.SUBSTANCE_USE_DISORDER: "an active, untreated substance use disorder",
    Condition.ADDICTIVE_MEDICATION: "ongoing use of addictive medication without evidence that it can be reduced",
    Condition.EXTENDED_RELEASE_OPIOIDS: "use of extended-release opioids",
    Condition.LITIGATION: "litigation or a disability claim about the pain",
    Condition.OTHER_INJECTION_SAME_DAY: "another injection of the spine on the same day",
}


def name_of(condition: Condition) -> str:
    """Name a condition as it stands inside a sentence: ``an implanted pulse generator``."""
    return _NAMES.get(condition, condition.value.replace("_", " "))


def stated_of(condition: Condition, case: Case) -> SafetyFact:
    """Return what a case states of a condition, the gravest where it stands more than once."""
    rows: list[SafetyFact] = [row for row in case.safety.conditions if row.condition is condition]
    own = getattr(case.safety, condition.value, None)
    if isinstance(own, SafetyFact):
        rows.append(own)
    for stated in (Stated.YES, Stated.NO):
        found = [row for row in rows if row.present is stated]
        if found:
            return next((row for row in found if row.source), found[0])
    return SafetyFact()


def judge_condition_absent(criterion: ConditionAbsent, view: View) -> Outcome:
    """Judge whether a condition is documented as absent. Pregnancy is not asked of a male patient.

    A condition that is present stays not met even when the clinician has answered it: the payer asks for absence.
    """
    name = name_of(criterion.condition)
    if criterion.condition is Condition.PREGNANCY and view.case.patient.sex is Sex.MALE:
        return met(fact("Pregnancy does not apply; the patient is recorded as male"))
    stated = stated_of(criterion.condition, view.case)
    if stated.present is Stated.YES:
        step = f"The chart documents {name}, which the payer rules out; reconsider the request"
        return conflict(Owner.CLINICIAN, step, fact(f"The chart documents {name}", stated.source))
    absent = _absent(name, stated)
    if absent.status is not Status.MET or criterion.for_weeks is None:
        return absent
    return _for_so_long(name, stated, Length(weeks=criterion.for_weeks), view)


def _absent(name: str, stated: SafetyFact) -> Outcome:
    """Say whether a condition that is not present is documented as absent, on a page."""
    if stated.present is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, f"State in the chart whether there is {name}")
    shown = fact(f"{name[:1].upper()}{name[1:]}: documented as absent", stated.source)
    if stated.source is None:
        return gap(Owner.BILLING, f"Attach the page that rules out {name}, and name it in the case", shown)
    unread = isinstance(stated, ConditionFact)
    return (lacks_words(stated.source, f"that there is no {name}", shown) if unread else None) or met(shown)


def _for_so_long(name: str, stated: SafetyFact, asked: Length, view: View) -> Outcome:
    """Judge since when a condition has been absent: never there, or ended long enough before the planned day."""
    row = stated if isinstance(stated, ConditionFact) else None
    if row is not None and row.past is Stated.NO:
        return met(fact(f"{name[:1].upper()}{name[1:]}: documented as never there", row.source))
    if row is None or row.ended is None:
        return gap(Owner.CLINICIAN, f"State in the chart since when there is no {name}, or that there never was")
    shown = fact(f"{name[:1].upper()}{name[1:]}: none since {row.ended.words}", row.source)
    if asked.after(row.ended.latest) <= view.service_date:
        return met(shown)
    if asked.after(row.ended.earliest) <= view.service_date:
        return gap(Owner.CLINICIAN, f"State the exact last day of {name}; it decides", shown)
    step = f"{asked.words} without {name} are complete on {long_date(asked.after(row.ended.latest))}"
    return gap(Owner.NOBODY, f"{step}; plan for that day or later", shown, status=Status.NOT_MET)


def judge_condition_present(criterion: ConditionPresent, view: View) -> Outcome:
    """Judge whether a condition is documented as present; documented as absent, on a page, is not met."""
    name = name_of(criterion.condition)
    stated = stated_of(criterion.condition, view.case)
    shown = fact(f"The chart documents {name}", stated.source)
    if stated.present is Stated.YES:
        return lacks_words(stated.source, name, shown) or met(shown)
    absent = _absent(name, stated)
    if absent.status is not Status.MET:
        return absent
    return conflict(Owner.NOBODY, f"The chart documents that there is no {name}", *absent.facts)


def judge_relative_contraindication(criterion: RelativeContraindication, view: View) -> Outcome:
    """Judge a condition that the payer accepts where the chart explains the precautions.

    Present, it is met by a named person's explanation on a page of the chart, and is quoted; without one it is not
    met, and nobody but the clinician can change that.
    """
    name = name_of(criterion.condition)
    stated = stated_of(criterion.condition, view.case)
    if stated.present is not Stated.YES:
        return _absent(name, stated)
    shown = fact(f"The chart documents {name}", stated.source)
    if stated.answer is None:
        step = (
            f"Explain in the chart which precautions are taken with {name}, and answer it in the case, with a name"
        )
        return conflict(Owner.CLINICIAN, step, shown)
    explained = fact(f"Precautions, {stated.answer.by}: {stated.answer.statement}", stated.answer.source)
    if stated.answer.source is None:
        step = f"Name the page of the chart that explains the precautions with {name}"
        return gap(Owner.CLINICIAN, step, shown, explained)
    return met(shown, explained)
