"""`priorauth payer approve`: let payer profiles of the practice's own be used."""

from __future__ import annotations

from priorauth.cli.approving import approve_command
from priorauth.operations.approvals.text_kinds import TextKind

approve = approve_command(
    TextKind.PROFILE,
    metavar="ID",
    everything="Every profile of the practice's own.",
    text="Approve payer profiles of the practice's own, each with those of its own that it extends.\n\n"
    "They are linted first; an error refuses the approval, and nothing is entered.",
)
