"""`priorauth payer list`: the payer profiles that are found."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.profiles import find_profiles


@click.command("list")
@options.json_output
def list_profiles(as_json: bool) -> None:
    """List every profile with the payer's position."""
    profiles = find_profiles.list_profiles(Path.cwd())
    if as_json:
        click.echo(json.dumps([asdict(profile) for profile in profiles], indent=2))
        return
    for profile in profiles:
        click.echo(f"{profile.id:26} {profile.position:22} {profile.grade:10} {profile.carrier}")
