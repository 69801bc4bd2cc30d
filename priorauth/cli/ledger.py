"""`priorauth ledger` and `audit`: what was sent, decided and is due, and the chain of events behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.output import counted, show
from priorauth.cli.practice_options import acting, ledger_option, ledger_place
from priorauth.operations.ledger.audit_ledger import ChainReport, LedgerAudit, audit_head, audit_ledger
from priorauth.operations.ledger.manage_ledger import (
    DueItem,
    LedgerEntry,
    RecordedStep,
    State,
    StepIncomplete,
    begin_ledger,
    case_history,
    count_decisions,
    export_ledger,
    list_cases,
    list_due,
    purge_cases,
    record_step,
)
from priorauth.problems import ExitCode, Refused, problem


@click.group()
def ledger() -> None:
    """Keep track of what was sent, decided and is due. Case ids only: no names, nothing of the chart."""


@ledger.command()
@click.option("--anew", is_flag=True, help="Take the place of a ledger that is lost or was changed.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@ledger_option
def init(anew: bool, yes: bool, url: str | None) -> None:
    """Begin the practice's ledger. 'build --record' begins it too, unless one was there before."""
    if anew:
        options.confirm("Begin another ledger in place of the one that was kept until now?", yes=yes, flag="--yes")
    lost = begin_ledger(ledger_place(url), anew=anew, actor=acting(), moment=options.now())
    click.echo(
        "The ledger has begun." + (f" Its first event holds the earlier one's head, {lost}." if lost else "")
    )


_DAY = options.Day()
_WANTED = ["records", "imaging", "peer_to_peer", "form", "other"]
on_day = click.option("--on", type=_DAY, default=options.today, show_default="today", help="The day it happened.")
_FACTS_OF = {
    "approved": ("authorization", "bodies", "units", "valid_from", "valid_to"),
    "denied": ("reason", "code", "appeal_by"),
}
"""What the ledger keeps of each decision."""
bodies_option = click.option(
    "--bodies", metavar="L4,L5,...", callback=lambda ctx, param, value: _bodies(value), help="The vertebral bodies."
)
units_option = click.option(
    "--units",
    metavar="CODE:N,...",
    callback=lambda ctx, param, value: _units(value),
    help="Codes and units, such as 64628:1,64629:1.",
)


proof_option = click.option(
    "--proof",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What shows that it was sent: a fax receipt, a screenshot, the payer's response. A copy is kept.",
)


@ledger.command()
@click.argument("case_id")
@click.option("--channel", required=True, help="How it was sent, such as portal or fax.")
@click.option("--reference", help="The payer's number for the request.")
@proof_option
@on_day
@ledger_option
def submit(
    case_id: str, channel: str, reference: str | None, proof: Path | None, on: date, url: str | None
) -> None:
    """Record that the packet of CASE_ID was sent. The tool itself never sends."""
    take(url, case_id, {"kind": "submitted", "on": on, "channel": channel, "reference": reference}, proof)


@ledger.command()
@click.argument("case_id")
@click.option("--wanted", type=click.Choice(_WANTED), default="other")
@click.option("--respond-by", type=_DAY, help="The day the payer's letter gives.")
@on_day
@ledger_option
def inform(case_id: str, wanted: str, respond_by: date | None, on: date, url: str | None) -> None:
    """Record that the payer asks for more information."""
    step = {"kind": "information_requested", "on": on, "wanted": wanted, "respond_by": respond_by}
    take(url, case_id, step)


@ledger.command()
@click.argument("case_id")
@click.argument("decision", type=click.Choice(["approved", "denied"]))
@click.option("--authorization", help="The authorization number (approved).")
@bodies_option
@units_option
@click.option("--valid-from", type=_DAY)
@click.option("--valid-to", type=_DAY)
@click.option("--reason", help="The reason as the payer's letter prints it (denied).")
@click.option("--code", help="The payer's reason code (denied).")
@click.option("--appeal-by", type=_DAY, help="The last day for an appeal, as the letter prints it (denied).")
@on_day
@ledger_option
def decide(case_id: str, decision: str, on: date, url: str | None, **facts: Any) -> None:  # noqa: ANN401
    """Record the payer's decision on CASE_ID."""
    step = {name: facts[name] for name in _FACTS_OF[decision]}
    take(url, case_id, {"kind": decision, "on": on, **step})


@ledger.command()
@click.argument("case_id")
@click.option("--level", type=click.Choice(["1", "2", "external"]), required=True)
@click.option("--channel", required=True, help="How it was sent.")
@click.option("--reference", help="The payer's number for the appeal.")
@proof_option
@on_day
@ledger_option
def appeal(case_id: str, on: date, url: str | None, proof: Path | None, **facts: Any) -> None:  # noqa: ANN401
    """Record that an appeal was sent."""
    take(url, case_id, {"kind": "appealed", "on": on, **facts}, proof)


@ledger.command()
@click.argument("case_id")
@click.option("--date", "planned", type=_DAY, required=True, help="The day of the procedure.")
@bodies_option
@units_option
@on_day
@ledger_option
def schedule(
    case_id: str,
    planned: date,
    bodies: Sequence[str] | None,
    units: Sequence[Mapping[str, str]] | None,
    on: date,
    url: str | None,
) -> None:
    """Record the planned day, and the bodies and units the schedule has."""
    step = {"planned_date": planned, "bodies": bodies, "units": units}
    take(url, case_id, {"kind": "scheduled", "on": on, **step})


@ledger.command()
@click.argument("case_id")
@click.argument("outcome", type=click.Choice(["performed", "withdrawn", "closed", "expired"]))
@on_day
@ledger_option
def close(case_id: str, outcome: str, on: date, url: str | None) -> None:
    """Record that the procedure was done, the request closed, or the authorization expired."""
    step = {"kind": "expired"} if outcome == "expired" else {"kind": "done", "outcome": outcome}
    take(url, case_id, {**step, "on": on})


def take(url: str | None, case_id: str, facts: dict[str, Any], proof: Path | None = None) -> None:
    """Record a step, or say which option is missing or wrong (PA1108)."""
    try:
        entry = record_step(ledger_place(url), case_id, facts, actor=acting(), moment=options.now(), proof=proof)
    except StepIncomplete as refused:
        fix = f"see 'priorauth ledger {click.get_current_context().info_name} --help'"
        flags = [f"--{field.replace('_', '-')}" for field in refused.fields]
        raise Refused(problem("PA1108", field=flag, fix=fix) for flag in flags) from None
    click.echo(line(entry))


def _bodies(text: str | None) -> list[str] | None:
    return None if text is None else [part.strip().upper() for part in text.split(",") if part.strip()]


def _units(text: str | None) -> list[dict[str, str]] | None:
    """Read codes and units, such as ``64628:1,64629:1``; one unit where none is given."""
    if text is None:
        return None
    pairs = [part.strip().partition(":") for part in text.split(",") if part.strip()]
    return [{"code": code, "units": units or "1"} for code, _, units in pairs]


def line(entry: LedgerEntry) -> str:
    """Say in a line where a case stands."""
    planned = f", planned {entry.planned_date}" if entry.planned_date else ""
    number = f", authorization {entry.authorization}" if entry.authorization else ""
    level = f", level {entry.appeal_level}" if entry.appeal_level else ""
    state = f"{entry.state.value.replace('_', ' ')}{level} since {entry.last_on}"
    return f"{entry.case_id}  {state}{planned}{number}{_validity(entry)}{_by(entry)}"


def _validity(entry: LedgerEntry) -> str:
    """Say which units are authorized and until when; those of a procedure that was performed are used."""
    if entry.state not in (State.APPROVED, State.DONE) or not entry.authorization:
        return ""
    is_used = entry.outcome == "performed"
    rows = ", ".join(f"{row.code} × {row.units}" for row in entry.authorized_units)
    units = f", {rows} {'used' if is_used else 'authorized'}" if rows else ""
    return units + (f", valid to {entry.valid_to}" if entry.valid_to and not is_used else "")


def _by(entry: LedgerEntry) -> str:
    return f", appeal by {entry.appeal_by}" if entry.state is State.DENIED and entry.appeal_by else ""


@ledger.command("list")
@ledger_option
@click.option("--state", type=click.Choice([state.value for state in State]), help="Only cases that stand there.")
@click.option("--payer", "profile_id", metavar="ID", help="Only cases of this payer's profile.")
@options.json_output
def show_cases(url: str | None, state: str | None, profile_id: str | None, as_json: bool) -> None:
    """List the cases and where each stands."""
    entries = list_cases(ledger_place(url), state=State(state) if state else None, profile_id=profile_id)
    show([entry.model_dump(mode="json") for entry in entries], map(line, entries), as_json=as_json)
    if not as_json:
        click.echo(f"{counted(len(entries), 'case')}.", err=True)


@ledger.command("show")
@click.argument("case_id")
@ledger_option
@options.json_output
def show_case(case_id: str, url: str | None, as_json: bool) -> None:
    """Show every step of one case."""
    steps = case_history(ledger_place(url), case_id)
    show([taken.model_dump(mode="json") for taken in steps], map(_step_line, steps), as_json=as_json)


def _step_line(taken: RecordedStep) -> str:
    """Say in a line what happened on which day, and what is known of it."""
    facts = taken.step.model_dump(mode="json", exclude={"kind", "on"}, exclude_none=True)
    said = ", ".join(f"{name.replace('_', ' ')}: {_short(value)}" for name, value in facts.items() if value)
    return f"{taken.number}  {taken.step.on}  {taken.step.kind.replace('_', ' ')}  {said}"


@ledger.command()
@ledger_option
@options.as_of
@options.json_output
def due(url: str | None, as_of: date, as_json: bool) -> int:
    """Say what is late, what runs out, and where asked, authorized and scheduled differ.

    Ends with 4 when something is late.
    """
    items = list_due(ledger_place(url), as_of)
    show([item.model_dump(mode="json") for item in items], map(_due_line, items), as_json=as_json)
    if not as_json:
        click.echo(f"{len(items)} to act on, {sum(item.is_late for item in items)} late, as of {as_of}.", err=True)
    return int(ExitCode.NOT_READY if any(item.is_late for item in items) else ExitCode.OK)


def _due_line(item: DueItem) -> str:
    mark = painted("late", "red") if item.is_late else "due "
    day = f" by {item.by} ({item.source})" if item.by else ""
    return f"{mark}  {item.case_id}{day}: {item.next_step}  [{item.reason.value}, {item.owner.value}]"


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


@click.group()
def audit() -> None:
    """Check the chain of events, or print its head."""


@audit.command()
@click.option("--head", metavar="HASH", help="A head printed earlier, as each manifest has it.")
@click.option(
    "--manifest",
    "named",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A manifest, its packet's folder, or a folder of packets; more may follow.",
)
@click.argument("more", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@ledger_option
@options.json_output
def verify(
    head: str | None, named: tuple[Path, ...], more: tuple[Path, ...], url: str | None, as_json: bool
) -> int:
    """Check that no event and no row was changed, removed or put in. Ends with 3 when one was.

    The practice's folder keeps the latest head, and each recorded packet's manifest the head before its run: the
    chain must still have them. Without any of these, events cut off the end cannot be noticed.
    """
    if more and not named:
        raise click.UsageError("Write --manifest before the first manifest.")
    found = audit_ledger(ledger_place(url), head=head, manifests=(*named, *more))
    data = {
        **found.chain.model_dump(mode="json"),
        "rows": found.rows.model_dump(mode="json"),
        "manifests": [item.model_dump(mode="json") for item in found.heads],
        "problems": [item.as_data() for item in found.problems],
    }
    show(data, _audit_lines(found, head), as_json=as_json)
    show_problems(found.problems)
    return int(ExitCode.OK if found.is_sound else ExitCode.INPUT_INVALID)


def _audit_lines(found: LedgerAudit, head: str | None) -> Iterator[str]:
    yield _chain(found.chain, head)
    if found.rows.first_bad is None:
        yield f"{counted(found.rows.rows, 'row')} of cases' steps as the events put them there"
    if found.heads:
        held = sum(item.at is not None for item in found.heads)
        yield f"{held} of {counted(len(found.heads), 'manifest')}: the head it prints is in the chain"


def _chain(report: ChainReport, head: str | None) -> str:
    """Say whether the chain of events is whole, broken or cut."""
    if report.is_whole:
        since = f", {report.after_expected_head} since that head" if head else ""
        return f"{painted('whole', 'green')}: {counted(report.events, 'event')}{since}; head {report.head}"
    if report.broken_at is not None:
        return f"{painted('broken', 'red')}: event {report.broken_at} does not follow from the one before it"
    return f"{painted('cut', 'red')}: that head is not in the chain of {counted(report.events, 'event')}"


@audit.command("head")
@ledger_option
def print_head(url: str | None) -> None:
    """Print the hash of the latest event, to be kept elsewhere."""
    click.echo(audit_head(ledger_place(url)))
