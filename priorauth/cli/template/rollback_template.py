"""`priorauth template rollback`: bring an earlier approved text back."""

from __future__ import annotations

from priorauth.cli.withdrawing import rollback_command
from priorauth.practice.approvals.own_files import TEMPLATES

rollback = rollback_command(TEMPLATES, metavar="NAME")
