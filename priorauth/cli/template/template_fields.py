"""`priorauth template fields`: what a template needs of a case, and everything it can use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.libraries import letter_library
from priorauth.letters.context.model import LetterContext, context_of
from priorauth.letters.lint import examine
from priorauth.letters.lint.needs import FieldRow, NeededField, field_rows, needed_fields
from priorauth.letters.lint.reference import reference


@click.command("fields")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--markdown", is_flag=True, help="Print the whole reference of fields and filters as Markdown.")
@options.json_output
def fields(name: str | None, markdown: bool, as_json: bool) -> None:
    """Show what the template NAME uses, and where; without NAME, every field that a letter can use."""
    if markdown:
        click.echo(reference(), nl=False)
    elif name is None:
        rows = field_rows(LetterContext)
        click.echo(json.dumps([_data(row) for row in rows], indent=2) if as_json else _table(rows))
    else:
        needed = _needed(name)
        click.echo(json.dumps([_used_data(item) for item in needed], indent=2) if as_json else _used_table(needed))


def _needed(name: str) -> tuple[NeededField, ...]:
    library = letter_library()
    path = library.path_of(f"{name}.md") or library.load(name).path
    return needed_fields(context_of(name), examine(library, path).uses)


def _data(row: FieldRow) -> dict[str, object]:
    return {
        "path": row.path,
        "kind": str(row.kind.present),
        "may_be_empty": row.kind.optional,
        "meaning": row.says.meaning,
        "supplied_by": str(row.says.supplier),
    }


def _used_data(item: NeededField) -> dict[str, object]:
    return {**_data(item.row), "need": str(item.need), "used_at": list(item.used_at)}


def _table(rows: Iterable[FieldRow]) -> str:
    return "\n".join(f"{row.path:38} {row.kind!s:24} {row.says.supplier:17} {row.says.meaning}" for row in rows)


def _used_table(needed: Iterable[NeededField]) -> str:
    return "\n".join(
        f"{item.row.path:38} {item.row.kind.present!s:17} {item.need:10} {item.row.says.supplier:17} "
        f"{', '.join(_short(place) for place in item.used_at)}"
        for item in needed
    )


def _short(place: str) -> str:
    path = Path(place)
    return f"partials/{path.name}" if path.parent.name == "partials" else path.name
