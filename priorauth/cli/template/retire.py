"""`priorauth template retire`: end the use of a template, partial or letterhead of the practice's own."""

from __future__ import annotations

from datetime import date

import click

from priorauth.cli import approvals, options
from priorauth.registry.own_files import TEMPLATES


@click.command("retire")
@click.argument("name", metavar="NAME")
@approvals.by
@approvals.note
@approvals.effective
@approvals.dry_run
@approvals.ledger
@options.json_output
def retire(name: str, by: str, note: str, effective: date, dry_run: bool, url: str | None, as_json: bool) -> int:
    """End the use of a template, partial or letterhead of the practice's own, from a day on.

    From that day what would use it is refused, until the file is moved away: what is shipped is then used.
    """
    signed = approvals.signature(by, note, effective)
    return approvals.run_retire(
        TEMPLATES, TEMPLATES.file_of(name), signed, dry_run=dry_run, as_json=as_json, url=url
    )
