"""Writing the ledger as a table, for people who work in a spreadsheet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from priorauth.files import write_file
from priorauth.formats.spreadsheet import csv_bytes, xlsx_bytes
from priorauth.ledger.export import rows_of
from priorauth.operations.ledger.find_ledger import LedgerPlace, ledger_at_hand
from priorauth.operations.sign_event import Action, Actor, sign_event
from priorauth.problems import Refused, problem


def export_ledger(
    place: LedgerPlace, target: Path, *, actor: Actor, moment: datetime, overwrite: bool = False
) -> int:
    """Write the ledger to ``target`` (.xlsx or .csv), note that in the chain, and return how many cases it has.

    Raises `Refused`: PA902 for another kind of file, PA2xx for the disk, PA201 without a ledger.
    """
    suffix = target.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise Refused([problem("PA902", reason="the export is written as .xlsx or .csv")])
    with ledger_at_hand(place) as book:
        entries = book.entries()
        rows = rows_of(entries)
        data = csv_bytes(rows) if suffix == ".csv" else xlsx_bytes({"ledger": rows})
        write_file(target, data, overwrite=overwrite)
        book.note(sign_event(Action.EXPORT, actor, moment, counts={"cases": len(entries)}))
    return len(entries)
