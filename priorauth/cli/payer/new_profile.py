"""`priorauth payer new`: a payer profile to fill in, to extend, or to change a copy of."""

from __future__ import annotations

from pathlib import Path

import click

from priorauth.operations.profiles.maintain_profiles import begin_profile, draft_profile


@click.command("new")
@click.argument("profile_id", metavar="ID")
@click.option("--extends", "parent_id", metavar="ID", help="Start from another profile and give only what differs.")
@click.option("--copy", "copied_id", metavar="ID", help="Start from a copy of a profile, comments and all.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The folder to put it in; the practice's, if none is given.",
)
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
def new(profile_id: str, parent_id: str | None, copied_id: str | None, out: Path | None, dry_run: bool) -> None:
    """Start a payer profile: a file ID.yaml to fill in, each field explained."""
    if parent_id and copied_id:
        raise click.UsageError("--extends and --copy cannot go together.")
    text = draft_profile(Path.cwd(), profile_id, extends=parent_id, copied=copied_id)
    if dry_run:
        click.echo(text, nl=False)
        return
    file = begin_profile(Path(), profile_id, text, out)
    click.echo(f"wrote {file}")
    click.echo(f"Fill it in, then: priorauth payer lint {file}", err=True)
