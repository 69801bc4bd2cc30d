"""A decision on a text of the practice's own: who decides, why, when, and from which day on it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from priorauth.operations.ledger.find_ledger import LedgerPlace, begun_ledger, ledger_if_any
from priorauth.operations.sign_event import Action, Actor, sign_event
from priorauth.parsing.model import Line, Record
from priorauth.practice.approvals.approval_entry import Entry as Entry
from priorauth.practice.approvals.approval_log import read_registry
from priorauth.practice.approvals.decisions import Signature

_LONGEST_ID = 80
"""Characters of an id in an audit event; what is cut off a longer one is its beginning."""


class Decision(Record):
    """Who decides, why, at which moment, and the first day it counts; name and note are kept for good."""

    by: Line
    note: Line
    effective: date
    moment: datetime
    """With its zone; the registry keeps the day."""

    @property
    def on(self) -> date:
        """The day of the decision."""
        return self.moment.date()

    @property
    def is_of_the_past(self) -> bool:
        """Whether what is built as of an earlier day changes as well."""
        return self.effective < self.on

    @property
    def signature(self) -> Signature:
        """The decision as the registry signs its entries."""
        return Signature(self.by, self.note, self.on, self.effective)


def record_decisions(
    practice: Path, entries: Sequence[Entry], moment: datetime, actor: Actor, ledger: str | None
) -> None:
    """Enter decisions in the audit chain as well, by names and hashes alone, where the practice keeps a ledger.

    ``ledger`` is the URL of one that is not the practice's own; it is begun where it is not there.
    """
    place = LedgerPlace(folder=practice, url=ledger)
    book = ledger_if_any(place) if place.url is None else begun_ledger(place)
    if book is None:
        return
    head = read_registry(practice).head
    with book:
        for entry in entries:
            facts = {
                "template_ids": (entry.file.replace("/", ".")[-_LONGEST_ID:],),
                "template_sha256": (entry.sha256,),
                "output_sha256": (head,),
            }
            book.note(sign_event(Action.APPROVAL, actor, moment, step=entry.action.value, **facts))
