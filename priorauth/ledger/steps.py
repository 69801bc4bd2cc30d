"""The steps a request takes. Each carries ids, dates, codes and units: no name and nothing of the chart."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import Case
from priorauth.case.parties import LineOfBusiness
from priorauth.case.request import RequestedCode, Urgency
from priorauth.domain.codes import units_for
from priorauth.domain.dates import Day
from priorauth.domain.spine import VertebralBody, in_order
from priorauth.ledger.states import State
from priorauth.parsing.model import Line, Prose, Record, Slug

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Bodies = tuple[VertebralBody, ...]
Units = tuple[RequestedCode, ...]


class Requested(Record):
    """What a packet asks the payer for, as the ledger keeps it: no name and nothing of the chart."""

    line_of_business: LineOfBusiness
    urgency: Urgency
    bodies: Annotated[Bodies, Field(min_length=1)]
    units: Units

    @classmethod
    def of(cls, case: Case) -> Requested:
        """Return what a case asks for; units that the case leaves open follow from its bodies."""
        bodies = in_order(case.request.vertebral_bodies)
        counted = tuple(RequestedCode(code=row.code, units=row.units) for row in units_for(bodies))
        return cls(
            line_of_business=case.coverage.line_of_business,
            urgency=case.request.urgency,
            bodies=bodies,
            units=case.request.procedure_codes or counted,
        )


class BuiltStep(Record):
    """A packet was made."""

    kind: Literal["built"] = "built"
    on: Day
    profile_id: Slug
    line_of_business: LineOfBusiness
    urgency: Urgency
    bodies: Annotated[Bodies, Field(min_length=1)]
    units: Units
    planned_date: Day | None = None
    manifest_sha256: Sha256


class Submitted(Record):
    """A packet was sent; the tool itself never sends."""

    kind: Literal["submitted"] = "submitted"
    on: Day
    channel: Line
    reference: Line | None = None
    """The payer's number for the request."""
    proof_sha256: Sha256 | None = None
    """The hash of what shows that it was sent: a fax receipt, a screenshot, the payer's response."""


class InformationRequested(Record):
    """The payer asks for more."""

    kind: Literal["information_requested"] = "information_requested"
    on: Day
    respond_by: Day | None = None
    """The day the payer's letter gives."""
    wanted: Literal["records", "imaging", "peer_to_peer", "form", "other"] = "other"


class Approved(Record):
    """The payer authorizes the procedure."""

    kind: Literal["approved"] = "approved"
    on: Day
    authorization: Line
    bodies: Bodies = ()
    """The bodies authorized, where the letter names them."""
    units: Units = ()
    valid_from: Day | None = None
    valid_to: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise PydanticCustomError("order", "ends before it begins")
        return self


class Denied(Record):
    """The payer refuses."""

    kind: Literal["denied"] = "denied"
    on: Day
    reason: Prose
    """The reason as the payer's letter prints it."""
    code: Line | None = None
    appeal_by: Day | None = None
    """The last day for an appeal as the letter prints it; it wins over any rule."""


class Appealed(Record):
    """An appeal was sent."""

    kind: Literal["appealed"] = "appealed"
    on: Day
    level: Literal["1", "2", "external"]
    channel: Line
    reference: Line | None = None
    proof_sha256: Sha256 | None = None
    """The hash of what shows that it was sent."""


class Scheduled(Record):
    """The procedure has a day, and the bodies it will treat."""

    kind: Literal["scheduled"] = "scheduled"
    on: Day
    planned_date: Day
    bodies: Bodies = ()
    units: Units = ()


class Expired(Record):
    """The authorization ran out."""

    kind: Literal["expired"] = "expired"
    on: Day


class Done(Record):
    """The procedure was done, or the request is closed."""

    kind: Literal["done"] = "done"
    on: Day
    outcome: Literal["performed", "withdrawn", "closed"]


Step = Annotated[
    BuiltStep | Submitted | InformationRequested | Approved | Denied | Appealed | Scheduled | Expired | Done,
    Field(discriminator="kind"),
]
STEP: TypeAdapter[Step] = TypeAdapter(Step)


def state_after(step: Step) -> State | None:
    """Name the state a step leads to; ``None`` for a date set, which changes none."""
    return None if isinstance(step, Scheduled) else State(step.kind)
