"""What the payer is asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from priorauth.domain.dates import Day
from priorauth.domain.spine import VertebralBody
from priorauth.parsing.model import DescribedRecord, Line, Prose

DiagnosisCode = Annotated[str, StringConstraints(pattern=r"^[A-TV-Z]\d[A-Z0-9](\.[A-Z0-9]{1,4})?$")]
"""An ICD-10-CM code with its dot, such as M54.51."""


ProcedureCode = Annotated[str, StringConstraints(pattern=r"^([0-9]{5}|[A-Z][0-9]{4})$")]
"""A CPT or HCPCS code, such as 64628."""


class RequestKind(StrEnum):
    """What the payer is asked for."""

    INITIAL = "initial"
    RENEWAL = "renewal"
    CHANGE = "change"


class Urgency(StrEnum):
    """How fast a decision is asked for."""

    STANDARD = "standard"
    EXPEDITED = "expedited"


class RequestedCode(DescribedRecord):
    """A procedure code and its units, as the practice means to bill them."""

    code: ProcedureCode
    units: Annotated[int, Field(ge=1, le=9)]


class ProcedureRequest(DescribedRecord):
    """What is asked."""

    kind: RequestKind = RequestKind.INITIAL
    urgency: Urgency = Urgency.STANDARD
    urgency_reason: Prose | None = None
    vertebral_bodies: Annotated[tuple[VertebralBody, ...], Field(min_length=1)]
    """The bodies to treat. Bodies are treated, not discs."""
    procedure_codes: tuple[RequestedCode, ...] = ()
    """Codes and units as the practice bills them; empty means: work them out from the bodies."""
    planned_date: Day | None = None
    diagnosis_codes: Annotated[tuple[DiagnosisCode, ...], Field(min_length=1)]
    device: Line | None = None
    rationale: Prose | None = None
    """One paragraph in the physician's own words; it goes into the letter as it stands."""
