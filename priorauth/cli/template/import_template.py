"""`priorauth template import`: an existing Word letter becomes a template."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from priorauth.authoring.word_import.import_letter import MAX_BYTES, Imported, import_letter, tried
from priorauth.authoring.word_import.template_writing import Proposal
from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.libraries import letter_library
from priorauth.cli.options import today
from priorauth.cli.template.scenario_choice import staged_scenarios
from priorauth.files import read_file, write_file
from priorauth.problems import ExitCode, Problem, Refused, Severity, Where, problem

LETTERHEAD = "letterhead.docx"


@click.command("import")
@click.argument("letter", type=click.Path(path_type=Path), metavar="LETTER.docx")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("templates"),
    show_default=True,
    help="The folder of the template and its letterhead.",
)
@click.option("--name", help="The template's name; by default the letter's file name.")
@click.option("--no-letterhead", is_flag=True, help="Write the template alone; keep the letterhead that is there.")
@click.option("--force", is_flag=True, help="Replace a template or a letterhead that stands there already.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print the report.")
@options.json_output
@click.option("--show-values", is_flag=True, help="Print what stood in the letter; it may be a patient's.")
def import_letter_command(
    letter: Path,
    out: Path,
    name: str | None,
    no_letterhead: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
    show_values: bool,
) -> int:
    """Turn a Word letter into a template, with a field proposed for each value that looks like data.

    What fits no field becomes a place to fill in, so that no patient's data stays. The report gives places, not
    values; where the letter does not work as it is, the command ends with 5.
    """
    imported = import_letter(read_file(letter, limit_bytes=MAX_BYTES), name or _name_of(letter), str(letter))
    files = {f"{imported.name}.md": imported.template.encode()}
    if imported.letterhead is not None and not no_letterhead:
        files[LETTERHEAD] = imported.letterhead
    if not dry_run:
        _write(out, files, overwrite=force)
    path = out / f"{imported.name}.md"
    staged = staged_scenarios((), template=imported.name, as_of=today(), payer=None)
    wrong = (*imported.problems, *tried(imported, staged, letter_library(), path))
    written = [] if dry_run else [str(out / file) for file in files]
    if as_json:
        click.echo(json.dumps(_as_data(imported, wrong, written, show_values=show_values), indent=2))
    else:
        show_problems(wrong)
        _print(imported, path, written, show_values=show_values)
    is_wrong = any(item.severity is Severity.ERROR for item in wrong)
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if is_wrong else ExitCode.OK)


def _name_of(letter: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "_", letter.stem.lower()).strip("_") or "letter"


def _write(out: Path, files: dict[str, bytes], *, overwrite: bool) -> None:
    """Write all files or, where one stands there already, none. Raises `Refused` (PA203)."""
    taken = [out / name for name in files if (out / name).exists()]
    if taken and not overwrite:
        raise Refused(
            problem(
                "PA203",
                Where(str(path)),
                fix="choose another --name or folder, or add --force"
                + ("; --no-letterhead keeps the letterhead that is there" if path.name == LETTERHEAD else ""),
            )
            for path in taken
        )
    for name, data in files.items():
        write_file(out / name, data, overwrite=overwrite)


def _proposal(item: Proposal, *, show_values: bool) -> dict[str, object]:
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


def _as_data(
    imported: Imported, wrong: tuple[Problem, ...], written: list[str], *, show_values: bool
) -> dict[str, object]:
    proposals = [_proposal(item, show_values=show_values) for item in imported.proposals]
    return {
        "name": imported.name,
        "written": written,
        "proposals": [item for item in proposals if item["field"]],
        "to_fill_in": [item for item in proposals if not item["field"]],
        "not_carried": [
            {"part": item.part, "paragraph": item.paragraph, "what": item.what} for item in imported.not_carried
        ],
        "look_at": [{"line": item.line, "what": item.what} for item in imported.look_at],
        "problems": [item.as_data() for item in wrong],
    }


def _print(imported: Imported, path: Path, written: list[str], *, show_values: bool) -> None:
    fields = [item for item in imported.proposals if item.field]
    places = [item for item in imported.proposals if not item.field]

    def value(item: Proposal) -> str:
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
    for file in written:
        click.echo(f"wrote {file}")
    click.echo(
        f"Read {path} beside the letter: a name without a title or a label is not recognized. "
        f"Then: priorauth template preview {path}"
    )


def _section(title: str, lines: list[str]) -> None:
    click.echo(f"{title}{':' if lines else '.'}")
    for line in lines:
        click.echo(f"  {line}")
    click.echo()
