"""`priorauth template retire`: end the use of a template, partial or letterhead of the practice's own."""

from __future__ import annotations

from priorauth.cli.withdrawing import retire_command
from priorauth.operations.approvals.text_kinds import TextKind

retire = retire_command(TextKind.TEMPLATE, metavar="NAME", what="template, partial or letterhead")
