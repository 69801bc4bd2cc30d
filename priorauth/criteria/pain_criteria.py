"""What the pain is like: where it runs, and how severe it is in words."""

from __future__ import annotations

from priorauth.case.model import PainPattern, Stated
from priorauth.criteria.outcome import Outcome, View, conflict, fact, gap, met, together
from priorauth.payers.criteria import AxialPain, SeverityStated
from priorauth.problems import Owner

PATTERNS = {
    PainPattern.AXIAL: "The pain is documented as mainly axial",
    PainPattern.RADICULAR: "The pain is documented as radicular",
    PainPattern.MIXED: "The pain is documented as both axial and radicular",
}
"""What a documented pattern says, as a sentence."""

NOT_AXIAL = (PainPattern.RADICULAR, PainPattern.MIXED)
"""The patterns that speak against a source of pain in the vertebral body."""


def judge_axial_pain(criterion: AxialPain, view: View) -> Outcome:
    """Judge whether the pain is documented as mainly axial."""
    pain = view.case.pain
    if pain.pattern is PainPattern.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, "State in the chart whether the pain is mainly axial")
    shown = fact(PATTERNS[pain.pattern], pain.pattern_source)
    if pain.pattern in NOT_AXIAL:
        return conflict(
            Owner.CLINICIAN, "The pain is not mainly axial; say why the procedure is still right", shown
        )
    if pain.pattern_source is None:
        return gap(Owner.BILLING, "Attach the page that says where the pain is, and name it in the case", shown)
    return met(shown)


def judge_severity(criterion: SeverityStated, view: View) -> Outcome:
    """Judge severity that the payer words without a number: the chart has to use such words itself."""
    pain = view.case.pain
    asked = [
        ("unremitting pain", criterion.unremitting, pain.unremitting),
        ("significant functional impairment", criterion.functional_impairment, pain.functional_impairment),
    ]
    return together(tuple(_severity(name, stated, view) for name, wanted, stated in asked if wanted))


def _severity(name: str, stated: Stated, view: View) -> Outcome:
    source = view.case.pain.severity_source
    if stated is Stated.NOT_DOCUMENTED:
        return gap(Owner.CLINICIAN, f"State in the chart whether there is {name}")
    if stated is Stated.NO:
        shown = fact(f"The chart says that there is no {name}", source)
        return conflict(Owner.CLINICIAN, f"The payer asks for {name}; the chart says there is none", shown)
    shown = fact(f"{name.capitalize()} is documented", source)
    if source is None:
        return gap(Owner.BILLING, f"Attach the page that documents {name}, and name it in the case", shown)
    return met(shown)
