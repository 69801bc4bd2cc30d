"""`priorauth batch map`: propose a column map for a worklist, ask, and save it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.batch.map_columns import (
    COMMON_FIELDS,
    DateOrder,
    Encoding,
    MapProposal,
    ProposedMap,
    is_mappable,
    propose_map,
    save_map,
    written_map,
)

_NONE = "-"


@click.command("map")
@options.as_one(
    "proposed",
    propose_map,
    click.argument("worklist", metavar="FILE", type=click.Path(path_type=Path)),
    click.option("--sheet", metavar="NAME", help="The sheet, where the workbook has several."),
    click.option(
        "--header-row", type=click.IntRange(1, 100), help="The row of the headers, where it is not found."
    ),
    click.option(
        "--encoding",
        type=click.Choice([e.value for e in Encoding]),
        callback=lambda ctx, param, value: Encoding(value),
        default="utf-8",
        show_default=True,
    ),
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Where to save the map; beside FILE by default.")
@click.option("--yes", is_flag=True, help="Take the proposal without asking.")
@click.option("--force", is_flag=True, help="Replace a map that stands there already.")
@click.option("--dry-run", is_flag=True, help="Print the map instead of saving it.")
def map_columns(proposed: ProposedMap, out: Path | None, yes: bool, force: bool, dry_run: bool) -> None:
    """Say which column of FILE (.xlsx or .csv) is which. Shows headers and kinds of values, never a value."""
    if out is not None:
        proposed = replace(proposed, target=out)
    proposal = proposed.proposal
    _show(proposal)
    if not yes and not has_someone_to_ask():
        raise click.UsageError("This needs answers and nobody can give them here; add --yes to take the proposal.")
    fields, dates = (proposal.fields, proposal.dates) if yes else _ask(proposal)
    text = written_map(proposed, fields, dates)
    if dry_run:
        click.echo(text, nl=False)
        return
    save_map(text, proposed.target, overwrite=force)
    click.echo(f"wrote {proposed.target}")


def has_someone_to_ask() -> bool:
    """Whether a person sits at stdin."""
    return sys.stdin.isatty()


def _show(proposal: MapProposal) -> None:
    """Print each header, what stands below it, and the field proposed for it."""
    place = f"sheet '{proposal.sheet}', " if proposal.sheet is not None else ""
    click.echo(f"{place}headers in row {proposal.header_row}:", err=True)
    width = max((len(column.header) for column in proposal.columns), default=0)
    for column in proposal.columns:
        click.echo(f"  {column.header:<{width}}  ->  {column.field or 'not read'}   ({column.kinds})", err=True)


def _ask(proposal: MapProposal) -> tuple[dict[str, str], DateOrder]:
    """Ask for the field of each column, and how typed days are written."""
    click.echo(f"Fields: {', '.join(COMMON_FIELDS)}, or any field of a case.", err=True)
    fields: dict[str, str] = {}
    for column in proposal.columns:
        question = f"{column.header} ({_NONE}: not read)"
        answer = click.prompt(question, default=column.field or _NONE, value_proc=_field, err=True)
        if answer != _NONE:
            fields[answer] = column.header
    orders = click.Choice([order.value for order in DateOrder])
    dates = click.prompt("How are typed days written?", default=proposal.dates.value, type=orders, err=True)
    return fields, DateOrder(dates)


def _field(answer: str) -> str:
    name = answer.strip()
    if name != _NONE and not is_mappable(name):
        raise click.UsageError("no case has that field")
    return name
