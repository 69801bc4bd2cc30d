"""`priorauth schema`: the JSON Schema that editors use to check a file while it is typed."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("kind", type=click.Choice(["case", "payer"]))
def schema(kind: str) -> None:
    """Print the JSON Schema of a case file or a payer profile."""
    from priorauth.case.model import Case
    from priorauth.payers.model import Profile

    model = Case if kind == "case" else Profile
    click.echo(json.dumps(model.model_json_schema(), indent=2))
