"""`priorauth payer show`: what a profile says, with the source of every line."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.profiles.find_profiles import describe_profile


@click.command("show")
@click.argument("profile_id", metavar="ID")
@options.json_output
def show(profile_id: str, as_json: bool) -> None:
    """Show what a profile says, with the source of every line."""
    described = describe_profile(Path.cwd(), profile_id)
    if as_json:
        click.echo(json.dumps(described.profile.model_dump(mode="json"), indent=2, ensure_ascii=False))
        return
    for line in described.lines:
        click.echo(line)
