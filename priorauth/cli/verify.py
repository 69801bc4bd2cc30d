"""`priorauth verify`: say whether this is the packet that was made, and still says what the case says."""

from __future__ import annotations

import json
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.practice_options import ledger_option
from priorauth.operations.verify_packet import Check, MadeFrom, Verification, verify_packet
from priorauth.problems import Severity


def _made_from(case: Path | None, worklist: Path | None, column_map: Path | None) -> MadeFrom:
    """Return what a packet was made from. Raises ``click.UsageError`` for options that do not go together."""
    if (case and worklist) or (column_map and not worklist):
        raise click.UsageError(
            "Name a case file with --case, or a worklist with --worklist and its map with --map."
        )
    return MadeFrom(options.case_file(case) if case else None, worklist, column_map)


@click.command()
@click.argument("packet", type=click.Path(path_type=Path))
@options.as_one(
    "made_from",
    _made_from,
    click.option("--case", type=click.Path(path_type=Path), help="The case file (or folder) it was made from."),
    click.option("--worklist", type=click.Path(path_type=Path), help="The worklist whose row it was made from."),
    click.option(
        "--map",
        "column_map",
        type=click.Path(path_type=Path),
        help="The column map; beside the worklist by default.",
    ),
)
@click.option("--docx", "letter", type=click.Path(path_type=Path), help="An edited Word letter kept elsewhere.")
@click.option("--no-remake", is_flag=True, help="Do not make the packet again from its inputs.")
@ledger_option
@options.json_output
def verify(
    packet: Path, made_from: MadeFrom, letter: Path | None, no_remake: bool, url: str | None, as_json: bool
) -> int:
    """Verify a packet: its folder, its manifest.json, or a PDF beside that.

    Its files are hashed again, the packet is made again from its inputs where they are at hand, an edited Word
    letter is held against the case, the PDFs are proved to hold nothing that acts, and the head of the audit chain
    that a recorded packet prints is looked for in the ledger. Ends with 3 when something
    was tampered with or no longer fits, and with 11 when nothing was found and the packet could not be made again.
    """
    done = verify_packet(packet, made_from, remake=not no_remake, letter=letter, ledger=url)
    if as_json:
        click.echo(json.dumps(_as_data(done), indent=2))
    else:
        _print(done)
    return int(done.exit_code)


def _as_data(done: Verification) -> dict[str, object]:
    return {
        "case_id": done.case_id,
        "seal": done.seal,
        "audit_head": done.audit_head,
        "sound": done.is_sound,
        "proven": done.is_proven,
        "checks": [
            {"name": check.name, "sound": check.is_sound, "problems": [p.as_data() for p in check.problems]}
            for check in done.checks
        ],
    }


def _print(done: Verification) -> None:
    click.echo(f"Packet {done.case_id}, seal {done.seal}")
    if done.audit_head:
        click.echo(f"Recorded when the audit chain's head was {done.audit_head}")
    for check in done.checks:
        click.echo(f"{_state(check)} {check.name}: {_said(check)}")
        show_problems(check.problems)
    if done.is_proven:
        click.echo(painted("This is the packet that was made, and nothing speaks against it.", "green"))
    elif done.is_sound:
        # Said without its second half, the sentence would be taken for more than was tried.
        click.echo(
            painted("Nothing speaks against these files; that they are the ones made is not proven.", "yellow")
        )
    else:
        click.echo(painted("This is not the packet that was made, or it no longer fits. Do not send it.", "red"))


def _state(check: Check) -> str:
    if not check.is_sound:
        return painted("WRONG", "red")
    return painted("ok   ", "green") if not check.problems else painted("ok, *", "yellow")


def _said(check: Check) -> str:
    """Say what holds, or how much was found: the problems themselves follow."""
    if not check.problems:
        return check.said
    counts = {severity: sum(p.severity is severity for p in check.problems) for severity in Severity}
    return ", ".join(f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in counts.items() if count)
