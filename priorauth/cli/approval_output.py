"""What the commands that approve, retire, list and roll back share, for templates and for payer profiles alike."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import show_problems
from priorauth.operations.approvals.decide_texts import (
    ApprovalPlan,
    Decision,
    Pending,
    Restoration,
    Retirement,
    approve_texts,
    list_decisions,
    restore_text,
    retire_text,
)
from priorauth.operations.approvals.text_kinds import TextKind
from priorauth.operations.sign_event import Actor

by: options.Decorator = click.option(
    "--by", required=True, metavar="WHO", help="Who decides; kept in the registry."
)
note: options.Decorator = click.option("--note", required=True, metavar="TEXT", help="Why; kept in the registry.")
effective: options.Decorator = click.option(
    "--effective", type=options.Day(), default=options.today, show_default="today", help="The first day it counts."
)
dry_run: options.Decorator = click.option(
    "--dry-run", is_flag=True, help="Say what would be entered; write nothing."
)
ledger: options.Decorator = click.option(
    "--ledger", "url", metavar="URL", envvar="PRIORAUTH_LEDGER", help="The ledger, if it is not the practice's own."
)


def decision(by: str, note: str, effective: date) -> Decision:
    """Sign a decision of this moment. Raises `click.UsageError` for a name or a note that cannot be kept."""
    try:
        return Decision(by=by, note=note, effective=effective, moment=options.now())
    except ValidationError:
        raise click.UsageError("--by and --note take 1 to 200 characters each, on one line.") from None


def run_approve(plan: ApprovalPlan, *, asks: bool, yes: bool, dry_run: bool, as_json: bool, url: str | None) -> int:
    """Show what would be approved, and approve it; ``asks`` whether a person is asked first."""
    show_problems(plan.warnings)
    if not as_json:
        _show_pending(plan.texts)
    if plan.texts and not dry_run:
        if asks:
            options.confirm(f"Approve these {len(plan.texts)} texts?", yes=yes, flag="--yes")
        approve_texts(plan, actor=_actor(), ledger=url)
    _say_approved(plan, dry_run=dry_run, as_json=as_json)
    return 0


def _show_pending(items: Iterable[Pending]) -> None:
    for item in items:
        if item.before is None:
            said = "first approval"
        elif not item.before.approves:
            said = f"was retired on {item.before.effective}"
        else:
            said = f"in place of {_short(item.before.sha256)}, approved on {item.before.on}"
        click.echo(f"{_short(item.sha256)}  {item.file}  ({said})")
        for entry in item.coming:
            click.echo(f"    takes the place of what was to begin on {entry.effective} ({_short(entry.sha256)})")


def _say_approved(plan: ApprovalPlan, *, dry_run: bool, as_json: bool) -> None:
    effective = plan.decision.effective
    if as_json:
        rows = [{"file": item.file, "sha256": item.sha256, "approved": not dry_run} for item in plan.texts]
        click.echo(json.dumps({"effective": effective.isoformat(), "texts": rows}, indent=2))
        return
    if not plan.texts:
        click.echo("Nothing to approve: everything of the practice's own here is approved.")
        return
    texts = counted(len(plan.texts), "text")
    click.echo(f"{'Would approve' if dry_run else 'Approved'} {texts}, from {effective} on.")
    if plan.decision.is_of_the_past:
        click.echo("That day is past: what is built as of a day since then changes too.", err=True)


def run_retire(planned: Retirement, signed: Decision, *, dry_run: bool, as_json: bool, url: str | None) -> int:
    """End the use of one file."""
    if dry_run:
        click.echo(f"Would retire {planned.file} from {signed.effective} on.")
        return 0
    entry = retire_text(planned, signed, actor=_actor(), ledger=url)
    if as_json:
        click.echo(entry.model_dump_json(indent=2))
        return 0
    click.echo(f"Retired {planned.file} from {signed.effective} on.")
    if planned.is_file_there:
        move = f"move {planned.file} out of {planned.file.partition('/')[0]}"
        click.echo(f"From then on builds that find it are refused: {move}.", err=True)
    return 0


def run_rollback(
    planned: Restoration, signed: Decision, *, discard: bool, dry_run: bool, as_json: bool, url: str | None
) -> int:
    """Bring an earlier approved text of one file back."""
    if dry_run:
        click.echo(f"Would put {_short(planned.sha256)} back into {planned.file}, from {signed.effective} on.")
        return 0
    if planned.loses_edit:
        question = f"{planned.file} holds an edit that is kept nowhere else. Throw it away?"
        options.confirm(question, yes=discard, flag="--discard-edit")
    entry = restore_text(planned, signed, actor=_actor(), ledger=url)
    if as_json:
        click.echo(entry.model_dump_json(indent=2))
    else:
        click.echo(f"{planned.file} is {_short(planned.sha256)} again, from {signed.effective} on.")
    return 0


def run_log(kind: TextKind, name: str | None, *, as_json: bool) -> int:
    """Show what was decided, first to last, how the files stand today, and the head of the chain.

    Of a name, for every file it covers.
    """
    found = list_decisions(Path.cwd(), kind, name, options.today())
    if as_json:
        rows = [entry.model_dump(mode="json") for entry in found.entries]
        states = [asdict(text) for text in found.texts]
        click.echo(json.dumps({"head": found.head, "entries": rows, "files": states}, indent=2, ensure_ascii=False))
        return 0
    for entry in found.entries:
        since = "" if entry.effective == entry.on else f", from {entry.effective} on"
        click.echo(f"{entry.on}  {entry.action.value:8}  {_short(entry.sha256)}  {entry.file}{since}")
        click.echo(f"            {entry.by}: {entry.note}")
    if not found.entries:
        click.echo("Nothing was decided yet; what comes with the tool is approved as shipped.")
    if found.texts:
        click.echo("Files of the practice's own, today:")
    for text in found.texts:
        click.echo(f"  {_short(text.sha256):12}  {text.file}  ({text.standing})")
    click.echo(f"Every entry follows from the one before it. Entries in all: {found.count}; head {found.head}")
    return 0


def _short(sha256: str | None) -> str:
    return sha256[:12] if sha256 else "none"


def _actor() -> Actor:
    from priorauth.cli.recording import acting

    return acting()
