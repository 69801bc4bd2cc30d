"""`priorauth payer impact`: which open cases come out otherwise with a changed profile."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from priorauth.cli import options
from priorauth.cli.failures import painted, show_problems
from priorauth.cli.open_case_choice import case_folders, require_case_folders, show_unread
from priorauth.cli.payer.diff_profiles import version_as_data
from priorauth.cli.recording import ledger_option, ledger_place
from priorauth.operations.profiles.compare_profiles import (
    Answer,
    Flip,
    ProfileImpact,
    ProfileVersion,
    Side,
    measure_profile_impact,
)
from priorauth.problems import ExitCode

_TONES = {"met": "green", "not_met": "red", "not_documented": "yellow"}


@click.command("impact")
@click.argument("profile", metavar="FILE|ID")
@click.option(
    "--replaces", metavar="ID", help="The profile it takes the place of, by id or file; else that of its id."
)
@case_folders
@ledger_option
@options.as_of
@options.json_output
def show_impact(
    profile: str, replaces: str | None, folders: tuple[Path, ...], url: str | None, as_of: date, as_json: bool
) -> int:
    """Say which open cases come out otherwise when the profile FILE|ID replaces the one in use.

    Cases are named by their ids; nothing of a chart is printed. Ends with 3 when a case could not be read.
    """
    require_case_folders(folders)
    outcome = measure_profile_impact(ledger_place(url), profile, replaces=replaces, folders=folders, as_of=as_of)
    if as_json:
        click.echo(json.dumps(_as_data(outcome, as_of), indent=2))
    else:
        _print(outcome, as_of)
    show_unread(outcome.unread)
    show_problems(outcome.unjudged)
    return int(ExitCode.INPUT_INVALID if outcome.unreadable else ExitCode.OK)


def _print(outcome: ProfileImpact, as_of: date) -> None:
    before = (
        _named(outcome.before)
        if outcome.before
        else f"no profile of that id; such cases are held against {outcome.stand_in}"
    )
    click.echo(f"before  {before}")
    click.echo(f"after   {_named(outcome.after)}")
    click.echo(f"as of   {as_of}")
    for flip in outcome.flips:
        click.echo(f"\n{flip.case_id}  {_standing(flip.before)} → {_standing(flip.after)}")
        for answer in flip.answers:
            click.echo(
                f"    {answer.criterion:<26}  {_said(answer.before)} → {_said(answer.after)}{_weight(answer)}"
            )
        if flip.problems:
            click.echo(f"    held back with either, by its exhibits: {', '.join(flip.problems)}")
    others = f"{outcome.elsewhere} are held against other profiles, {outcome.closed} are closed in the ledger"
    changed = f"open cases that change: {len(outcome.flips)}, that do not: {outcome.unchanged}"
    click.echo(f"\n{changed}; {others}, {outcome.unreadable} could not be read.")


def _named(version: ProfileVersion) -> str:
    return f"{version.id}  ({version.file}, {version.sha256[:12]})"


def _standing(side: Side) -> str:
    word = painted("ready", "green") if side.ready else painted("not ready", "red")
    return f"{word} ({side.letter.replace('_', ' ')})"


def _said(status: str | None) -> str:
    return "not asked" if status is None else painted(status.replace("_", " "), _TONES[status])


def _weight(answer: Answer) -> str:
    return "" if answer.required else "  (decides nothing)"


def _as_data(outcome: ProfileImpact, as_of: date) -> dict[str, object]:
    return {
        "before": version_as_data(outcome.before) if outcome.before else None,
        "after": version_as_data(outcome.after),
        "as_of": as_of.isoformat(),
        "changed": [_flip_as_data(flip) for flip in outcome.flips],
        "unchanged": outcome.unchanged,
        "other_profiles": outcome.elsewhere,
        "closed": outcome.closed,
        "unreadable": outcome.unreadable,
        "problems": [p.as_data() for p in (*outcome.unread, *outcome.unjudged)],
    }


def _flip_as_data(flip: Flip) -> dict[str, object]:
    return {"case_id": flip.case_id, **{name: value for name, value in asdict(flip).items() if name != "case_id"}}
