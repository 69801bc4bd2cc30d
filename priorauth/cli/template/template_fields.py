"""`priorauth template fields`: what a template needs of a case, and everything it can use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.operations.templates.check_templates import (
    LetterField,
    UsedField,
    field_reference,
    fields_used,
    list_fields,
)


@click.command("fields")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--markdown", is_flag=True, help="Print the whole reference of fields and filters as Markdown.")
@options.json_output
def fields(name: str | None, markdown: bool, as_json: bool) -> None:
    """Show what the template NAME uses, and where; without NAME, every field that a letter can use."""
    if markdown:
        click.echo(field_reference(), nl=False)
    elif name is None:
        found = list_fields()
        click.echo(json.dumps([_data(item) for item in found], indent=2) if as_json else _table(found))
    else:
        used = fields_used(Path.cwd(), name)
        click.echo(json.dumps([_used_data(item) for item in used], indent=2) if as_json else _used_table(used))


def _data(item: LetterField) -> dict[str, object]:
    return {
        "path": item.path,
        "kind": item.kind,
        "may_be_empty": item.may_be_empty,
        "meaning": item.meaning,
        "supplied_by": item.supplied_by,
    }


def _used_data(item: UsedField) -> dict[str, object]:
    return {**_data(item.field), "need": item.need, "used_at": list(item.used_at)}


def _table(fields: Iterable[LetterField]) -> str:
    return "\n".join(
        f"{item.path:38} {item.kind_or_empty:24} {item.supplied_by:17} {item.meaning}" for item in fields
    )


def _used_table(used: Iterable[UsedField]) -> str:
    return "\n".join(
        f"{item.field.path:38} {item.field.kind:17} {item.need:10} {item.field.supplied_by:17} "
        f"{', '.join(_short(place) for place in item.used_at)}"
        for item in used
    )


def _short(place: str) -> str:
    path = Path(place)
    return f"partials/{path.name}" if path.parent.name == "partials" else path.name
