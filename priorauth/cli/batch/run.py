"""`priorauth batch WORKLIST`: build every usable row, report, and say who must act."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from priorauth.assembly.pipeline import Format
from priorauth.batch import runner
from priorauth.batch.engines import Engine
from priorauth.batch.packet_origins import note_origin
from priorauth.batch.report.figures import figures
from priorauth.batch.report.rows import row_figures
from priorauth.batch.report.write import write_report
from priorauth.batch.run_record import FOLDER
from priorauth.batch.selection import Selection
from priorauth.batch.task import Outcome, TaskResult, TaskSpec
from priorauth.batch.worklist.map_reading import map_beside, read_column_map
from priorauth.batch.worklist.model import RowState, Worklist
from priorauth.batch.worklist.read_worklist import read_worklist
from priorauth.batch.worklist.status_copy import status_copy
from priorauth.batch.worklist.tasks import tasks_of
from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import show_problems
from priorauth.cli.recording import head_of, ledger_option, record_option, record_results, recording
from priorauth.files import write_file
from priorauth.problems import ExitCode, Refused, Where, problem

ENGINES = ("processes", "inline", "dask")


@click.command("run")
@click.argument("worklist", metavar="WORKLIST", type=click.Path(path_type=Path))
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="The column map; beside WORKLIST by default."
)
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("packets"), show_default=True)
@options.as_of
@click.option("--format", "form", type=click.Choice([f.value for f in Format]), default="both", show_default=True)
@click.option("--draft", is_flag=True, help="Make drafts, marked on every page.")
@click.option("--only", multiple=True, metavar="CASE_ID", help="Only this case; may be given several times.")
@click.option("--since", type=options.Day(), help="Only cases planned on this day or later.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N of them.")
@click.option("--retry-failed", is_flag=True, help="Try again what was open or failed, though nothing has changed.")
@click.option("--engine", type=click.Choice(ENGINES), default="processes", show_default=True)
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="How many processes; one a processor.")
@click.option("--scheduler", metavar="URL", help="A Dask scheduler, tls://HOST:PORT; an embedded one without it.")
@click.option(
    "--shared", metavar="URL", help="Storage from which workers fetch their inputs: a path or a URL (dask)."
)
@click.option("--tls-ca", type=click.Path(path_type=Path), help="The authority's certificate (dask).")
@click.option("--tls-cert", type=click.Path(path_type=Path), help="This side's certificate (dask).")
@click.option("--tls-key", type=click.Path(path_type=Path), help="This side's key (dask).")
@record_option
@ledger_option
@click.option("--dry-run", is_flag=True, help="Say what would be built again; write nothing.")
@options.json_output
def run_worklist(
    worklist: Path,
    map_file: Path | None,
    out: Path,
    as_of: date,
    form: str,
    draft: bool,
    only: tuple[str, ...],
    since: date | None,
    limit: int | None,
    retry_failed: bool,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    shared: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    record: bool,
    url: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Build the packets of a worklist (.xlsx or .csv), each in its own folder.

    What has not changed is not built again, and a run that was cut off goes on where it stopped. Ends with 8 when a
    case was not built or a row was refused.
    """
    map_file = map_file or _own_map(worklist)
    read = read_worklist(worklist, read_column_map(map_file), as_of=as_of)
    tasks = Selection(only, since, limit).of(tasks_of(read, form=Format(form), draft=draft))
    show_problems(read.problems)
    if dry_run:
        return _say_plan(tasks, out, retry_failed=retry_failed)
    chosen = _engine(engine, workers, out, scheduler, shared, (tls_ca, tls_cert, tls_key))
    with recording(url, wanted=record, draft=draft) as book:
        with _progress(len(tasks), as_json=as_json) as watch:
            head = head_of(book) if book else runner.unrecorded
            results = runner.run(tasks, out, chosen, retry_failed=retry_failed, watch=watch, audit_head=head)
        note_origin(out, worklist, map_file)
        write_file(out / f"worklist{worklist.suffix.lower()}", status_copy(read, results), overwrite=True)
        page = write_report(figures(results, as_of, row_figures(read, len(results))), out)
        unrecorded = record_results(book, results, as_of) if book else ()
    _say_summary(read, results, page, as_json=as_json)
    show_problems(unrecorded)
    whole = runner.exit_code(results) is ExitCode.OK and not read.in_state(RowState.REFUSED) and not unrecorded
    return int(ExitCode.OK if whole else ExitCode.BATCH_HAD_FAILURES)


def _own_map(worklist: Path) -> Path:
    """Give the map beside a worklist. Raises `Refused` (PA201) where either is missing; a map can be made."""
    found = map_beside(worklist)
    if not worklist.exists():
        raise Refused([problem("PA201", Where(str(worklist)))])
    if not found.exists():
        fix = f"say first which column is which: priorauth batch map {shlex.quote(str(worklist))}"
        raise Refused([problem("PA201", Where(str(found)), fix=fix)])
    return found


def _engine(
    name: str,
    workers: int | None,
    out: Path,
    scheduler: str | None,
    shared: str | None,
    tls: tuple[Path | None, Path | None, Path | None],
) -> Engine:
    if name != "dask":
        for flag, given in (("--shared", shared), ("--scheduler", scheduler), ("--tls-...", any(tls))):
            if given:
                raise click.UsageError(f"{flag} goes with --engine dask.")
    if any(tls) and not all(tls):
        raise click.UsageError("--tls-ca, --tls-cert and --tls-key go together.")
    if name == "inline":
        from priorauth.batch.engines.inline import Inline

        return Inline()
    if name == "processes":
        from priorauth.batch.engines.processes import Processes

        return Processes(workers)
    from priorauth.batch.engines.cluster import Cluster
    from priorauth.batch.engines.connection import Certificates
    from priorauth.batch.engines.shared_storage import SharedStorage

    authority, certificate, key = tls
    certificates = Certificates(authority, certificate, key) if authority and certificate and key else None
    storage = SharedStorage(shared, out) if shared else None
    return Cluster(
        out / FOLDER, scheduler=scheduler, certificates=certificates, workers=workers or 2, storage=storage
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
            counts["unbuilt"] += result.outcome is not Outcome.BUILT
            bar.update(task, advance=1, unbuilt=counts["unbuilt"])

        yield watch


def _say_plan(tasks: Sequence[TaskSpec], out: Path, *, retry_failed: bool) -> int:
    plan = runner.plan(tasks, out, retry_failed=retry_failed)
    for task in plan.to_do:
        click.echo(task.task_id)
    click.echo(f"{len(plan.to_do)} to build, {len(plan.unchanged)} unchanged.", err=True)
    return int(ExitCode.OK)


def _say_summary(read: Worklist, results: Sequence[TaskResult], page: Path, *, as_json: bool) -> None:
    counts = runner.summary(results)
    refused = len(read.in_state(RowState.REFUSED))
    left_out = len(read.in_state(RowState.USABLE)) - len(results)
    if as_json:
        total = {
            **{outcome.value: n for outcome, n in counts.items()},
            "refused_rows": refused,
            "left_out_rows": left_out,
            "report": page.name,
        }
        click.echo(json.dumps({"summary": total}))
        return
    said = ", ".join(f"{n} {outcome.value}" for outcome, n in counts.items())
    rows = f"{counted(refused, 'row')} refused" + (f", {left_out} left out" if left_out else "")
    click.echo(f"{counted(len(results), 'case')}: {said}; {rows}.\nReport: {page}")
