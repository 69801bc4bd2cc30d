"""`priorauth audit`: the chain of events behind the ledger."""

from __future__ import annotations

import click

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.cli.recording import ledger_option, opened
from priorauth.problems import ExitCode


@click.group()
def audit() -> None:
    """Check the chain of events, or print its head."""


@audit.command()
@click.option("--head", metavar="HASH", help="A head printed earlier, as each manifest has it.")
@ledger_option
@options.json_output
def verify(head: str | None, url: str | None, as_json: bool) -> int:
    """Check that no event was changed, removed or put in between. Ends with 3 when one was.

    Without --head, events cut off the end cannot be noticed.
    """
    with opened(url) as book:
        report = book.audit(head)
    if as_json:
        click.echo(report.model_dump_json(indent=2))
    elif report.is_whole:
        since = f", {report.after_expected_head} since that head" if head else ""
        click.echo(f"{painted('whole', 'green')}: {report.events} events{since}; head {report.head}")
    elif report.broken_at is not None:
        click.echo(f"{painted('broken', 'red')}: event {report.broken_at} does not follow from the one before it")
    else:
        click.echo(f"{painted('cut', 'red')}: that head is not in the chain of {report.events} events")
    return int(ExitCode.OK if report.is_whole else ExitCode.INPUT_INVALID)


@audit.command("head")
@ledger_option
def print_head(url: str | None) -> None:
    """Print the hash of the latest event, to be kept elsewhere."""
    with opened(url) as book:
        click.echo(book.head())
