"""The model of a payer profile. An absent field was not seen; it does not mean "not required"."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import DiagnosisCode, ExhibitKind, LineOfBusiness, ProcedureCode, Urgency
from priorauth.payers.criteria import AnyCriterion, Grade
from priorauth.records.base import Line, Prose, Record, Slug


class Position(StrEnum):
    """Where a payer stands on the procedure.

    ``silent``: a policy exists and does not address it. ``criteria_unknown``: said to cover, or a policy exists,
    but its criteria were not seen. ``reference``: not a payer's policy at all.
    """

    COVERED_WITH_CRITERIA = "covered_with_criteria"
    NOT_COVERED = "not_covered"
    SILENT = "silent"
    CRITERIA_UNKNOWN = "criteria_unknown"
    REFERENCE = "reference"

    @property
    def is_judged(self) -> bool:
        """Whether a case is held against the profile's criteria; elsewhere the tool cites and judges nothing."""
        return self in (Position.COVERED_WITH_CRITERIA, Position.REFERENCE)


class Carrier(Record):
    """The payer."""

    name: Line
    grade: Grade | None = None
    """How the carrier's name was seen, where that differs from the profile."""


class Policy(Record):
    """The published document a profile rests on."""

    title: Line | None = None
    number: Line | None = None
    article: Line | None = None
    section: Line | None = None
    version: Line | None = None
    effective: date | None = None
    published: date | None = None
    last_review: Line | None = None
    """As printed; some policies give only a month."""
    later_revision: Line | None = None
    url: Line | None = None
    criteria_url: Line | None = None
    """Where the criteria were read, when that was not the policy's own page."""


class Modifier(Record):
    """A billing modifier that the payer asks for, and what it attests."""

    code: Line
    attests: Prose


class Codes(Record):
    """The codes as the policy prints them."""

    procedures: tuple[ProcedureCode, ...] = ()
    diagnoses_printed: tuple[DiagnosisCode, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    warning: Prose | None = None


class ClockStart(StrEnum):
    """The event a time limit counts from."""

    SUBMISSION = "submission"
    """A decision is due."""
    DENIAL = "denial"
    """An appeal is due; the denial letter's own date wins."""


class Clock(Record):
    """A time limit that binds the payer or the practice."""

    name: Line
    hours: Annotated[int, Field(ge=1)] | None = None
    days: Annotated[int, Field(ge=1)] | None = None
    applies_to: tuple[LineOfBusiness, ...] = ()
    urgency: Urgency | None = None
    """The kind of request it binds; empty means both."""
    counts_from: ClockStart = ClockStart.SUBMISSION
    source: Line
    grade: Grade
    since: date | None = None


class ChannelKind(StrEnum):
    """A way to send a packet."""

    PORTAL = "portal"
    FAX = "fax"
    MAIL = "mail"


class Channel(Record):
    """A way to send a packet, and its limits; an unknown limit is ``None`` and is said to be unknown."""

    kind: ChannelKind
    name: Line
    max_megabytes: Annotated[float, Field(gt=0)] | None = None
    max_pages: Annotated[int, Field(ge=1)] | None = None
    file_types: tuple[Line, ...] | None = None
    address: Line | None = None
    """A portal address or a fax number; only with ``verified_on``."""
    verified_on: date | None = None

    @model_validator(mode="after")
    def _address_was_checked(self) -> Channel:
        """Refuse an address nobody has checked: it may send a chart to a stranger."""
        if self.address is not None and self.verified_on is None:
            raise PydanticCustomError("unverified", "needs 'verified_on' beside 'address'")
        return self


class LetterKind(StrEnum):
    """Which letter goes out; each is a template of this name."""

    MEDICAL_NECESSITY = "medical_necessity"
    EXCEPTION_REQUEST = "exception_request"
    POLICY_INQUIRY = "policy_inquiry"


DEFAULT_LETTERS = {
    Position.COVERED_WITH_CRITERIA: LetterKind.MEDICAL_NECESSITY,
    Position.REFERENCE: LetterKind.MEDICAL_NECESSITY,
    Position.NOT_COVERED: LetterKind.EXCEPTION_REQUEST,
    Position.SILENT: LetterKind.POLICY_INQUIRY,
    Position.CRITERIA_UNKNOWN: LetterKind.POLICY_INQUIRY,
}
"""The letter for each position, where a profile names none."""


class Branch(Record):
    """What is different for one line of business."""

    line_of_business: Annotated[tuple[LineOfBusiness, ...], Field(min_length=1)]
    position: Position | None = None
    letter: LetterKind | None = None
    criteria: tuple[AnyCriterion, ...] | None = None
    """Replaces the profile's criteria as a whole where it is given."""
    note: Prose | None = None


class Profile(Record):
    """One payer's position on basivertebral nerve ablation."""

    id: Slug
    extends: Slug | None = None
    """A profile this one starts from; fields given here win, criteria are replaced by id or added."""
    carrier: Carrier
    policy: Policy = Policy()
    position: Position
    grade: Grade
    """How the position was seen; also that of a criterion without a grade of its own."""
    criteria_grade: Grade | None = None
    """How the criteria were seen, where that differs from the position."""
    retrieved: date
    review_by: date
    incomplete: Prose | None = None
    """What of the policy was not seen."""
    otherwise: Line | None = None
    """What the payer calls the procedure when its criteria are not met."""
    scope: tuple[Line, ...] = ()
    device: Prose | None = None
    prior_authorization: Prose | None = None
    criteria: tuple[AnyCriterion, ...] = ()
    branches: tuple[Branch, ...] = ()
    codes: Codes = Codes()
    clocks: tuple[Clock, ...] = ()
    channels: tuple[Channel, ...] = ()
    letter: LetterKind | None = None
    exhibit_order: tuple[ExhibitKind, ...] = ()
    """The order the payer wants the exhibits in; kinds not named follow in the case's order."""
    notes: tuple[Prose, ...] = ()

    @property
    def letter_kind(self) -> LetterKind:
        """The letter this profile asks for, or the one that goes with its position."""
        return self.letter or DEFAULT_LETTERS[self.position]

    def grade_of(self, criterion: AnyCriterion) -> Grade:
        """How a criterion was seen: its own grade, or the profile's."""
        if criterion.source is not None:
            return criterion.source.grade
        return self.criteria_grade or self.grade
