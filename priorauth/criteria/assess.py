"""Holding a case against the floor and a payer's profile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from priorauth.case.model import Case, Certainty, Stated
from priorauth.comparison.model import Concordance
from priorauth.criteria import (
    care_windows,
    condition_criteria,
    conservative_care,
    evaluation_criteria,
    history_criteria,
    imaging_criteria,
    pain_criteria,
    request_criteria,
    safety_criteria,
    work_up_criteria,
)
from priorauth.criteria.claim_evidence import judge_evidence
from priorauth.criteria.contrary import find_contrary, find_contrary_words
from priorauth.criteria.floor import FLOOR
from priorauth.criteria.model import (
    Assessment,
    Contrary,
    FailureClass,
    Notice,
    Origin,
    Result,
    RuleSource,
    Shortfall,
    Status,
)
from priorauth.criteria.modic import usable
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap
from priorauth.domain.spine import joined, levels_within
from priorauth.payers import criteria as kinds
from priorauth.payers.criteria import COMBINATIONS, AllOf, AnyCriterion, Combination, NOf, NoneOf
from priorauth.payers.library import BASELINE
from priorauth.payers.medicare import branch_facts
from priorauth.payers.model import Position, Profile
from priorauth.problems import Owner, problem

USUAL_DISC_LEVELS = 2
"""More disc levels than this are a warning: the clinic's own patient material speaks of one or two."""

JUDGES: dict[type[Any], Callable[[Any, View], Outcome]] = {
    kinds.SymptomDuration: pain_criteria.judge_symptom_duration,
    kinds.CareDuration: conservative_care.judge_care_duration,
    kinds.CareFailed: care_windows.judge_care_failed,
    kinds.CareWithin: care_windows.judge_care_within,
    kinds.RequiredModalities: conservative_care.judge_required_modalities,
    kinds.ModicTypes: imaging_criteria.judge_modic_types,
    kinds.ModicInReport: imaging_criteria.judge_modic_in_report,
    kinds.ModicSignals: imaging_criteria.judge_modic_signals,
    kinds.ModicMatchesTreatment: imaging_criteria.judge_modic_matches_treatment,
    kinds.VertebralRange: request_criteria.judge_vertebral_range,
    kinds.BodiesPerSession: request_criteria.judge_bodies_per_session,
    kinds.BodiesLifetime: request_criteria.judge_bodies_lifetime,
    kinds.BodiesAdjacent: request_criteria.judge_bodies_adjacent,
    kinds.AxialPain: pain_criteria.judge_axial_pain,
    kinds.GeneratorsEvaluated: work_up_criteria.judge_generators,
    kinds.ConditionAbsent: condition_criteria.judge_condition_absent,
    kinds.ConditionPresent: condition_criteria.judge_condition_present,
    kinds.RelativeContraindication: condition_criteria.judge_relative_contraindication,
    kinds.PriorSurgeryRule: history_criteria.judge_prior_surgery,
    kinds.RepeatInterval: history_criteria.judge_repeat_interval,
    kinds.NoPriorAblation: request_criteria.judge_no_prior_ablation,
    kinds.ScoreThreshold: pain_criteria.judge_score,
    kinds.ScoreRecorded: evaluation_criteria.judge_score_recorded,
    kinds.MeasureLimit: evaluation_criteria.judge_measure,
    kinds.EvaluationDocumented: evaluation_criteria.judge_evaluation,
    kinds.Attested: evaluation_criteria.judge_attested,
    kinds.ImagingRecency: imaging_criteria.judge_imaging_recency,
    kinds.SkeletalMaturity: safety_criteria.judge_skeletal_maturity,
    kinds.MinimumAge: safety_criteria.judge_minimum_age,
    kinds.AgeRange: safety_criteria.judge_age_range,
    kinds.SeverityStated: pain_criteria.judge_severity,
    kinds.DiagnosisCodes: request_criteria.judge_diagnosis_codes,
    kinds.ProcedureCodes: request_criteria.judge_procedure_codes,
}
"""The function that judges each kind; combinations are judged from their members."""


def assess(
    case: Case,
    profile: Profile,
    *,
    as_of: date,
    concordance: Concordance,
    is_fallback: bool = False,
    is_other: bool = False,
) -> Assessment:
    """Compare a case with the floor, a profile and its own exhibits on one day.

    ``concordance`` is the case held against its exhibits. ``is_fallback`` says that the profile stands in for a
    payer without one. Pure: the same arguments give the same assessment.
    """
    view = View(case, as_of)
    contrary = (*find_contrary(case), *find_contrary_words(case, concordance))
    results = (*_floor(view), *_payer(view, profile), *judge_evidence(concordance), *_chart(contrary))
    return Assessment(
        case_id=case.case_id,
        profile_id=profile.id,
        as_of=as_of,
        results=results,
        contrary=contrary,
        notices=(
            *_about_profile(view, profile, is_fallback=is_fallback, is_other=is_other),
            *_about_case(view),
            *_undecided(results),
        ),
    )


def _floor(view: View) -> Iterator[Result]:
    source = RuleSource(citation="priorauth floor")
    for id_, text, rule in FLOOR:
        yield _result(id_, Origin.FLOOR, "floor", text, source, rule(view))


def _payer(view: View, profile: Profile) -> Iterator[Result]:
    case = view.case
    if missing := profile.undecided(branch_facts(case.coverage, case.facility)):
        yield _which_rules(profile, missing)
    if profile.position is Position.NOT_COVERED:
        yield _not_covered(profile)
    if profile.position.is_judged:
        for criterion in profile.criteria:
            yield judge(criterion, view, profile)


def _which_rules(profile: Profile, missing: tuple[str, ...]) -> Result:
    """Say that the payer's rules turn on something that the case does not give."""
    names = joined([f"'{name}'" for name in missing])
    outcome = gap(Owner.BILLING, f"Give {names} in the case; the payer's rules differ by it")
    source = RuleSource(citation=cite(profile), grade=profile.grade, url=profile.policy.url)
    text = "What the payer's rules turn on is known: line of business, state, product, plan or reviewer"
    return _result("which-rules", Origin.PAYER, "which_rules", text, source, outcome)


def judge(criterion: AnyCriterion, view: View, profile: Profile) -> Result:
    """Judge one criterion of a profile, members of a combination first."""
    if isinstance(criterion, COMBINATIONS):
        members = tuple(judge(member, view, profile) for member in criterion.members)
        is_none = isinstance(criterion, NoneOf)
        outcome = none_met(members) if is_none else at_least(_needed(criterion), members)
    else:
        outcome = JUDGES[type(criterion)](criterion, view)
    source = RuleSource(
        citation=cite(profile),
        grade=profile.grade_of(criterion),
        url=(criterion.source and criterion.source.url) or profile.policy.criteria_url or profile.policy.url,
        quote=criterion.source and criterion.source.quoted,
    )
    return _result(criterion.id, Origin.PAYER, criterion.kind, criterion.text, source, outcome)


def _needed(criterion: Combination) -> int:
    if isinstance(criterion, NOf):
        return criterion.n
    return len(criterion.members) if isinstance(criterion, AllOf) else 1


def reference_name(profile: Profile) -> str:
    """Return what a profile that is no payer's policy is called: by its own title, unless it is the FDA's."""
    return "FDA-cleared indication" if profile.id == BASELINE else profile.policy.title or profile.carrier.name


def cite(profile: Profile) -> str:
    """Cite a profile's policy in a few words: its number with its article, else its title, else the carrier."""
    if profile.position is Position.REFERENCE:
        return f"{reference_name(profile)}, not the payer's policy"
    numbers = [number for number in (profile.policy.number, profile.policy.article) if number]
    return " / ".join(numbers) or profile.policy.title or profile.carrier.name


def _not_covered(profile: Profile) -> Result:
    called = f" (it calls it {profile.otherwise})" if profile.otherwise else ""
    return Result(
        id="plan-coverage",
        origin=Origin.PAYER,
        kind="plan_coverage",
        text="The plan covers the procedure",
        status=Status.NOT_MET,
        facts=(fact(f"The policy does not cover the procedure{called}"),),
        shortfalls=(
            Shortfall(
                failure=FailureClass.EXCLUDED,
                owner=Owner.NOBODY,
                next_step="No packet changes the policy; an exception request, an appeal or self-pay remain",
            ),
        ),
        source=RuleSource(citation=cite(profile), grade=profile.grade, url=profile.policy.url),
        required=False,
    )


def _chart(contrary: tuple[Contrary, ...]) -> Iterator[Result]:
    source = RuleSource(citation="the chart")
    for item in contrary:
        if not item.is_answered:
            step = "Answer it in the case, with a name: why the procedure is still right for this patient"
            outcome = conflict(Owner.CLINICIAN, step, fact(item.finding, item.source))
            yield _result(item.id, Origin.CHART, "contrary", "Evidence against is answered", source, outcome)


def _result(id_: str, origin: Origin, kind: str, text: str, source: RuleSource, outcome: Outcome) -> Result:
    return Result(
        id=id_,
        origin=origin,
        kind=kind,
        text=text,
        status=outcome.status,
        facts=tuple(dict.fromkeys(outcome.facts)),
        shortfalls=outcome.shortfalls,
        source=source,
        required=outcome.required,
        members=outcome.members,
    )


def _about_profile(view: View, profile: Profile, *, is_fallback: bool, is_other: bool) -> Iterator[Notice]:
    if view.as_of > profile.review_by:
        yield _notice("PA307", review_by=profile.review_by)
    if is_fallback:
        yield _notice("PA309")
    if is_other:
        yield _notice("PA354", id=profile.id)
    if view.case.coverage.line_of_business in profile.no_authorization_for:
        yield _notice("PA344")


def _about_case(view: View) -> Iterator[Notice]:
    levels = len(levels_within(view.case.request.vertebral_bodies))
    if levels > USUAL_DISC_LEVELS:
        yield _notice("PA404", count=levels)
    hedged = [found.finding.place for found in usable(view) if found.finding.certainty is Certainty.HEDGED]
    for place in dict.fromkeys(hedged):
        yield _notice("PA406", place=place)
    if any(study.numbering.transitional is Stated.YES for study in view.case.imaging):
        yield _notice("PA407")


def _undecided(results: Iterable[Result]) -> Iterator[Notice]:
    """Say what the payer's text leaves open, members of combinations included."""
    for result in results:
        if result.members:
            yield from _undecided(result.members)
        elif result.failure is FailureClass.UNDECIDABLE:
            yield _notice("PA405", id=result.id, reason="the payer's own text leaves it open")


def _notice(code: str, **names: object) -> Notice:
    said = problem(code, None, owner=None, fix=None, excerpt=(), **names)
    return Notice(code=code, text=f"{said.message[:1].upper()}{said.message[1:]}; {said.fix}", owner=said.owner)


Members = tuple[Result, ...]


def at_least(n: int, members: Members) -> Outcome:
    """Judge whether at least ``n`` members are met.

    Not documented while the members that are not documented could still make up the number; else not met. It only
    warns when the members that the payer's own text leaves open could make up the number by themselves.
    """
    holds = tuple(member for member in members if member.is_met)
    if len(holds) >= n:
        facts = tuple(fact for member in holds for fact in member.facts)
        return Outcome(Status.MET, facts, members=members)
    undecided = tuple(member for member in members if not member.is_met and not member.required)
    if len(holds) + len(undecided) >= n:
        return _still_open(Status.NOT_DOCUMENTED, undecided, members, required=False)
    unknown = tuple(member for member in members if member.status is Status.NOT_DOCUMENTED)
    if len(holds) + len(unknown) >= n:
        return _still_open(Status.NOT_DOCUMENTED, unknown, members, required=True)
    blamed = tuple(member for member in members if member.failure is not FailureClass.UNDECIDABLE)
    return _still_open(Status.NOT_MET, blamed, members, required=True)


def none_met(members: Members) -> Outcome:
    """Judge that no member holds: one that does decides, then one that is not documented."""
    if holding := tuple(member for member in members if member.is_met):
        facts = tuple(shown for member in holding for shown in member.facts)
        names = "; ".join(member.text for member in holding)
        outcome = conflict(Owner.CLINICIAN, f"The payer rules this out: {names}; reconsider the request", *facts)
        return replace(outcome, members=members)
    facts = tuple(shown for member in members for shown in member.facts)
    unknown = tuple(member for member in members if member.status is Status.NOT_DOCUMENTED)
    if unknown:
        required = any(member.required for member in unknown)
        return _still_open(Status.NOT_DOCUMENTED, unknown, members, required=required)
    return Outcome(Status.MET, facts, members=members)


def _still_open(status: Status, blamed: Members, members: Members, *, required: bool) -> Outcome:
    """Explain what is open by the members that could still change it, so that the right person is named."""
    facts = tuple(fact for member in members for fact in member.facts)
    shortfalls = tuple(shortfall for member in blamed for shortfall in member.shortfalls)
    return Outcome(status, facts, shortfalls, required=required, members=members)
