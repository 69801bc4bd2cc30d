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
from priorauth.reading.finding_values import Types
from priorauth.reading.model import Finding, Side, Standing
from priorauth.reading.whose import Person

DENIED_BY_CASE, LEFT_OPEN, SAID_ELSEWHERE = "PA745", "PA692", "PA693"

_CODES = {
    Fact.MODIC: ("PA731", Owner.CLINICIAN),
    Fact.ONSET: ("PA746", Owner.CLINICIAN),
    Fact.PATTERN: (SAID_ELSEWHERE, Owner.CLINICIAN),
    Fact.SCORE: ("PA743", Owner.BILLING),
    Fact.LEG_SYMPTOMS: (DENIED_BY_CASE, Owner.CLINICIAN),
    **dict.fromkeys(SAFETY.values(), (DENIED_BY_CASE, Owner.CLINICIAN)),
    Fact.PRIOR_ABLATION: (DENIED_BY_CASE, Owner.CLINICIAN),
}
"""Facts whose plain words stop a packet. Those of care and of blocks do not: they may be of another course."""
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
        plain = next((finding for finding in item.against if _is_plain(item.fact, finding)), None)
        if item.fact in _CODES and plain is not None and not _is_stopped(item.claim, contradicted):
            yield _stop(item.claim, *_code_of(item), plain)
    yield from _left_open(found.raised, contradicted)


def _is_plain(fact: Fact, finding: Finding) -> bool:
    """Whether words are plain enough: those of a condition harm, and a denied change has a place of its own.

    A denial of what the case itself says is there stops nothing, and one of every place may be of the rest.
    """
    if fact in _FIELDS and finding.side is not Side.HARMS:
        return False
    return not isinstance(finding.value, Types) or finding.value.place is not None


def _is_stopped(claim: str, contradicted: Collection[str]) -> bool:
    return any(
        field == claim or field.startswith(f"{claim}.") or claim.startswith(f"{field}.") for field in contradicted
    )


def _code_of(item: ComparedClaim) -> tuple[str, Owner]:
    if item.fact is Fact.MODIC and any(finding.standing is not Standing.STATED for finding in item.against):
        return "PA735", Owner.CLINICIAN
    return _CODES[item.fact]


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
