"""What a profile says, in lines a person reads; nothing is said that the profile does not hold."""

from __future__ import annotations

from collections.abc import Iterator

from priorauth.payers.criteria import AllOf, AnyCriterion, AnyOf, NOf
from priorauth.payers.model import Channel, Clock, Profile

UNKNOWN = "not verified"


def describe(profile: Profile) -> Iterator[str]:
    """Say what a profile says, line by line."""
    policy = profile.policy
    yield f"{profile.id}: {profile.carrier.name}"
    yield f"  position      {profile.position.value} ({profile.grade.value}, seen {profile.retrieved})"
    yield f"  policy        {policy.number or 'number ' + UNKNOWN}; {policy.title or 'title ' + UNKNOWN}"
    yield f"  effective     {policy.effective or UNKNOWN}"
    yield f"  page          {policy.url or UNKNOWN}"
    if policy.criteria_url:
        yield f"  criteria from {policy.criteria_url}"
    yield f"  re-read by    {profile.review_by}"
    yield f"  letter        {profile.letter_kind.value}"
    if profile.incomplete:
        yield f"  not seen      {profile.incomplete}"
    yield "  criteria" if profile.criteria else f"  criteria      {UNKNOWN}"
    for criterion in profile.criteria:
        yield from _criterion(profile, criterion, indent=4)
    for note in profile.notes:
        yield f"  note          {note}"
    for clock in profile.clocks:
        yield f"  clock         {_clock(clock)}"
    yield from map(_channel, profile.channels)
    if not profile.channels:
        yield f"  channels      {UNKNOWN}"


def _criterion(profile: Profile, criterion: AnyCriterion, indent: int) -> Iterator[str]:
    yield f"{' ' * indent}{criterion.text} [{criterion.id}, {criterion.kind}, {profile.grade_of(criterion).value}]"
    if isinstance(criterion, AllOf | AnyOf | NOf):
        for member in criterion.members:
            yield from _criterion(profile, member, indent + 2)


def _clock(clock: Clock) -> str:
    length = f"{clock.hours} hours" if clock.hours else f"{clock.days} days" if clock.days else UNKNOWN
    return f"{clock.name}: {length} ({clock.source}, {clock.grade.value})"


def _channel(channel: Channel) -> str:
    size = f"{channel.max_megabytes:g} MB" if channel.max_megabytes else f"size limit {UNKNOWN}"
    return f"  channel       {channel.kind.value}: {channel.name}, {size}"
