"""`priorauth template retire`: end the use of a template, partial or letterhead of the practice's own."""

from __future__ import annotations

from priorauth.cli.withdrawing import retire_command
from priorauth.practice.approvals.own_files import TEMPLATES

retire = retire_command(TEMPLATES, metavar="NAME", what="template, partial or letterhead")
