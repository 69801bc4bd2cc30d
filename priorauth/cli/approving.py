"""The command that lets texts of the practice's own be used, alike for templates and for payer profiles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from priorauth.cli import approval_output, options
from priorauth.operations.approvals.decide_texts import plan_approval
from priorauth.operations.approvals.text_kinds import TextKind


def approve_command(kind: TextKind, *, metavar: str, everything: str, text: str) -> click.Command:
    """Make the command that approves texts of one kind; ``text`` is its help, ``everything`` that of ``--all``."""

    @click.command("approve", help=text)
    @click.argument("names", metavar=f"[{metavar}]...", nargs=-1)
    @click.option("--all", "is_everything", is_flag=True, help=everything)
    @approval_output.by
    @approval_output.note
    @approval_output.effective
    @click.option("--yes", is_flag=True, help="With --all: approve what is listed without asking.")
    @approval_output.dry_run
    @approval_output.ledger
    @options.json_output
    def approve(
        names: tuple[str, ...],
        is_everything: bool,
        by: str,
        note: str,
        effective: date,
        yes: bool,
        dry_run: bool,
        url: str | None,
        as_json: bool,
    ) -> int:
        signed = approval_output.decision(by, note, effective)
        if is_everything == bool(names):
            raise click.UsageError("Give names, or --all.")
        plan = plan_approval(Path.cwd(), kind, names, signed)
        return approval_output.run_approve(
            plan, asks=is_everything, yes=yes, dry_run=dry_run, as_json=as_json, url=url
        )

    return approve
