"""What a profile says, in lines a person reads; nothing is said that the profile does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from priorauth.payers.criteria import (
    COMBINATIONS,
    AnyCriterion,
    Grade,
    ModalityRequirement,
    RequiredModalities,
)
from priorauth.payers.model import Branch, Clock, Codes, Policy, PolicyClause, PolicyReview, Profile
from priorauth.payers.submission_channels import Channel

UNKNOWN = "not verified"
"""What stands for everything that was not seen."""

_INDENT = 2
_LABEL_WIDTH = 20
_TRIMMED = "exhibits cut to cited pages, imaging reports whole"
_SAID_ELSEWHERE = {"id", "kind", "text", "source", "required", "members", "wording"}


@dataclass(frozen=True, slots=True)
class ProfileStatement:
    """One thing a profile says: what about, what, and how deep it lies below the statement before it."""

    label: str
    text: str
    depth: int = 0

    def __str__(self) -> str:
        margin = " " * _INDENT * (self.depth + 1)
        return f"{margin}{self.label:<{_LABEL_WIDTH if self.label else 0}}{self.text}".rstrip()


def describe(profile: Profile) -> Iterator[str]:
    """Say what a profile says, line by line."""
    yield f"{profile.id}: {profile.carrier.name}{_seen(profile.carrier.grade)}"
    yield from map(str, statements(profile))


def statements(profile: Profile) -> Iterator[ProfileStatement]:
    """Return what a profile says, in the order a reader asks: where it stands, on what, and what it wants."""
    yield from _standing(profile)
    yield from _criteria(profile, profile.criteria)
    for branch in profile.branches:
        yield from branch_statements(profile, branch)
    yield from _terms_of_business(profile)


def apart_from_criteria(profile: Profile) -> Iterator[ProfileStatement]:
    """Return what a profile says besides its criteria and its branches."""
    yield from _standing(profile)
    yield from _terms_of_business(profile)


def _standing(profile: Profile) -> Iterator[ProfileStatement]:
    yield from _said({
        "position": [f"{_words(profile.position.value)}{_seen(profile.grade)}"],
        "otherwise": [profile.otherwise],
        "reviewed by": [profile.reviewer],
        **_policy(profile.policy),
        "read": [f"{profile.retrieved}; to be read again by {profile.review_by}"],
        "read again": map(_review, profile.reviews),
        "not seen": [profile.incomplete],
        "scope": profile.scope,
        "device": [profile.device],
        "prior authorization": [profile.prior_authorization],
        "takes no request": [", ".join(_words(line.value) for line in profile.no_authorization_for)],
        "letter": [_words(profile.letter_kind.value)],
    })  # fmt: skip


def _terms_of_business(profile: Profile) -> Iterator[ProfileStatement]:
    yield from _said({
        **_codes(profile.codes),
        "clause": map(_clause, profile.clauses),
        "clauses": ["every clause of the policy is listed" if profile.complete else None],
        "clock": map(clock_words, profile.clocks),
        "channel": list(map(_channel, profile.channels)) or [UNKNOWN],
        "exhibits in order": [", ".join(_words(kind.value) for kind in profile.exhibit_order)],
        "trimming": [_TRIMMED if profile.trim_exhibits else None],
        "note": profile.notes,
    })  # fmt: skip


def _codes(codes: Codes) -> dict[str, Iterable[str | None]]:
    return {
        "procedures printed": [", ".join(codes.procedures)],
        "diagnoses printed": [", ".join(codes.diagnoses_printed)],
        "code warning": [codes.warning],
        "modifier": (f"{modifier.code}: {modifier.attests}" for modifier in codes.modifiers),
    }


def _policy(policy: Policy) -> dict[str, Iterable[str | None]]:
    return {
        "policy": [policy.number or f"number {UNKNOWN}"],
        "article": [policy.article],
        "section": [policy.section],
        "version": [policy.version],
        "title": [policy.title or UNKNOWN],
        "effective": [str(policy.effective or UNKNOWN)],
        "published": [str(policy.published or "")],
        "last review": [policy.last_review],
        "later revision": [policy.later_revision],
        "page": [policy.url or UNKNOWN],
        "criteria read at": [policy.criteria_url],
    }


def _criteria(profile: Profile, criteria: Sequence[AnyCriterion], depth: int = 0) -> Iterator[ProfileStatement]:
    yield ProfileStatement("criteria", "" if criteria else UNKNOWN, depth)
    for criterion in criteria:
        yield from _criterion(profile, criterion, depth + 1)


def _criterion(profile: Profile, criterion: AnyCriterion, depth: int) -> Iterator[ProfileStatement]:
    yield ProfileStatement("", f"{criterion.id}: {criterion.text}{_seen(profile.grade_of(criterion))}", depth)
    terms = "; ".join(_term(name, value) for name, value in rule_of(criterion).items())
    yield ProfileStatement("", f"{criterion.kind}: {terms}" if terms else criterion.kind, depth + 1)
    read = read_at(criterion)
    required = criterion.required if isinstance(criterion, RequiredModalities) else ()
    leave = criterion.wording
    differs = f"its words may differ from the rule ({leave.by}): {leave.reason}" if leave else None
    quote = criterion.source.quoted if criterion.source else None
    read_lines = [
        f"read at {read}" if read and not quote else None,
        f"policy: {quote}" if quote else None,
        differs,
        *map(requirement_words, required),
    ]
    yield from _said({"": read_lines}, depth + 1)
    if isinstance(criterion, COMBINATIONS):
        for member in criterion.members:
            yield from _criterion(profile, member, depth + 1)


def read_at(criterion: AnyCriterion) -> str:
    """Say where a criterion was read, as far as it says so itself."""
    source = criterion.source
    parts = (source.section, source.url, source.retrieved) if source else ()
    return ", ".join(str(part) for part in parts if part)


def requirement_words(requirement: ModalityRequirement) -> str:
    """Say what is asked of one modality."""
    fields = _set_here(requirement.model_dump(mode="json", exclude_none=True, exclude={"name"}))
    return f"{requirement.name}: {'; '.join(_term(name, value) for name, value in fields.items())}"


def rule_of(criterion: AnyCriterion) -> dict[str, str]:
    """Return the fields a payer's rule sets, as the profile names them, with their values in words.

    What it leaves open is left out; a field that is only said to hold has an empty text.
    """
    return _set_here(criterion.model_dump(mode="json", exclude_none=True, exclude=_SAID_ELSEWHERE))


def _set_here(fields: dict[str, Any]) -> dict[str, str]:
    said = {name: value for name, value in fields.items() if value not in ([], False)}
    return {name: "" if value is True else _listed(value) for name, value in said.items()}


def _term(name: str, value: str) -> str:
    return f"{name} {value}" if value else name


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def branch_statements(profile: Profile, branch: Branch) -> Iterator[ProfileStatement]:
    """Return which cases a branch of a profile is for, and all that it says otherwise."""
    lines = (_words(line.value) for line in branch.line_of_business)
    products = (product.value.upper().replace("_", "-") for product in branch.products)
    when = (*lines, *branch.states, *products, *branch.plans, *branch.delegates)
    yield ProfileStatement("branch", ", ".join(when))
    given = {"position": branch.position, "letter": branch.letter, "grade": branch.grade}
    yield from _said({label: [_words(value.value)] for label, value in given.items() if value}, 1)
    yield from _said({"reviewed by": [branch.reviewer]}, 1)
    yield from _said({"follows": [", ".join(branch.follows)]}, 1)
    if branch.policy is not None:
        yield from _said(_policy(branch.policy), 1)
    taking_none = (_words(line.value) for line in branch.no_authorization_for or ())
    yield from _said({
        "not seen": [branch.incomplete],
        "otherwise": [branch.otherwise],
        "prior authorization": [branch.prior_authorization],
        "takes no request": [", ".join(taking_none)],
    }, 1)  # fmt: skip
    yield from _said({"clause": map(_clause, branch.clauses or ())}, 1)
    if branch.criteria is not None:
        yield from _criteria(profile, branch.criteria, 1)
    yield from _said({
        **(_codes(branch.codes) if branch.codes else {}),
        "clock": map(clock_words, branch.clocks or ()),
        "note": [branch.note],
    }, 1)  # fmt: skip


def _clause(clause: PolicyClause) -> str:
    why = f" (not judged: {clause.not_judged})" if clause.not_judged else ""
    return f"{clause.id}: “{clause.quote}”{why}"


def clock_words(clock: Clock, unknown: str = f": {UNKNOWN}") -> str:
    """Say what a time limit is, for whom, and where it was read; ``unknown`` is said of one without a length."""
    length = f": {clock.hours} hours" if clock.hours else f": {clock.days} days" if clock.days else unknown
    binds = f", for {', '.join(_words(line.value) for line in clock.applies_to)}" if clock.applies_to else ""
    since = f", since {clock.since}" if clock.since else ""
    return f"{clock.name}{length}{binds}{since}; {clock.source}{_seen(clock.grade)}"


def _review(review: PolicyReview) -> str:
    return f"{review.on} by {review.by}{f': {review.note}' if review.note else ''}"


def _channel(channel: Channel) -> str:
    """Say what is known of a channel, and name what is not: an unknown limit is no promise that there is none."""
    said = {
        "MB a file": _number(channel.max_megabytes, "MB a file"),
        "MB in all": _number(channel.max_total_megabytes, "MB in all"),
        "pages a file": _number(channel.max_pages, "pages a file"),
        "pages in all": _number(channel.max_total_pages, "pages in all"),
        "number of files": _number(channel.max_files, "files"),
        "file types": ", ".join(channel.file_types or ()),
        "file names": f"named {channel.name_pattern}" if channel.name_pattern else "",
        "address": f"{channel.address}, checked {channel.verified_on}" if channel.address else "",
    }
    parts = [text for text in said.values() if text]
    if channel.trim_exhibits:
        parts.append(_TRIMMED)
    unknown = [name for name, text in said.items() if not text]
    if unknown:
        parts.append(f"{UNKNOWN}: {', '.join(unknown)}")
    return f"{channel.kind.value}, {channel.name}: {'; '.join(parts)}"


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}"


def _said(said: Mapping[str, Iterable[str | None]], depth: int = 0) -> Iterator[ProfileStatement]:
    """Return a statement for each text that is there, by what it is about."""
    return (ProfileStatement(label, text, depth) for label, texts in said.items() for text in texts if text)


def _words(value: str) -> str:
    return value.replace("_", " ")


def _seen(grade: Grade | None) -> str:
    return f" ({grade.value})" if grade else ""
