"""`priorauth audit`: the chain of events behind the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.counting import counted
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.recording import at_hand, ledger_option
from priorauth.files import read_file
from priorauth.ledger.audit_chain import ChainReport, check_chain
from priorauth.ledger.heads import HeadFound, PrintedHead, find_heads
from priorauth.packet.manifest.manifest_record import MAX_MANIFEST_BYTES, read_manifest
from priorauth.packet.release import MANIFEST
from priorauth.problems import ExitCode, Problem, Refused, Severity, Where, problem


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
    """Check that no event was changed, removed or put in between. Ends with 3 when one was.

    Without --head or --manifest, events cut off the end cannot be noticed: each recorded packet's manifest prints
    the head the chain had before its run, and the chain must still have it.
    """
    if more and not named:
        raise click.UsageError("Write --manifest before the first manifest.")
    printed, problems = _printed((*named, *more))
    with at_hand(url) as book:
        links = book.chain()
    report, found = check_chain(links, head), find_heads(links, printed)
    problems += [told for item in found for told in item.problems]
    if as_json:
        click.echo(json.dumps(_as_data(report, found, problems), indent=2))
    else:
        _print(report, head, found)
    show_problems(problems)
    sound = report.is_whole and all(told.severity is not Severity.ERROR for told in problems)
    return int(ExitCode.OK if sound else ExitCode.INPUT_INVALID)


def _printed(named: Iterable[Path]) -> tuple[list[PrintedHead], list[Problem]]:
    """Read what manifests print; one that cannot be read is a problem and stops no other."""
    printed: list[PrintedHead] = []
    problems: list[Problem] = []
    for path in (path for name in named for path in _manifests(name)):
        try:
            data = read_file(path, limit_bytes=MAX_MANIFEST_BYTES)
            manifest, broken = read_manifest(data)
        except Refused as refused:
            problems += [replace(told, where=Where(str(path))) for told in refused.problems]
            continue
        problems += [replace(told, where=Where(str(path))) for told in broken]
        digest = hashlib.sha256(data).hexdigest()
        printed.append(
            PrintedHead(file=str(path), case_id=manifest.case_id, head=manifest.audit_head, manifest_sha256=digest)
        )
    return printed, problems


def _manifests(name: Path) -> Iterator[Path]:
    """Give the manifest a path stands for, or those of a folder of packets. Raises `Refused` (PA830) for none."""
    if not name.is_dir():
        yield name
        return
    found = [name / MANIFEST] if (name / MANIFEST).is_file() else sorted(name.glob(f"*/{MANIFEST}"))
    if not found:
        raise Refused([problem("PA830", Where(str(name)))])
    yield from found


def _as_data(report: ChainReport, found: Sequence[HeadFound], problems: Sequence[Problem]) -> dict[str, object]:
    return {
        **report.model_dump(mode="json"),
        "manifests": [item.model_dump(mode="json") for item in found],
        "problems": [told.as_data() for told in problems],
    }


def _print(report: ChainReport, head: str | None, found: Sequence[HeadFound]) -> None:
    if report.is_whole:
        since = f", {report.after_expected_head} since that head" if head else ""
        click.echo(f"{painted('whole', 'green')}: {counted(report.events, 'event')}{since}; head {report.head}")
    elif report.broken_at is not None:
        click.echo(f"{painted('broken', 'red')}: event {report.broken_at} does not follow from the one before it")
    else:
        click.echo(f"{painted('cut', 'red')}: that head is not in the chain of {counted(report.events, 'event')}")
    if found:
        held = sum(item.at is not None for item in found)
        click.echo(f"{held} of {counted(len(found), 'manifest')}: the head it prints is in the chain")


@audit.command("head")
@ledger_option
def print_head(url: str | None) -> None:
    """Print the hash of the latest event, to be kept elsewhere."""
    with at_hand(url) as book:
        click.echo(book.head())
