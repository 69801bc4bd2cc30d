"""`priorauth batch WORKLIST`: build every usable row, report, and say who must act."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import show_problems
from priorauth.cli.output import counted
from priorauth.cli.packet_options import format_option, out_option, request_option
from priorauth.cli.practice_options import acting, ledger_option, ledger_place, record_option
from priorauth.operations.batch.run_batch import (
    BatchRun,
    BatchSpec,
    Certificates,
    EngineChoice,
    EngineName,
    Selection,
    TaskOutcome,
    TaskResult,
    choose_engine,
    plan_batch,
    read_batch,
    record_batch,
    run_batch,
)
from priorauth.operations.build_packet import require_day_reached
from priorauth.operations.ledger.record_packet import begin_recording
from priorauth.problems import ExitCode, Problem

_selection_options = options.as_one(
    "selection",
    Selection,
    click.option("--only", multiple=True, metavar="CASE_ID", help="Only this case; may be given several times."),
    click.option("--since", type=options.Day(), help="Only cases planned on this day or later."),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N of them."),
)


@dataclass(frozen=True, slots=True)
class EngineFlags:
    """What the options say of the engine; they need not go together."""

    engine: EngineName = EngineName.PROCESSES
    workers: int | None = None
    scheduler: str | None = None
    shared: str | None = None
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None


_engine_options = options.as_one(
    "flags",
    EngineFlags,
    click.option(
        "--engine",
        type=click.Choice([e.value for e in EngineName]),
        callback=lambda ctx, param, value: EngineName(value),
        default="processes",
        show_default=True,
    ),
    click.option("--workers", type=click.IntRange(min=1), metavar="N", help="How many processes; one a processor."),
    click.option(
        "--scheduler", metavar="URL", help="A Dask scheduler, tls://HOST:PORT; an embedded one without it."
    ),
    click.option(
        "--shared", metavar="URL", help="Storage from which workers fetch their inputs: a path or a URL (dask)."
    ),
    click.option("--tls-ca", type=click.Path(path_type=Path), help="The authority's certificate (dask)."),
    click.option("--tls-cert", type=click.Path(path_type=Path), help="This side's certificate (dask)."),
    click.option("--tls-key", type=click.Path(path_type=Path), help="This side's key (dask)."),
)


@click.command("run")
@click.argument("worklist", metavar="WORKLIST", type=click.Path(path_type=Path))
@click.option(
    "--map", "column_map", type=click.Path(path_type=Path), help="The column map; beside WORKLIST by default."
)
@out_option
@options.as_of
@format_option
@click.option("--draft", is_flag=True, help="Make drafts, marked on every page.")
@request_option
@_selection_options
@click.option("--retry-failed", is_flag=True, help="Try again what was open or failed, though nothing has changed.")
@_engine_options
@record_option
@ledger_option
@click.option("--dry-run", is_flag=True, help="Say what would be built again; write nothing.")
@options.json_output
@options.as_one("spec", BatchSpec)
def run_worklist(
    spec: BatchSpec, flags: EngineFlags, record: bool, url: str | None, dry_run: bool, as_json: bool
) -> int:
    """Build the packets of a worklist (.xlsx or .csv), each in its own folder.

    What has not changed is not built again, and a run that was cut off goes on where it stopped. Ends with 8 when a
    case was not built or a row was refused.
    """
    require_day_reached(spec.as_of, options.today(), draft=spec.draft, dry_run=dry_run)
    batch = read_batch(replace(spec, day_given=options.was_day_given()))
    show_problems(batch.problems)
    if dry_run:
        plan = plan_batch(batch)
        for task in plan.to_do:
            click.echo(task.task_id)
        click.echo(f"{len(plan.to_do)} to build, {len(plan.unchanged)} unchanged.", err=True)
        return int(ExitCode.OK)
    chosen = choose_engine(chosen_engine(flags), spec.out)
    recording = begin_recording(ledger_place(url) if record else None, draft=spec.draft)
    show_problems(recording.notes)
    with _progress(len(batch.tasks), as_json=as_json) as watch:
        run = run_batch(batch, chosen, recording.place, watch)
    unrecorded: tuple[Problem, ...] = ()
    if recording.place is not None:
        unrecorded = record_batch(run, recording.place, actor=acting(), moment=options.now())
    _print_summary(run, as_json=as_json)
    show_problems(unrecorded)
    return int(ExitCode.OK if run.is_whole and not unrecorded else ExitCode.BATCH_HAD_FAILURES)


def chosen_engine(flags: EngineFlags) -> EngineChoice:
    """Say which engine the options ask for. Raises ``click.UsageError`` for options that do not go together."""
    tls = (flags.tls_ca, flags.tls_cert, flags.tls_key)
    if flags.engine is not EngineName.DASK:
        given = {"--shared": flags.shared, "--scheduler": flags.scheduler, "--tls-...": any(tls)}
        for flag in (flag for flag, value in given.items() if value):
            raise click.UsageError(f"{flag} goes with --engine dask.")
    if any(tls) and not all(tls):
        raise click.UsageError("--tls-ca, --tls-cert and --tls-key go together.")
    authority, certificate, key = tls
    files = Certificates(authority, certificate, key) if authority and certificate and key else None
    return EngineChoice(
        name=flags.engine, workers=flags.workers, scheduler=flags.scheduler, shared=flags.shared, tls=files
    )


@contextmanager
def _progress(total: int, *, as_json: bool) -> Iterator[Callable[[TaskResult], None]]:
    """Tell each result as it is recorded: a line of JSON, or a bar with counts where a person is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if as_json:
        yield lambda result: click.echo(result.model_dump_json())
        return
    if not console.is_terminal:
        yield lambda result: None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[unbuilt]} not built"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("cases", total=total, unbuilt=0)
        counts = {"unbuilt": 0}

        def watch(result: TaskResult) -> None:
            counts["unbuilt"] += result.outcome is not TaskOutcome.BUILT
            bar.update(task, advance=1, unbuilt=counts["unbuilt"])

        yield watch


def _print_summary(run: BatchRun, *, as_json: bool) -> None:
    """Say how the cases came out, and where the report lies."""
    counts, refused, left_out = run.counts, run.batch.refused_rows, run.batch.left_out_rows
    if as_json:
        total = {
            **{outcome.value: n for outcome, n in counts.items()},
            "refused_rows": refused,
            "left_out_rows": left_out,
            "report": run.report.name,
        }
        click.echo(json.dumps({"summary": total}))
        return
    said = ", ".join(f"{n} {outcome.value}" for outcome, n in counts.items())
    rows = f"{counted(refused, 'row')} refused" + (f", {left_out} left out" if left_out else "")
    click.echo(f"{counted(len(run.results), 'case')}: {said}; {rows}.\nReport: {run.report}")
