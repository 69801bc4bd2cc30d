"""What a person does with the ledger: enter what happened to a case, look things up, export, remove old cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from priorauth.files import read_file, remove_file, write_file
from priorauth.formats.spreadsheet import csv_bytes, xlsx_bytes
from priorauth.ledger.due import DueItem as DueItem, due_items
from priorauth.ledger.entry import LedgerEntry as LedgerEntry
from priorauth.ledger.export import rows_of
from priorauth.ledger.states import State as State
from priorauth.ledger.statistics import Statistics, statistics
from priorauth.ledger.steps import STEP, Step
from priorauth.ledger.store import RecordedStep as RecordedStep
from priorauth.operations.ledger.find_ledger import (
    LedgerPlace,
    ledger_if_there,
    open_or_create_ledger,
    require_ledger,
)
from priorauth.operations.profiles.find_profiles import profiles_in_use
from priorauth.operations.sign_event import Actor, AuditAction, sign_event
from priorauth.payers.clocks import clocks_of_the_law, own_clocks
from priorauth.problems import Refused, Where, problem


class StepIncomplete(Refused):
    """A step some of whose fields are missing or wrong (PA1108); ``fields`` names each once."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(dict.fromkeys(fields))
        super().__init__(problem("PA1108", field=name) for name in self.fields)


def record_step(
    place: LedgerPlace,
    case_id: str,
    facts: Mapping[str, object],
    *,
    actor: Actor,
    moment: datetime,
    proof: Path | None = None,
) -> LedgerEntry:
    """Record a step and return where the case stands after it.

    ``facts`` are the fields of one of `priorauth.ledger.steps`, its ``kind`` among them; ``None`` is not known.
    ``proof`` shows that a packet was sent: a copy is kept beside the ledger under its own hash, and the event holds
    that hash with the packet's. Raises `StepIncomplete`, and `Refused`: PA201 without a ledger or for a proof that
    cannot be read, PA1101 to PA1103 for a step that may not follow, PA1113 for a proof of no known kind.
    """
    kept = _Proof.of(proof) if proof is not None else None
    step = _step({**facts, "proof_sha256": kept.sha256} if kept else facts)
    with require_ledger(place) as book:
        entry = book.entry(case_id)
        hashes = (kept.sha256, entry.manifest_sha256) if kept and entry else ()
        event = sign_event(AuditAction.STEP, actor, moment, case_id=case_id, step=step.kind, output_sha256=hashes)
        if kept is None or entry is None:
            return book.take(case_id, step, event)
        with kept.kept_in(place.home / PROOFS / case_id):
            return book.take(case_id, step, event)


def begin_ledger(place: LedgerPlace, *, anew: bool, actor: Actor, moment: datetime) -> str | None:
    """Begin the practice's ledger, and return the head of the one whose place it takes, where it takes one's.

    ``anew`` lets go of a ledger that is lost: the first event of the new one holds the head that was kept of it.
    Raises `Refused`: PA1120 for a ledger that is there and whole, PA1114 for one that lacks the head that was kept,
    unless ``anew``.
    """
    known = ledger_if_there(place) if not anew else None
    if known is not None:
        known.close()
        raise Refused([problem("PA1120")])
    with open_or_create_ledger(place, must_have_head=not anew) as book:
        kept = book.kept_head()
        if kept is not None and book.has_head(kept.hash):
            raise Refused([problem("PA1120")])
        lost = (kept.hash,) if kept is not None else ()
        book.note(sign_event(AuditAction.INIT, actor, moment, output_sha256=lost))
    return kept.hash if kept is not None else None


PROOFS = "proofs"
"""The folder beside the ledger that keeps what shows that packets were sent, a folder for each case."""
_PROOF_KINDS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".txt", ".eml", ".html"})


@dataclass(frozen=True, slots=True)
class _Proof:
    """What shows that a packet was sent; it is kept under its hash, since its name may hold a patient's."""

    data: bytes
    sha256: str
    suffix: str

    @classmethod
    def of(cls, path: Path) -> _Proof:
        suffix = path.suffix.lower()
        if suffix not in _PROOF_KINDS:
            raise Refused([problem("PA1113", kinds=", ".join(sorted(_PROOF_KINDS)))])
        data = read_file(path, limit_bytes=_MAX_PROOF_BYTES)
        return cls(data, hashlib.sha256(data).hexdigest(), suffix)

    @contextmanager
    def kept_in(self, folder: Path) -> Iterator[None]:
        """Keep a copy; take it away again when the step is refused."""
        path = folder / f"{self.sha256}{self.suffix}"
        is_new = not path.exists()
        if is_new:
            write_file(path, self.data)
        try:
            yield
        except Refused:
            if is_new:
                remove_file(path)
            raise


_MAX_PROOF_BYTES = 50_000_000


def _step(facts: Mapping[str, object]) -> Step:
    try:
        return STEP.validate_python({name: value for name, value in facts.items() if value is not None})
    except ValidationError as error:
        raise StepIncomplete(_field(found["loc"]) for found in error.errors(include_input=False)) from None


def _field(place: tuple[int | str, ...]) -> str:
    """Name the field of a step; the first part of a place is the step's own kind."""
    return next((part for part in place[1:] if isinstance(part, str)), "step")


def list_cases(
    place: LedgerPlace, *, state: State | None = None, profile_id: str | None = None
) -> tuple[LedgerEntry, ...]:
    """Return where each case stands, by id; only those of one state or one payer's profile where that is asked.

    Raises `Refused` (PA201) without a ledger, as everything here does.
    """
    with require_ledger(place) as book:
        return book.entries(state=state, profile_id=profile_id)


def case_history(place: LedgerPlace, case_id: str) -> tuple[RecordedStep, ...]:
    """Return every step of one case, first to last. Raises `Refused` (PA1102) for a case that is not there."""
    with require_ledger(place) as book:
        steps = book.history(case_id)
    if not steps:
        raise Refused([problem("PA1102", Where(field=case_id), case=case_id)])
    return steps


def list_due(place: LedgerPlace, as_of: date) -> tuple[DueItem, ...]:
    """Return what is late or runs out, and where asked, authorized and scheduled differ; the late first.

    Deadlines that no letter gives follow from the payers' profiles as they are approved for the day, then from the
    law of the line of business. Raises
    `Refused` (PA574) for a registry of approvals that was tampered with.
    """
    library = profiles_in_use(place.folder, as_of)
    entries = list_cases(place)
    known = set(library.ids())
    used = {entry.profile_id for entry in entries} & known
    own = {profile_id: own_clocks(library.load(profile_id).profile) for profile_id in used}
    clocks = {entry.profile_id: (*own.get(entry.profile_id, ()), *clocks_of_the_law()) for entry in entries}
    return due_items(entries, as_of, clocks)


def count_decisions(place: LedgerPlace) -> Statistics:
    """Return the practice's own figures: cases by state, denials by code, and days to a decision, by payer."""
    with require_ledger(place) as book:
        return statistics(book.entries(), book.all_steps())


def export_ledger(
    place: LedgerPlace, target: Path, *, actor: Actor, moment: datetime, overwrite: bool = False
) -> int:
    """Write the ledger to ``target`` (.xlsx or .csv), note that in the chain, and return how many cases it has.

    Raises `Refused`: PA902 for another kind of file, PA2xx for the disk, PA201 without a ledger.
    """
    suffix = target.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise Refused([problem("PA902", reason="the export is written as .xlsx or .csv")])
    with require_ledger(place) as book:
        entries = book.entries()
        rows = rows_of(entries)
        data = csv_bytes(rows) if suffix == ".csv" else xlsx_bytes({"ledger": rows})
        write_file(target, data, overwrite=overwrite)
        book.note(sign_event(AuditAction.EXPORT, actor, moment, counts={"cases": len(entries)}))
    return len(entries)


def purge_cases(place: LedgerPlace, before: date, *, actor: Actor, moment: datetime) -> int:
    """Remove closed cases whose last step lies before a day, and return how many; the chain keeps event and count.

    Raises `Refused` (PA201) without a ledger.
    """
    with require_ledger(place) as book:
        return book.purge(before, sign_event(AuditAction.PURGE, actor, moment))
