"""What holds before anything is built: the rules of a state and a line of business, and how many bodies fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from priorauth.case.model import LineOfBusiness as LineOfBusiness
from priorauth.criteria.request_criteria import judge_session
from priorauth.domain.spine import VertebralBody as VertebralBody, in_order, joined
from priorauth.operations.profiles.find_profiles import profiles_from
from priorauth.payers.admin.describe import clock_words
from priorauth.payers.clocks import clocks_of_the_law
from priorauth.payers.criteria import BodiesPerSession
from priorauth.payers.library import ProfileLibrary
from priorauth.payers.medicare import MEDICARE_LINES, contractor_table, state_code
from priorauth.payers.model import Profile
from priorauth.problems import Refused, Where, problem

LINES = MEDICARE_LINES
"""The lines of business whose rules follow from the state alone."""


@dataclass(frozen=True, slots=True)
class SessionLimit:
    """A payer's limit for one session, and how the bodies that are asked about stand to it."""

    text: str
    bodies: str | None = None
    status: str | None = None
    """Met, not met or not documented; ``None`` where no bodies are asked about."""
    next_step: str | None = None


@dataclass(frozen=True, slots=True)
class StateCoverage:
    """The rules that a state and a line of business lead to, each thing with its source and its gaps."""

    state: str
    line: str
    contractor: str
    seen: str
    """What was seen of the contractor's determination: ``read``, ``none_found`` or ``not_seen``."""
    profile: str | None
    policy: str | None
    grade: str | None
    note: str
    takes_requests: bool
    """Whether prior authorization can be asked for at all."""
    limits: tuple[SessionLimit, ...]
    clocks: tuple[str, ...]
    """The time limits that bind the line of business, each with its source and grade."""
    source: str
    """Where the contractor of the state was read, with its grade and the day."""

    def as_data(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


def coverage_for(home: Path, state: str, line: LineOfBusiness, bodies: Sequence[VertebralBody]) -> StateCoverage:
    """Return the Medicare rules of a state. Raises `Refused` (PA348) for what is no state of the table."""
    code = state_code(state)
    if code is None:
        raise Refused([problem("PA348", Where(field="--state"))])
    table = contractor_table()
    contractor = table.contractor_of(code)
    library = profiles_from(home)
    profile = None if contractor.profile is None else library.load(contractor.profile).profile
    return StateCoverage(
        state=table.states[code],
        line=line.value,
        contractor=contractor.name,
        seen=contractor.seen.value,
        profile=contractor.profile,
        policy=profile.policy.number if profile else None,
        grade=profile.grade.value if profile else None,
        note=contractor.note,
        takes_requests=line not in _without_requests(library, profile),
        limits=() if profile is None else _limits(profile, bodies),
        clocks=tuple(clock_words(clock, unknown="") for clock in clocks_of_the_law() if line in clock.applies_to),
        source=f"{table.source} ({table.grade.value}, {table.retrieved})",
    )


def _without_requests(library: ProfileLibrary, profile: Profile | None) -> tuple[LineOfBusiness, ...]:
    return (profile or library.load("medicare").profile).no_authorization_for


def _limits(profile: Profile, bodies: Sequence[VertebralBody]) -> tuple[SessionLimit, ...]:
    limits = (criterion for criterion in profile.criteria if isinstance(criterion, BodiesPerSession))
    return tuple(_limit(criterion, in_order(bodies)) for criterion in limits)


def _limit(criterion: BodiesPerSession, bodies: tuple[VertebralBody, ...]) -> SessionLimit:
    if not bodies:
        return SessionLimit(criterion.text)
    outcome = judge_session(criterion, bodies)
    step = next((shortfall.next_step for shortfall in outcome.shortfalls), None)
    return SessionLimit(criterion.text, joined(bodies), outcome.status.value, step)
