"""What the commands that approve, retire, list and roll back share, for templates and for payer profiles alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import show_problems
from priorauth.practice.approvals.approval_entry import Entry
from priorauth.practice.approvals.approval_log import read_registry
from priorauth.practice.approvals.approval_messages import short
from priorauth.practice.approvals.decisions import (
    Pending,
    Signature,
    approve,
    in_use,
    pending,
    retire,
    roll_back,
    rollback_target,
    would_lose,
)
from priorauth.practice.approvals.effective import own_texts
from priorauth.practice.approvals.own_files import Sort, own_files
from priorauth.practice.settings import LoadedPractice, find_practice
from priorauth.problems import Problem, Refused, Severity, problem

_LONGEST_ID = 80
"""Characters of an id in an audit event; what is cut off a longer one is its beginning."""

FilesOf = Callable[[LoadedPractice, str], tuple[str, ...]]
"""Names the own files that a name covers."""
CheckFiles = Callable[[LoadedPractice, Sequence[str]], tuple[Problem, ...]]
"""Checks what these files go into."""

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


def practice_here() -> LoadedPractice:
    """Find the practice the command is called in. Raises `Refused` (PA579) where there is none."""
    practice = find_practice(Path.cwd())
    if practice is None:
        raise Refused([problem("PA579")])
    return practice


def signature(by: str, note: str, effective: date) -> Signature:
    """Sign a decision of today. Raises `click.UsageError` for a name or a note that cannot be kept."""
    made = Signature(by.strip(), note.strip(), options.today(), effective)
    try:
        Entry(
            on=made.on,
            action="approve",
            file="templates/letterhead.docx",
            sha256="0" * 64,
            effective=made.effective,
            by=made.by,
            note=made.note,
        )
    except ValidationError:
        raise click.UsageError("--by and --note take 1 to 200 characters each, on one line.") from None
    return made


def run_approve(
    sort: Sort,
    names: Sequence[str],
    files_of: FilesOf,
    check: CheckFiles,
    signed: Signature,
    *,
    everything: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    url: str | None,
) -> int:
    """Show what names cover, check it, and approve what is not approved yet.

    Raises `Refused` with every error of the checks; nothing is then entered.
    """
    if everything == bool(names):
        raise click.UsageError("Give names, or --all.")
    practice = practice_here()
    if everything:
        files: list[str] = [file for file in own_files(practice.folder) if file.startswith(f"{sort.folder}/")]
    else:
        files = sorted({file for name in names for file in files_of(practice, name)})
    items = pending(practice.folder, files, signed.effective)
    found = check(practice, [item.file for item in items]) if items else ()
    if any(p.severity is Severity.ERROR for p in found):
        raise Refused(found)
    show_problems(found)
    if not as_json:
        _show_pending(items)
    entries: tuple[Entry, ...] = ()
    if items and not dry_run:
        if everything:
            options.confirm(f"Approve these {len(items)} texts?", yes=yes, flag="--yes")
        entries = approve(practice.folder, items, signed)
        _record(practice, entries, url)
    _say_approved(items, entries, signed, dry_run=dry_run, as_json=as_json)
    return 0


def _show_pending(items: Iterable[Pending]) -> None:
    for item in items:
        if item.before is None:
            said = "first approval"
        elif not item.before.approves:
            said = f"was retired on {item.before.effective}"
        else:
            said = f"in place of {short(item.before.sha256)}, approved on {item.before.on}"
        click.echo(f"{short(item.sha256)}  {item.file}  ({said})")
        for entry in item.coming:
            click.echo(f"    takes the place of what was to begin on {entry.effective} ({short(entry.sha256)})")


def _say_approved(
    items: Sequence[Pending], entries: Sequence[Entry], signed: Signature, *, dry_run: bool, as_json: bool
) -> None:
    if as_json:
        rows = [{"file": item.file, "sha256": item.sha256, "approved": bool(entries)} for item in items]
        click.echo(json.dumps({"effective": signed.effective.isoformat(), "texts": rows}, indent=2))
        return
    if not items:
        click.echo("Nothing to approve: everything of the practice's own here is approved.")
        return
    texts = counted(len(items), "text")
    click.echo(f"{'Would approve' if dry_run else 'Approved'} {texts}, from {signed.effective} on.")
    if signed.effective < signed.on:
        click.echo("That day is past: what is built as of a day since then changes too.", err=True)


def run_retire(sort: Sort, file: str, signed: Signature, *, dry_run: bool, as_json: bool, url: str | None) -> int:
    """End the use of one file."""
    practice = practice_here()
    in_use(practice.folder, file)
    if dry_run:
        click.echo(f"Would retire {file} from {signed.effective} on.")
        return 0
    entry = retire(practice.folder, file, signed)
    _record(practice, [entry], url)
    if as_json:
        click.echo(entry.model_dump_json(indent=2))
        return 0
    click.echo(f"Retired {file} from {signed.effective} on.")
    if (practice.folder / file).exists():
        click.echo(f"From then on builds that find it are refused: move {file} out of {sort.folder}.", err=True)
    return 0


def run_rollback(
    file: str, to: str | None, signed: Signature, *, discard: bool, dry_run: bool, as_json: bool, url: str | None
) -> int:
    """Bring an earlier approved text of one file back."""
    practice = practice_here()
    target = rollback_target(practice.folder, file, signed.on, to)
    if dry_run:
        click.echo(f"Would put {short(target)} back into {file}, from {signed.effective} on.")
        return 0
    if would_lose(practice.folder, file):
        question = f"{file} holds an edit that is kept nowhere else. Throw it away?"
        options.confirm(question, yes=discard, flag="--discard-edit")
    entry = roll_back(practice.folder, file, target, signed)
    _record(practice, [entry], url)
    if as_json:
        click.echo(entry.model_dump_json(indent=2))
    else:
        click.echo(f"{file} is {short(target)} again, from {signed.effective} on.")
    return 0


def run_log(sort: Sort, name: str | None, files_of: FilesOf, *, as_json: bool) -> int:
    """Show what was decided, first to last, how the files stand today, and the head of the chain.

    Of a name, for every file it covers.
    """
    practice = practice_here()
    registry = read_registry(practice.folder)
    known = {*own_files(practice.folder), *(entry.file for entry in registry.entries)}
    files = {file for file in known if file.startswith(f"{sort.folder}/")}
    if name is not None:
        files &= {sort.file_of(name), *_covered(practice, name, files_of)}
    entries = [entry for entry in registry.entries if entry.file in files]
    texts = [text for text in own_texts(practice.folder, options.today()).texts.values() if text.file in files]
    if as_json:
        rows = [entry.model_dump(mode="json") for entry in entries]
        states = [{"file": text.file, "sha256": text.seen, "standing": text.standing.value} for text in texts]
        data = {"head": registry.head, "entries": rows, "files": states}
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
        return 0
    for entry in entries:
        since = "" if entry.effective == entry.on else f", from {entry.effective} on"
        click.echo(f"{entry.on}  {entry.action.value:8}  {short(entry.sha256)}  {entry.file}{since}")
        click.echo(f"            {entry.by}: {entry.note}")
    if not entries:
        click.echo("Nothing was decided yet; what comes with the tool is approved as shipped.")
    if texts:
        click.echo("Files of the practice's own, today:")
    for text in texts:
        click.echo(f"  {short(text.seen):12}  {text.file}  ({text.standing.value})")
    click.echo(
        f"Every entry follows from the one before it. Entries in all: {len(registry.links)}; head {registry.head}"
    )
    return 0


def _covered(practice: LoadedPractice, name: str, files_of: FilesOf) -> tuple[str, ...]:
    """Name the files a name covers now; none for one whose files are gone or broken: it has a past all the same."""
    try:
        return files_of(practice, name)
    except Refused:
        return ()


def _record(practice: LoadedPractice, entries: Sequence[Entry], url: str | None) -> None:
    """Enter decisions in the audit chain as well, where the practice keeps a ledger: by names and hashes alone."""
    from priorauth.ledger.database import FILE

    if url is None and not (practice.folder / FILE).is_file():
        return
    from priorauth.cli.recording import event
    from priorauth.ledger.audit_chain import Action
    from priorauth.ledger.store import open_ledger

    head = read_registry(practice.folder).head
    with open_ledger(url, practice.folder) as book:
        for entry in entries:
            ids = (entry.file.replace("/", ".")[-_LONGEST_ID:],)
            facts = {"template_ids": ids, "template_sha256": (entry.sha256,), "output_sha256": (head,)}
            book.note(event(Action.APPROVAL, step=entry.action.value, **facts))
