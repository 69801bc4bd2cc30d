"""The context model's judgment: the payer's policy, its criteria, what is open, evidence, the packet's pages."""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.letters.context.field_docs import (
    BILLING,
    CITATIONS,
    CLINICIAN,
    PROFILE,
    RADIOLOGIST,
    TOOL,
    says,
)
from priorauth.letters.markdown.escaping import Markup


class Modifier(TypedDict):
    """A billing modifier the payer asks for."""

    code: Annotated[str, says("the modifier", PROFILE)]
    attests: Annotated[str, says("what it attests", PROFILE)]


class Policy(TypedDict):
    """The payer's policy as its profile has it."""

    profile_id: Annotated[str, says("the profile's id", PROFILE)]
    carrier: Annotated[str, says("the payer's name", PROFILE)]
    citation: Annotated[str | None, says("number, version and title of the policy", PROFILE)]
    effective: Annotated[str | None, says("the day it took effect, in words", PROFILE)]
    url: Annotated[str | None, says("its address", PROFILE)]
    retrieved: Annotated[str, says("the day it was read, in words", PROFILE)]
    position: Annotated[str, says("the payer's position, as the profile codes it", PROFILE)]
    is_silent: Annotated[bool, says("whether the policy does not address the procedure", PROFILE)]
    is_reference: Annotated[bool, says("whether the criteria are the FDA-cleared indication", PROFILE)]
    is_fallback: Annotated[bool, says("whether no policy of this payer was available", TOOL)]
    grade: Annotated[str, says("how the position was seen, in words", PROFILE)]
    criteria_grade: Annotated[str, says("how the criteria were seen, in words", PROFILE)]
    incomplete: Annotated[str | None, says("what of the policy was not seen", PROFILE)]
    otherwise: Annotated[str | None, says("what the payer calls the procedure otherwise", PROFILE)]
    modifiers: Annotated[list[Modifier], says("the modifiers it asks for", PROFILE)]


class Fact(TypedDict):
    """One thing that shows a criterion."""

    statement: Annotated[str, says("the fact as a sentence without its full stop", TOOL)]
    ref: Annotated[Markup | None, says("a link to the page that shows it", BILLING)]


class Step(TypedDict):
    """What is to be done about a criterion that is not met."""

    failure: Annotated[str, says("gap, conflict, exclusion, or left open, in words", TOOL)]
    owner: Annotated[str, says("who can act", TOOL)]
    next_step: Annotated[str, says("what to do", TOOL)]


class Criterion(TypedDict):
    """One criterion and what became of it."""

    id: Annotated[str, says("its id", PROFILE)]
    text: Annotated[str, says("what is asked", PROFILE)]
    status: Annotated[str, says("met, not met, not documented, or left to the payer", TOOL)]
    is_met: Annotated[bool, says("whether it is met", TOOL)]
    facts: Annotated[list[Fact], says("what shows it, each with its page", TOOL)]
    shown: Annotated[list[str], says("what shows it, each statement once", TOOL)]
    pages: Annotated[list[Markup], says("links to the pages that show it, for 'join'", TOOL)]
    source: Annotated[str, says("where the rule stands", PROFILE)]
    grade: Annotated[str | None, says("how the rule was seen, in words", PROFILE)]
    source_note: Annotated[str | None, says("how it was seen, where that differs from the others", PROFILE)]
    steps: Annotated[list[Step], says("what is to be done; empty where it is met", TOOL)]
    override_by: Annotated[
        str | None, says("who let it pass although it is not met", CLINICIAN, given=("override_reason",))
    ]
    override_reason: Annotated[str | None, says("why it was let pass", CLINICIAN, given=("override_by",))]


class Gap(Criterion, Step):
    """One thing that is missing: the criterion and the step in one record."""


class Contrary(TypedDict):
    """Something in the chart that speaks against the procedure."""

    finding: Annotated[str, says("what it is", TOOL)]
    ref: Annotated[Markup | None, says("a link to the page that says so", BILLING)]
    answer: Annotated[str | None, says("the clinician's answer", CLINICIAN, given=("by",))]
    by: Annotated[str | None, says("who answered", CLINICIAN, given=("answer",))]
    answer_ref: Annotated[Markup | None, says("a link to the page of the answer", BILLING)]
    pages: Annotated[list[Markup], says("links to both pages, for 'join'", TOOL)]


class Notice(TypedDict):
    """Something worth knowing that decides nothing."""

    code: Annotated[str, says("its code", TOOL)]
    text: Annotated[str, says("what it is", TOOL)]
    owner: Annotated[str, says("whom it concerns", TOOL)]


class Evidence(TypedDict):
    """One line of the evidence that the template cites."""

    claim: Annotated[str, says("what the source was seen to say", CITATIONS)]
    limits: Annotated[str | None, says("what must stand beside the claim", CITATIONS)]
    reference: Annotated[str, says("the entry of a reference list", CITATIONS)]
    doi_url: Annotated[str | None, says("the paper's address", CITATIONS)]


class Part(TypedDict):
    """One part of the packet."""

    ref: Annotated[Markup, says("a link to it, reading its title", TOOL)]
    plain_ref: Annotated[Markup, says("the same with a title strangers may read", TOOL)]
    pages: Annotated[int, says("how many pages", TOOL)]
    range: Annotated[str, says("its packet pages, such as '3 to 5'", TOOL)]


class Packet(TypedDict):
    """Where everything stands."""

    total: Annotated[int, says("the pages of the packet, the cover included", TOOL)]
    is_fax: Annotated[bool, says("whether the cover is that of a fax", TOOL)]
    parts: Annotated[list[Part], says("the parts in order", TOOL)]


class Place(TypedDict):
    """A level or body the radiologist is asked about."""

    place: Annotated[str, says("the level or body", RADIOLOGIST)]
    said: Annotated[str, says("how the report is read", RADIOLOGIST)]
    asks: Annotated[list[str], says("what is asked", TOOL)]


class Addendum(TypedDict):
    """What the radiologist is asked."""

    study_date: Annotated[str, says("when the MRI was made, in words", RADIOLOGIST)]
    region: Annotated[str, says("what it shows", RADIOLOGIST)]
    radiologist: Annotated[str | None, says("who read it", RADIOLOGIST)]
    lists_series: Annotated[bool, says("whether the report lists its series", RADIOLOGIST)]
    places: Annotated[list[Place], says("what is open, by level", TOOL)]


class RecordsWanted(TypedDict):
    """Records of one course of care that are asked for."""

    name: Annotated[str, says("the kind of care", CLINICIAN)]
    dates: Annotated[str, says("when it ran, as far as is known", BILLING)]
    asks: Annotated[list[str], says("what the records should let us see", TOOL)]
