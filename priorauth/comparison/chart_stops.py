"""Fields that a case leaves open and the chart does not: what it states plainly of the patient stops the packet.

What is doubted or not understood stops nothing yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from priorauth.comparison.chart_questions import SAFETY
from priorauth.comparison.chart_verdicts import RaisedFinding
from priorauth.comparison.model import Checked, Verdict, quote_of
from priorauth.problems import Owner
from priorauth.reading.facts import Fact
from priorauth.reading.model import Finding, Standing

LEFT_OPEN = "PA692"

FIELD_OF = {
    **{fact: f"safety.{name}.present" for name, fact in SAFETY.items()},
    Fact.PRIOR_ABLATION: "safety.prior_ablation.performed",
    Fact.LEG_SYMPTOMS: "pain.leg_symptoms.present",
}
"""The field of the case in which a finding that speaks against the procedure can be answered."""


def fields_left_open(raised: Sequence[RaisedFinding], contradicted: Collection[str]) -> Iterator[Checked]:
    """Return what the chart states of the patient in a field that the case leaves open, once a field."""
    seen = set(contradicted)
    for item in raised:
        field = FIELD_OF.get(item.fact)
        plain = Standing.DENIED if item.fact is Fact.SKELETALLY_MATURE else Standing.STATED
        stated = next((finding for finding in item.findings if finding.standing is plain), None)
        if field is not None and stated is not None and field not in seen:
            seen.add(field)
            yield _stop(field, LEFT_OPEN, Owner.CLINICIAN, stated)


def _stop(claim: str, code: str, owner: Owner, finding: Finding) -> Checked:
    where = finding.where
    return Checked(
        claim=claim, exhibit=where.exhibit, page=where.page, verdict=Verdict.CONTRADICTED, code=code, owner=owner,
        passage=quote_of(where),
    )  # fmt: skip
