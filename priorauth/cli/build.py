"""`priorauth build`: make packets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.packet_options import (
    delivery_options,
    format_option,
    out_option,
    reading_options,
    request_option,
    spec_options,
)
from priorauth.cli.practice_options import acting, ledger_option, ledger_place, record_option
from priorauth.operations.build_packet import (
    BuildSpec,
    BuiltPacket,
    PacketRefused,
    Result,
    build_packet,
    overrides_by,
    require_day_reached,
)
from priorauth.operations.ledger.record_packet import Recording, begin_recording, record_packets
from priorauth.problems import ExitCode, Problem, Refused

_override_options = options.as_one(
    "overrides",
    overrides_by,
    click.option("--override", "criteria", multiple=True, metavar="CRITERION", help="Let an open gap pass."),
    click.option("--by", metavar="NAME", help="Who lets it pass; printed in the checklist and the manifest."),
    click.option("--reason", metavar="TEXT", help="Why it may pass; printed in the checklist and the manifest."),
)


@click.command()
@options.case_files
@options.payer
@options.as_of
@format_option
@out_option
@click.option("--draft", is_flag=True, help="Make a draft: marked on every page, the list of gaps first.")
@request_option
@click.option("--fax-cover", is_flag=True, help="Put a fax cover that counts all pages first.")
@delivery_options
@reading_options
@click.option("--preview", is_flag=True, help="Also draw each page as a fax brings it, as PNG, beside the packet.")
@_override_options
@click.option("--force", "overwrite", is_flag=True, help="Replace a packet that stands there already.")
@record_option
@ledger_option
@click.option("--dry-run", is_flag=True, help="Say whether the packet could be made; write nothing.")
@options.json_output
@options.show_values
@spec_options
def build(cases: tuple[Path, ...], spec: BuildSpec, record: bool, url: str | None, as_json: bool) -> int:
    """Make the packet of each case, or say what is missing and who must act.

    A packet is complete or absent. Ends with 4 while anything required is not shown.
    """
    require_day_reached(spec.as_of, options.today(), draft=spec.draft, dry_run=spec.dry_run)
    spec = replace(spec, day_given=options.was_day_given())
    recording = begin_recording(ledger_place(url) if record and not spec.dry_run else None, draft=spec.draft)
    show_problems(recording.notes)
    spec = replace(spec, audit_head=recording.head)
    ends = [_build_one(path, spec, recording, is_only=len(cases) == 1, as_json=as_json) for path in cases]
    if as_json:
        results = [data for _, data in ends]
        click.echo(json.dumps(results[0] if len(cases) == 1 else results, indent=2))
    return int(next((code for code, _ in ends if code), ExitCode.OK))


def _build_one(
    path: Path, spec: BuildSpec, recording: Recording, *, is_only: bool, as_json: bool
) -> tuple[ExitCode, dict[str, object]]:
    """Build and record one case and say what came of it; return that again as plain data, with its exit status.

    Raises `Refused` for the only case there is; of several, the rest are built all the same.
    """
    try:
        own = replace(spec, case_file=options.case_file(path))
        with _progress() as report:
            built = build_packet(own, report)
    except Refused as refused:
        if not is_only:
            click.echo(f"{path}:", err=True)  # what follows names no case of its own
        if isinstance(refused, PacketRefused):
            for result in refused.open:
                _print_open(result)
        if is_only:
            raise
        show_problems(refused.problems)
        return refused.exit_code, {"case": str(path), "problems": [p.as_data() for p in refused.problems]}
    unrecorded: tuple[Problem, ...] = ()
    if recording.place is not None and built.sendable is not None:
        packets, moment = [built.sendable], options.now()
        unrecorded = record_packets(recording.place, packets, spec.as_of, actor=acting(), moment=moment)
    if not as_json:
        _print(built, dry_run=spec.dry_run)
    show_problems(unrecorded)
    return ExitCode.INPUT_INVALID if unrecorded else ExitCode.OK, _as_data(built, unrecorded)


def _print_open(result: Result) -> None:
    click.echo(f"{painted(result.status.value.replace('_', ' '), 'red')}: {result.text} [{result.id}]", err=True)
    for shortfall in result.shortfalls:
        line = f"    {shortfall.failure.value}, {shortfall.owner.value}: {shortfall.next_step}"
        click.echo(line, err=True)


def _as_data(built: BuiltPacket, unrecorded: Sequence[Problem]) -> dict[str, object]:
    return {
        "case_id": built.case_id,
        "profile_id": built.profile_id,
        "draft": built.is_draft,
        "documentation": built.is_documentation,
        "pages": built.pages,
        "folder": str(built.folder),
        "files": [path.name for path in built.files],
        "warnings": [p.as_data() for p in built.warnings],
        "problems": [p.as_data() for p in unrecorded],
    }


def _print(built: BuiltPacket, *, dry_run: bool) -> None:
    show_problems(built.warnings)
    purpose = "Documentation file" if built.is_documentation else "Packet"
    kind = "Draft" if built.is_draft else purpose
    pages = f", {built.pages} pages" if built.pages else ""
    state = "could be made" if dry_run else "is ready"
    click.echo(f"{kind} {built.case_id} {state}{pages}:")
    for path in built.files:
        click.echo(f"  {path}")


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show the stage at work on stderr, when a person is looking."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage: None
        return
    with console.status("starting") as status:
        yield status.update
