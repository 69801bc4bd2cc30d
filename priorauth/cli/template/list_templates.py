"""`priorauth template list`: the letter templates that are found, and where."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.templates import find_templates


@click.command("list")
@options.json_output
def list_templates(as_json: bool) -> None:
    """List every template with its version, its hash and the file it comes from."""
    found = find_templates.list_templates(Path.cwd())
    if as_json:
        rows = [
            {"name": t.name, "title": t.title, "version": t.version, "sha256": t.sha256, "file": str(t.file)}
            for t in found
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for item in found:
        click.echo(f"{item.name:20} {item.version:4} {item.sha256[:12]}  {item.title}  ({item.file})")
