"""`priorauth template settle`: what a letter says of its own, sentence by sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.templates.settle_sentences import (
    SentenceSettlement,
    Unsettled,
    settle_sentences,
    unsettled_sentences,
)
from priorauth.problems import ExitCode


@click.command("settle")
@click.argument("name", metavar="NAME")
@click.option("--by", metavar="WHO", help="Who answers for the sentences; kept in the list.")
@click.option(
    "--fixed",
    "fixed",
    metavar="SENTENCE",
    multiple=True,
    help="This sentence, as it is listed, is true of every patient; may be repeated. Without it, each is asked.",
)
@options.json_output
def settle(name: str, by: str | None, fixed: tuple[str, ...], as_json: bool) -> int:
    """List what a letter says without a field, and settle one sentence after the other.

    A fixed sentence is true of every patient, whatever the chart says. One that states something of a patient, a
    payer or a day cannot be settled: print it from a field, or delete it. Ends with 5 while any sentence is open.
    """
    home = Path.cwd()
    found = unsettled_sentences(home, name)
    if by is not None:
        chosen = fixed or tuple(_answered(found))
        if chosen:
            path = settle_sentences(home, name, SentenceSettlement(sentences=chosen, by=by, on=options.today()))
            click.echo(f"wrote {path}", err=as_json)
            found = unsettled_sentences(home, name)
    elif fixed:
        raise click.UsageError("--fixed needs --by: somebody answers for a sentence by name.")
    click.echo(json.dumps([_as_data(item) for item in found], indent=2) if as_json else _listed(name, found))
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if found else ExitCode.OK)


def _answered(found: Sequence[Unsettled]) -> Iterator[str]:
    """Ask of each sentence that can be settled whether it is true of every patient."""
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here: name each sentence with --fixed.")
    for item in found:
        if item.states is None:
            click.echo(f"\n  {item.says}\n")
            if click.confirm("Is this true of every patient, whatever the chart says?", default=False):
                yield item.says


def _listed(name: str, found: Sequence[Unsettled]) -> str:
    if not found:
        return f"Every sentence of {name} comes from a field, is shipped, or is settled."
    rows = [
        f"{item.where}: {item.says}\n    "
        + (
            f"states {item.states}: print it from a field, or delete it"
            if item.states
            else "settle it, or delete it"
        )
        for item in found
    ]
    return "\n".join(rows)


def _as_data(item: Unsettled) -> dict[str, object]:
    return {"says": item.says, "where": str(item.where), "states": item.states}
