"""What a profile says, in lines a person reads; nothing is said that the profile does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from priorauth.payers.criteria import (
    AllOf,
    AnyCriterion,
    AnyOf,
    Grade,
    ModalityRequirement,
    NOf,
    RequiredModalities,
)
from priorauth.payers.model import Branch, Channel, Clock, Policy, Profile, Review

UNKNOWN = "not verified"
"""What stands for everything that was not seen."""

_INDENT = 2
_LABEL_WIDTH = 20
_TRIMMED = "exhibits cut to cited pages, imaging reports whole"
_SAID_ELSEWHERE = {"id", "kind", "text", "source", "required", "members"}


@dataclass(frozen=True, slots=True)
class Statement:
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


def statements(profile: Profile) -> Iterator[Statement]:
    """Return what a profile says, in the order a reader asks: where it stands, on what, and what it wants."""
    yield from _standing(profile)
    yield from _criteria(profile, profile.criteria)
    for branch in profile.branches:
        yield from _branch(profile, branch)
    yield from _terms_of_business(profile)


def apart_from_criteria(profile: Profile) -> Iterator[Statement]:
    """Return what a profile says besides its criteria and its branches."""
    yield from _standing(profile)
    yield from _terms_of_business(profile)


def _standing(profile: Profile) -> Iterator[Statement]:
    yield Statement("position", f"{_words(profile.position.value)}{_seen(profile.grade)}")
    yield from _texts("otherwise", (profile.otherwise,))
    yield from _policy(profile.policy)
    yield Statement("read", f"{profile.retrieved}; to be read again by {profile.review_by}")
    yield from _texts("read again", map(_review, profile.reviews))
    yield from _texts("not seen", (profile.incomplete,))
    yield from _texts("scope", profile.scope)
    yield from _texts("device", (profile.device,))
    yield from _texts("prior authorization", (profile.prior_authorization,))
    yield Statement("letter", _words(profile.letter_kind.value))


def _terms_of_business(profile: Profile) -> Iterator[Statement]:
    yield from _codes(profile)
    yield from _texts("clock", map(_clock, profile.clocks))
    yield from _texts("channel", list(map(_channel, profile.channels)) or [UNKNOWN])
    yield from _texts("exhibits in order", (", ".join(_words(kind.value) for kind in profile.exhibit_order),))
    yield from _texts("trimming", (_TRIMMED if profile.trim_exhibits else None,))
    yield from _texts("note", profile.notes)


def _policy(policy: Policy) -> Iterator[Statement]:
    yield Statement("policy", policy.number or f"number {UNKNOWN}")
    yield from _texts("article", (policy.article,))
    yield from _texts("section", (policy.section,))
    yield from _texts("version", (policy.version,))
    yield Statement("title", policy.title or UNKNOWN)
    yield Statement("effective", str(policy.effective or UNKNOWN))
    yield from _texts("published", (str(policy.published or ""),))
    yield from _texts("last review", (policy.last_review,))
    yield from _texts("later revision", (policy.later_revision,))
    yield Statement("page", policy.url or UNKNOWN)
    yield from _texts("criteria read at", (policy.criteria_url,))


def _criteria(profile: Profile, criteria: Sequence[AnyCriterion], depth: int = 0) -> Iterator[Statement]:
    yield Statement("criteria", "" if criteria else UNKNOWN, depth)
    for criterion in criteria:
        yield from _criterion(profile, criterion, depth + 1)


def _criterion(profile: Profile, criterion: AnyCriterion, depth: int) -> Iterator[Statement]:
    yield Statement("", f"{criterion.id}: {criterion.text}{_seen(profile.grade_of(criterion))}", depth)
    terms = "; ".join(_term(name, value) for name, value in rule_of(criterion).items())
    yield Statement("", f"{criterion.kind}: {terms}" if terms else criterion.kind, depth + 1)
    read = read_at(criterion)
    yield from _texts("", (f"read at {read}" if read else None,), depth + 1)
    if isinstance(criterion, RequiredModalities):
        yield from _texts("", map(requirement_words, criterion.required), depth + 1)
    if isinstance(criterion, AllOf | AnyOf | NOf):
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


def _branch(profile: Profile, branch: Branch) -> Iterator[Statement]:
    yield Statement("branch", ", ".join(_words(line.value) for line in branch.line_of_business))
    if branch.position is not None:
        yield Statement("position", _words(branch.position.value), 1)
    if branch.letter is not None:
        yield Statement("letter", _words(branch.letter.value), 1)
    if branch.criteria is not None:
        yield from _criteria(profile, branch.criteria, 1)
    yield from _texts("note", (branch.note,), 1)


def _codes(profile: Profile) -> Iterator[Statement]:
    codes = profile.codes
    yield from _texts("procedures printed", (", ".join(codes.procedures),))
    yield from _texts("diagnoses printed", (", ".join(codes.diagnoses_printed),))
    yield from _texts("code warning", (codes.warning,))
    yield from _texts("modifier", (f"{modifier.code}: {modifier.attests}" for modifier in codes.modifiers))


def _clock(clock: Clock) -> str:
    length = f"{clock.hours} hours" if clock.hours else f"{clock.days} days" if clock.days else UNKNOWN
    binds = f", for {', '.join(_words(line.value) for line in clock.applies_to)}" if clock.applies_to else ""
    since = f", since {clock.since}" if clock.since else ""
    return f"{clock.name}: {length}{binds}{since}; {clock.source}{_seen(clock.grade)}"


def _review(review: Review) -> str:
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


def _texts(label: str, texts: Iterable[str | None], depth: int = 0) -> Iterator[Statement]:
    return (Statement(label, text, depth) for text in texts if text)


def _words(value: str) -> str:
    return value.replace("_", " ")


def _seen(grade: Grade | None) -> str:
    return f" ({grade.value})" if grade else ""
