"""Criteria made of criteria, with three-valued logic: unknown members never make a combination met."""

from __future__ import annotations

from priorauth.criteria.model import Result, Status
from priorauth.criteria.outcome import Outcome

Members = tuple[Result, ...]


def at_least(n: int, members: Members) -> Outcome:
    """Judge whether at least ``n`` members are met.

    Not documented while the members that are not documented could still make up the number; else not met.
    """
    met_count = sum(member.is_met for member in members)
    open_count = sum(member.status is Status.NOT_DOCUMENTED for member in members)
    facts = tuple(f for member in members if member.is_met for f in member.facts)
    if met_count >= n:
        return Outcome(Status.MET, facts, members=members)
    shortfalls = tuple(s for member in members for s in member.shortfalls)
    status = Status.NOT_DOCUMENTED if met_count + open_count >= n else Status.NOT_MET
    required = any(member.required for member in members if not member.is_met)
    return Outcome(status, facts, shortfalls, required=required, members=members)
