"""A new profile from plain questions: what to ask of an admin, and the file that the answers make."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from priorauth.domain.dates import add_months
from priorauth.payers.admin.profile_edit import MONTHS_BETWEEN
from priorauth.payers.admin.profile_scaffold import check_id
from priorauth.payers.model import Position

POSITIONS = {
    "covers it when criteria are met": Position.COVERED_WITH_CRITERIA,
    "does not cover it": Position.NOT_COVERED,
    "has a policy that does not mention it": Position.SILENT,
    "is said to cover it; I have not seen the criteria": Position.CRITERIA_UNKNOWN,
}
"""What an admin may answer of the payer's position."""

GRADES = {
    "the payer's own page": "verbatim",
    "a stored copy of it": "verbatim_copy",
    "someone's summary": "secondary",
}
"""Where an admin may have read it."""


MODIC = {
    "type 1 alone (inflammation, edema)": "1",
    "type 2 alone (fatty marrow)": "2",
    "type 1 or type 2": "1, 2",
    "type 1, 2 or 3": "1, 2, 3",
}
"""Which changes of the endplates an admin may say are accepted."""

RANGES = {
    "only L3 down to S1": "first: L3, last: S1",
    "only L4 down to S1": "first: L4, last: S1",
    "all from L1 down to S1": "first: L1, last: S1",
}
"""Which bodies an admin may say are treated; any other range is written into the file by hand."""


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """One question in plain words; an empty answer means that it was not seen, or is not asked by the payer."""

    key: str
    words: str
    choices: tuple[str, ...] = ()
    is_number: bool = False
    is_needed: bool = False
    of_criteria: bool = False
    """Whether it is asked only of a payer that covers when criteria are met."""


QUESTIONS = (
    ProfileQuestion("carrier", "What is the payer called?", is_needed=True),
    ProfileQuestion("position", "Where does the payer stand?", tuple(POSITIONS), is_needed=True),
    ProfileQuestion("title", "What is the policy's title?"),
    ProfileQuestion("number", "What is its number?"),
    ProfileQuestion("url", "What is the address of its page?"),
    ProfileQuestion("grade", "Where did you read it?", tuple(GRADES), is_needed=True),
    ProfileQuestion(
        "otherwise", "In what words does the payer refuse it, such as investigational? Empty: not seen"
    ),
    ProfileQuestion("pain", "For how many months must the pain have lasted?", is_number=True, of_criteria=True),
    ProfileQuestion(
        "care", "How many months of conservative care must have failed?", is_number=True, of_criteria=True
    ),
    ProfileQuestion("types", "Which Modic changes on MRI does the policy accept?", tuple(MODIC), of_criteria=True),
    ProfileQuestion("range", "Which vertebral bodies may be treated?", tuple(RANGES), of_criteria=True),
    ProfileQuestion(
        "bodies", "How many vertebral bodies at most in one session?", is_number=True, of_criteria=True
    ),
)
"""The questions, in the order in which they are asked."""

_RULES: dict[str, Callable[[str], str]] = {
    "pain": lambda said: f"id: pain-duration, kind: symptom_duration, months: {int(said)}",
    "care": lambda said: f"id: conservative-care, kind: conservative_care_duration, months: {int(said)}",
    "types": lambda said: f"id: modic-type, kind: modic_types, accepted: [{MODIC[said]}]",
    "range": lambda said: f"id: vertebral-range, kind: vertebral_range, {RANGES[said]}",
    "bodies": lambda said: f"id: bodies-per-session, kind: bodies_per_session, maximum: {int(said)}, unit: body",
}


def is_asked(question: ProfileQuestion, answers: Mapping[str, str]) -> bool:
    """Whether a question is worth asking after the answers so far: a payer that does not cover has no criteria."""
    covers = POSITIONS.get(answers.get("position", "")) is Position.COVERED_WITH_CRITERIA
    return covers or not question.of_criteria


def profile_from(profile_id: str, answers: Mapping[str, str], read_on: date) -> str:
    """Return a profile's file made of the answers. Raises `Refused` (PA336) for an id that is none."""
    check_id(profile_id)
    return "\n".join(_lines(profile_id, answers, read_on)) + "\n"


def _lines(profile_id: str, answers: Mapping[str, str], read_on: date) -> Iterator[str]:
    policy = {key: answers[key] for key in ("number", "title", "url") if answers.get(key)}
    yield f"id: {profile_id}"
    yield f"carrier: {{name: {_text(answers['carrier'])}}}"
    if policy:
        yield f"policy: {{{', '.join(f'{key}: {_text(value)}' for key, value in policy.items())}}}"
    yield f"position: {POSITIONS[answers['position']].value}"
    yield f"grade: {GRADES[answers['grade']]}"
    yield f"retrieved: {read_on}"
    yield f"review_by: {add_months(read_on, MONTHS_BETWEEN)}"
    if answers.get("otherwise"):
        yield f"otherwise: {_text(answers['otherwise'])}"
    rules = [rule(answers[key]) for key, rule in _RULES.items() if answers.get(key)]
    if rules:
        yield "# A text that is left out is made from the numbers; what else the policy asks goes below."
        yield "criteria:"
        yield from (f"  - {{{rule}}}" for rule in rules)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
