"""The commands that take an approved text back, alike for templates and for payer profiles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from priorauth.cli import approval_output, options
from priorauth.operations.approvals.decide_texts import plan_restoration, plan_retirement
from priorauth.operations.approvals.text_kinds import TextKind


def retire_command(kind: TextKind, *, metavar: str, what: str) -> click.Command:
    """Make the command that ends the use of one text; ``what`` names its kind in the help."""

    @click.command(
        "retire",
        help=f"End the use of a {what} of the practice's own, from a day on.\n\n"
        "From that day what would use it is refused, until the file is moved away: what is shipped is then used.",
    )
    @click.argument("name", metavar=metavar)
    @approval_output.by
    @approval_output.note
    @approval_output.effective
    @approval_output.dry_run
    @approval_output.ledger
    @options.json_output
    def retire(
        name: str, by: str, note: str, effective: date, dry_run: bool, url: str | None, as_json: bool
    ) -> int:
        signed = approval_output.decision(by, note, effective)
        planned = plan_retirement(Path.cwd(), kind, name)
        return approval_output.run_retire(planned, signed, dry_run=dry_run, as_json=as_json, url=url)

    return retire


def rollback_command(kind: TextKind, *, metavar: str) -> click.Command:
    """Make the command that brings an earlier approved text back."""

    @click.command("rollback")
    @click.argument("name", metavar=metavar)
    @click.option("--to", metavar="SHA", help="The text whose SHA-256 begins so; without it, the one before.")
    @approval_output.by
    @approval_output.note
    @approval_output.effective
    @click.option("--discard-edit", "discard", is_flag=True, help="Throw away an edit that was never approved.")
    @approval_output.dry_run
    @approval_output.ledger
    @options.json_output
    def rollback(
        name: str,
        to: str | None,
        by: str,
        note: str,
        effective: date,
        discard: bool,
        dry_run: bool,
        url: str | None,
        as_json: bool,
    ) -> int:
        """Bring an earlier approved text of one file back, and approve it again.

        After an edit that was not approved, and for a file that is gone, that is the text that was approved last.
        """
        signed = approval_output.decision(by, note, effective)
        planned = plan_restoration(Path.cwd(), kind, name, to, today=signed.on)
        return approval_output.run_rollback(
            planned, signed, discard=discard, dry_run=dry_run, as_json=as_json, url=url
        )

    return rollback
