"""`priorauth template list`, `which`, `fields`, `lint` and `test`: what templates there are, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import findings, form_option, show
from priorauth.operations.templates import find_templates
from priorauth.operations.templates.check_templates import (
    FieldRow,
    NeededField,
    check_templates,
    fields_used,
    list_fields,
    reference,
)
from priorauth.operations.templates.find_templates import KINDS, LetterUse, LocatedFile, locate_letter
from priorauth.operations.templates.try_letters import Trial, run_letter_tests
from priorauth.problems import ExitCode, Severity


@click.command("list")
@options.json_output
def list_templates(as_json: bool) -> None:
    """List every template with its version, its hash and the file it comes from."""
    found = find_templates.list_templates(Path.cwd())
    rows = [
        {"name": t.name, "title": t.title, "version": t.version, "sha256": t.sha256, "file": str(t.path)}
        for t in found
    ]
    lines = (f"{t.name:20} {t.version:4} {t.sha256[:12]}  {t.title}  ({t.path})" for t in found)
    show(rows, lines, as_json=as_json)


@click.command("which")
@click.argument("name", metavar="NAME")
@click.option("--payer", metavar="ID", help="For this payer's letters.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="For a kind of case; repeatable.")
@click.option("--case", "case", type=click.Path(path_type=Path), help="For this case: its payer and its kinds.")
@options.as_of
@options.json_output
def which(
    name: str, payer: str | None, kinds: tuple[str, ...], case: Path | None, as_of: date, as_json: bool
) -> int:
    """Say which file of a letter and of each of its partials wins, and list the places searched, in order.

    The most specific wins: kind of case, payer, practice, shipped.
    """
    if case is not None and kinds:
        raise click.UsageError("Give --case or --kind: a case says itself of which kinds it is.")
    use = LetterUse(case_file=options.case_file(case) if case else None, payer=payer, kinds=kinds)
    found = locate_letter(Path.cwd(), name, use, as_of=as_of)
    show([asdict(item) for item in found], _place_lines(found), as_json=as_json, ensure_ascii=False)
    return 0


def _place_lines(found: tuple[LocatedFile, ...]) -> Iterator[str]:
    """Name each file, and below it the places it was looked for in."""
    for item in found:
        yield item.name
        for looked in item.places:
            approval = f"; {looked.approval}" if looked.approval else ""
            yield f"  {looked.outcome:10} {looked.path}  ({looked.place}{approval})"


@click.command("fields")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--markdown", is_flag=True, help="Print the whole reference of fields and filters as Markdown.")
@options.json_output
def fields(name: str | None, markdown: bool, as_json: bool) -> None:
    """Show what the template NAME uses, and where; without NAME, every field that a letter can use."""
    if markdown:
        click.echo(reference(), nl=False)
    elif name is None:
        found = list_fields()
        show(list(map(_field_as_data, found)), map(_field_line, found), as_json=as_json)
    else:
        used = fields_used(Path.cwd(), name)
        show(list(map(_used_as_data, used)), ["\n".join(map(_used_line, used))], as_json=as_json)


def _field_as_data(field: FieldRow) -> dict[str, object]:
    return {
        "path": field.path,
        "kind": str(field.kind.present),
        "may_be_empty": field.kind.optional,
        "meaning": field.doc.meaning,
        "supplied_by": str(field.doc.supplier),
    }


def _used_as_data(item: NeededField) -> dict[str, object]:
    return {**_field_as_data(item.row), "need": str(item.need), "used_at": list(item.used_at)}


def _field_line(field: FieldRow) -> str:
    return f"{field.path:38} {field.kind!s:24} {field.doc.supplier!s:17} {field.doc.meaning}"


def _used_line(item: NeededField) -> str:
    places, field = ", ".join(map(_short, item.used_at)), item.row
    return f"{field.path:38} {field.kind.present!s:17} {item.need!s:10} {field.doc.supplier!s:17} {places}"


def _short(place: str) -> str:
    path = Path(place)
    return f"partials/{path.name}" if path.parent.name == "partials" else path.name


@click.command("lint")
@click.argument("names", metavar="[NAME|FILE]...", nargs=-1)
@click.option(
    "--payer",
    "payers",
    metavar="ID",
    multiple=True,
    help="Ask for answers to this profile's criteria alone.",
)
@form_option
@options.json_output
def lint(names: tuple[str, ...], payers: tuple[str, ...], form: str, as_json: bool) -> int:
    """Report everything that is wrong with templates and the letterhead: errors end with 5, warnings with 0.

    NAME is a template's name; FILE is a template, a partial or a letterhead by its path. Without either, all that
    are found are checked.
    """
    problems = check_templates(Path.cwd(), names, payers)
    click.echo(findings(problems, "json" if as_json else form), nl=False)
    errors = any(p.severity is Severity.ERROR for p in problems)
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if errors else ExitCode.OK)


@click.command("test")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.json_output
@click.option("--show-values", is_flag=True, help="Show sentences of letters whose case is not a made-up one.")
def test(names: tuple[str, ...], as_json: bool, show_values: bool) -> int:
    """Run the tests of all templates, or of those named; any failure ends with 5.

    Tests stand beside a template as NAME.test.yaml, or in the practice's folder template_tests as NAME.yaml.
    """
    tested = run_letter_tests(Path.cwd(), names, show_values=show_values)
    failed = [item for item in tested if item.failures]
    if as_json:
        click.echo(json.dumps([_trial_as_data(item) for item in tested], indent=2))
    else:
        for item in failed:
            click.echo(f"{item.where}: {item.template} in '{item.subject}' failed", err=True)
            show_problems(item.failures)
        click.echo(f"{len(tested)} tests, {len(failed)} failed.")
    return int(ExitCode.TEMPLATE_OR_PROFILE_INVALID if failed else ExitCode.OK)


def _trial_as_data(item: Trial) -> dict[str, object]:
    return {
        "template": item.template,
        "subject": item.subject,
        "where": str(item.where),
        "passed": not item.failures,
        "failures": [p.as_data() for p in item.failures],
    }
