"""`priorauth payer approve`: let payer profiles of the practice's own be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from priorauth.cli import approvals, options
from priorauth.payers.own_profiles import check_profiles, files_of_profile
from priorauth.practice import LoadedPractice
from priorauth.problems import Problem
from priorauth.registry.own_files import PROFILES


@click.command("approve")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every profile of the practice's own.")
@approvals.by
@approvals.note
@approvals.effective
@click.option("--yes", is_flag=True, help="With --all: approve what is listed without asking.")
@approvals.dry_run
@approvals.ledger
@options.json_output
def approve(
    names: tuple[str, ...],
    everything: bool,
    by: str,
    note: str,
    effective: date,
    yes: bool,
    dry_run: bool,
    url: str | None,
    as_json: bool,
) -> int:
    """Approve payer profiles of the practice's own, each with those of its own that it extends.

    They are linted first; an error refuses the approval, and nothing is entered.
    """
    signed = approvals.signature(by, note, effective)

    def check(practice: LoadedPractice, files: Sequence[str]) -> tuple[Problem, ...]:
        return check_profiles(practice, files, signed.effective)

    return approvals.run_approve(
        PROFILES,
        names,
        files_of_profile,
        check,
        signed,
        everything=everything,
        yes=yes,
        dry_run=dry_run,
        as_json=as_json,
        url=url,
    )
