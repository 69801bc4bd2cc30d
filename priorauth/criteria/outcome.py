"""What judging one criterion gives, before it is put into an assessment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from priorauth.case.model import Case, Source
from priorauth.criteria.model import CaseFact, FailureClass, Result, Shortfall, Status
from priorauth.problems import Owner


@dataclass(frozen=True, slots=True)
class View:
    """What a criterion is judged on: the case and the day of the packet."""

    case: Case
    as_of: date

    @property
    def service_date(self) -> date:
        """The planned day of the procedure, or the day of the packet while none is set."""
        return self.case.request.planned_date or self.as_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """The status of a criterion with its facts and, unless it is met, why and who can act."""

    status: Status
    facts: tuple[CaseFact, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    required: bool = True
    members: tuple[Result, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is not documented, so that a document could still decide it."""
        return self.status is Status.NOT_DOCUMENTED

    def showing(self, *facts: CaseFact) -> Outcome:
        """Add facts that were looked at."""
        return replace(self, facts=(*self.facts, *facts))


def fact(statement: str, source: Source | None = None) -> CaseFact:
    """State something the case says, with the page that shows it."""
    return CaseFact(statement=statement, source=source)


def lacks_words(source: Source | None, what: str, *facts: CaseFact) -> Outcome | None:
    """Say that a fact no reader looks for names no page, or quotes no words of it; ``None`` where it does both.

    A quote is compared with its page, so that such a fact rests on more than the case's own word.
    """
    if source is None:
        return gap(Owner.BILLING, f"Attach the page that shows {what}, and name it in the case", *facts)
    if source.quote is None:
        return gap(Owner.BILLING, f"Quote the words of the page that show {what}, in the case", *facts)
    return None


def met(*facts: CaseFact) -> Outcome:
    """Met, shown by these facts."""
    return Outcome(Status.MET, facts)


def gap(owner: Owner, next_step: str, *facts: CaseFact, status: Status = Status.NOT_DOCUMENTED) -> Outcome:
    """Not shown, and documentation can close it."""
    return _short(status, FailureClass.GAP, owner, next_step, facts)


def conflict(owner: Owner, next_step: str, *facts: CaseFact) -> Outcome:
    """Not met: the chart speaks against it."""
    return _short(Status.NOT_MET, FailureClass.CONFLICT, owner, next_step, facts)


def undecidable(next_step: str, *facts: CaseFact) -> Outcome:
    """Left open by the payer's own text: it warns and holds nothing back."""
    outcome = _short(Status.NOT_DOCUMENTED, FailureClass.UNDECIDABLE, Owner.BILLING, next_step, facts)
    return replace(outcome, required=False)


def together(outcomes: tuple[Outcome, ...]) -> Outcome:
    """Join outcomes that all have to hold: one not met decides, then one not documented."""
    facts = tuple(f for outcome in outcomes for f in outcome.facts)
    shortfalls = tuple(s for outcome in outcomes for s in outcome.shortfalls)
    return Outcome(worst(*(o.status for o in outcomes)), facts, tuple(dict.fromkeys(shortfalls)))


def worst(*statuses: Status) -> Status:
    """Return the three-valued "and" of statuses."""
    for status in (Status.NOT_MET, Status.NOT_DOCUMENTED):
        if status in statuses:
            return status
    return Status.MET


def _short(
    status: Status, failure: FailureClass, owner: Owner, next_step: str, facts: tuple[CaseFact, ...]
) -> Outcome:
    return Outcome(status, facts, (Shortfall(failure=failure, owner=owner, next_step=next_step),))
