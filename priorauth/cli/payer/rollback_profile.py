"""`priorauth payer rollback`: bring an earlier approved text back."""

from __future__ import annotations

from priorauth.cli.withdrawing import rollback_command
from priorauth.practice.approvals.own_files import PROFILES

rollback = rollback_command(PROFILES, metavar="ID")
