"""`priorauth case`: work on a case file itself."""

from __future__ import annotations

from pathlib import Path

import click

from priorauth.cli import options


@click.group("case")
def case_group() -> None:
    """Work on a case file itself."""


@case_group.command()
@click.argument("case", metavar="CASE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the file as it would be; write nothing.")
def convert(case: Path, dry_run: bool) -> None:
    """Turn the pages that a case names into hints.

    The chart is read whatever page a case names. Each 'source' and 'attested_by' becomes a comment; everything else
    stays as it was written. The file as it was is kept beside it.
    """
    from priorauth.operations.convert_case import convert_case

    found = convert_case(options.case_file(case), dry_run=dry_run)
    if dry_run:
        click.echo(found.text, nl=False)
    elif found.is_new:
        click.echo(f"{found.case_file} is in the new form already.")
    else:
        click.echo(f"{found.case_file}: {found.pages} pages became hints. The file as it was: {found.kept}")
        if found.attested:
            click.echo(
                f"Nobody's word stands for a scan now ({found.attested}): priorauth review {found.case_file.parent}"
            )
