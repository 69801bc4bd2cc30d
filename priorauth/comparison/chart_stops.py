"""What of the chart comparison stops a packet: words that speak plainly against a claim, or that no claim covers.

Only what a document that can know it states of the patient counts here. What is doubted, not understood or second
hand stops nothing yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from priorauth.case.model import Case
from priorauth.comparison.chart_comparison import compare_chart
from priorauth.comparison.chart_questions import SAFETY
from priorauth.comparison.chart_verdicts import ComparedClaim, RaisedFinding
from priorauth.comparison.model import Checked, Passage, Verdict
from priorauth.exhibits.pages import OpenedExhibit
from priorauth.problems import Owner
from priorauth.readers.whole_chart import read_exhibits
from priorauth.reading.facts import Fact
from priorauth.reading.model import Finding, Standing
from priorauth.reading.whose import Person

DENIED_BY_CASE, LEFT_OPEN, SAID_ELSEWHERE = "PA745", "PA692", "PA693"

_CODES = {
    Fact.MODIC: ("PA731", Owner.CLINICIAN),
    Fact.ONSET: ("PA746", Owner.CLINICIAN),
    Fact.SCORE: ("PA743", Owner.BILLING),
    Fact.CARE_START: ("PA740", Owner.BILLING),
    Fact.CARE_END: ("PA740", Owner.BILLING),
    Fact.CARE_SESSIONS: ("PA741", Owner.BILLING),
    Fact.CARE_STATUS: ("PA742", Owner.BILLING),
    Fact.BLOCK_RELIEF: ("PA744", Owner.CLINICIAN),
    Fact.LEG_SYMPTOMS: (DENIED_BY_CASE, Owner.CLINICIAN),
    **dict.fromkeys(SAFETY.values(), (DENIED_BY_CASE, Owner.CLINICIAN)),
    Fact.PRIOR_ABLATION: (DENIED_BY_CASE, Owner.CLINICIAN),
}
_FIELDS = {
    **{fact: f"safety.{name}.present" for name, fact in SAFETY.items()},
    Fact.PRIOR_ABLATION: "safety.prior_ablation.performed",
    Fact.LEG_SYMPTOMS: "pain.leg_symptoms.present",
}
"""The field of the case in which a raised finding can be answered."""


def chart_stops(case: Case, opened: Sequence[OpenedExhibit], contradicted: Collection[str]) -> Iterator[Checked]:
    """Return a contradicted claim for each one that the chart speaks plainly against, whatever page the case names.

    Claims in ``contradicted`` are stopped already and left out.
    """
    person = Person(name=case.patient.name, birth_date=case.patient.birth_date)
    pages = {item.exhibit.id: item.pages for item in opened}
    found = compare_chart(case, read_exhibits(pages, person))
    for item in found.compared:
        if item.against and not any(_is_part(item.claim, field) for field in contradicted):
            yield _stop(item.claim, *_code_of(item), item.against[0])
    yield from _left_open(found.raised, contradicted)


def _is_part(claim: str, field: str) -> bool:
    return field == claim or field.startswith(f"{claim}.") or claim.startswith(f"{field}.")


def _code_of(item: ComparedClaim) -> tuple[str, Owner]:
    if item.fact is Fact.MODIC and item.against[0].standing is not Standing.STATED:
        return "PA735", Owner.CLINICIAN
    return _CODES.get(item.fact, (SAID_ELSEWHERE, Owner.CLINICIAN))


def _left_open(raised: Sequence[RaisedFinding], contradicted: Collection[str]) -> Iterator[Checked]:
    """Return what the chart states of the patient in a field that the case leaves open, once a field."""
    seen = set(contradicted)
    for item in raised:
        field = _FIELDS.get(item.fact)
        stated = next((finding for finding in item.findings if finding.standing is Standing.STATED), None)
        if field is not None and stated is not None and field not in seen:
            seen.add(field)
            yield _stop(field, LEFT_OPEN, Owner.CLINICIAN, stated)


def _stop(claim: str, code: str, owner: Owner, finding: Finding) -> Checked:
    where = finding.where
    passage = Passage(exhibit=where.exhibit, page=where.page, start=where.start, end=where.end, quote=where.quote)
    return Checked(
        claim=claim, exhibit=where.exhibit, page=where.page, verdict=Verdict.CONTRADICTED, code=code, owner=owner,
        passage=passage,
    )  # fmt: skip
