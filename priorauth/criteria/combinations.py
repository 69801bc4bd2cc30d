"""Criteria made of criteria, with three-valued logic: unknown members never make a combination met."""

from __future__ import annotations

from priorauth.criteria.model import FailureClass, Result, Status
from priorauth.criteria.outcome import Outcome

Members = tuple[Result, ...]


def at_least(n: int, members: Members) -> Outcome:
    """Judge whether at least ``n`` members are met.

    Not documented while the members that are not documented could still make up the number; else not met. It only
    warns when the members that the payer's own text leaves open could make up the number by themselves.
    """
    holds = tuple(member for member in members if member.is_met)
    if len(holds) >= n:
        facts = tuple(fact for member in holds for fact in member.facts)
        return Outcome(Status.MET, facts, members=members)
    undecided = tuple(member for member in members if not member.is_met and not member.required)
    if len(holds) + len(undecided) >= n:
        return _open(Status.NOT_DOCUMENTED, undecided, members, required=False)
    unknown = tuple(member for member in members if member.status is Status.NOT_DOCUMENTED)
    if len(holds) + len(unknown) >= n:
        return _open(Status.NOT_DOCUMENTED, unknown, members, required=True)
    blamed = tuple(member for member in members if member.failure is not FailureClass.UNDECIDABLE)
    return _open(Status.NOT_MET, blamed, members, required=True)


def _open(status: Status, blamed: Members, members: Members, *, required: bool) -> Outcome:
    """Explain what is open by the members that could still change it, so that the right person is named."""
    facts = tuple(fact for member in members for fact in member.facts)
    shortfalls = tuple(shortfall for member in blamed for shortfall in member.shortfalls)
    return Outcome(status, facts, shortfalls, required=required, members=members)
