"""The command that lets texts of the practice's own be used, alike for templates and for payer profiles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import click

from priorauth.cli import approval_output, options
from priorauth.practice.approvals.own_files import Sort
from priorauth.practice.settings import LoadedPractice
from priorauth.problems import Problem

Check = Callable[[LoadedPractice, Sequence[str], date], tuple[Problem, ...]]
"""Checks what these files go into, as of the first day they count."""


def approve_command(
    sort: Sort, files_of: approval_output.FilesOf, check: Check, *, metavar: str, everything: str, text: str
) -> click.Command:
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
        return approval_output.run_approve(
            sort,
            names,
            files_of,
            lambda practice, files: check(practice, files, effective),
            approval_output.signature(by, note, effective),
            everything=is_everything,
            yes=yes,
            dry_run=dry_run,
            as_json=as_json,
            url=url,
        )

    return approve
