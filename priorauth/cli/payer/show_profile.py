"""`priorauth payer show`: what a profile says, with the source of every line."""

from __future__ import annotations

import json

import click

from priorauth.cli import options
from priorauth.cli.libraries import profile_library
from priorauth.payers.admin.describe import describe


@click.command("show")
@click.argument("profile_id", metavar="ID")
@options.json_output
def show(profile_id: str, as_json: bool) -> None:
    """Show what a profile says, with the source of every line."""
    loaded = profile_library().load(profile_id)
    if as_json:
        click.echo(json.dumps(loaded.profile.model_dump(mode="json"), indent=2, ensure_ascii=False))
        return
    for line in describe(loaded.profile):
        click.echo(line)
