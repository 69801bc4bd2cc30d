"""`priorauth template rollback`: bring an earlier approved text back."""

from __future__ import annotations

from priorauth.cli.withdrawing import rollback_command
from priorauth.operations.approvals.text_kinds import TextKind

rollback = rollback_command(TextKind.TEMPLATE, metavar="NAME")
