"""`priorauth template import`: an existing Word letter becomes a template."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.operations.templates.import_letter_template import (
    ImportedLetter,
    LetterImport,
    ValueProposal,
    import_letter_template,
)
from priorauth.problems import ExitCode


@click.command("import")
@click.argument("letter", type=click.Path(path_type=Path), metavar="LETTER.docx")
@click.option(
    "-o",
    "--out",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("templates"),
    show_default=True,
    help="The folder of the template and its letterhead.",
)
@click.option("--name", help="The template's name; by default the letter's file name.")
@click.option(
    "--no-letterhead",
    "without_letterhead",
    is_flag=True,
    help="Write the template alone; keep the letterhead that is there.",
)
@click.option(
    "--force", "overwrite", is_flag=True, help="Replace a template or a letterhead that stands there already."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; print the report.")
@options.json_output
@click.option("--show-values", is_flag=True, help="Print what stood in the letter; it may be a patient's.")
@options.as_one("asked", LetterImport)
def import_letter_command(asked: LetterImport, as_json: bool, show_values: bool) -> int:
    """Turn a Word letter into a template, with a field proposed for each value that looks like data.

    What fits no field becomes a place to fill in, so that no patient's data stays. The report gives places, not
    values; where the letter does not work as it is, the command ends with 5.
    """
    imported = import_letter_template(Path.cwd(), asked, today=options.today())
    if as_json:
        click.echo(json.dumps(_as_data(imported, show_values=show_values), indent=2))
    else:
        show_problems(imported.problems)
        _print(imported, show_values=show_values)
    return int(ExitCode.OK if imported.is_usable else ExitCode.TEMPLATE_OR_PROFILE_INVALID)


def _proposal(item: ValueProposal, *, show_values: bool) -> dict[str, object]:
    """Return a proposed field as plain data, with what stood in the letter where that was asked."""
    return {
        "what": item.what,
        "why": item.why,
        "field": item.field,
        "part": "body",
        "paragraph": item.paragraph,
        "line": item.line,
        **({"fill_in": item.fill_in} if item.fill_in else {}),
        **({"value": item.value} if show_values else {}),
    }


def _as_data(imported: ImportedLetter, *, show_values: bool) -> dict[str, object]:
    proposals = [_proposal(item, show_values=show_values) for item in imported.proposals]
    return {
        "name": imported.name,
        "written": [str(file) for file in imported.written],
        "proposals": [item for item in proposals if item["field"]],
        "to_fill_in": [item for item in proposals if not item["field"]],
        "not_carried": [
            {"part": item.part, "paragraph": item.paragraph, "what": item.what} for item in imported.not_carried
        ],
        "look_at": [{"line": item.line, "what": item.what} for item in imported.look_at],
        "problems": [item.as_data() for item in imported.problems],
    }


def _print(imported: ImportedLetter, *, show_values: bool) -> None:
    fields = [item for item in imported.proposals if item.field]
    places = [item for item in imported.proposals if not item.field]

    def value(item: ValueProposal) -> str:
        return f": {' / '.join(item.value.split(chr(10)))}" if show_values else ""

    _section(f"{len(fields)} fields proposed", [
        f"line {item.line}: {item.field}, for {item.what} in paragraph {item.paragraph} ({item.why}){value(item)}"
        for item in fields
    ])  # fmt: skip
    _section(f"{len(places)} places to fill in, marked FILL IN in the template", [
        f"line {item.line}: FILL IN {item.fill_in}, {item.what} in paragraph {item.paragraph}{value(item)}"
        for item in places
    ])  # fmt: skip
    _section(f"{len(imported.not_carried)} things not carried, or carried in another form", [
        f"{item.part}{f', paragraph {item.paragraph}' if item.paragraph else ''}: {item.what}"
        for item in imported.not_carried
    ])  # fmt: skip
    _section(f"{len(imported.look_at)} lines to look at", [
        f"line {item.line}: {item.what}" for item in imported.look_at
    ])  # fmt: skip
    for file in imported.written:
        click.echo(f"wrote {file}")
    click.echo(
        f"Read {imported.template} beside the letter: a name without a title or a label is not recognized. "
        f"Then: priorauth template preview {imported.template}"
    )


def _section(title: str, lines: list[str]) -> None:
    click.echo(f"{title}{':' if lines else '.'}")
    for line in lines:
        click.echo(f"  {line}")
    click.echo()
