"""Made-up steps and events for the ledger's tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from priorauth.ledger.audit_chain import AuditAction, AuditEvent
from priorauth.ledger.entry import LedgerEntry, after
from priorauth.ledger.steps import STEP, Step

DAY = date(2026, 11, 2)
MOMENT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def event(action: AuditAction = AuditAction.STEP, **changes: Any) -> AuditEvent:
    plain = {"actor": "riley", "host": "desk-1", "tool_version": "0.1.0", "run_id": "run-1", "time": MOMENT}
    return AuditEvent.model_validate({**plain, "action": action, **changes})


PLAIN: dict[str, dict[str, Any]] = {
    "built": {
        "profile_id": "highmark-wy-15-01-004",
        "line_of_business": "commercial",
        "urgency": "standard",
        "bodies": ["L4", "L5", "S1"],
        "units": [{"code": "64628", "units": 1}, {"code": "64629", "units": 1}],
        "planned_date": "2026-12-15",
        "manifest_sha256": "ab" * 32,
    },
    "submitted": {"channel": "portal", "reference": "REF-1"},
    "information_requested": {"wanted": "records", "respond_by": "2026-11-20"},
    "approved": {"authorization": "AUTH-1", "bodies": ["L4", "L5", "S1"], "valid_to": "2027-01-31"},
    "denied": {"reason": "Not medically necessary.", "code": "50", "appeal_by": "2027-05-01"},
    "appealed": {"level": "1", "channel": "fax"},
    "scheduled": {"planned_date": "2026-12-20", "bodies": ["L4", "L5", "S1"]},
    "expired": {},
    "done": {"outcome": "performed"},
}


def step(kind: str, on: date = DAY, **changes: Any) -> Step:
    plain = {"kind": kind, "on": on.isoformat(), **PLAIN[kind], **changes}
    return STEP.validate_python({name: value for name, value in plain.items() if value is not None})


def after_all(*steps: Step) -> LedgerEntry:
    """Where a case stands after these steps, the first of which is its packet."""
    entry: LedgerEntry | None = None
    for each in steps:
        entry = after("C-1", entry, each)
    assert entry is not None
    return entry
