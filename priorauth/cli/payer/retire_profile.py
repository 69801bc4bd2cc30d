"""`priorauth payer retire`: end the use of a payer profile of the practice's own."""

from __future__ import annotations

from priorauth.cli.withdrawing import retire_command
from priorauth.practice.approvals.own_files import PROFILES

retire = retire_command(PROFILES, metavar="ID", what="payer profile")
