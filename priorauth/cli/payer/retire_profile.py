"""`priorauth payer retire`: end the use of a payer profile of the practice's own."""

from __future__ import annotations

from priorauth.cli.withdrawing import retire_command
from priorauth.operations.approvals.text_kinds import TextKind

retire = retire_command(TextKind.PROFILE, metavar="ID", what="payer profile")
