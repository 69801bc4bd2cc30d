"""The context model's denial: what was decided, each reason with its answer, and the sheet for a call."""

from __future__ import annotations

from typing import Annotated, TypedDict

from priorauth.letters.context.context_judgment import Fact
from priorauth.letters.context.field_docs import BILLING, CLINICIAN, PROFILE, TOOL, says
from priorauth.letters.markdown.escaping import Markup


class DenialDecision(TypedDict):
    """The denial itself, and the last day to appeal."""

    denied_on: Annotated[str, says("the day of the denial, in words", BILLING)]
    reference: Annotated[str | None, says("the payer's number for it", BILLING)]
    appeal_by: Annotated[str | None, says("the last day to appeal, in words", BILLING, given=("appeal_by_source",))]
    appeal_by_source: Annotated[str | None, says("where that day stands", TOOL, given=("appeal_by",))]
    is_printed: Annotated[bool, says("whether the payer's own letter gives that day", TOOL)]
    has_passed: Annotated[bool, says("whether it had passed on the letter's day", TOOL)]


class DenialCriterion(TypedDict):
    """A criterion that a reason is about."""

    text: Annotated[str, says("what is asked", PROFILE)]
    status: Annotated[str, says("met, not met, not documented, or left to the payer", TOOL)]
    is_met: Annotated[bool, says("whether it is met", TOOL)]
    is_payers: Annotated[bool, says("whether it is the payer's own, not one every request has to show", TOOL)]
    is_left_open: Annotated[bool, says("whether the payer's own text does not decide it", TOOL)]
    facts: Annotated[list[Fact], says("what shows it, each with its page", TOOL)]


class DenialReason(TypedDict):
    """A reason of the denial and its answer."""

    number: Annotated[int, says("its place among the reasons, from 1", TOOL)]
    heading: Annotated[str, says("what it is about", TOOL)]
    says: Annotated[str, says("what a reason of its kind says, in our words", TOOL)]
    quote: Annotated[str | None, says("the reason as the payer printed it", BILLING)]
    verdict: Annotated[str, says("'shown', 'partly', 'open' or 'exception'", TOOL)]
    cites_policy: Annotated[bool, says("whether the payer's own policy is held against it", TOOL)]
    rows: Annotated[list[DenialCriterion], says("the criteria it is about", TOOL)]
    tells_care: Annotated[bool, says("whether its answer shows the care", TOOL)]
    tells_imaging: Annotated[bool, says("whether its answer shows the imaging", TOOL)]
    tells_generators: Annotated[bool, says("whether its answer shows other sources of pain", TOOL)]


class OpenCriterion(TypedDict):
    """A criterion that no reason is about and that the record does not show."""

    text: Annotated[str, says("what is asked", PROFILE)]
    status: Annotated[str, says("not met, not documented, or left to the payer", TOOL)]


class LikelyQuestion(TypedDict):
    """A question the reviewer is likely to ask on the telephone."""

    question: Annotated[str, says("the question", TOOL)]
    answer: Annotated[str, says("what the record answers", TOOL)]
    pages: Annotated[list[Markup], says("links to the pages that carry it, for 'join'", TOOL)]


class FailedCare(TypedDict):
    """A course of care that brought no lasting relief."""

    name: Annotated[str, says("what was done", CLINICIAN)]
    ref: Annotated[Markup | None, says("a link to the page that says so", BILLING)]


class CallSheet(TypedDict):
    """What the sheet for a call has besides the letter's facts."""

    failed_care: Annotated[list[FailedCare], says("care without lasting relief", CLINICIAN)]
    questions: Annotated[list[LikelyQuestion], says("the likely questions, those of the reasons first", TOOL)]
    left_out: Annotated[int, says("how many questions the sheet has no room for", TOOL)]


class AppealFields(TypedDict):
    """Everything about an appeal."""

    level: Annotated[str, says("'1', '2' or 'external'", BILLING)]
    is_external: Annotated[bool, says("whether an outside reviewer reads it", BILLING)]
    whose: Annotated[str, says("'your', or 'the plan's' to an outside reviewer", TOOL)]
    denial: Annotated[DenialDecision, says("what was decided", BILLING)]
    reasons: Annotated[list[DenialReason], says("the reasons, each with its answer", TOOL)]
    open: Annotated[list[OpenCriterion], says("what else the record does not show", TOOL)]
    all_else_shown: Annotated[bool, says("whether all criteria no reason is about are met, if any", TOOL)]
    has_gaps: Annotated[bool, says("whether the letter names something the record does not show", TOOL)]
    argues_exception: Annotated[bool, says("whether an exception to the policy is asked for", TOOL)]
    tells_generators: Annotated[bool, says("whether a reason's answer shows other sources of pain", TOOL)]
    call: Annotated[CallSheet, says("what the sheet for a call adds", TOOL)]
