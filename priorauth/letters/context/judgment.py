"""What a template sees of the judgment: the payer's policy, each criterion and what shows it, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypedDict

from priorauth.case.model import LineOfBusiness
from priorauth.criteria.assess import reference_name
from priorauth.criteria.model import Assessment, Contrary, FailureClass, Origin, Override, Result, Shortfall
from priorauth.domain.dates import long_date
from priorauth.letters.citations import CitationLibrary
from priorauth.letters.context import wording
from priorauth.letters.context.field_docs import BILLING, CITATIONS, CLINICIAN, PROFILE, TOOL, field_doc
from priorauth.letters.markdown.escaping import Markup
from priorauth.letters.packet_pages import PacketPages, references, source_ref
from priorauth.payers.criteria import Grade
from priorauth.payers.medicare import contractor_behind
from priorauth.payers.model import Policy, Position, Profile
from priorauth.submission.gate import GatedCase


class ModifierFields(TypedDict):
    """A billing modifier the payer asks for."""

    code: Annotated[str, field_doc("the modifier", PROFILE)]
    attests: Annotated[str, field_doc("what it attests", PROFILE)]


class PolicyFields(TypedDict):
    """The payer's policy as its profile has it."""

    profile_id: Annotated[str, field_doc("the profile's id", PROFILE)]
    carrier: Annotated[str, field_doc("the payer's name", PROFILE)]
    citation: Annotated[str | None, field_doc("number, version and title of the policy", PROFILE)]
    effective: Annotated[str | None, field_doc("the day it took effect, in words", PROFILE)]
    url: Annotated[str | None, field_doc("its address", PROFILE)]
    retrieved: Annotated[str, field_doc("the day it was read, in words", PROFILE)]
    position: Annotated[str, field_doc("the payer's position, as the profile codes it", PROFILE)]
    is_silent: Annotated[bool, field_doc("whether the policy does not address the procedure", PROFILE)]
    reviewer: Annotated[
        str | None, field_doc("who reviews for the payer by a guideline of its own, which the policy is", PROFILE)
    ]
    followed: Annotated[
        str | None, field_doc("whose policy this is, where the plan follows one that is not its own", PROFILE)
    ]
    is_determination: Annotated[
        bool, field_doc("whether a Medicare Advantage plan follows the determination of its state", PROFILE)
    ]
    is_reference: Annotated[bool, field_doc("whether the criteria are no payer's policy", PROFILE)]
    reference_name: Annotated[str, field_doc("what criteria that are no payer's policy are called", PROFILE)]
    is_fallback: Annotated[bool, field_doc("whether no policy of this payer was available", TOOL)]
    is_other: Annotated[bool, field_doc("whether the profile is not the one that the case's payer leads to", TOOL)]
    grade: Annotated[str, field_doc("how the position was seen, in words", PROFILE)]
    criteria_grade: Annotated[str, field_doc("how the criteria were seen, in words", PROFILE)]
    incomplete: Annotated[str | None, field_doc("what of the policy was not seen", PROFILE)]
    branch_note: Annotated[
        str | None,
        field_doc("what the profile notes of such cases, and what was not seen", PROFILE),
    ]
    not_judged: Annotated[
        list[str], field_doc("clauses of the policy that are not judged here, with the reason", PROFILE)
    ]
    otherwise: Annotated[str | None, field_doc("what the payer calls the procedure otherwise", PROFILE)]
    modifiers: Annotated[list[ModifierFields], field_doc("the modifiers it asks for", PROFILE)]


def policy_of(
    profile: Profile, *, is_fallback: bool, is_other: bool = False, line: LineOfBusiness | None = None
) -> PolicyFields:
    """Return the payer's policy as its profile has it, for a plan of a line of business."""
    policy = profile.policy
    contractor = None if is_other else contractor_behind(profile.id)
    is_determination = contractor is not None and line is LineOfBusiness.MEDICARE_ADVANTAGE
    followed = contractor.name if contractor and is_determination else None
    if followed is None and profile.is_followed:
        followed = profile.carrier.name
    reference = is_fallback or profile.position is Position.REFERENCE
    return {
        "profile_id": profile.id,
        "carrier": profile.carrier.name,
        "citation": policy_citation(policy),
        "effective": wording.day(policy.effective),
        "url": policy.url,
        "retrieved": long_date(profile.retrieved),
        "position": profile.position.value,
        "is_silent": profile.position is Position.SILENT,
        "reviewer": profile.reviewer,
        "followed": followed,
        "is_determination": is_determination,
        "is_reference": reference,
        "reference_name": reference_name(profile),
        "is_fallback": is_fallback,
        "is_other": is_other,
        "grade": wording.seen(profile.grade, followed),
        "criteria_grade": wording.seen(profile.criteria_grade or profile.grade, followed),
        "incomplete": profile.incomplete,
        "branch_note": _branch_note(profile),
        "not_judged": [f"“{c.quote}”: {c.not_judged}" for c in profile.clauses if c.not_judged],
        "otherwise": profile.otherwise,
        "modifiers": [{"code": m.code, "attests": m.attests} for m in profile.codes.modifiers],
    }


def _branch_note(profile: Profile) -> str | None:
    """Return the note of the branch that applies, with what was not seen of its text."""
    if profile.branch_note is None:
        return None
    return (
        profile.branch_note
        if profile.position.is_judged
        else f"{profile.branch_note} {profile.incomplete or ''}".rstrip()
    )


def policy_citation(policy: Policy) -> str | None:
    """Cite a policy by number, version and title; ``None`` when neither number nor title was seen."""
    number = " / ".join(part for part in (policy.number, policy.article) if part)
    named = ", ".join(part for part in (number, policy.title) if part)
    return named or None


class EvidenceFields(TypedDict):
    """One line of the evidence that the template cites."""

    claim: Annotated[str, field_doc("what the source was seen to say", CITATIONS)]
    limits: Annotated[str | None, field_doc("what must stand beside the claim", CITATIONS)]
    reference: Annotated[str, field_doc("the entry of a reference list", CITATIONS)]
    doi_url: Annotated[str | None, field_doc("the paper's address", CITATIONS)]


def evidence_of(cites: Sequence[str]) -> list[EvidenceFields]:
    """Return a line for each id of the citation library, in order."""
    lines = CitationLibrary.load().evidence_lines(cites)
    return [
        {"claim": line.claim, "limits": line.limits, "reference": line.reference, "doi_url": line.doi_url}
        for line in lines
    ]


class NoticeFields(TypedDict):
    """Something worth knowing that decides nothing."""

    code: Annotated[str, field_doc("its code", TOOL)]
    text: Annotated[str, field_doc("what it is", TOOL)]
    owner: Annotated[str, field_doc("whom it concerns", TOOL)]


def notices_of(assessment: Assessment) -> list[NoticeFields]:
    """Return what is worth knowing and decides nothing."""
    return [{"code": n.code, "text": n.text, "owner": wording.OWNER[n.owner]} for n in assessment.notices]


class FactFields(TypedDict):
    """One thing that shows a criterion."""

    statement: Annotated[str, field_doc("the fact as a sentence without its full stop", TOOL)]
    ref: Annotated[Markup | None, field_doc("a link to the page that shows it", BILLING)]


class StepFields(TypedDict):
    """What is to be done about a criterion that is not met."""

    failure: Annotated[str, field_doc("gap, conflict, exclusion, or left open, in words", TOOL)]
    owner: Annotated[str, field_doc("who can act", TOOL)]
    next_step: Annotated[str, field_doc("what to do", TOOL)]


class CriterionFields(TypedDict):
    """One criterion and what became of it."""

    id: Annotated[str, field_doc("its id", PROFILE)]
    text: Annotated[str, field_doc("what is asked", PROFILE)]
    status: Annotated[str, field_doc("met, not met, not documented, or left to the payer", TOOL)]
    is_met: Annotated[bool, field_doc("whether it is met", TOOL)]
    facts: Annotated[list[FactFields], field_doc("what shows it, each with its page", TOOL)]
    shown: Annotated[list[str], field_doc("what shows it, each statement once", TOOL)]
    pages: Annotated[list[Markup], field_doc("links to the pages that show it, for 'join'", TOOL)]
    source: Annotated[str, field_doc("where the rule stands", PROFILE)]
    grade: Annotated[str | None, field_doc("how the rule was seen, in words", PROFILE)]
    quote: Annotated[str | None, field_doc("the policy's own words, with page and day", PROFILE)]
    source_note: Annotated[str | None, field_doc("how it was seen, where that differs from the others", PROFILE)]
    steps: Annotated[list[StepFields], field_doc("what is to be done; empty where it is met", TOOL)]
    override_by: Annotated[
        str | None, field_doc("who let it pass although it is not met", CLINICIAN, given=("override_reason",))
    ]
    override_reason: Annotated[str | None, field_doc("why it was let pass", CLINICIAN, given=("override_by",))]


class GapFields(CriterionFields, StepFields):
    """One thing that is missing: the criterion and the step in one record."""


class ContraryFields(TypedDict):
    """Something in the chart that speaks against the procedure."""

    finding: Annotated[str, field_doc("what it is", TOOL)]
    ref: Annotated[Markup | None, field_doc("a link to the page that says so", BILLING)]
    answer: Annotated[str | None, field_doc("the clinician's answer", CLINICIAN, given=("by",))]
    by: Annotated[str | None, field_doc("who answered", CLINICIAN, given=("answer",))]
    answer_ref: Annotated[Markup | None, field_doc("a link to the page of the answer", BILLING)]
    pages: Annotated[list[Markup], field_doc("links to both pages, for 'join'", TOOL)]


class CriteriaContext(TypedDict):
    """An assessment, as a letter or a checklist prints it."""

    floor: Annotated[list[CriterionFields], field_doc("what every request has to show", TOOL)]
    criteria: Annotated[
        list[CriterionFields], field_doc("the payer's criteria; empty where none are known", PROFILE)
    ]
    chart_conflicts: Annotated[
        list[CriterionFields], field_doc("what the chart brings up against the request", TOOL)
    ]
    gaps: Annotated[list[GapFields], field_doc("what is required and not met, a row for each step", TOOL)]
    contrary: Annotated[list[ContraryFields], field_doc("findings that speak against the procedure", TOOL)]


def criteria_context(gated: GatedCase, packet: PacketPages | None) -> CriteriaContext:
    """Gather the floor, the payer's criteria, what the chart brings up, and what is open."""
    profile = gated.profile
    is_sent = gated.denial is not None and not gated.is_draft
    rows = _Rows(gated.overrides, profile.criteria_grade or profile.grade, packet, is_sent=is_sent)
    assessment = gated.assessment
    criteria = [rows.result(r) for r in assessment.of(Origin.PAYER)]
    return {
        "floor": _not_repeated([rows.result(r) for r in assessment.of(Origin.FLOOR)], after=criteria),
        "criteria": criteria,
        "chart_conflicts": [rows.result(r) for r in assessment.of(Origin.CHART)],
        "gaps": [gap for r in assessment.open for gap in rows.gaps(r)],
        "contrary": [rows.contrary(item) for item in assessment.contrary],
    }


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of one packet."""

    overrides: tuple[Override, ...]
    usual_grade: Grade
    """How the payer's criteria were seen, unless one says otherwise."""
    packet: PacketPages | None
    is_sent: bool = False
    """Whether the payer reads them while something is open, as in an appeal: who mends it is not its business."""

    def result(self, result: Result) -> CriterionFields:
        passed = next((o for o in self.overrides if o.criterion == result.id), None)
        grade = result.source.grade
        return {
            "id": result.id,
            "text": result.text,
            "status": wording.status(result),
            "is_met": result.is_met,
            "facts": [{"statement": fact.statement, "ref": source_ref(fact.source)} for fact in result.facts],
            "shown": _distinct(fact.statement for fact in result.facts),
            "pages": references((fact.source for fact in result.facts), self.packet, result.id),
            "source": result.source.citation,
            "grade": wording.GRADE[grade] if grade else None,
            "quote": result.source.quote,
            "source_note": wording.GRADE[grade] if grade not in (None, self.usual_grade) else None,
            "steps": [_shortfall(shortfall) for shortfall in result.shortfalls if self._is_told(shortfall)],
            "override_by": passed.by if passed else None,
            "override_reason": passed.reason if passed else None,
        }

    def _is_told(self, shortfall: Shortfall) -> bool:
        return not self.is_sent or shortfall.failure is FailureClass.UNDECIDABLE

    def gaps(self, result: Result) -> list[GapFields]:
        row = self.result(result)
        return [{**row, **_shortfall(shortfall)} for shortfall in result.shortfalls]

    def contrary(self, item: Contrary) -> ContraryFields:
        return {
            "finding": item.finding,
            "ref": source_ref(item.source),
            "answer": item.answer,
            "by": item.answered_by,
            "answer_ref": source_ref(item.answer_source),
            "pages": references((item.source, item.answer_source), self.packet),
        }


_AS_ABOVE = "As stated above"
_LONG = 80
"""Characters. What is shorter is said again: a reader finds it sooner than the row it stands in."""


def _not_repeated(rows: Sequence[CriterionFields], *, after: Sequence[CriterionFields]) -> list[CriterionFields]:
    """Leave out what a row before, in the same table of criteria, shows in the same words."""
    said = [row["shown"] for row in after]
    kept: list[CriterionFields] = []
    for row in rows:
        shown = row["shown"]
        is_repeated = shown in said and len("".join(shown)) > _LONG
        kept.append({**row, "shown": [_AS_ABOVE]} if is_repeated else row)
        said.append(shown)
    return kept


def _distinct(statements: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(statements))


def _shortfall(shortfall: Shortfall) -> StepFields:
    return {
        "failure": wording.FAILURE[shortfall.failure],
        "owner": wording.OWNER[shortfall.owner],
        "next_step": shortfall.next_step,
    }
