"""`priorauth schema`: the JSON Schema that editors use to check a file while it is typed."""

from __future__ import annotations

import json
from typing import Literal

import click


@click.command()
@click.argument("kind", type=click.Choice(["case", "payer"]))
def schema(kind: Literal["case", "payer"]) -> None:
    """Print the JSON Schema of a case file or a payer profile."""
    from priorauth.operations.start_practice import give_schema

    click.echo(json.dumps(give_schema(kind), indent=2))
