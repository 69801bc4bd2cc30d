"""The model of a payer profile. An absent field was not seen; it does not mean "not required"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PrivateAttr, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from priorauth.case.model import DiagnosisCode, ExhibitKind, LineOfBusiness, ProcedureCode, Product, Urgency
from priorauth.parsing.model import DescribedRecord, Line, Prose, Slug
from priorauth.payers.criteria import AnyCriterion, Grade
from priorauth.payers.submission_channels import Channel

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A state by its postal code."""


class Position(StrEnum):
    """Where a payer stands on the procedure.

    Silent: a policy exists and does not address it. Criteria unknown: said to cover, or a policy exists,
    but its criteria were not seen. Reference: not a payer's policy at all.
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


class Carrier(DescribedRecord):
    """The payer."""

    name: Line
    """As the payer calls itself."""
    grade: Grade | None = None
    """How the carrier's name was seen, where that differs from the profile."""


class Policy(DescribedRecord):
    """The published document a profile rests on."""

    title: Line | None = None
    """As the policy's own page prints it."""
    number: Line | None = None
    """What a letter cites it by."""
    article: Line | None = None
    """An article that goes with it, such as the billing article of a Medicare coverage determination."""
    section: Line | None = None
    """The part of a larger policy that is meant."""
    version: Line | None = None
    """As printed."""
    effective: date | None = None
    """The day from which it is in force."""
    published: date | None = None
    """The day it was published, where that is another."""
    last_review: Line | None = None
    """As printed; some policies give only a month."""
    later_revision: Line | None = None
    """A revision that was announced and whose effect is not known."""
    url: Line | None = None
    """The policy's own page."""
    criteria_url: Line | None = None
    """Where the criteria were read, when that was not the policy's own page."""


class Modifier(DescribedRecord):
    """A billing modifier that the payer asks for, and what it attests."""

    code: Line
    attests: Prose


class Codes(DescribedRecord):
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


class Clock(DescribedRecord):
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


class PolicyClause(DescribedRecord):
    """One thing that the policy asks, in its own words."""

    id: Slug
    """The name by which criteria say that they judge it."""
    quote: Prose
    """The policy's own words, no longer than is needed."""
    not_judged: Prose | None = None
    """Why no criterion judges it; the criteria table prints it."""


BRANCH_CONDITIONS = ("line_of_business", "states", "products", "plans", "delegates")
"""The fields of a branch that say which cases it is for."""


class Branch(DescribedRecord):
    """What is different for some cases; what it gives replaces the profile's."""

    line_of_business: tuple[LineOfBusiness, ...] = ()
    states: tuple[StateCode, ...] = ()
    """The states of service, by their postal codes."""
    products: tuple[Product, ...] = ()
    """How plans are built, as cases give it for the coverage: HMO, PPO and the like."""
    plans: tuple[Line, ...] = ()
    """The names of plans, as cases give them for the coverage."""
    delegates: tuple[Line, ...] = ()
    """The names of those who review for the plan, as cases give them for the coverage."""
    reviewer: Line | None = None
    """Who reviews these requests for the payer by a guideline of its own."""
    follows: tuple[Slug, ...] = ()
    """The profiles whose criteria hold instead; the first that has criteria. With medicare, the state's."""
    policy: Policy | None = None
    position: Position | None = None
    grade: Grade | None = None
    criteria_grade: Grade | None = None
    incomplete: Prose | None = None
    otherwise: Line | None = None
    prior_authorization: Prose | None = None
    no_authorization_for: tuple[LineOfBusiness, ...] | None = None
    letter: LetterKind | None = None
    clauses: tuple[PolicyClause, ...] | None = None
    criteria: tuple[AnyCriterion, ...] | None = None
    """Replaces the profile's criteria as a whole where it is given."""
    codes: Codes | None = None
    clocks: tuple[Clock, ...] | None = None
    note: Prose | None = None
    """Printed over the criteria table where the branch applies."""

    @model_validator(mode="after")
    def _says_when(self) -> Branch:
        if not any(getattr(self, condition) for condition in BRANCH_CONDITIONS):
            named = ", ".join(f"'{condition}'" for condition in BRANCH_CONDITIONS)
            raise PydanticCustomError("no_branch", "needs one of {named}", {"named": named})
        return self

    def missing(self, of: BranchFacts) -> tuple[str, ...] | None:
        """Name the fields of a case that leave open whether it applies; ``None`` where it does not."""
        asked: tuple[tuple[str, Sequence[str], str | None], ...] = (
            ("coverage.line_of_business", self.line_of_business, of.line_of_business),
            ("facility.address.state", self.states, of.state),
            ("coverage.product", self.products, of.product),
            ("coverage.plan_name", folded(self.plans), of.plan and of.plan.casefold()),
            ("coverage.delegate", folded(self.delegates), of.delegate and of.delegate.casefold()),
        )
        if any(wanted and value is not None and value not in wanted for _, wanted, value in asked):
            return None
        is_for_unknown = LineOfBusiness.NOT_DOCUMENTED in self.line_of_business
        known = {"coverage.line_of_business"} if is_for_unknown else set()
        return tuple(field for field, wanted, value in asked if wanted and value is None and field not in known)


def folded(names: Sequence[str]) -> tuple[str, ...]:
    """Return names as they are compared, without their capitals."""
    return tuple(name.casefold() for name in names)


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What of a case decides which branch of a profile applies; ``None`` where the case does not say it."""

    line_of_business: LineOfBusiness | None = None
    state: str | None = None
    plan: str | None = None
    product: Product | None = None
    delegate: str | None = None


class PolicyReview(DescribedRecord):
    """One time the policy was read again."""

    on: date
    """The day it was read."""
    by: Line
    """Who read it."""
    note: Prose | None = None
    """What was found, such as a change of wording."""


_REPLACED = tuple(name for name in Branch.model_fields if name not in (*BRANCH_CONDITIONS, "follows", "note"))
"""What a branch gives in place of the profile's own."""


class Profile(DescribedRecord):
    """One payer's position on basivertebral nerve ablation."""

    id: Slug
    """The profile's name: its file's name, and what cases give as their payer."""
    extends: Slug | None = None
    """A profile this one starts from; fields given here win, criteria are replaced by id or added."""
    carrier: Carrier
    """The payer whose rules these are."""
    policy: Policy = Policy()
    """The published document they rest on."""
    position: Position
    """Where the payer stands on the procedure; it decides which letter goes out."""
    grade: Grade
    """How the position was seen; also that of a criterion without a grade of its own."""
    criteria_grade: Grade | None = None
    """How the criteria were seen, where that differs from the position."""
    retrieved: date
    """The day the policy was read."""
    review_by: date
    """The last day before it should be read again; after it, packets warn."""
    incomplete: Prose | None = None
    """What of the policy was not seen."""
    otherwise: Line | None = None
    """What the payer calls the procedure when its criteria are not met."""
    scope: tuple[Line, ...] = ()
    """The plans or places the text that was read is for."""
    device: Prose | None = None
    """What the policy says of the device."""
    prior_authorization: Prose | None = None
    """What is known of whether an authorization is needed."""
    no_authorization_for: tuple[LineOfBusiness, ...] = ()
    """The lines of business that take no request for authorization; what is made for them documents the chart."""
    clauses: tuple[PolicyClause, ...] = ()
    """What the policy asks, in its own words; each is named by a criterion, or says why it is not judged."""
    complete: bool = False
    """Whether every clause of the policy is listed."""
    criteria: tuple[AnyCriterion, ...] = ()
    """What the payer asks; all of it must be met."""
    reviewer: Line | None = None
    """Who reviews requests for the payer by a guideline of its own; the policy is then that guideline."""
    branches: tuple[Branch, ...] = ()
    """What differs by line of business, state, product, plan or delegate; the first that fits applies."""
    codes: Codes = Codes()
    """The codes as the policy prints them."""
    clocks: tuple[Clock, ...] = ()
    """Time limits, each with its source."""
    channels: tuple[Channel, ...] = ()
    """Ways to send a packet, each with its limits."""
    letter: LetterKind | None = None
    """Which letter goes out, where it is not that of the position."""
    exhibit_order: tuple[ExhibitKind, ...] = ()
    """The order the payer wants the exhibits in; kinds not named follow in the case's order."""
    trim_exhibits: bool = False
    """Whether the payer asks for the cited pages alone, whatever the channel; imaging reports stay whole."""
    notes: tuple[Prose, ...] = ()
    """Anything else a reader should know."""
    reviews: tuple[PolicyReview, ...] = ()
    """When the policy was read again and by whom, the latest first; payer review adds to it."""

    _branch_note: str | None = PrivateAttr(default=None)
    _is_followed: bool = PrivateAttr(default=False)

    @property
    def letter_kind(self) -> LetterKind:
        """The letter this profile asks for, or the one that goes with its position."""
        return self.letter or DEFAULT_LETTERS[self.position]

    @property
    def variants(self) -> tuple[Profile, ...]:
        """The profile as it stands, with each of its branches, and with none of them known to hold."""
        return (self, *map(self.with_branch, self.branches), *((self.without_rules(),) if self.branches else ()))

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters it leads to, whatever the line of business, by their templates' names."""
        return tuple(dict.fromkeys(variant.letter_kind.value for variant in self.variants))

    @property
    def branch_note(self) -> str | None:
        """The note of the branch that was applied, if any."""
        return self._branch_note

    @property
    def is_followed(self) -> bool:
        """Whether these are the rules of another, which a branch of the payer's profile follows."""
        return self._is_followed

    def branch_for(self, facts: BranchFacts) -> Branch | None:
        """Return the first branch that applies; ``None`` where none does, or where that is not known."""
        return next((branch for branch in self.branches if branch.missing(facts) == ()), None)

    def open_branches(self, facts: BranchFacts) -> tuple[str, ...]:
        """Name the fields of a case that are not given and decide which branch applies, if any."""
        found: list[str] = []
        for branch in self.branches:
            missing = branch.missing(facts)
            if missing == ():
                break
            found += missing or ()
        return tuple(dict.fromkeys(found))

    def undecided(self, facts: BranchFacts) -> tuple[str, ...]:
        """Name the fields of a case that are not given and decide which rules hold."""
        found = [*self.open_branches(facts)]
        if self.no_authorization_for and facts.line_of_business is None:
            found.append("coverage.line_of_business")
        return tuple(dict.fromkeys(found))

    def in_force(self, facts: BranchFacts) -> Profile:
        """Apply the first branch that fits a case; without one the profile stands as it is."""
        branch = self.branch_for(facts)
        return self if branch is None else self.with_branch(branch)

    def with_branch(self, branch: Branch) -> Profile:
        """Lay one of its branches over it: what it gives wins, and its note joins the profile's.

        A branch of another position cites the policy it names or none: the profile's says something else.
        """
        given = {name: getattr(branch, name) for name in _REPLACED}
        changes = {name: value for name, value in given.items() if value is not None}
        if branch.position not in (None, self.position):
            changes.setdefault("policy", Policy())
        if branch.note is not None:
            changes["notes"] = (*self.notes, branch.note)
        applied = self.model_copy(update=changes)
        applied._branch_note = branch.note
        return applied

    def without_rules(self) -> Profile:
        """Return it where no rule of its is known to hold: nothing is judged or claimed, and no policy cited."""
        nothing = {
            "policy": Policy(),
            "criteria": (),
            "clauses": (),
            "otherwise": None,
            "letter": None,
            "complete": False,
        }
        return self.model_copy(update={"position": Position.CRITERIA_UNKNOWN, **nothing})

    def following(self, branch: Branch, followed: Profile) -> Profile:
        """Return the rules of a profile that a branch of this one follows.

        How packets are sent, the order of exhibits and the time limits stay this payer's own.
        """
        kept = ("channels", "exhibit_order", "trim_exhibits")
        changes: dict[str, object] = {name: getattr(self, name) for name in kept}
        changes["clocks"] = (*(self.clocks if branch.clocks is None else branch.clocks), *followed.clocks)
        if branch.note is not None:
            changes["notes"] = (*followed.notes, branch.note)
        applied = followed.model_copy(update=changes)
        applied._branch_note = branch.note
        applied._is_followed = followed.carrier.name != self.carrier.name
        return applied

    def grade_of(self, criterion: AnyCriterion) -> Grade:
        """How a criterion was seen: its own grade, or the profile's."""
        if criterion.source is not None:
            return criterion.source.grade
        return self.criteria_grade or self.grade
