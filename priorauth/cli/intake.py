"""`priorauth intake`: a chart goes in, a draft case comes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import show
from priorauth.operations.take_in_chart import IntakeSettings, person_named, take_in_chart, write_taken


def _taken(
    as_of: date, out: Path, payer: str | None, case_id: str | None, name: str | None, born: date | None
) -> IntakeSettings:
    return IntakeSettings(as_of=as_of, out=out, payer=payer, case_id=case_id, told=person_named(name, born))


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.as_one(
    "taken",
    _taken,
    click.option(
        "-o", "--out", type=click.Path(path_type=Path), default=Path(), help="Where to put the case's folder."
    ),
    click.option("--payer", metavar="ID", help="The payer's profile; see 'priorauth payer list'."),
    click.option("--case-id", metavar="ID", help="The case's id, without patient data."),
    click.option("--name", metavar="NAME", help="Whose chart it is, given name first; needs --born."),
    click.option("--born", type=options.Day(), help="The patient's birth date; needs --name."),
    options.as_of,
)
@options.json_output
@click.pass_context
def intake(context: click.Context, paths: tuple[Path, ...], taken: IntakeSettings, as_json: bool) -> None:
    """Read a chart into a draft case: a folder with case.yaml and its exhibits.

    PATH is a print of a whole chart, single records, or a folder of them. Only what a record states plainly of this
    patient is filled in; each value says where it was read, and what is open is listed with who has to act.
    """
    draft = take_in_chart(paths, taken)
    case_file = write_taken(draft)
    show(draft.data, draft.lines, as_json=as_json, ensure_ascii=False)
    if not as_json:
        click.echo(f"Wrote {case_file}. It is a draft: compare it with the pages.")
        click.echo(f"Next: {draft.next_step}")
    show_problems(draft.problems)
    if draft.problems:
        context.exit(int(draft.problems[0].kind.exit_code))
