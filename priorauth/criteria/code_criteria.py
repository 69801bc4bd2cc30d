"""Whether the codes asked for are on the payer's list and valid on the planned day."""

from __future__ import annotations

from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met, together
from priorauth.domain.codes import Validity, units_for, validity
from priorauth.domain.dates import long_date
from priorauth.domain.spine import joined
from priorauth.payers.criteria import DiagnosisCodes, ProcedureCodes
from priorauth.problems import Owner


def judge_diagnosis_codes(criterion: DiagnosisCodes, view: View) -> Outcome:
    """Judge whether at least one diagnosis is on the list and can be billed on the planned day."""
    asked = view.case.request.diagnosis_codes
    listed = [code for code in asked if code in criterion.accepted]
    if not listed:
        step = "No diagnosis is on the payer's list; say whether one that is listed is this patient's diagnosis"
        shown = fact(f"Diagnosis requested: {joined(asked)}")
        return gap(Owner.CLINICIAN, step, shown, status=Status.NOT_MET)
    outcomes = tuple(_billable("Diagnosis", code, view) for code in listed)
    for status in (Status.MET, Status.NOT_DOCUMENTED):
        if chosen := tuple(outcome for outcome in outcomes if outcome.status is status):
            return together(chosen)
    return together(outcomes)


def judge_procedure_codes(criterion: ProcedureCodes, view: View) -> Outcome:
    """Judge whether every procedure code is on the list and valid on the planned day.

    Where the case names none, the codes follow from the bodies.
    """
    request = view.case.request
    asked = [row.code for row in request.procedure_codes] or [r.code for r in units_for(request.vertebral_bodies)]
    strange = [code for code in asked if code not in criterion.accepted]
    if strange:
        step = f"Not on the payer's list: {joined(strange)}; check the procedure codes"
        shown = fact(f"Procedure codes requested: {joined(asked)}")
        return gap(Owner.BILLING, step, shown, status=Status.NOT_MET)
    return together(tuple(_billable("Procedure", code, view) for code in asked))


def _billable(noun: str, code: str, view: View) -> Outcome:
    """Judge one code's dates. A code whose dates are not known here is not documented: unknown is never met."""
    day = long_date(view.service_date)
    state = validity(code, view.service_date)
    listed = fact(f"{noun} code {code} is on the payer's list")
    if state is Validity.VALID:
        return met(fact(f"{listed.statement} and can be billed on {day}"))
    if state is Validity.UNKNOWN:
        return gap(
            Owner.BILLING, f"Confirm that {code} can be billed on {day}; its dates are not known here", listed
        )
    step = f"{code} cannot be billed on {day}; find the code in force on that day"
    return gap(Owner.BILLING, step, listed, status=Status.NOT_MET)
