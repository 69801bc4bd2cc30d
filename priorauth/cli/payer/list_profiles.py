"""`priorauth payer list`: the payer profiles that are found."""

from __future__ import annotations

import json

import click

from priorauth.cli import options
from priorauth.cli.libraries import profile_library


@click.command("list")
@options.json_output
def list_profiles(as_json: bool) -> None:
    """List every profile with the payer's position."""
    library = profile_library()
    profiles = [library.load(profile_id).profile for profile_id in library.ids()]
    if as_json:
        rows = [
            {"id": p.id, "carrier": p.carrier.name, "position": p.position.value, "grade": p.grade.value}
            for p in profiles
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for profile in profiles:
        click.echo(f"{profile.id:26} {profile.position.value:22} {profile.grade.value:10} {profile.carrier.name}")
