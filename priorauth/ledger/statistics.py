"""Figures over a practice's own ledger: why payers deny, and how long they take. Counts, never predictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median

from priorauth.ledger.entry import LedgerEntry
from priorauth.ledger.states import State
from priorauth.ledger.steps import Approved, Denied, Submitted
from priorauth.ledger.store import RecordedStep
from priorauth.parsing.model import Record

NO_CODE = "no code given"


class DenialCount(Record):
    """How often a payer gave one reason code."""

    profile_id: str
    code: str
    n: int


class DecisionTime(Record):
    """Days from a submission to the decision on it, for one payer."""

    profile_id: str
    n: int
    median_days: float
    longest_days: int


class PayerCount(Record):
    """How many cases of one payer stand where."""

    profile_id: str
    n: int
    by_state: dict[State, int]


class Statistics(Record):
    """What the ledger shows; each figure with the number of cases it rests on."""

    payers: tuple[PayerCount, ...]
    denials: tuple[DenialCount, ...]
    decision_times: tuple[DecisionTime, ...]


def statistics(entries: Iterable[LedgerEntry], steps: Iterable[tuple[str, RecordedStep]]) -> Statistics:
    """Count over entries and their steps, which come by case and in order."""
    cases = {entry.case_id: entry for entry in entries}
    denials: Counter[tuple[str, str]] = Counter()
    days: dict[str, list[int]] = {}
    sent: dict[str, Submitted] = {}
    for case_id, taken in steps:
        profile = cases[case_id].profile_id
        match taken.step:
            case Submitted():
                sent[case_id] = taken.step
            case Denied() | Approved():
                if case_id in sent:
                    days.setdefault(profile, []).append((taken.step.on - sent.pop(case_id).on).days)
                if isinstance(taken.step, Denied):
                    denials[profile, taken.step.code or NO_CODE] += 1
    return Statistics(
        payers=tuple(_payers(cases.values())),
        denials=tuple(DenialCount(profile_id=p, code=c, n=n) for (p, c), n in sorted(denials.items())),
        decision_times=tuple(
            DecisionTime(profile_id=p, n=len(d), median_days=median(d), longest_days=max(d))
            for p, d in sorted(days.items())
        ),
    )


def _payers(entries: Iterable[LedgerEntry]) -> Iterable[PayerCount]:
    counts: dict[str, Counter[State]] = {}
    for entry in entries:
        counts.setdefault(entry.profile_id, Counter())[entry.state] += 1
    for profile, states in sorted(counts.items()):
        yield PayerCount(profile_id=profile, n=states.total(), by_state=dict(sorted(states.items())))
