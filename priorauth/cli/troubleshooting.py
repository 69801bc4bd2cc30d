"""`priorauth explain` and `doctor`: what a problem code means, and whether everything the tool needs is here."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted
from priorauth.cli.output import show
from priorauth.operations.check_installation import InstalledPart, check_installation
from priorauth.problems import CATALOGUE, ExitCode, ProblemKind, Refused, problem


@click.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="List every code.")
@options.json_output
def explain(code: str | None, every: bool, as_json: bool) -> None:
    """Explain a problem code such as PA401: what it means, how to fix it, and who can."""
    if every or code is None:
        kinds = list(CATALOGUE.values())
    elif (kind := CATALOGUE.get(code.upper())) is not None:
        kinds = [kind]
    else:
        raise Refused([problem("PA901", unknown=code[:20])])
    if as_json:
        click.echo(json.dumps([asdict(kind) for kind in kinds], indent=2))
    elif len(kinds) == 1:
        _print_kind(kinds[0])
    else:
        for kind in kinds:
            click.echo(f"{kind.code}  {kind.severity.value:8} {kind.message}")


def _print_kind(kind: ProblemKind) -> None:
    click.echo(f"{kind.code} ({kind.severity.value}): {kind.message}")
    click.echo(f"\n{kind.why}\n")
    click.echo(f"Fix: {kind.fix}")
    click.echo(f"Who can: {kind.owner.value}")
    click.echo(f"Exit code: {int(kind.exit_code)} ({kind.exit_code.name.lower().replace('_', ' ')})")


def _part_line(part: InstalledPart) -> str:
    """Say in a line whether a part is here."""
    mark = painted("ok", "green") if part.ok else painted("missing", "red" if part.required else "yellow")
    return f"{mark:8} {part.what}: {part.detail}"


@click.command()
@options.json_output
def doctor(as_json: bool) -> int:
    """Check that the tool is complete on this machine. Missing optional tools are named, not counted."""
    parts = check_installation(Path.cwd())
    show([asdict(part) for part in parts], map(_part_line, parts), as_json=as_json)
    broken = any(part.required and not part.ok for part in parts)
    return int(ExitCode.MISSING_TOOL if broken else ExitCode.OK)
