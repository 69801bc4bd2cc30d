"""`priorauth explain`: what a problem code means."""

from __future__ import annotations

import json

import click

from priorauth.cli import options
from priorauth.problems import CATALOGUE, Kind, Refused, problem


@click.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="List every code.")
@options.json_output
def explain(code: str | None, every: bool, as_json: bool) -> None:
    """Explain a problem code such as PA401: what it means, how to mend it, and who can."""
    if every or code is None:
        kinds = list(CATALOGUE.values())
    elif (kind := CATALOGUE.get(code.upper())) is not None:
        kinds = [kind]
    else:
        raise Refused([problem("PA901", unknown=code[:20])])
    if as_json:
        click.echo(json.dumps([_as_data(kind) for kind in kinds], indent=2))
    elif len(kinds) == 1:
        _print(kinds[0])
    else:
        for kind in kinds:
            click.echo(f"{kind.code}  {kind.severity.value:8} {kind.message}")


def _as_data(kind: Kind) -> dict[str, object]:
    return {
        "code": kind.code,
        "severity": kind.severity.value,
        "owner": kind.owner.value,
        "exit_code": int(kind.exit_code),
        "message": kind.message,
        "fix": kind.fix,
        "why": kind.why,
    }


def _print(kind: Kind) -> None:
    click.echo(f"{kind.code} ({kind.severity.value}): {kind.message}")
    click.echo(f"\n{kind.why}\n")
    click.echo(f"To mend it: {kind.fix}")
    click.echo(f"Who can: {kind.owner.value}")
    click.echo(f"Exit code: {int(kind.exit_code)} ({kind.exit_code.name.lower().replace('_', ' ')})")
