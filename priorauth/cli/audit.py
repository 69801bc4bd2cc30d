"""`priorauth audit`: the chain of events behind the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.recording import ledger_option, ledger_place
from priorauth.operations.ledger.audit_ledger import ChainReport, LedgerAudit, audit_head, audit_ledger
from priorauth.problems import ExitCode


@click.group()
def audit() -> None:
    """Check the chain of events, or print its head."""


@audit.command()
@click.option("--head", metavar="HASH", help="A head printed earlier, as each manifest has it.")
@click.option(
    "--manifest",
    "named",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A manifest, its packet's folder, or a folder of packets; more may follow.",
)
@click.argument("more", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@ledger_option
@options.json_output
def verify(
    head: str | None, named: tuple[Path, ...], more: tuple[Path, ...], url: str | None, as_json: bool
) -> int:
    """Check that no event was changed, removed or put in between. Ends with 3 when one was.

    Without --head or --manifest, events cut off the end cannot be noticed: each recorded packet's manifest prints
    the head the chain had before its run, and the chain must still have it.
    """
    if more and not named:
        raise click.UsageError("Write --manifest before the first manifest.")
    found = audit_ledger(ledger_place(url), head=head, manifests=(*named, *more))
    if as_json:
        click.echo(json.dumps(_as_data(found), indent=2))
    else:
        _print(found, head)
    show_problems(found.problems)
    return int(ExitCode.OK if found.is_sound else ExitCode.INPUT_INVALID)


def _as_data(found: LedgerAudit) -> dict[str, object]:
    return {
        **found.chain.model_dump(mode="json"),
        "manifests": [item.model_dump(mode="json") for item in found.heads],
        "problems": [told.as_data() for told in found.problems],
    }


def _print(found: LedgerAudit, head: str | None) -> None:
    click.echo(_chain(found.chain, head))
    if found.heads:
        held = sum(item.at is not None for item in found.heads)
        click.echo(f"{held} of {counted(len(found.heads), 'manifest')}: the head it prints is in the chain")


def _chain(report: ChainReport, head: str | None) -> str:
    if report.is_whole:
        since = f", {report.after_expected_head} since that head" if head else ""
        return f"{painted('whole', 'green')}: {counted(report.events, 'event')}{since}; head {report.head}"
    if report.broken_at is not None:
        return f"{painted('broken', 'red')}: event {report.broken_at} does not follow from the one before it"
    return f"{painted('cut', 'red')}: that head is not in the chain of {counted(report.events, 'event')}"


@audit.command("head")
@ledger_option
def print_head(url: str | None) -> None:
    """Print the hash of the latest event, to be kept elsewhere."""
    click.echo(audit_head(ledger_place(url)))
