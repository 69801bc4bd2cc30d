"""Where one case stands: its steps, folded into one record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from priorauth.case.parties import LineOfBusiness
from priorauth.case.request import Urgency
from priorauth.ledger.states import NEXT, State
from priorauth.ledger.steps import (
    Appealed,
    Approved,
    Bodies,
    BuiltStep,
    Denied,
    Done,
    InformationRequested,
    Scheduled,
    Step,
    Submitted,
    Units,
    state_after,
)
from priorauth.parsing.model import Record
from priorauth.problems import Refused, Where, problem


class LedgerEntry(Record):
    """One case in the ledger. What no step has said yet is ``None`` or empty: unknown."""

    case_id: str
    state: State
    profile_id: str
    line_of_business: LineOfBusiness
    urgency: Urgency
    steps: int
    """How many steps it has taken; a step meant for another number came too late."""
    last_on: date
    """The day of the latest step."""
    manifest_sha256: str
    requested_bodies: Bodies
    requested_units: Units
    planned_date: date | None = None
    scheduled_bodies: Bodies = ()
    scheduled_units: Units = ()
    submitted_on: date | None = None
    channel: str | None = None
    reference: str | None = None
    respond_by: date | None = None
    authorization: str | None = None
    authorized_bodies: Bodies = ()
    authorized_units: Units = ()
    valid_from: date | None = None
    valid_to: date | None = None
    decided_on: date | None = None
    denial_code: str | None = None
    denial_reason: str | None = None
    appeal_by: date | None = None
    appeal_level: str | None = None
    appealed_on: date | None = None
    outcome: str | None = None


def after(case_id: str, entry: LedgerEntry | None, step: Step) -> LedgerEntry:
    """Return the entry as it stands after one more step.

    Raises `Refused`: PA1101 when the step may not follow the state, PA1102 for a case that is not in the ledger,
    PA1103 for a day before that of the step it follows.
    """
    state = state_after(step)
    if entry is None:
        if not isinstance(step, BuiltStep):
            raise Refused([problem("PA1102", Where(field=case_id), case=case_id)])
        return _built(case_id, step, steps=1)
    if state is not None and state not in NEXT[entry.state]:
        raise Refused([problem("PA1101", Where(field=case_id), step=step.kind, state=entry.state)])
    if step.on < entry.last_on:
        raise Refused([problem("PA1103", Where(field=case_id), step=step.kind, day=entry.last_on)])
    if isinstance(step, BuiltStep):
        return _built(case_id, step, steps=entry.steps + 1)
    place = {"steps": entry.steps + 1, "state": state or entry.state, "last_on": step.on}
    return entry.model_copy(update={**_changes(step), **place})


def _built(case_id: str, step: BuiltStep, *, steps: int) -> LedgerEntry:
    return LedgerEntry(
        case_id=case_id,
        state=State.BUILT,
        profile_id=step.profile_id,
        line_of_business=step.line_of_business,
        urgency=step.urgency,
        steps=steps,
        last_on=step.on,
        manifest_sha256=step.manifest_sha256,
        requested_bodies=step.bodies,
        requested_units=step.units,
        planned_date=step.planned_date,
    )


def _changes(step: Step) -> Mapping[str, object]:
    match step:
        case Submitted():
            sent = {"submitted_on": step.on, "channel": step.channel, "respond_by": None}
            return sent | ({"reference": step.reference} if step.reference else {})
        case InformationRequested():
            return {"respond_by": step.respond_by}
        case Approved():
            return {
                "decided_on": step.on,
                "authorization": step.authorization,
                "authorized_bodies": step.bodies,
                "authorized_units": step.units,
                "valid_from": step.valid_from,
                "valid_to": step.valid_to,
                "respond_by": None,
            }
        case Denied():
            denial = {"denial_reason": step.reason, "denial_code": step.code, "appeal_by": step.appeal_by}
            return denial | {"decided_on": step.on, "respond_by": None, "authorization": None, "valid_to": None}
        case Appealed():
            sent = {"appealed_on": step.on, "appeal_level": step.level}
            return sent | ({"reference": step.reference} if step.reference else {})
        case Scheduled():
            return {
                "planned_date": step.planned_date,
                "scheduled_bodies": step.bodies,
                "scheduled_units": step.units,
            }
        case Done():
            return {"outcome": step.outcome}
        case _:
            return {}
