"""Recording packets that were made: each is a step of its case, and an event of the audit chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from priorauth.ledger.steps import BuiltStep, Requested
from priorauth.operations.ledger.find_ledger import LedgerPlace, open_or_create_ledger
from priorauth.operations.sign_event import Actor, AuditAction, sign_event
from priorauth.packet.manifest.manifest import MANIFEST
from priorauth.problems import ExitCode, Problem, Refused, problem

if TYPE_CHECKING:
    from priorauth.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class SendablePacket:
    """What the ledger keeps of a packet that may go out."""

    case_id: str
    profile_id: str
    requested: Requested
    planned_date: date | None
    sha256: Mapping[str, str]
    """Each file's SHA-256, by its name; the manifest is among them."""

    def step(self, on: date) -> BuiltStep:
        """Return the step that making it is, on its day."""
        return BuiltStep(
            on=on,
            profile_id=self.profile_id,
            line_of_business=self.requested.line_of_business,
            urgency=self.requested.urgency,
            bodies=self.requested.bodies,
            units=self.requested.units,
            planned_date=self.planned_date,
            manifest_sha256=self.sha256[MANIFEST],
        )


@dataclass(frozen=True, slots=True)
class Recording:
    """Where what is to be made is recorded, and what its manifests print of the chain before it."""

    place: LedgerPlace | None = None
    """``None`` where nothing is recorded."""
    head: str | None = None
    notes: tuple[Problem, ...] = ()


def begin_recording(place: LedgerPlace | None, *, draft: bool) -> Recording:
    """Open or begin the ledger before anything is made, and return the head its chain has.

    Drafts are not recorded: then, and without a ``place``, nothing is opened. Raises `Refused` for a ledger that
    cannot be reached (PA1104 to PA1107, PA2xx).
    """
    if place is None or draft:
        return Recording(notes=(problem("PA1109"),) if place else ())
    with open_or_create_ledger(place) as book:
        return Recording(place, book.head())


def record_packets(
    place: LedgerPlace, packets: Iterable[SendablePacket], on: date, *, actor: Actor, moment: datetime
) -> tuple[Problem, ...]:
    """Record packets that were made; one that stands in the ledger as it is is left alone.

    Returns the problems (PA1101, PA1103) of those whose step may not follow; they stop no other. Raises `Refused`
    when the ledger itself fails.
    """
    problems: list[Problem] = []
    with open_or_create_ledger(place) as book:
        for packet in packets:
            try:
                _record(book, packet, on, actor, moment)
            except Refused as refused:
                if refused.exit_code is not ExitCode.INPUT_INVALID:  # the ledger itself fails, not this step
                    raise
                problems += refused.problems
    return tuple(problems)


def _record(book: Ledger, packet: SendablePacket, on: date, actor: Actor, moment: datetime) -> None:
    step, entry = packet.step(on), book.entry(packet.case_id)
    if entry is not None and entry.manifest_sha256 == step.manifest_sha256:
        return
    facts = {"case_id": packet.case_id, "profile_id": packet.profile_id, "step": step.kind}
    event = sign_event(AuditAction.BUILD, actor, moment, output_sha256=tuple(packet.sha256.values()), **facts)
    book.take(packet.case_id, step, event)
