"""`priorauth template rollback`: bring an earlier approved text back."""

from __future__ import annotations

from datetime import date

import click

from priorauth.cli import approvals, options
from priorauth.registry.own_files import TEMPLATES


@click.command("rollback")
@click.argument("name", metavar="NAME")
@click.option("--to", metavar="SHA", help="The text whose SHA-256 begins so; without it, the one before.")
@approvals.by
@approvals.note
@approvals.effective
@click.option("--discard-edit", "discard", is_flag=True, help="Throw away an edit that was never approved.")
@approvals.dry_run
@approvals.ledger
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
    signed = approvals.signature(by, note, effective)
    return approvals.run_rollback(
        TEMPLATES.file_of(name), to, signed, discard=discard, dry_run=dry_run, as_json=as_json, url=url
    )
