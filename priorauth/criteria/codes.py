"""Whether the codes asked for are on the payer's list and valid on the planned day."""

from __future__ import annotations

from collections.abc import Iterable

from priorauth.codes import Validity, units_for, validity
from priorauth.criteria.model import Status
from priorauth.criteria.outcome import Outcome, View, fact, gap, met
from priorauth.payers.criteria import DiagnosisCodes, ProcedureCodes
from priorauth.problems import Owner


def judge_diagnosis_codes(criterion: DiagnosisCodes, view: View) -> Outcome:
    """Judge whether at least one diagnosis is on the list and can be billed on the planned day."""
    return _any_of(view.case.request.diagnosis_codes, criterion.accepted, view)


def judge_procedure_codes(criterion: ProcedureCodes, view: View) -> Outcome:
    """Judge whether every procedure code is on the list and valid on the planned day."""
    request = view.case.request
    asked = [row.code for row in request.procedure_codes] or [r.code for r in units_for(request.vertebral_bodies)]
    outcomes = [_any_of([code], criterion.accepted, view) for code in asked]
    return next((o for o in outcomes if o.status is not Status.MET), met(*(f for o in outcomes for f in o.facts)))


def _any_of(asked: Iterable[str], accepted: Iterable[str], view: View) -> Outcome:
    listed = [code for code in asked if code in set(accepted)]
    if not listed:
        return gap(
            Owner.BILLING, "No code asked for is on the payer's list; check the codes", status=Status.NOT_MET
        )
    by_validity = {code: validity(code, view.service_date) for code in listed}
    good = [code for code, state in by_validity.items() if state is Validity.VALID]
    if good:
        return met(fact(f"{', '.join(good)} on the payer's list and valid on the planned day"))
    if Validity.UNKNOWN in by_validity.values():
        step = f"Confirm that {listed[0]} can be billed on the planned day; its dates are not known here"
        return gap(Owner.BILLING, step)
    return gap(Owner.BILLING, f"{listed[0]} cannot be billed on the planned day", status=Status.NOT_MET)
