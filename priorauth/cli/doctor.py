"""`priorauth doctor`: check that everything the tool needs is here."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.operations.check_installation import check_installation
from priorauth.problems import ExitCode


@click.command()
@options.json_output
def doctor(as_json: bool) -> int:
    """Check that the tool is complete on this machine. Missing optional tools are named, not counted."""
    parts = check_installation(Path.cwd())
    if as_json:
        click.echo(json.dumps([asdict(part) for part in parts], indent=2))
    else:
        for part in parts:
            mark = painted("ok", "green") if part.ok else painted("missing", "red" if part.required else "yellow")
            click.echo(f"{mark:8} {part.what}: {part.detail}")
    broken = any(part.required and not part.ok for part in parts)
    return int(ExitCode.MISSING_TOOL if broken else ExitCode.OK)
