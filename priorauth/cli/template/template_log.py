"""`priorauth template log`: what was approved, retired and rolled back, by whom and why."""

from __future__ import annotations

import click

from priorauth.cli import approval_output, options
from priorauth.operations.approvals.text_kinds import TextKind


@click.command("log")
@click.argument("name", metavar="[NAME]", required=False)
@options.json_output
def log(name: str | None, as_json: bool) -> int:
    """Show what was approved, retired and rolled back; of one template, partial or letterhead, or of all.

    Then how each file of the practice's own stands today, and the head of the chain.
    Ends with 5 and names the line when the registry was changed by hand.
    """
    return approval_output.run_log(TextKind.TEMPLATE, name, as_json=as_json)
