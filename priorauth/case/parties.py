"""Who is part of a request: the patient, the plan, the physician, the practice and the place."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from priorauth.domain.codes import is_npi
from priorauth.domain.dates import Day
from priorauth.parsing.model import DescribedRecord, Line, Slug


def _check_npi(text: str) -> str:
    if not is_npi(text):
        raise PydanticCustomError("npi", "is not a valid NPI: its check digit or its form is wrong")
    return text


Npi = Annotated[str, AfterValidator(_check_npi)]
"""A National Provider Identifier: ten digits, 1 or 2 first, with a Luhn check digit."""


class Name(DescribedRecord):
    """A person's name, as the payer's card has it."""

    given: Line
    family: Line

    @property
    def full(self) -> str:
        """Given name, then family name."""
        return f"{self.given} {self.family}"


class Address(DescribedRecord):
    """A postal address."""

    street: Line
    city: Line
    state: Line
    postal_code: Line


class Sex(StrEnum):
    """The sex the chart records; it decides only whether a pregnancy has to be ruled out."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_DOCUMENTED = "not_documented"


class Patient(DescribedRecord):
    """Who the packet is about."""

    name: Name
    birth_date: Day
    sex: Sex = Sex.NOT_DOCUMENTED
    record_number: Line | None = None
    """The practice's own number for the chart (MRN)."""


class LineOfBusiness(StrEnum):
    """The kind of plan; payers' rules and clocks differ by it."""

    COMMERCIAL = "commercial"
    EXCHANGE = "exchange"
    MEDICARE = "medicare"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    MEDICAID = "medicaid"
    WORKERS_COMPENSATION = "workers_compensation"
    OTHER = "other"
    NOT_DOCUMENTED = "not_documented"


class Product(StrEnum):
    """How a plan is built, as its card prints it; a payer's rules may differ by it."""

    HMO = "hmo"
    PPO = "ppo"
    EPO = "epo"
    POS = "pos"
    HMO_POS = "hmo_pos"
    INDEMNITY = "indemnity"


class Coverage(DescribedRecord):
    """The plan that is asked."""

    payer: Slug
    """The id of the payer's profile; ``fda-label``, the FDA-cleared indication, for a payer without one."""
    payer_name: Line
    plan_name: Line | None = None
    line_of_business: LineOfBusiness = LineOfBusiness.NOT_DOCUMENTED
    product: Product | None = None
    delegate: Line | None = None
    """Who reviews requests for the plan, such as a benefit manager, where the card or the plan names one."""
    member_id: Line
    group_id: Line | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    verified_on: Day | None = None
    """The day the practice last checked that the coverage is in force."""


class Clinician(DescribedRecord):
    """The physician who orders and signs."""

    name: Line
    credentials: Line
    npi: Npi
    specialty: Line | None = None
    phone: Line | None = None
    fax: Line | None = None


class Practice(DescribedRecord):
    """The practice that sends the packet."""

    name: Line
    address: Address
    phone: Line
    fax: Line | None = None
    npi: Npi | None = None


class Facility(DescribedRecord):
    """Where the procedure is planned."""

    name: Line
    place_of_service: Annotated[str, StringConstraints(pattern=r"^\d{2}$")]
    """The two-digit place-of-service code, such as 24 (ambulatory surgical center)."""
    npi: Npi | None = None
    address: Address | None = None
