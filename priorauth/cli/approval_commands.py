"""The commands that approve, retire, roll back and list texts of the practice's own: letters and payer profiles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import counted
from priorauth.cli.practice_options import acting
from priorauth.operations.approvals.decide_texts import (
    ApprovalPlan,
    Decision,
    Pending,
    Restoration,
    Retirement,
    approve_texts,
    list_decisions,
    plan_approval,
    plan_restoration,
    plan_retirement,
    restore_text,
    retire_text,
)
from priorauth.operations.approvals.text_kinds import PROFILES, TEMPLATES, FileKind


@dataclass(frozen=True, slots=True)
class _Asked:
    """A decision as it was asked for, and what becomes of it."""

    signed: Decision
    ledger: str | None
    dry_run: bool
    as_json: bool


def _signed(by: str, note: str, effective: date) -> Decision:
    """Sign a decision of this moment. Raises `click.UsageError` for a name or a note that cannot be kept."""
    try:
        return Decision(by=by, note=note, effective=effective, moment=options.now())
    except ValidationError:
        raise click.UsageError("--by and --note take 1 to 200 characters each, on one line.") from None


_asked_options = options.as_one("asked", _Asked)
_decision_options = options.as_one(
    "signed",
    _signed,
    click.option("--by", required=True, metavar="WHO", help="Who decides; kept in the registry."),
    click.option("--note", required=True, metavar="TEXT", help="Why; kept in the registry."),
    click.option(
        "--effective",
        type=options.Day(),
        default=options.today,
        show_default="today",
        help="The first day it counts.",
    ),
)
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be entered; write nothing.")
_ledger = click.option(
    "--ledger", metavar="URL", envvar="PRIORAUTH_LEDGER", help="The ledger, if it is not the practice's own."
)


def approve_command(kind: FileKind, *, metavar: str, everything: str, text: str) -> click.Command:
    """Make the command that approves texts of one kind; ``text`` is its help, ``everything`` that of ``--all``."""

    @click.command("approve", help=text)
    @click.argument("names", metavar=f"[{metavar}]...", nargs=-1)
    @click.option("--all", "is_everything", is_flag=True, help=everything)
    @_decision_options
    @click.option("--yes", is_flag=True, help="With --all: approve what is listed without asking.")
    @_dry_run
    @_ledger
    @options.json_output
    @_asked_options
    def approve(names: tuple[str, ...], is_everything: bool, yes: bool, asked: _Asked) -> int:
        if is_everything == bool(names):
            raise click.UsageError("Give names, or --all.")
        plan = plan_approval(Path.cwd(), kind, names, asked.signed)
        show_problems(plan.warnings)
        if not asked.as_json:
            _print_pending(plan.texts)
        if plan.texts and not asked.dry_run:
            if is_everything:
                options.confirm(f"Approve these {len(plan.texts)} texts?", yes=yes, flag="--yes")
            approve_texts(plan, actor=acting(), ledger=asked.ledger)
        _print_approved(plan, dry_run=asked.dry_run, as_json=asked.as_json)
        return 0

    return approve


def retire_command(kind: FileKind, *, metavar: str, what: str) -> click.Command:
    """Make the command that ends the use of one text; ``what`` names its kind in the help."""

    @click.command(
        "retire",
        help=f"End the use of a {what} of the practice's own, from a day on.\n\n"
        "From that day what would use it is refused, until the file is moved away: what is shipped is then used.",
    )
    @click.argument("name", metavar=metavar)
    @_decision_options
    @_dry_run
    @_ledger
    @options.json_output
    @_asked_options
    def retire(name: str, asked: _Asked) -> int:
        _retire(plan_retirement(Path.cwd(), kind, name), asked)
        return 0

    return retire


def rollback_command(kind: FileKind, *, metavar: str) -> click.Command:
    """Make the command that brings an earlier approved text back."""

    @click.command("rollback")
    @click.argument("name", metavar=metavar)
    @click.option("--to", metavar="SHA", help="The text whose SHA-256 begins so; without it, the one before.")
    @_decision_options
    @click.option("--discard-edit", "discard", is_flag=True, help="Throw away an edit that was never approved.")
    @_dry_run
    @_ledger
    @options.json_output
    @_asked_options
    def rollback(name: str, to: str | None, discard: bool, asked: _Asked) -> int:
        """Bring an earlier approved text of one file back, and approve it again.

        After an edit that was not approved, and for a file that is gone, that is the text that was approved last.
        """
        _roll_back(plan_restoration(Path.cwd(), kind, name, to, today=asked.signed.on), asked, discard=discard)
        return 0

    return rollback


def log_command(kind: FileKind, *, metavar: str, of: str) -> click.Command:
    """Make the command that lists what was decided; ``of`` says in its help of which texts.

    First to last, then how the files stand today, and the head of the chain; of a name, for every file it covers.
    """

    @click.command(
        "log",
        help=f"Show what was approved, retired and rolled back; of one {of}, or of all.\n\n"
        "Then how each file of the practice's own stands today, and the head of the chain.\n"
        "Ends with 5 and names the line when the registry was changed by hand.",
    )
    @click.argument("name", metavar=f"[{metavar}]", required=False)
    @options.json_output
    def log(name: str | None, as_json: bool) -> int:
        found = list_decisions(Path.cwd(), kind, name, options.today())
        if as_json:
            rows = [entry.model_dump(mode="json") for entry in found.entries]
            states = [{"file": text.file, "sha256": text.sha256, "standing": text.status} for text in found.texts]
            click.echo(
                json.dumps({"head": found.head, "entries": rows, "files": states}, indent=2, ensure_ascii=False)
            )
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
            click.echo(f"  {_short(text.sha256):12}  {text.file}  ({text.status})")
        click.echo(f"Every entry follows from the one before it. Entries in all: {found.count}; head {found.head}")
        return 0

    return log


def _print_pending(items: Iterable[Pending]) -> None:
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


def _print_approved(plan: ApprovalPlan, *, dry_run: bool, as_json: bool) -> None:
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


def _retire(planned: Retirement, asked: _Asked) -> None:
    """End the use of one file, unless it was only asked what would be entered."""
    effective = asked.signed.effective
    if asked.dry_run:
        click.echo(f"Would retire {planned.file} from {effective} on.")
        return
    entry = retire_text(planned, asked.signed, actor=acting(), ledger=asked.ledger)
    if asked.as_json:
        click.echo(entry.model_dump_json(indent=2))
        return
    click.echo(f"Retired {planned.file} from {effective} on.")
    if planned.is_file_there:
        move = f"move {planned.file} out of {planned.file.partition('/')[0]}"
        click.echo(f"From then on builds that find it are refused: {move}.", err=True)


def _roll_back(planned: Restoration, asked: _Asked, *, discard: bool) -> None:
    """Bring an earlier text of one file back, once a person has let go of an edit that is kept nowhere else."""
    effective = asked.signed.effective
    if asked.dry_run:
        click.echo(f"Would put {_short(planned.sha256)} back into {planned.file}, from {effective} on.")
        return
    if planned.loses_edit:
        question = f"{planned.file} holds an edit that is kept nowhere else. Throw it away?"
        options.confirm(question, yes=discard, flag="--discard-edit")
    entry = restore_text(planned, asked.signed, actor=acting(), ledger=asked.ledger)
    if asked.as_json:
        click.echo(entry.model_dump_json(indent=2))
    else:
        click.echo(f"{planned.file} is {_short(planned.sha256)} again, from {effective} on.")


def _short(sha256: str | None) -> str:
    return sha256[:12] if sha256 else "none"


approve_template = approve_command(
    TEMPLATES,
    metavar="NAME",
    everything="Every template, partial and letterhead of the practice's own.",
    text="Approve letters of the practice's own, each with the partials it includes, for every payer and kind of "
    "case.\n\nNAME is that of a letter, or of one file, such as partials/signature, payers/hcsc/partials/signature "
    "or letterhead. What they go into is checked first; an error refuses the approval, and nothing is entered.",
)
retire_template = retire_command(TEMPLATES, metavar="NAME", what="template, partial or letterhead")
rollback_template = rollback_command(TEMPLATES, metavar="NAME")
template_log = log_command(TEMPLATES, metavar="NAME", of="template, partial or letterhead")

approve_profile = approve_command(
    PROFILES,
    metavar="ID",
    everything="Every profile of the practice's own.",
    text="Approve payer profiles of the practice's own, each with those of its own that it extends.\n\n"
    "They are linted first; an error refuses the approval, and nothing is entered.",
)
retire_profile = retire_command(PROFILES, metavar="ID", what="payer profile")
rollback_profile = rollback_command(PROFILES, metavar="ID")
profile_log = log_command(PROFILES, metavar="ID", of="payer profile")
