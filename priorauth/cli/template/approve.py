"""`priorauth template approve`: let letters of the practice's own be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from priorauth.cli import approvals, options
from priorauth.files import read_file
from priorauth.letters.lint import lint_template
from priorauth.letters.variants import check_letters, files_of_letter
from priorauth.practice import LoadedPractice
from priorauth.problems import Problem
from priorauth.registry.own_files import MAX_BYTES, TEMPLATES
from priorauth.render.letterhead_lint import lint_letterhead


@click.command("approve")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--all", "everything", is_flag=True, help="Every template, partial and letterhead of the practice's own."
)
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
    """Approve letters of the practice's own, each with the partials it includes, for every payer and kind of case.

    NAME is that of a letter, or of one file, such as partials/signature, payers/hcsc/partials/signature or
    letterhead. What they go into is checked first; an error refuses the approval, and nothing is entered.
    """
    signed = approvals.signature(by, note, effective)
    return approvals.run_approve(
        TEMPLATES,
        names,
        files_of_letter,
        _check,
        signed,
        everything=everything,
        yes=yes,
        dry_run=dry_run,
        as_json=as_json,
        url=url,
    )


def _check(practice: LoadedPractice, files: Sequence[str]) -> tuple[Problem, ...]:
    found = check_letters(practice, files, lint_template)
    for file in files:
        if file.endswith(".docx"):
            data = read_file(practice.folder / file, limit_bytes=MAX_BYTES)
            found += lint_letterhead(data, str(practice.folder / file))
    return found
