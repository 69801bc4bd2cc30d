"""`priorauth ledger`: what was sent, decided and is due, by case id."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import painted
from priorauth.cli.ledger import record_steps as ledger_steps
from priorauth.cli.ledger.record_steps import line
from priorauth.cli.recording import acting, ledger_option, ledger_place
from priorauth.operations.ledger.manage_ledger import (
    State,
    case_history,
    count_decisions,
    export_ledger,
    list_cases,
    list_due,
    purge_cases,
)
from priorauth.problems import ExitCode


@click.group()
def ledger() -> None:
    """Keep track of what was sent, decided and is due. Case ids only: no names, nothing of the chart."""


for step_command in ledger_steps.COMMANDS:
    ledger.add_command(step_command)


@ledger.command("list")
@ledger_option
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only cases that stand there.")
@click.option("--payer", "profile_id", metavar="ID", help="Only cases of this payer's profile.")
@options.json_output
def show_cases(url: str | None, state: str | None, profile_id: str | None, as_json: bool) -> None:
    """List the cases and where each stands."""
    entries = list_cases(ledger_place(url), state=State(state) if state else None, profile_id=profile_id)
    if as_json:
        click.echo(json.dumps([entry.model_dump(mode="json") for entry in entries], indent=2))
        return
    for entry in entries:
        click.echo(line(entry))
    click.echo(f"{counted(len(entries), 'case')}.", err=True)


@ledger.command()
@click.argument("case_id")
@ledger_option
@options.json_output
def show(case_id: str, url: str | None, as_json: bool) -> None:
    """Show every step of one case."""
    steps = case_history(ledger_place(url), case_id)
    if as_json:
        click.echo(json.dumps([taken.model_dump(mode="json") for taken in steps], indent=2))
        return
    for taken in steps:
        facts = taken.step.model_dump(mode="json", exclude={"kind", "on"}, exclude_none=True)
        said = ", ".join(f"{name.replace('_', ' ')}: {_short(value)}" for name, value in facts.items() if value)
        click.echo(f"{taken.number}  {taken.step.on}  {taken.step.kind.replace('_', ' ')}  {said}")


@ledger.command()
@ledger_option
@options.as_of
@options.json_output
def due(url: str | None, as_of: date, as_json: bool) -> int:
    """Say what is late, what runs out, and where asked, authorized and scheduled differ.

    Ends with 4 when something is late.
    """
    items = list_due(ledger_place(url), as_of)
    if as_json:
        click.echo(json.dumps([item.model_dump(mode="json") for item in items], indent=2))
    else:
        for item in items:
            mark = painted("late", "red") if item.is_late else "due "
            day = f" by {item.by} ({item.source})" if item.by else ""
            click.echo(f"{mark}  {item.case_id}{day}: {item.next_step}  [{item.reason.value}, {item.owner.value}]")
        click.echo(f"{len(items)} to act on, {sum(item.is_late for item in items)} late, as of {as_of}.", err=True)
    return int(ExitCode.NOT_READY if any(item.is_late for item in items) else ExitCode.OK)


@ledger.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that stands there already.")
@ledger_option
def export(target: Path, force: bool, url: str | None) -> None:
    """Write the ledger to TARGET as a spreadsheet (.xlsx) or as .csv."""
    cases = export_ledger(ledger_place(url), target, actor=acting(), moment=options.now(), overwrite=force)
    click.echo(f"wrote {target}, {counted(cases, 'case')}", err=True)


@ledger.command()
@ledger_option
@options.json_output
def stats(url: str | None, as_json: bool) -> None:
    """Count this practice's own decisions: denial reasons and days to a decision, by payer."""
    figures = count_decisions(ledger_place(url))
    if as_json:
        click.echo(figures.model_dump_json(indent=2))
        return
    for count in figures.payers:
        states = ", ".join(f"{state.value.replace('_', ' ')} {n}" for state, n in count.by_state.items())
        click.echo(f"{count.profile_id}: {counted(count.n, 'case')} ({states})")
    for time in figures.decision_times:
        longest = f"longest {time.longest_days}"
        unit = "day" if time.median_days == 1 else "days"
        click.echo(
            f"{time.profile_id}: decisions took {time.median_days:g} {unit} (median), {longest}, n = {time.n}"
        )
    for denial in figures.denials:
        click.echo(f"{denial.profile_id}: denied for {denial.code}, n = {denial.n}")


@ledger.command()
@click.option("--before", type=options.Day(), required=True, help="Remove cases whose last step is older.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@ledger_option
def purge(before: date, yes: bool, url: str | None) -> None:
    """Remove closed cases that no longer have to be kept. The audit chain keeps the event and the count."""
    options.confirm(f"Remove every closed case whose last step lies before {before}?", yes=yes, flag="--yes")
    removed = purge_cases(ledger_place(url), before, actor=acting(), moment=options.now())
    click.echo(f"{counted(removed, 'closed case')} removed.")


def _short(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " ".join(_short(item) for item in value)
    if isinstance(value, dict):
        return "×".join(str(part) for part in value.values())
    text = str(value)
    return text[:12] if len(text) == 64 else text
