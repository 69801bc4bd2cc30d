"""`priorauth demo`, `init`, `new` and `schema`: the first steps. What a command needs is imported as it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo-packet"), metavar="[DIR]")
@click.option("--force", is_flag=True, help="Replace an earlier demo.")
def demo(folder: Path, force: bool) -> None:
    """Copy the made-up practice into DIR and build its clean case there as PDF and DOCX."""
    from priorauth.operations.build_packet import DEMO_DAY, build_demo

    built = build_demo(folder, overwrite=force)
    click.echo(f"A made-up practice is in {folder}; its packet has {built.pages} pages:")
    for path in built.files:
        click.echo(f"  {path}")
    click.echo(f"\nNext: priorauth check {folder}/cases/gaps --as-of {DEMO_DAY}")
    click.echo(f"From a chart: priorauth intake {folder}/chart-print.pdf -o {folder}/cases")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
def init(folder: Path, dry_run: bool) -> None:
    """Start a practice folder: settings, and folders for cases, templates and payer profiles."""
    from priorauth.cli.options import today
    from priorauth.operations.start_practice import start_practice

    for file in start_practice(folder, today=today(), dry_run=dry_run):
        click.echo(f"{'would write' if dry_run else 'wrote'} {file}")
    click.echo(f"\nFill in {folder / 'practice.yaml'}, then: cd {folder}/cases && priorauth intake CHART")


@click.command()
@click.argument("case_id")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path(), help="Where to put the case's folder."
)
@click.option("--dry-run", is_flag=True, help="Print the file instead of writing it.")
@click.option("--interview", is_flag=True, help="Ask for what the payer needs and is still empty.")
def new(case_id: str, out: Path, dry_run: bool, interview: bool) -> None:
    """Start a case: a folder CASE_ID with a case file to fill in, each field explained.

    With --interview, a case that a chart was read into is gone on with.
    """
    from priorauth.operations.start_practice import draft_case, start_case

    if interview:
        _interview(out, case_id, dry_run=dry_run)
        return
    draft = draft_case(out, case_id)
    if dry_run:
        click.echo(draft.text, nl=False)
        return
    start_case(draft)
    click.echo(f"wrote {draft.case_file}")
    click.echo(f"Put the exhibits beside it, fill it in, then: priorauth check {draft.folder}")


def _interview(out: Path, case_id: str, *, dry_run: bool) -> None:
    """Ask, enter the answers and write the case; an empty answer leaves a field open."""
    from priorauth.cli.interview_questions import ask_everything
    from priorauth.cli.options import today
    from priorauth.operations.interview_case import interview_case

    done = ask_everything(interview_case(out, case_id, today()))
    if dry_run:
        click.echo(done.draft.text, nl=False)
        return
    click.echo(f"wrote {done.finish()}")
    if done.profile is None:
        click.echo("No payer profile was named, so nothing was asked about the payer's criteria.", err=True)
    click.echo(f"Next: priorauth check {done.draft.folder}, and priorauth review {done.draft.folder}")


@click.command()
@click.argument("kind", type=click.Choice(["case", "payer"]))
def schema(kind: Literal["case", "payer"]) -> None:
    """Print the JSON Schema of a case file or a payer profile."""
    from priorauth.operations.start_practice import give_schema

    click.echo(json.dumps(give_schema(kind), indent=2))
