"""`priorauth template which`: which file of a letter and of each partial wins, and why."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.templates.find_templates import KINDS, LetterUse, LocatedFile, locate_letter


@click.command("which")
@click.argument("name", metavar="NAME")
@click.option("--payer", metavar="ID", help="For this payer's letters.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="For a kind of case; repeatable.")
@click.option("--case", "case", type=click.Path(path_type=Path), help="For this case: its payer and its kinds.")
@options.as_of
@options.json_output
def which(
    name: str, payer: str | None, kinds: tuple[str, ...], case: Path | None, as_of: date, as_json: bool
) -> int:
    """Say which file of a letter and of each of its partials wins, and list the places searched, in order.

    The most specific wins: kind of case, payer, practice, shipped.
    """
    if case is not None and kinds:
        raise click.UsageError("Give --case or --kind: a case says itself of which kinds it is.")
    use = LetterUse(case_file=options.case_file(case) if case else None, payer=payer, kinds=kinds)
    found = locate_letter(Path.cwd(), name, use, as_of=as_of)
    if as_json:
        click.echo(json.dumps([asdict(item) for item in found], indent=2, ensure_ascii=False))
    else:
        _print(found)
    return 0


def _print(found: tuple[LocatedFile, ...]) -> None:
    for item in found:
        click.echo(item.name)
        for looked in item.places:
            approval = f"; {looked.approval}" if looked.approval else ""
            click.echo(f"  {looked.outcome:10} {looked.path}  ({looked.place}{approval})")
