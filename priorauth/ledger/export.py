"""The ledger as a table, for people who work in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from priorauth.domain.spine import in_order, joined
from priorauth.formats.spreadsheet import Cell
from priorauth.ledger.entry import LedgerEntry
from priorauth.ledger.steps import Units

HEADER = (
    "case",
    "state",
    "payer profile",
    "planned date",
    "requested bodies",
    "requested units",
    "submitted",
    "method",
    "reference number",
    "respond by",
    "decided",
    "authorization number",
    "authorized bodies",
    "authorized units",
    "valid from",
    "valid to",
    "denial code",
    "denial reason",
    "appeal by",
    "appeal level",
    "appealed",
    "outcome",
)
"""The columns, named as clinics name them in their own trackers."""


def rows_of(entries: Iterable[LedgerEntry]) -> list[tuple[Cell, ...]]:
    """Return the header and a row for each case."""
    return [HEADER, *(_row(entry) for entry in entries)]


def _row(entry: LedgerEntry) -> tuple[Cell, ...]:
    return (
        entry.case_id,
        entry.state.value.replace("_", " "),
        entry.profile_id,
        entry.planned_date,
        joined(in_order(entry.requested_bodies)),
        _units(entry.requested_units),
        entry.submitted_on,
        entry.channel,
        entry.reference,
        entry.respond_by,
        entry.decided_on,
        entry.authorization,
        joined(in_order(entry.authorized_bodies)),
        _units(entry.authorized_units),
        entry.valid_from,
        entry.valid_to,
        entry.denial_code,
        entry.denial_reason,
        entry.appeal_by,
        entry.appeal_level,
        entry.appealed_on,
        entry.outcome,
    )


def _units(units: Units) -> str:
    return ", ".join(f"{row.code} × {row.units}" for row in units)
