"""`priorauth practice`: backing up the practice's folder and ledger, putting them back, letting go of a case."""

from __future__ import annotations

from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import counted
from priorauth.cli.practice_options import acting, ledger_option, ledger_place
from priorauth.operations.keeping.back_up_practice import back_up_practice
from priorauth.operations.keeping.remove_case import find_case, remove_case
from priorauth.operations.keeping.restore_practice import restore_practice
from priorauth.problems import ExitCode, Severity


@click.group()
def practice() -> None:
    """Keep the practice's folder and ledger safe, and let go of what need no longer be kept."""


@practice.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@ledger_option
def backup(file: Path, url: str | None) -> int:
    """Write the practice's folder and the rows of its ledger to FILE.zip, and read that back.

    It holds patients' records as they are: keep it where the practice's folder could be kept. Ends with 3 when the
    ledger is not whole; it is backed up all the same.
    """
    made = back_up_practice(ledger_place(url), file, moment=options.now())
    show_problems(made.problems)
    rows = f"{counted(made.rows, 'row')} of its ledger" if made.rows is not None else "no ledger"
    click.echo(f"wrote {file}: {counted(made.files, 'file')}, {rows}; read back and compared")
    if made.earlier_backups:
        click.echo(f"{counted(made.earlier_backups, 'earlier backup')} in the folder left out")
    if made.head:
        click.echo(f"head {made.head}")
    is_told = any(item.severity is Severity.ERROR for item in made.problems)
    return int(ExitCode.INPUT_INVALID if is_told else ExitCode.OK)


@practice.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--without-ledger", is_flag=True, help="Put back the files alone.")
@ledger_option
def restore(file: Path, folder: Path, without_ledger: bool, url: str | None) -> None:
    """Put a backup back into DIR, which must be new or empty; its ledger too, or into an empty one at --ledger.

    Everything is checked against the hashes in the backup, and the ledger against its chain. What doesn't hold is
    refused, and nothing is left behind.
    """
    back = restore_practice(
        file, folder, actor=acting(), moment=options.now(), url=url, with_ledger=not without_ledger
    )
    rows = f"{counted(back.rows, 'row')} of its ledger" if back.rows is not None else "no ledger"
    click.echo(f"put back {counted(back.files, 'file')} into {folder}, and {rows}")
    if back.head:
        click.echo(f"head {back.head}")


@practice.command()
@click.argument("case_id")
@click.option(
    "--export",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE.zip",
    help="Where the case's files are written before they are removed.",
)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@ledger_option
def remove(case_id: str, export: Path, yes: bool, url: str | None) -> None:
    """Write the folder, the packets and the proofs of CASE_ID to FILE.zip, then remove them.

    Nothing is removed before the file was read back and compared. The ledger keeps its rows and gains an event with
    the file's hash. Worklists, backups and what lies outside of the practice's folder are left as they are.
    """
    place = ledger_place(url)
    found = find_case(place, case_id)
    for folder in found.folders:
        click.echo(f"{folder.relative_to(found.home)}/", err=True)
    options.confirm(f"Export the above to {export}, then remove it?", yes=yes, flag="--yes")
    gone = remove_case(place, found, export, actor=acting(), moment=options.now())
    click.echo(f"wrote {export}: {counted(gone.files, 'file')}, read back and compared; removed them here")
    click.echo(f"sha256 {gone.sha256}")
