"""Recording one thing that happened to a case: it was sent, decided, appealed, scheduled, closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import ValidationError

from priorauth.ledger.entry import Entry as Entry
from priorauth.ledger.steps import STEP, Step
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_at_hand
from priorauth.operations.sign_event import Action, Actor, sign_event
from priorauth.problems import Refused, problem


class StepIncomplete(Refused):
    """A step some of whose fields are missing or wrong (PA1108); ``fields`` names each once."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(dict.fromkeys(fields))
        super().__init__(problem("PA1108", field=name) for name in self.fields)


def record_step(
    place: LedgerPlace, case_id: str, facts: Mapping[str, object], *, actor: Actor, moment: datetime
) -> Entry:
    """Record a step and return where the case stands after it.

    ``facts`` are the fields of one of `priorauth.ledger.steps`, its ``kind`` among them; ``None`` is not known.
    Raises `StepIncomplete`, and `Refused`: PA201 without a ledger, PA1101 to PA1103 for a step that may not follow.
    """
    step = _step(facts)
    with ledger_at_hand(place) as book:
        return book.take(case_id, step, sign_event(Action.STEP, actor, moment, case_id=case_id, step=step.kind))


def _step(facts: Mapping[str, object]) -> Step:
    try:
        return STEP.validate_python({name: value for name, value in facts.items() if value is not None})
    except ValidationError as error:
        raise StepIncomplete(_field(found["loc"]) for found in error.errors(include_input=False)) from None


def _field(place: tuple[int | str, ...]) -> str:
    """Name the field of a step; the first part of a place is the step's own kind."""
    return next((part for part in place[1:] if isinstance(part, str)), "step")
